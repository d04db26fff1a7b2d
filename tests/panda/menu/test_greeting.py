"""A known menu is recognised by its opening, before it has offered anything."""

import pytest

from panda.menu.greeting import Greeting
from panda.menu.menu import Option, Route, RouteStep
from panda.menu.routes import fingerprint

SAID = (
    "Welcome to Oak Dental.",
    "Calls are recorded to serve you better.",
    "Which location are you calling about?",
)
OPENING = fingerprint(" ".join(SAID))


def route(opening=OPENING, *, options=("our north office",), **record):
    step = RouteStep(
        fingerprint=f"{opening} north 1",
        opening=opening,
        keys="1",
        label=options[0],
        options=tuple(
            Option(digits=str(key), label=label) for key, label in enumerate(options, 1)
        ),
        seen=1,
    )
    record = {"successes": 1, "confidence": 0.67} | record
    return Route(number="+12175550123", goal="a cleaning", steps=(step,), **record)


def heard(known, *said, business="Oak Dental"):
    greeting = Greeting(known, business=business)
    return [greeting.hear(text, at * 3_000) for at, text in enumerate(said)]


def test_the_menu_of_an_earlier_call_is_known_by_the_end_of_its_opening():
    assert heard(route(), *SAID) == [False, False, True]


@pytest.mark.parametrize(
    "said",
    [
        ("Oak Dental, how can I help you?",),
        (
            "Welcome to Oak Dental.",
            "This is Lou, which location are you calling about?",
        ),
        (*SAID[:2], "Our menu has changed.", SAID[2]),
    ],
)
def test_a_person_and_a_changed_recording_are_not(said):
    assert not any(heard(route(), *said))


def test_a_name_alone_could_be_anybodys_who_picks_up():
    opening = fingerprint("Oak Dental. Thank you for calling.")
    known = route(opening, options=("English", "español"))
    assert not any(heard(known, "Oak Dental.", "Thank you for calling."))


def test_without_a_route_that_is_trusted_nothing_is_known():
    assert not any(heard(None, *SAID))
    assert not any(heard(route(confidence=0.4), *SAID))
