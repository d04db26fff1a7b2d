"""The voice model: it says what it is told, passes on the rest, and keeps quiet."""

from __future__ import annotations

import json

import pytest

from simulator.model.engine import voice
from simulator.model.engine.courtesies import asks_to_wait
from simulator.model.engine.prompt import (
    Call,
    CallFunctions,
    Message,
    Output,
    Prompt,
    Say,
    Silence,
    Tool,
)

SENIOR = Tool(
    "getSupervisorResponse",
    "",
    {"properties": {"relevantContextFromLastUserMessage": {"type": "string"}}},
)


def heard(*texts, tools=(SENIOR,), instructions="You are brief.", choice="auto"):
    entries = tuple(Message("user", text) for text in texts)
    return voice.decide(Prompt(instructions, entries, tools, choice))


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ('Say exactly: "One moment, please."', "One moment, please."),
        ("Say exactly: Hello, is Dr. Lee in?", "Hello, is Dr. Lee in?"),
        ('Say exactly: She said "yes" to me.', 'She said "yes" to me.'),
        ('Say exactly this and nothing else: "Goodbye."', "Goodbye."),
        ("Please say exactly: \u201cThank you.\u201d", "Thank you."),
        ("say exactly:\nTwo\nlines", "Two\nlines"),
    ],
)
def test_an_order_is_followed_word_for_word(order, words):
    prompt = Prompt("", (Message("user", "Hi"),), (SENIOR,), "none", order)

    assert voice.decide(prompt) == Say(words)


@pytest.mark.parametrize("text", ["Be kind.", "Say hello exactly once", "Say it well"])
def test_what_is_no_order_is_none(text):
    assert voice.exact_words(text) is None


def test_what_matters_goes_to_the_supervisor_all_of_it():
    decision = heard("We take Delta.", "And Cigna.")

    assert isinstance(decision, CallFunctions)
    call = decision.calls[0]
    assert call.name == "getSupervisorResponse"
    assert json.loads(call.arguments) == {
        "relevantContextFromLastUserMessage": "We take Delta. And Cigna."
    }


@pytest.mark.parametrize(
    "text", ["Hold on, please.", "One moment.", "Just a second.", "Let me check."]
)
def test_a_mere_request_to_wait_needs_no_supervisor(text):
    assert asks_to_wait(text)
    assert heard(text) == Say("Sure.")


@pytest.mark.parametrize(
    "text",
    [
        "Hold on. Yes, we do.",
        "One moment, it is $120.",
        "Hold on, who is calling?",
        "Please hold. Actually it is Tuesday.",
    ],
)
def test_more_than_a_request_to_wait_is_passed_on(text):
    assert isinstance(heard(text), CallFunctions)


@pytest.mark.parametrize(
    "output", ['{"nextResponse": ""}', "{}", "null", "not json", '"text"']
)
def test_an_output_without_words_is_followed_by_silence(output):
    entries = (
        Message("user", "Yes."),
        Call("getSupervisorResponse", "{}", "c"),
        Output("c", output),
    )

    assert voice.decide(Prompt("", entries, (SENIOR,))) == Silence()


def test_a_forced_function_is_called():
    other = Tool("note", "", {"properties": {"text": {"type": "string"}}})
    decision = heard("Good morning.", tools=(SENIOR, other), choice="note")

    assert decision == CallFunctions((Call("note", '{"text":"Good morning."}'),))


def test_no_function_is_called_when_none_may_be():
    assert isinstance(heard("Good morning.", choice="none"), Say)


def test_a_client_without_functions_gets_small_talk():
    assert heard(tools=()) == Say("Hello. How can I help you?")
    assert heard("", tools=()) == Say("Hello, are you still there?")
