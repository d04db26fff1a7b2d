"""Keys that the carrier presses: the stream ends for them, and nobody has hung up."""

import pytest
from hypothesis import given, settings, strategies as st

from panda.call import CallState, Outcome
from panda.events import Pressed, Reattached
from panda.menu.menu import Option, Route, RouteStep
from panda.private import Grant, PrivateField
from panda.realtime.agent import Configure
from panda.session.attachment import TABLE, Attachment, Audio, Change
from panda.session.commands import HangUp, PlaceCall, PlayEntry, PlayKeys, RecordRoute
from panda.session.inputs import (
    KeysRefused,
    KeysUnsure,
    PhoneClosed,
    PhoneOpened,
)
from panda.testing.briefings import briefing
from panda.testing.player import SessionPlayer

MENU = "For appointments, press 1. For billing, press 2."


@pytest.fixture
def call():
    """A call whose menu has not heard our tones, and the carrier has been asked."""
    call = SessionPlayer(briefing())
    call.answer()
    call.callee_says("Thank you for calling Bright Dental.")
    for _ in range(4):
        call.callee_says(MENU)
        call.wait(2_500)
        if call.all(PlayKeys)[-1].transport == "update":
            return call
        call.keys_played()
        call.wait(1_000)
    pytest.fail("the carrier was never asked")


def goes_away(call):
    """The stream ends as Twilio ends it: a word, then the socket."""
    call.feed(PhoneClosed(stopped=True))
    call.feed(PhoneClosed(stopped=False))


def latest(call):
    """What the keys asked for last are called."""
    return call.all(PlayKeys)[-1].press


def comes_back(call):
    call.feed(PhoneOpened("CA1", "MZ2"))


def test_the_end_of_the_stream_is_no_hang_up_and_the_call_goes_on(call):
    asked = [keys.transport for keys in call.all(PlayKeys)]
    assert asked == ["in-band", "slow", "update"]
    goes_away(call)
    call.wait(1_200)
    comes_back(call)
    assert call.result is None
    assert call.session.state is CallState.NAVIGATING
    assert isinstance(call.events[-1], Reattached)

    call.callee_says("Scheduling, this is Amy speaking, how can I help you?")
    call.wait(2_000)
    assert call.session.state is CallState.TALKING
    trip = call.all(RecordRoute)[-1].trip
    assert [step.transport for step in trip.steps] == ["update"]
    assert [one.transport for one in call.events if isinstance(one, Pressed)] == asked


def test_a_machine_is_listened_to_as_before_when_the_stream_is_back(call):
    before = len(call.told(Configure))
    goes_away(call)
    comes_back(call)
    assert call.told(Configure)[before:][-1].turns == call.turns.turns
    assert call.turns.turns.respond is False


def test_a_callee_who_hangs_up_meanwhile_has_hung_up(call):
    goes_away(call)
    call.news("completed")
    assert (call.result.outcome, call.result.reason) == (Outcome.HUNG_UP, "callee")


def test_a_stream_that_ended_while_the_keys_were_refused_was_hung_up(call):
    goes_away(call)
    call.feed(KeysRefused(latest(call)))
    assert call.result.outcome is Outcome.HUNG_UP
    assert not call.all(HangUp)


def test_after_a_refusal_the_end_of_the_stream_is_a_hang_up_again(call):
    call.feed(KeysRefused(latest(call)))
    assert call.result is None
    assert call.spoken[-1] == "appointments", "and another way is tried"
    call.feed(PhoneClosed(stopped=True))
    assert call.result.outcome is Outcome.HUNG_UP


def test_a_refusal_that_comes_too_late_is_not_taken_for_one_of_other_keys(call):
    old = latest(call)
    call.wait(21_000)  # nobody knows what has become of them
    call.callee_says(MENU)
    call.wait(2_500)
    assert call.spoken[-1] == "appointments"
    call.wait(2_000)
    call.callee_says("To book a cleaning, press 4.")
    call.wait(2_500)
    assert (call.all(PlayKeys)[-1].digits, latest(call)) != ("1", old)

    before = len(call.commands)
    call.feed(KeysRefused(old))
    call.feed(KeysUnsure(old))
    call.wait(1_000)
    assert not [one for one in call.commands[before:] if isinstance(one, PlayKeys)]
    assert call.pressed == "1114"


