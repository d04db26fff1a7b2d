"""People: what they understand, tell, ask and do."""

import pytest

from simulator.businesses import talk, tongues
from simulator.businesses.facts import Known
from simulator.businesses.testing import FakeEnds, FakeRecogniser

OFFICE = """
answers: ann
facts:
  price:
    type: money
    value: 120
    asked_with: [how much cleaning, price cleaning]
    say: ["A cleaning is {value}.", "Cleanings cost {value}."]
  insurance:
    type: yes_no
    value: true
    asked_with: [accept insurance, take Delta Dental, accept Delta Dental]
    say: ["Yes, we take Delta Dental."]
  opening:
    type: datetime
    value: 2026-12-03T14:30
    asked_with: [next appointment, next available]
    say: ["The next one is {value}."]
nodes:
  ann:
    type: person
    name: Ann
    greeting: ["Test Office, this is Ann."]
"""


async def greeted(caller):
    await caller.until_quiet(500)
    assert "Ann" in caller.heard[0]
    return caller


def facts_told(ledger):
    return [name for said in ledger.of("said") for name in said["facts"]]


async def test_several_questions_in_one_breath_are_answered_in_turn(call, ledger):
    caller = await greeted(call(OFFICE))
    await caller.say("Do you take Delta Dental, and how much is a cleaning?")
    await caller.until_quiet()
    assert caller.heard[1:] == ["Yes, we take Delta Dental.", "A cleaning is $120."]
    assert facts_told(ledger) == ["insurance", "price"]


async def test_a_question_is_understood_in_spite_of_errors_of_hearing(call):
    ends = FakeEnds(FakeRecogniser({"Delta Dental": "Delta Dentl", "accept": "except"}))
    caller = await greeted(call(OFFICE, ends=ends))
    await caller.say("Do you accept Delta Dental insurance?")
    await caller.hear("Yes, we take Delta Dental.")


async def test_the_same_question_gets_another_wording_of_the_same_fact(call):
    caller = await greeted(call(OFFICE))
    for _ in range(2):
        await caller.say("How much is a cleaning?")
        await caller.until_quiet()
    assert sorted(caller.heard[1:]) == ["A cleaning is $120.", "Cleanings cost $120."]


async def test_times_are_spoken_as_people_say_them(call):
    caller = await greeted(call(OFFICE))
    await caller.say("When is your next available appointment?")
    await caller.hear("The next one is Thursday, December 3rd at 2:30 PM.")


async def test_what_she_does_not_know_she_says_she_does_not_know(call, ledger):
    caller = await greeted(call(OFFICE))
    await caller.say("Is there any parking at your place?")
    await caller.hear("I'm not sure about that")
    assert facts_told(ledger) == []


async def test_an_ai_that_says_so_is_asked_how_to_help(call):
    caller = await greeted(call(OFFICE))
    await caller.say("Hello, I am an AI assistant calling for Maria.")
    await caller.hear("Okay, how can I help you?")


async def test_she_waits_for_the_rest_after_a_statement(call):
    caller = await greeted(call(OFFICE))
    await caller.say("Hello, I am an AI assistant calling for Maria.")
    await caller.wait(900)
    await caller.say("How much is a cleaning?")
    await caller.until_quiet()
    assert caller.heard[1:] == ["A cleaning is $120."]


async def test_somebody_who_wants_no_machines_hangs_up_on_one(call):
    office = OFFICE.replace("name: Ann\n", "name: Ann\n    talks_to_robots: false\n")
    caller = await greeted(call(office))
    await caller.say("Hello, I am an AI assistant.")
    await caller.hear("don't talk to machines")
    await caller.until_quiet()
    assert caller.hung_up


async def test_she_may_ask_who_is_calling_and_then_answers_what_was_asked(call):
    office = OFFICE.replace("name: Ann\n", "name: Ann\n    asks_name: true\n")
    caller = await greeted(call(office))
    await caller.say("How much is a cleaning?")
    await caller.hear("who is calling")
    await caller.until_quiet(300)
    await caller.say("I am calling on behalf of Maria Alvarez.")
    await caller.hear("A cleaning is $120.")


