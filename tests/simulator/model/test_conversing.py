"""Bots that are not ours hold a plain talk with the stand-in."""

from __future__ import annotations

import json

import pytest

from simulator.model.engine import conversing, purpose, voice
from simulator.model.engine.prompt import (
    CallFunctions,
    Message,
    Output,
    Prompt,
    Say,
    Silence,
    Tool,
)

CALLER = (
    "You are calling a dental office to ask about the price of a cleaning and whether "
    "they accept Delta Dental. Say goodbye when you know."
)
RECEPTIONIST = (
    "You are a helpful receptionist of Bright Smiles. The office is open from nine to "
    "five. A cleaning costs 120 dollars. Be friendly and brief."
)
HANG_UP = Tool("end_call", "Hang up the phone.")
PRICE = Tool(
    "lookup_price",
    "Look up what a treatment costs.",
    {
        "type": "object",
        "properties": {
            "treatment": {"type": "string"},
            "currency": {"type": "string", "enum": ["usd", "eur"]},
        },
        "required": ["treatment"],
    },
)


class Bot:
    """A bot on the phone: it runs its functions and remembers what was said."""

    def __init__(self, instructions, *tools, output="done"):
        self.instructions = instructions
        self.tools = tools
        self.output = output
        self.entries = []
        self.called = []

    def hears(self, *texts):
        """Let it hear; return what it says, "" for nothing."""
        self.entries += [Message("user", text) for text in texts]
        for _ in range(5):
            decision = voice.decide(
                Prompt(self.instructions, tuple(self.entries), self.tools)
            )
            match decision:
                case Say(text):
                    self.entries.append(Message("assistant", text))
                    return text
                case Silence():
                    return ""
                case CallFunctions(calls):
                    self.called += calls
                    self.entries += [*calls, Output("", self.output)]
        raise AssertionError("it calls functions without end")


def test_a_caller_asks_what_it_was_told_to_ask_says_it_back_and_ends():
    bot = Bot(CALLER, HANG_UP)

    first = bot.hears("Bright Dental, this is Amy, how can I help you?")
    second = bot.hears("A cleaning is one hundred twenty dollars.")
    third = bot.hears("Yes, we accept Delta Dental.")
    fourth = bot.hears("No, that is all.")
    assert first.endswith("Could you tell me about the price of a cleaning?")
    assert second == (
        "Thank you. So a cleaning is one hundred twenty dollars. "
        "Could you tell me whether you accept Delta Dental?"
    )
    assert "anything else" in third
    assert fourth.endswith("Goodbye.")
    assert bot.called == []
    bot.hears("Goodbye!")
    assert [call.name for call in bot.called] == ["end_call"]


def test_the_other_sides_goodbye_ends_the_call():
    bot = Bot(CALLER, HANG_UP)
    bot.hears("Hello?")

    assert bot.hears("Sorry, we are closed. Goodbye.") == "Goodbye."
    assert [call.name for call in bot.called] == ["end_call"]


def test_without_a_function_to_hang_up_goodbye_is_said_once():
    bot = Bot(CALLER)
    bot.hears("Hello?")

    assert bot.hears("We are closed now. Bye bye.").endswith("Goodbye.")
    assert bot.hears("Bye.") == ""


def test_a_question_that_was_cut_off_is_put_again_but_not_for_ever():
    bot = Bot(CALLER)
    bot.hears("Hello?")
    bot.entries[-1] = Message("assistant", "Hello. Could you")

    assert bot.hears("Yes, hello?").endswith("the price of a cleaning?")
    said = [bot.hears("How can I help you?") for _ in range(3)]
    assert said[-1] != said[0]


def test_a_receptionist_answers_from_its_instructions_and_offers_more():
    bot = Bot(RECEPTIONIST)

    assert bot.hears() == "Hello. How can I help you?"
    assert "A cleaning costs 120 dollars." in bot.hears(
        "How much does a cleaning cost?"
    )
    assert "not sure" in bot.hears("Do you repair bicycles?")
    assert bot.hears("No, that is all.").endswith("Goodbye.")


