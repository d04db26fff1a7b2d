import pytest

from panda.campaign import IntentState
from panda.carrier import ProviderCall
from panda.dialing import (
    Listing,
    NotPlaced,
    StillUnsure,
    WasPlaced,
    reconcile,
)
from tests.panda.dialing.world import intent, later, target

LOST = intent(target(), state=IntentState.AMBIGUOUS)


def call(sid="CA1", *, to=LOST.number, at=2.0, status="queued"):
    return ProviderCall(
        call_sid=sid,
        to=to,
        status=status,
        created_at=None if at is None else later(at),
    )


def decide(*listings, now, known=()):
    return reconcile(
        LOST,
        posted_at=later(1),
        listings=[Listing(later(at), tuple(calls)) for at, calls in listings],
        known_sids=known,
        now=later(now),
    )


def test_a_call_that_the_carrier_lists_was_placed():
    assert decide((5, [call()]), now=5) == WasPlaced(call())


def test_a_call_that_appears_late_was_placed_all_the_same():
    assert decide((5, []), (70, []), (130, [call()]), now=130) == WasPlaced(call())


def test_two_clean_listings_long_enough_after_rule_it_out():
    assert decide((5, []), (121, []), now=121) == NotPlaced()


@pytest.mark.parametrize(
    "listings",
    [
        [(121, [])],  # only one
        [(100, []), (130, [])],  # too close
        [(5, []), (80, [])],  # too soon: it may sit in the carrier's queue
        [(-50, []), (0.5, []), (122, [])],  # listed before it was asked for
    ],
)
def test_less_than_that_leaves_it_unsure(listings):
    assert isinstance(decide(*listings, now=130), StillUnsure)


def test_being_unsure_says_when_to_look_again():
    assert decide((5, []), now=5) == StillUnsure(later(121))
    assert decide((100, []), now=100) == StillUnsure(later(160))
    assert decide(now=30) == StillUnsure(later(30))


def test_calls_of_others_are_not_taken_for_it():
    others = [
        call("CA-known"),
        call("CA-other-number", to="+12175559999"),
        call("CA-yesterday", at=-86_400),
    ]

    assert decide((5, others), (125, others), now=125, known={"CA-known"}) == (
        NotPlaced()
    )


def test_a_call_whose_age_is_not_told_counts_as_ours():
    assert isinstance(decide((5, [call(at=None)]), now=5), WasPlaced)


def test_the_carriers_clock_may_be_a_little_behind():
    assert isinstance(decide((5, [call(at=-3)]), now=5), WasPlaced)


def test_the_carrier_knows_nothing_of_the_time_of_a_scenario():
    weeks = 21 * 86_400
    lost = LOST.model_copy(update={"reserved_real_at": later(-weeks)})
    then, before = call(at=2 - weeks), call("CA0", at=-30 - weeks)
    verdict = reconcile(
        lost,
        posted_at=later(1),
        listings=[Listing(later(5), (before, then))],
        known_sids=(),
        now=later(5),
    )
    assert verdict == WasPlaced(then)


def test_of_several_the_oldest_is_ours():
    found = decide((5, [call("CA2", at=4), call("CA1", at=2)]), now=5)

    assert found == WasPlaced(call("CA1", at=2))
