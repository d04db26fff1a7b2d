"""Answers in two halves, courtesies, and questions that were cut off."""

import pytest

from simulator.model.engine import answers, courtesies
from simulator.model.engine.questionnaire import Field
from tests.simulator.model.caller import (
    ALL,
    COPAY,
    INSURANCE,
    NEXT,
    PRICE,
    TOOLS,
    Caller,
    asked,
)

COURTESIES = [
    "Yes, I can hear you.", "Yes, I can hear you fine.", "Yes, loud and clear.",
    "Yes, I'm here.", "Yes, I'm still here.", "Yes, still here.", "Yes, go ahead.",
    "Yes, speaking.", "Yes, this is Karen.", "Yes, that's me.", "Yes, I'm listening.",
    "Yes, one moment.", "Yes, hold on.", "Sure, let me check.", "Yes, please hold.",
    "Yes, how can I help you?", "Yes, who is calling?", "Yes, what was that?",
    "Yes, this is Karen. How can I help you?", "We can hear you.", "I can hear you.",
]  # fmt: skip


@pytest.mark.parametrize("reply", COURTESIES)
def test_a_courtesy_is_no_answer(reply):
    caller = asked(INSURANCE, reply)
    assert caller.findings == {}


@pytest.mark.parametrize("reply", ["Yes, I can hear you.", "Yes, I'm here.", "Yes."])
def test_after_are_you_still_there_the_open_question_is_put_again(reply):
    caller = Caller()
    caller.says(INSURANCE["ask"])
    caller.says("Are you still there?")

    assert caller.hears(reply) == f"Great. {INSURANCE['ask']}"
    assert caller.findings == {}
    caller.hears("Yes, we do.")
    assert caller.findings == {"accepts_insurance": True}


def test_an_answer_given_then_is_an_answer():
    caller = Caller()
    caller.says(INSURANCE["ask"])
    caller.says("Are you still there?")
    caller.hears("Yes, I am. And yes, we accept Delta Dental.")
    assert caller.findings == {"accepts_insurance": True}

    caller = Caller()
    caller.says(PRICE["ask"])
    caller.says("Are you still there?")
    caller.hears("It's $120.")
    assert caller.findings == {"cleaning_price": 120}


@pytest.mark.parametrize(
    "reply",
    ["We do, one moment please.", "Yes, we do. Thank you for calling.", "We do."],
)
def test_an_answer_with_a_courtesy_is_an_answer(reply):
    assert asked(INSURANCE, reply).findings == {"accepts_insurance": True}


@pytest.fixture
def told_no():
    """A call in which they have just said that they do not take the insurance."""
    caller = Caller()
    caller.says(INSURANCE["ask"])
    assert caller.hears("Unfortunately not.").endswith(PRICE["ask"])
    return caller


@pytest.mark.parametrize(
    "half", ["\u2014", "Got it,\u2014", "Got it. How much is a\u2014"]
)
def test_a_second_half_that_cuts_our_question_off_leads_back_to_it(told_no, half):
    told_no.lines.pop()
    told_no.says(half)
    assert told_no.hears("We do not take Delta Dental.").endswith(PRICE["ask"])
    assert "Sorry" not in told_no.said
    assert told_no.findings == {"accepts_insurance": False}


def test_a_question_cut_off_near_its_end_is_put_again_without_ado(told_no):
    told_no.lines.pop()
    told_no.says("Got it, thank you. How much is a cleaning without\u2014")
    assert told_no.hears("We do not take Delta Dental.") == PRICE["ask"]
    assert told_no.hears("That is up to your plan.") != PRICE["ask"]


def test_a_doubt_about_what_was_before_is_no_answer_to_the_question_it_cut_off():
    caller = asked(COPAY, "I don't know the copay.", fields=(COPAY, NEXT))
    caller.lines.pop()
    caller.says("No problem. When is your next available appointment\u2014")
    assert caller.hears("That depends on your plan.") == NEXT["ask"]


def test_but_an_answer_is_one_though_it_cut_the_question_off(told_no):
    told_no.lines.pop()
    told_no.says("Got it, thank you. How much is a cleaning without\u2014")
    told_no.hears("It's $120.")
    assert told_no.findings["cleaning_price"] == 120


def test_a_half_that_was_begun_before_our_question_is_left_to_itself(told_no):
    told_no.lines.insert(-1, told_no.lines[0].__class__("user", "We don't take them."))
    assert told_no.hears() == ""
    assert told_no.hears("It's $120.").endswith(NEXT["ask"])


def test_what_such_a_half_tells_is_recorded_and_the_question_stands():
    caller = Caller()
    caller.says(PRICE["ask"])
    caller.lines.append(caller.lines[0].__class__("user", "A cleaning is $120."))
    caller.says("Go on, please.")
    assert caller.hears().endswith(INSURANCE["ask"])
    assert caller.findings == {"cleaning_price": 120}


def test_where_silence_is_not_on_offer_the_question_is_repeated(told_no):
    told_no.tools = TOOLS[:-1]
    assert told_no.hears().endswith(PRICE["ask"])


def test_words_about_what_is_known_are_not_taken_for_mumbling():
    caller = Caller()
    caller.says(INSURANCE["ask"])
    caller.hears("Yes, we do.")
    caller.hears("We take most Delta Dental plans.")
    assert caller.said.startswith("I see")
    assert caller.said.endswith(PRICE["ask"])


def test_a_question_made_pointless_by_a_no_is_left_out(told_no):
    assert told_no.hears("It's $120.").endswith(NEXT["ask"])


def test_unless_it_must_be_answered():
    required = {**COPAY, "required": True}
    caller = Caller((INSURANCE, required))
    caller.says(INSURANCE["ask"])
    assert caller.hears("No, we don't.").endswith(COPAY["ask"])


def test_nobody_is_asked_the_same_for_ever():
    caller = Caller((PRICE,))
    caller.says(PRICE["ask"])
    times = 0
    while not caller.reason:
        caller.hears("Yes, I can hear you.")
        times += 1
    assert 2 < times < 7
    assert caller.said.endswith("Goodbye.")


@pytest.mark.parametrize(
    "reply",
    [
        "I can't see the copay from here.", "Delta Dental could tell you.",
        "That is up to your plan.", "You should ask your insurance.",
    ],
)  # fmt: skip
def test_who_cannot_tell_is_not_pressed(reply):
    assert asked(COPAY, reply).said.startswith("No problem.")


def test_courtesies_are_told_from_answers():
    field = Field(**INSURANCE)
    for reply in COURTESIES:
        assert courtesies.says_nothing(reply)
        found = answers.answers([reply], [field], field, None)
        assert found == []
    for reply in ("Yes.", "We do.", "No, we don't.", "That's right.", "Of course."):
        assert not courtesies.says_nothing(reply)


def test_every_function_that_is_offered_has_its_use():
    assert {tool.name for tool in TOOLS} == {
        "recordFinding", "endCall", "markDoNotCall", "staySilent",
    }  # fmt: skip
    assert len(ALL) == 4