def test_a_function_is_called_with_arguments_that_fit_and_its_answer_told():
    bot = Bot("You are a helpful assistant.", PRICE, output='{"price": 120}')
    bot.hears()

    said = bot.hears("What price is a cleaning?")
    assert said.startswith("The price is 120.")
    assert json.loads(bot.called[0].arguments) == {
        "treatment": "What price is a cleaning?"
    }


def test_what_was_learned_is_kept_where_a_function_is_for_that():
    note = Tool("save_note", "Keep a fact.", {"properties": {"note": {}}})
    bot = Bot(CALLER, note)
    bot.hears("Hello?")
    said = bot.hears("It is ninety dollars.")

    assert [call.name for call in bot.called] == ["save_note"]
    assert said.endswith("whether you accept Delta Dental?")


@pytest.mark.parametrize("choice", ["required", "lookup_price"])
def test_a_function_that_must_be_called_is_called(choice):
    prompt = Prompt("", (Message("user", "Good day."),), (HANG_UP, PRICE), choice)
    decision = voice.decide(prompt)

    assert isinstance(decision, CallFunctions)


def test_who_is_calling_is_answered_with_the_truth():
    bot = Bot(CALLER)

    assert bot.hears("Who is calling, please?").startswith(
        "I am an automated AI assistant. Could you tell me"
    )


@pytest.mark.parametrize(
    "order",
    [
        'Greet the user with "Hello there!"',
        'Please greet the caller by saying "Hello there!"',
        "Say hello with \u201cHello there!\u201d",
    ],
)
def test_an_order_to_greet_is_no_talk(order):
    for entry in (Message("user", order), Message("system", order)):
        assert conversing.decide(Prompt("Be kind.", (entry,))) == Say("Hello there!")
    assert conversing.decide(Prompt("Be kind.", (), order=order)) == Say("Hello there!")


def test_a_question_is_repeated_when_that_is_asked():
    bot = Bot(CALLER)
    said = bot.hears("Hello?")

    assert bot.hears("Sorry, could you say that again?") == said
    assert bot.hears("Hold on, please.") == "Sure."


@pytest.mark.parametrize(
    ("instructions", "questions"),
    [
        (
            "You call restaurants. Ask if they are open on Sunday, and their address.",
            (
                "Could you tell me if you are open on Sunday?",
                "Could you tell me your address?",
            ),
        ),
        (
            "You make outbound calls.\n- What are your hours?\n- Do you take walk-ins?",
            ("What are your hours?", "Do you take walk-ins?"),
        ),
        (
            "You are calling a garage to book an oil change.",
            ("I would like to book an oil change. Is that possible?",),
        ),
        ("You are a helpful assistant. Ask how you can help the user.", ()),
    ],
)
def test_questions_are_read_from_prose(instructions, questions):
    assert purpose.read(instructions).questions == questions


def test_a_numbered_list_is_gone_through_from_introduction_to_hanging_up():
    """The prompt of a typical bot: who it is, what to ask, how to end."""
    bot = Bot(
        "You are Robin, an assistant, on the phone with a dentist. You called them.\n"
        "First say that you are an AI assistant calling for Dana. Then find out:\n"
        "1. Are you accepting new patients?\n2. How much is a cleaning?\n"
        "When you know both, thank them, say goodbye, and call the function end_call.",
        HANG_UP,
    )

    assert bot.hears("Maple Street Dental, how can I help you?") == (
        "Hello. I am an AI assistant calling for Dana. Are you accepting new patients?"
    )
    assert bot.hears("Yes, we are accepting patients.") == (
        "Thank you. So you are accepting patients. How much is a cleaning?"
    )
    bot.hears("It is ninety dollars.")
    bot.hears("No, that is everything.")
    bot.hears("Bye.")
    assert [call.name for call in bot.called] == ["end_call"]