async def test_what_is_asked_again_while_she_asks_is_answered_once(call, ledger):
    office = OFFICE.replace(
        "name: Ann\n", "name: Ann\n    asks_name: true\n    asks_robot: true\n"
    )
    caller = await greeted(call(office))
    for _ in range(3):
        await caller.say("Do you accept Delta Dental insurance?")
        await caller.until_quiet()
    assert caller.heard[-1] == "Yes, we take Delta Dental."
    assert facts_told(ledger) == ["insurance"]


async def test_she_may_ask_whether_the_caller_is_a_robot(call):
    office = OFFICE.replace("name: Ann\n", "name: Ann\n    asks_robot: true\n")
    caller = await greeted(call(office))
    await caller.say("Hi there.")
    await caller.hear("are you a robot")
    await caller.until_quiet(300)
    await caller.say("Yes, I am an AI assistant.")
    await caller.hear("how can I help you")


async def test_a_fact_she_refuses_is_not_told(call, ledger):
    office = OFFICE.replace("name: Ann\n", "name: Ann\n    refuses: [price]\n")
    caller = await greeted(call(office))
    await caller.say("How much is a cleaning?")
    await caller.hear("can't give that out")
    assert facts_told(ledger) == []


async def test_being_talked_over_for_long_makes_her_stop(call, ledger):
    caller = await greeted(call(OFFICE))
    await caller.say("When is your next available appointment?")
    await caller.hear("The next one is")
    await caller.say("Excuse me for a moment, how much is a cleaning?")
    await caller.until_quiet()
    said = ledger.of("said")
    assert [one["cut"] for one in said] == [False, True, False]
    assert facts_told(ledger) == ["price"]
    assert said[1]["end_ms"] - said[1]["start_ms"] < 1000


async def test_a_short_word_does_not_interrupt_her(call, ledger):
    caller = await greeted(call(OFFICE))
    await caller.say("When is your next available appointment?")
    await caller.hear("The next one is")
    await caller.say("Okay")
    await caller.until_quiet(3000)
    assert facts_told(ledger) == ["opening"]
    assert len(caller.heard) == 2


async def test_noise_makes_her_ask_again_but_not_forever(call):
    ends = FakeEnds(FakeRecogniser({"mumble": ""}))
    caller = await greeted(call(OFFICE, ends=ends))
    for _ in range(2):
        await caller.say("mumble")
        await caller.hear("say that again")
        await caller.until_quiet(300)
    await caller.say("mumble")
    await caller.hear("can't understand you")
    await caller.until_quiet()
    assert caller.hung_up


async def test_a_recogniser_that_fails_is_noted_and_she_asks_again(call, ledger):
    ends = FakeEnds()
    ends.recogniser.fails = True
    caller = await greeted(call(OFFICE, ends=ends))
    await caller.say("How much is a cleaning?")
    await caller.hear("say that again")
    assert ledger.of("fault")[0]["name"] == "ear_failed"


async def test_a_farewell_is_returned_before_she_hangs_up(call):
    caller = await greeted(call(OFFICE))
    await caller.say("Thank you so much for your help. Bye bye.")
    await caller.hear("Goodbye")
    await caller.until_quiet()
    assert caller.hung_up


async def test_somebody_who_lingers_lets_the_caller_hang_up_first(call):
    lingering = OFFICE.replace("name: Ann", "name: Ann\n    lingers_s: 3")
    caller = await greeted(call(lingering))
    await caller.say("Thank you so much for your help. Bye bye.")
    await caller.hear("Goodbye")
    await caller.until_quiet(2500)
    assert not caller.hung_up
    await caller.wait(1500)
    assert caller.hung_up


async def test_silence_is_asked_about_and_then_ends_the_call(call):
    caller = await greeted(call(OFFICE))
    await caller.hear("still there")
    await caller.hear("still there")
    await caller.hear("Goodbye")
    await caller.until_quiet()
    assert caller.hung_up


