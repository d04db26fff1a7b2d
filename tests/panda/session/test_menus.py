"""From answering to a menu: what was heard before it was known to be one."""

import pytest

from panda.audio.sounds import Sound
from panda.call import CallState, Outcome
from panda.campaign import Limits
from panda.mailbox import End
from panda.menu.memory import take_in
from panda.menu.menu import Route, RouteStep
from panda.realtime.agent import Heard, SpeechStarted, SpeechStopped
from panda.session.commands import BorrowRoute, LetHear, RecordRoute
from panda.session.inputs import (
    KeysPlayed,
    Ordered,
    PhoneClosed,
    RouteLent,
    SoundChanged,
)
from panda.testing.briefings import briefing
from panda.testing.player import SessionPlayer


@pytest.fixture
def call():
    call = SessionPlayer(briefing())
    call.answer()
    return call


def test_no_key_is_pressed_while_the_menu_is_still_being_spoken(call):
    call.callee_says("For billing questions, press 1.")
    call.feed(SpeechStarted(call.now_ms, "next"))
    call.wait(5_000)
    assert call.pressed == ""

    call.feed(SpeechStopped(call.now_ms, "next"))
    call.wait(300)
    call.feed(Heard("next", "For appointments, press 2."))
    call.wait(2_000)
    assert call.pressed == "2"


def test_speech_that_had_begun_when_the_menu_was_known_is_waited_for(call):
    item = "first"
    call.feed(SpeechStarted(call.now_ms, item))
    call.wait(1_500)
    call.feed(SpeechStopped(call.now_ms, item))
    call.wait(150)
    call.feed(SpeechStarted(call.now_ms, "next"))
    call.wait(150)
    call.feed(Heard(item, "For billing questions, press 1."))
    assert call.session.state is CallState.NAVIGATING
    call.wait(4_000)
    assert call.pressed == ""


def test_a_greeting_that_asks_how_to_help_is_no_person_once_keys_are_named(call):
    for text in ("Hello, and welcome to Bright Dental.", "How can we help you today?"):
        call.feed(Heard("greeting", text))
    call.feed(SpeechStarted(call.now_ms, "menu"))
    call.wait(2_000)
    call.feed(SpeechStopped(call.now_ms, "menu"))
    call.feed(Heard("menu", "For billing, press 1. For appointments, press 2."))
    call.wait(2_000)
    assert call.session.state is CallState.NAVIGATING
    assert call.pressed == "2"


GREETING = "Thank you for calling. Directions and prices are on our website."


def test_a_call_without_a_way_asks_for_one_and_takes_what_it_is_lent(call):
    call.callee_says(GREETING)
    call.callee_says("For billing questions, press 1.")
    (asked,) = call.all(BorrowRoute)
    assert asked.inquiry.number == "+12175550123"
    assert [option.digits for option in asked.inquiry.options] == ["1"]

    step = RouteStep(fingerprint=asked.inquiry.entry, keys="4", label="the smile desk")
    goal = asked.inquiry.goal
    call.feed(RouteLent(Route(number="+12175550177", goal=goal, steps=(step,))))
    call.callee_says("For the smile desk, press 4.")
    call.wait(500)
    assert call.pressed == "4"
    call.keys_played()
    call.callee_says("Smile desk, this is Amy speaking, how can I help you?")
    call.wait(2_000)
    trip = call.all(RecordRoute)[-1].trip
    assert (trip.lender, trip.strayed) == ("+12175550177", False)
    assert call.session.record.route == "shared"


def test_a_queue_that_plays_music_without_a_word_is_where_the_early_key_led(call):
    call.callee_says("For billing, press 1. For appointments, press 2.")
    assert call.pressed == "2", "while the menu may still go on"
    call.keys_played()
    call.feed(SoundChanged(Sound.MUSIC))
    call.wait(60_000)
    assert call.session.state is CallState.ON_HOLD
    assert call.pressed == "2"
    assert call.all(LetHear)[-1].on is False


MAIN = "For billing, press 1. For appointments, press 2."


def in_the_menu(call):
    """The option is chosen, and refused by the machine."""
    call.callee_says(MAIN)
    call.wait(2_000)
    call.keys_played()
    call.callee_says("That is not a valid entry.")
    assert call.session.state is CallState.NAVIGATING


def learned(call):
    """What a store has learned of this call after one that reached somebody."""
    (before,) = take_in([], reached())
    (trip,) = [one.trip for one in call.all(RecordRoute)]
    (after,) = take_in([before], trip)
    return trip, after.paths


def reached():
    call = SessionPlayer(briefing())
    call.answer()
    call.callee_says(MAIN)
    call.wait(2_000)
    call.keys_played()
    call.callee_says("Scheduling, this is Amy speaking, how can I help you?")
    call.wait(2_000)
    (told,) = call.all(RecordRoute)
    return told.trip


def test_a_machine_that_hangs_up_counts_against_the_way(call):
    in_the_menu(call)
    call.feed(PhoneClosed(stopped=True))
    assert call.result.outcome is Outcome.HUNG_UP
    trip, (path,) = learned(call)
    assert (trip.succeeded, trip.reason) == (False, "hung_up")
    assert (path.successes, path.failures, path.worked_last) == (1, 1, False)


def test_a_menu_that_goes_on_until_the_time_is_up_counts_against_the_way():
    call = SessionPlayer(briefing(limits=Limits(call_s=60)))
    call.answer()
    in_the_menu(call)
    while call.result is None:
        call.callee_says("One moment please.")
    assert call.result.outcome is Outcome.TIME_LIMIT
    trip, (path,) = learned(call)
    assert (trip.reason, path.failures) == ("time_limit", 1)


def test_who_is_stopped_by_us_in_a_menu_says_nothing_of_the_way(call):
    in_the_menu(call)
    call.feed(Ordered(End()))
    assert call.result.outcome is Outcome.CANCELLED
    assert not call.all(RecordRoute)


def test_tones_that_somebody_else_had_pressed_are_not_taken_for_ours(call):
    call.callee_says("For billing, press 1. For appointments, press 2.")
    sending = call.session._phase._navigator._sending
    call.feed(KeysPlayed(0))  # an operator's
    call.feed(KeysPlayed(call.sounded.press + 1))
    assert sending.active
    call.keys_played()
    assert not sending.active
