"""The supervisor on the phone: what it asks, records, and leaves unknown."""

from __future__ import annotations

import json

import pytest

from simulator.model.engine import tasks
from simulator.model.engine.prompt import Message, Prompt, Tool
from tests.simulator.model.caller import (
    COPAY,
    INSURANCE,
    NEXT,
    PRICE,
    SCHEMA,
    TOOLS,
    Caller,
    asked,
)

REPLIES = [
    (INSURANCE, "Yes, we do.", True),
    (INSURANCE, "Yes, Delta Dental is fine.", True),
    (INSURANCE, "Delta Dental is fine.", True),
    (INSURANCE, "We accept all PPO plans.", True),
    (INSURANCE, "We're in-network with Delta Dental, Cigna and Aetna.", True),
    (INSURANCE, "Delta Dental? Sure, we take that.", True),
    (INSURANCE, "Well, we are in network with delta dental.", True),
    (INSURANCE, "We do, yes.", True),
    (INSURANCE, "No, I'm sorry, we don't take Delta Dental.", False),
    (INSURANCE, "We are not in network with Delta Dental.", False),
    (INSURANCE, "We only take Cigna and Aetna.", False),
    (INSURANCE, "We take all plans except Delta Dental.", False),
    (INSURANCE, "Unfortunately we no longer accept Delta.", False),
    (INSURANCE, "Yes, but we're out of network.", False),
    (INSURANCE, "We work with Cigna and Aetna.", None),
    (INSURANCE, "I'm not sure, I would have to check.", None),
    (INSURANCE, "It depends on your plan.", None),
    (INSURANCE, "Is that a PPO?", None),
    (INSURANCE, "Which plan is it?", None),
    (PRICE, "It's one twenty.", 120),
    (PRICE, "$120.", 120),
    (PRICE, "120.", 120),
    (PRICE, "A standard cleaning is $145.", 145),
    (PRICE, "Without insurance the cleaning is $110.", 110),
    (PRICE, "That runs about a hundred and twenty dollars.", 120),
    (PRICE, "It's 120, no, sorry, 135.", 135),
    (PRICE, "An X-ray is $50, and a regular cleaning is usually around $100.", 100),
    (PRICE, "A cleaning is $120, or $95 with our membership.", 120),
    (PRICE, "Let me see. The cleaning, including X-rays and exam, is $149.", 149),
    (PRICE, "The exam is $80.", None),
    (PRICE, "Anywhere from 100 to 150 dollars.", None),
    (PRICE, "It starts at $99.", None),
    (PRICE, "We can't quote prices over the phone.", None),
    (PRICE, "Do you have insurance?", None),
    (PRICE, "Our number is 512-555-0187.", None),
    (PRICE, "It takes 45 minutes.", None),
    (COPAY, "You would pay a copay of $20.", 20),
    (COPAY, "There is no copay.", 0),
    (COPAY, "With Delta Dental it's covered in full.", 0),
    (COPAY, "twenty five dollars", 25),
    (
        NEXT,
        "The earliest I have is Wednesday, December 2nd at 10:15 AM.",
        "2026-12-02T10:15",
    ),
    (NEXT, "We could do Friday, December 4th, at 4 PM.", "2026-12-04T16:00"),
    (NEXT, "Tomorrow at nine.", "2026-11-24T09:00"),
    (NEXT, "I have Tuesday the first at ten thirty.", "2026-12-01T10:30"),
    (NEXT, "At 2 PM on Thursday.", "2026-11-26T14:00"),
    (NEXT, "Tuesday at 10, no, sorry, Wednesday at 11.", "2026-11-25T11:00"),
    (NEXT, "I have Friday at 3 or Tuesday at 9.", "2026-11-24T09:00"),
    (NEXT, "Half past two on the first of December.", "2026-12-01T14:30"),
    (NEXT, "Next Tuesday would work.", None),
    (NEXT, "We're open Monday through Friday from 8 to 5.", None),
    (NEXT, "Not before January.", None),
    (NEXT, "You would have to ask the front desk.", None),
]


@pytest.mark.parametrize(("field", "reply", "value"), REPLIES)
def test_an_answer_is_recorded_only_if_it_is_one(field, reply, value):
    caller = asked(field, reply)

    assert caller.findings.get(field["name"]) == value
    assert set(caller.findings) <= {field["name"]}


OTHER_TYPES = [
    ("number", "How many dentists do you have?", (), "We have four dentists.", 4),
    ("number", "How many dentists do you have?", (), "Four or five.", None),
    ("date", "Which day is the next clean up?", (), "December 8th.", "2026-12-08"),
    ("time", "What time do you close?", (), "We close at 5 PM.", "17:00"),
    (
        "choice",
        "Which is it?",
        ("walk-in", "by appointment"),
        "By appointment.",
        "by appointment",
    ),
    ("choice", "Which is it?", ("morning", "evening"), "Either.", None),
    (
        "text",
        "Where can I park?",
        (),
        "There is a garage on Main Street.",
        "There is a garage on Main Street",
    ),
    ("text", "Where can I park?", (), "I don't know.", None),
]