async def test_what_was_read_back_rightly_is_confirmed(call):
    caller = await greeted(call(OFFICE))
    await caller.say("When is your next available appointment?")
    await caller.until_quiet()
    await caller.say("So that is December 3rd at 2:30, is that right?")
    await caller.hear("Yes, that's right.")


async def test_what_was_read_back_wrongly_is_said_again(call):
    caller = await greeted(call(OFFICE))
    await caller.say("When is your next available appointment?")
    await caller.until_quiet()
    await caller.say("So that is December 4th at 2:30, is that right?")
    await caller.hear("Let me say that again. The next one is Thursday, December 3rd")


async def test_she_repeats_her_answer_when_asked_to(call):
    caller = await greeted(call(OFFICE))
    await caller.say("How much is a cleaning?")
    await caller.until_quiet()
    await caller.say("Sorry, could you repeat that?")
    await caller.until_quiet()
    assert caller.heard[1] == caller.heard[2]


FACTS = [
    Known("copay", "money", 20, ("copay", "how much copay"), ("x",)),
    Known(
        "price", "money", 120,
        ("how much cleaning", "price cleaning", "cost cleaning", "charge cleaning"),
        ("x",),
    ),
    Known(
        "insurance", "yes_no", True,
        ("accept insurance", "take insurance", "accept Delta Dental",
         "take Delta Dental", "work with Delta Dental", "Delta Dental network"),
        ("x",),
    ),
    Known(
        "opening", "datetime", "2026-12-03T14:30",
        ("next appointment", "next available", "earliest appointment",
         "soonest appointment", "next opening"),
        ("x",),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Do you accept Delta Dental insurance?", ["insurance"]),
        ("do you guys take delta dental", ["insurance"]),
        ("I was wondering whether you work with Delta Dental.", ["insurance"]),
        ("Are you in the Delta Dental network?", ["insurance"]),
        ("Do you except Delta Dentl?", ["insurance"]),
        ("How much is a cleaning?", ["price"]),
        ("What's the cost of a cleaning without insurance?", ["price"]),
        ("What would the co-pay be for a cleaning with Delta Dental?", ["copay"]),
        ("How much is the co pay?", ["copay"]),
        ("When's your next available appointment for a cleaning?", ["opening"]),
        ("What is the soonest appointment you have?", ["opening"]),
        (
            "How much do you charge for a cleaning, and what would my copay be?",
            ["price", "copay"],
        ),
        (
            "Could you say if you take Delta Dental? Also, when is the next opening?",
            ["insurance", "opening"],
        ),
        ("Maria has Delta Dental and would like a cleaning.", []),
        ("Great, thank you, the next available appointment is perfect.", []),
        ("Do you have parking?", []),
    ],
)
def test_questions_are_matched_to_facts_by_their_words(text, asked):
    assert list(talk.understand(text, FACTS, tongues.of("en").grammar).facts) == asked


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("This is an AI assistant.", "disclosed"),
        ("I'm an A.I. calling for Maria.", "disclosed"),
        ("This is an automated call.", "disclosed"),
        ("Goodbye.", "goodbye"),
        ("Thank you very much for your help.", "goodbye"),
        ("Have a great day!", "goodbye"),
        ("One moment please.", "wait"),
        ("Okay, thank you.", "acknowledged"),
        ("", "empty"),
        (".", "empty"),
    ],
)
def test_other_things_said_are_recognised_by_their_words(text, flag):
    assert getattr(talk.understand(text, FACTS, tongues.of("en").grammar), flag)


async def test_two_words_heard_as_two_others_are_understood(call):
    ends = FakeEnds(FakeRecogniser({"Delta Dental": "del tabental"}))
    caller = await greeted(call(OFFICE, ends=ends))
    await caller.say("Do you accept Delta Dental?")
    await caller.hear("Yes, we take Delta Dental.")