def test_the_stream_ends_for_a_value_that_the_carrier_keys_in_too():
    allowed = Grant(
        field=PrivateField.MEMBER_ID,
        consent="Maria, today",
        purpose=briefing().questionnaire.goal,
        machine=True,
    )
    sealed = {PrivateField.MEMBER_ID: "sealed-member"}
    call = SessionPlayer(
        briefing(grants=(allowed,), sealed=sealed), transports=["update"]
    )
    call.answer()
    call.callee_says(MENU)
    call.wait(2_000)
    goes_away(call)
    comes_back(call)
    call.callee_says("Please enter your member ID, followed by the pound key.")
    call.wait(2_000)
    assert call.all(PlayEntry)[-1].transport == "update"
    goes_away(call)
    assert call.result is None, "nobody has hung up"
    comes_back(call)
    assert call.session.state is CallState.NAVIGATING


def test_a_stream_that_does_not_come_back_ends_the_call(call):
    goes_away(call)
    call.wait(44_000)
    assert call.result is None
    call.wait(2_000)
    assert (call.result.outcome, call.result.reason) == (Outcome.FAILED, "stream_lost")


def test_a_hang_up_after_the_stream_was_back_is_one(call):
    goes_away(call)
    comes_back(call)
    call.feed(PhoneClosed(stopped=True))
    assert call.result.outcome is Outcome.HUNG_UP


def test_keys_asked_for_long_ago_excuse_nothing(call):
    call.wait(21_000)
    call.feed(PhoneClosed(stopped=True))
    assert call.result.outcome is Outcome.HUNG_UP


# --- at the dial --------------------------------------------------------------------


def known():
    steps = (
        RouteStep(
            fingerprint="appoin 1 billin 2",
            keys="1",
            label="appointments",
            options=(
                Option(digits="1", label="appointments"),
                Option(digits="2", label="billing"),
            ),
            heard_ms=12_000,
        ),
    )
    number = briefing().provider.phone
    goal = briefing().questionnaire.goal
    return Route(number=number, goal=goal, steps=steps, successes=4, confidence=0.83)


@pytest.fixture
def dialled():
    """A call whose keys the carrier presses as soon as it is answered."""
    call = SessionPlayer(
        briefing(route=known()), transports=("in-band", "update", "dial")
    )
    call.begin()
    call.news("ringing")
    call.news("in-progress")
    return call


def test_a_proven_way_goes_with_the_dial_and_is_waited_for(dialled):
    assert dialled.all(PlaceCall) == [PlaceCall("W" * 12 + "1")]
    dialled.wait(13_000)
    assert dialled.result is None, "longer than a stream may take otherwise"
    dialled.feed(PhoneOpened("CA1", "MZ1"))
    assert dialled.session.state is CallState.NAVIGATING
    assert not dialled.all(PlayKeys)

    dialled.callee_says("Scheduling, this is Amy speaking, how can I help you?")
    dialled.wait(2_000)
    assert dialled.session.state is CallState.TALKING
    (trip,) = [one.trip for one in dialled.all(RecordRoute)]
    assert (trip.blind, trip.transport) == (True, "dial")
    dialled.feed(PhoneClosed(stopped=True))
    way = dialled.result.navigation
    assert (way.keys, way.reached, way.route) == ("1", True, "known")
    assert 12 < way.seconds < dialled.result.answered_s, "from the answer on"
    assert trip.seconds == way.seconds


def test_keys_that_were_lost_at_the_dial_are_pressed_when_the_menu_is_heard(dialled):
    dialled.wait(13_000)
    dialled.feed(PhoneOpened("CA1", "MZ1"))
    dialled.callee_says(MENU)
    dialled.wait(2_000)
    assert [keys.digits for keys in dialled.all(PlayKeys)] == ["1"]


def test_no_key_goes_with_the_dial_unless_that_is_offered():
    call = SessionPlayer(briefing(route=known()))
    call.begin()
    assert call.all(PlaceCall) == [PlaceCall("")]


# --- the table ----------------------------------------------------------------------


def test_the_table_has_a_row_for_everything():
    assert TABLE.keys() == {(audio, change) for audio in Audio for change in Change}


@settings(max_examples=60)
@given(st.lists(st.sampled_from(Change), max_size=8))
def test_only_a_stop_nobody_asked_for_or_a_refusal_after_one_ends_a_call(changes):
    audio = Attachment()
    for change in changes:
        before = audio.state
        audio.take(change, 0)
        if audio.state is Audio.OVER and before is not Audio.OVER:
            assert (before, change) in {
                (Audio.HERE, Change.STOPPED),
                (Audio.AWAY, Change.REFUSED),
            }
        if change is Change.OPENED and before is not Audio.OVER:
            assert audio.state is Audio.HERE