@pytest.mark.parametrize(("kind", "ask", "choices", "reply", "value"), OTHER_TYPES)
def test_other_types_are_read_too(kind, ask, choices, reply, value):
    field = {"name": "it", "type": kind, "ask": ask, "choices": list(choices)}

    assert asked(field, reply, fields=[field]).findings.get("it") == value


def test_a_whole_call_asks_one_question_at_a_time_and_says_goodbye():
    caller = Caller()
    assert caller.hears("Bright Smiles, this is Amy, how can I help you?").endswith(
        INSURANCE["ask"]
    )
    assert caller.hears("Yes, we do.").endswith(PRICE["ask"])
    assert caller.hears("A cleaning is one twenty.").endswith(COPAY["ask"])
    assert caller.hears("That's a $25 copay.").endswith(NEXT["ask"])
    last = caller.hears("Our next opening is Tuesday, December 1st at 10:30 AM.")

    assert "Goodbye" in last
    assert caller.reason == "completed"
    assert caller.findings == {
        "accepts_insurance": True,
        "cleaning_price": 120,
        "copay": 25,
        "next_appointment": "2026-12-01T10:30",
    }
    assert caller.quotes["accepts_insurance"] == "Yes, we do."


def test_what_is_volunteered_is_recorded_and_not_asked_again():
    caller = asked(
        INSURANCE, "Yes, we take Delta Dental. A cleaning is $120 and the copay is $20."
    )

    assert caller.findings == {
        "accepts_insurance": True,
        "cleaning_price": 120,
        "copay": 20,
    }
    assert caller.said.endswith(NEXT["ask"])
    assert caller.quotes["copay"] == "the copay is $20."


def test_a_price_for_one_thing_is_not_recorded_for_another():
    caller = asked(PRICE, "The copay with Delta Dental is $30.")

    assert caller.findings == {"copay": 30}
    assert caller.said.endswith(PRICE["ask"]) is False or caller.said


def test_what_was_not_understood_is_asked_once_more_and_then_left_unknown():
    caller = asked(PRICE, "Oh, the blue ones.")
    assert caller.said.startswith("Sorry")
    assert caller.said.endswith(PRICE["ask"])
    caller.hears("Blue, I said.")

    assert caller.said.endswith(INSURANCE["ask"])
    assert caller.findings == {}


def test_a_range_is_asked_to_be_one_amount():
    caller = asked(PRICE, "Between 100 and 150 dollars.")

    assert "single amount" in caller.said
    assert caller.hears("Usually $130.").endswith(INSURANCE["ask"])
    assert caller.findings == {"cleaning_price": 130}


def test_who_does_not_know_is_not_asked_again():
    caller = asked(PRICE, "I don't know, I'm sorry.")

    assert caller.said.endswith(INSURANCE["ask"])


def test_half_a_moment_is_asked_for_in_whole():
    caller = asked(NEXT, "It would be Tuesday.")

    assert "the day and the time" in caller.said
    caller.hears("Tuesday, December 1st, at ten.")
    assert caller.findings == {"next_appointment": "2026-12-01T10:00"}


@pytest.mark.parametrize(
    "question",
    [
        "Are you a robot?",
        "Wait, am I talking to a real person?",
        "Is this a recording?",
        "Are you an AI?",
        "Is this an automated call?",
        "Are you human?",
        "You sound like a robot.",
        "Is this a real person or a machine?",
    ],
)
def test_it_never_denies_being_a_machine(question):
    caller = asked(INSURANCE, question)

    assert "automated AI assistant" in caller.said
    assert caller.said.endswith(INSURANCE["ask"])
    assert caller.findings == {}


@pytest.mark.parametrize(
    "question",
    ["Who is calling?", "And who's this?", "May I ask who is calling please?"],
)
def test_it_says_for_whom_it_calls(question):
    assert "Maria Alvarez" in asked(INSURANCE, question).said


@pytest.mark.parametrize(
    "request_",
    ["Can you hold for a moment?", "Hold on, please.", "One moment.", "Let me check."],
)
def test_it_waits_when_asked_to(request_):
    caller = asked(PRICE, request_)
    assert caller.said == "Of course."
    caller.hears("Thanks for holding. It's $120.")

    assert caller.findings == {"cleaning_price": 120}


def test_after_a_hold_the_question_is_put_again():
    caller = asked(PRICE, "Please hold.")
    caller.hears("Thank you for holding, how can I help you?")

    assert caller.said.endswith(PRICE["ask"])


