"""Dialling pauses when it is we who fail, and begins again by itself."""

from datetime import timedelta

import pytest

from panda.call import Outcome
from panda.campaign import IntentState
from panda.dialing.breaker import (
    DENIED,
    FAULTS,
    LEAST,
    NOT_DIALLED,
    PAUSE,
    PAUSE_DENIED,
    WINDOW,
    Breaker,
    was_dialled,
)
from tests.storage.material import NOON, intent, result

AWAY = result(outcome=Outcome.FAILED, reason="voice_unavailable")
WELL = result()
SECOND = timedelta(seconds=1)


@pytest.fixture
def breaker():
    return Breaker()


@pytest.fixture
def paused(breaker):
    for _ in range(LEAST):
        breaker.ended(AWAY, NOON)
    return breaker


def begun(state, at=NOON + PAUSE):
    return intent(reserved_at=at, state=state)


@pytest.mark.parametrize("reason", DENIED)
def test_one_refusal_of_us_is_enough(breaker, reason):
    assert breaker.ended(result(outcome=Outcome.FAILED, reason=reason), NOON)
    assert breaker.room([], NOON + PAUSE_DENIED - SECOND) == 0
    assert breaker.why == DENIED[reason]
    assert breaker.room([], NOON + PAUSE_DENIED) == 1


@pytest.mark.parametrize("reason", FAULTS)
def test_half_of_the_last_calls_failing_for_us_is_enough(breaker, reason):
    fault = result(outcome=Outcome.FAILED, reason=reason)
    told = [breaker.ended(one, NOON) for one in (WELL, fault, WELL, fault, fault)]
    assert told == [False, False, False, False, True]
    assert breaker.room([], NOON) == 0
    assert breaker.why == FAULTS[reason]


def test_fewer_say_nothing(breaker):
    for _ in range(LEAST - 1):
        breaker.ended(AWAY, NOON)
    assert breaker.room([], NOON) is None
    for _ in range(LEAST):
        breaker.ended(WELL, NOON)
    breaker.ended(WELL, NOON)
    assert breaker.room([], NOON) is None
    assert breaker.why == ""


def test_what_is_long_past_is_forgotten(breaker):
    for _ in range(LEAST - 1):
        breaker.ended(AWAY, NOON)
    assert not breaker.ended(AWAY, NOON + WINDOW + SECOND)
    assert breaker.room([], NOON + WINDOW + SECOND) is None


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (Outcome.BUSY, "busy"),
        (Outcome.FAILED, "failed"),
        (Outcome.FAILED, "carrier_21211"),
        (Outcome.CANCELLED, "voice_unavailable"),
    ],
)
def test_what_is_of_a_business_or_a_person_pauses_nothing(breaker, outcome, reason):
    for _ in range(20):
        assert not breaker.ended(result(outcome=outcome, reason=reason), NOON)
    assert breaker.room([], NOON) is None


def test_one_call_tries_after_the_pause(paused):
    assert paused.room([], NOON + PAUSE - SECOND) == 0
    assert paused.room([begun(IntentState.ACCEPTED, NOON)], NOON + PAUSE) == 1
    for state in (IntentState.RESERVED, IntentState.SUBMITTING):
        assert paused.room([begun(state)], NOON + PAUSE) == 0


def test_all_is_well_once_the_carrier_has_taken_that_call(paused):
    assert paused.room([begun(IntentState.ACCEPTED)], NOON + PAUSE) is None
    assert paused.why == ""


@pytest.mark.parametrize(("began", "why"), [(PAUSE, ""), (0 * PAUSE, "away")])
def test_all_is_well_once_a_call_of_after_the_pause_has_ended_well(paused, began, why):
    busy = result(outcome=Outcome.BUSY, reason="busy", started_at=NOON + began)
    assert not paused.ended(busy, NOON + PAUSE + SECOND)
    assert bool(paused.why) is bool(why)


def test_a_call_that_tried_in_vain_pauses_anew(paused):
    assert paused.room([], NOON + PAUSE) == 1
    assert paused.ended(AWAY, NOON + PAUSE + SECOND)
    assert paused.room([], NOON + PAUSE + 2 * SECOND) == 0
    assert paused.room([], NOON + 2 * PAUSE + SECOND) == 1


def test_calls_that_began_before_the_pause_do_not_lengthen_it(paused):
    assert not paused.ended(AWAY, NOON + SECOND)
    assert paused.room([], NOON + PAUSE) == 1


@pytest.mark.parametrize("reason", [*sorted(NOT_DIALLED), "busy"])
def test_a_call_whose_dial_was_never_asked_for_was_not_dialled(reason):
    assert not was_dialled(reason, IntentState.RESERVED)
    assert was_dialled(reason, IntentState.ACCEPTED)
    assert was_dialled(reason, IntentState.AMBIGUOUS)
    assert was_dialled(reason, IntentState.NOT_PLACED) is (reason not in NOT_DIALLED)