def test_it_repeats_itself_when_asked_and_that_is_no_second_try():
    caller = asked(PRICE, "Sorry, could you repeat that?")
    assert caller.said.endswith(PRICE["ask"])
    caller.hears("Hm, the blue ones.")

    assert caller.said.startswith("Sorry")


def test_it_has_no_private_data_to_give():
    caller = asked(PRICE, "What is your date of birth?")

    assert "don't have that" in caller.said


@pytest.mark.parametrize(
    "refusal",
    ["Please don't call here again.", "Take us off your list.", "Wrong number."],
)
def test_it_goes_when_it_is_not_welcome(refusal):
    caller = asked(PRICE, refusal)

    assert caller.reason in {"refused", "wrong number"}
    assert caller.marked is (caller.reason == "refused")
    assert "sorry" in caller.said.lower()


def test_a_sentence_that_goes_on_is_waited_for():
    caller = asked(NEXT, "The next one we have is")
    assert caller.said == "Go on, please."
    caller.hears("Tuesday, December 1st at ten.")

    assert caller.findings == {"next_appointment": "2026-12-01T10:00"}


def test_a_later_correction_is_recorded_as_well():
    caller = asked(PRICE, "It's $120.")
    caller.hears(
        "Oh, sorry, actually a cleaning is $135. And yes, we take Delta Dental."
    )

    assert caller.findings == {"cleaning_price": 135, "accepts_insurance": True}


def test_a_finding_that_is_refused_is_asked_for_again():
    caller = Caller(refuses={"cleaning_price"})
    caller.lines.append(Message("assistant", PRICE["ask"]))
    caller.hears("It's $120.")

    assert caller.said.startswith("Sorry")
    assert caller.said.endswith(PRICE["ask"])


def test_a_question_cut_off_by_the_callee_still_counts_as_asked():
    caller = Caller()
    caller.lines.append(Message("assistant", "Hello. How much is a cleaning without"))
    caller.hears("It's $120.")

    assert caller.findings == {"cleaning_price": 120}


def test_without_functions_it_only_talks():
    caller = Caller(tools=())

    assert caller.hears("Hello?").endswith(INSURANCE["ask"])


def test_values_become_text_where_the_schema_takes_only_text():
    schema = {"properties": {**SCHEMA["properties"], "value": {"type": "string"}}}
    caller = Caller(tools=(Tool("recordFinding", "", schema), TOOLS[1]))
    caller.lines.append(Message("assistant", INSURANCE["ask"]))
    caller.hears("Yes, we do.")

    assert caller.findings == {"accepts_insurance": "true"}


def test_words_are_laid_out_as_the_schema_asks():
    layout = {
        "properties": {"nextResponse": {"type": "string"}, "done": {"type": "boolean"}}
    }
    prompt = Prompt(Caller().instructions(), (Message("user", "Hello?"),), TOOLS)
    decision = tasks.decide(prompt, layout)

    found = json.loads(decision.text)
    assert found["nextResponse"].endswith(INSURANCE["ask"])
    assert found["done"] is False


@pytest.mark.parametrize(
    ("goal", "key"),
    [("schedule a cleaning", "2"), ("pay a bill", "3"), ("juggling", None)],
)
def test_a_menu_is_chosen_from_by_its_words(goal, key):
    question = {
        "goal": goal,
        "options": [
            {"key": "1", "label": "office hours and location"},
            {"key": "2", "label": "schedule or change an appointment"},
            {"key": "3", "label": "questions about your bill"},
        ],
    }
    text = f"Which key leads to the goal? {json.dumps(question)}"
    decision = tasks.decide(Prompt("Answer in JSON.", (Message("user", text),)))

    assert json.loads(decision.text)["key"] == key


IF_TAKEN = COPAY | {
    "required": True,
    "status": "waits",
    "only_if": {"field": "accepts_insurance", "equals": True},
}


@pytest.mark.parametrize(
    ("answer", "follows"),
    [("Yes, we do.", True), ("No, we don't take Delta Dental.", False)],
)
def test_a_question_with_a_condition_is_asked_only_where_it_is_met(answer, follows):
    caller = Caller([INSURANCE, IF_TAKEN])
    caller.says(INSURANCE["ask"])
    said = caller.hears(answer)
    assert (COPAY["ask"] in said) is follows
    assert (caller.reason is None) is follows


def test_a_vague_answer_is_asked_again_in_the_words_for_that():
    again = "In dollars, what is a cleaning?"
    caller = Caller([PRICE | {"ask_again": again}])
    caller.says(PRICE["ask"])
    assert caller.hears("It starts at $99.") == again
    caller.hears("It's $120.")
    assert caller.findings == {"cleaning_price": 120}
