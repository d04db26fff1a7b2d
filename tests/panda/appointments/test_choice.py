"""Which of several offered times is taken, and why."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from panda.appointments.choice import UNRANKED, Busy, Prefer, judge
from panda.appointments.life import Stage
from tests.panda.appointments.material import NOW, TERMS, at, booking

A, B, C = (
    booking(at(2, 9), name="a"),
    booking(at(3, 14, 30), name="b"),
    booking(at(4, 11), name="c"),
)


def reasons(judged):
    return {one.booking_id: (one.rank, one.reason) for one in judged}


def test_the_soonest_that_fits_the_calendar_is_first_and_the_rest_say_why_not():
    busy = [Busy(at(2, 8), at(2, 9, 30)), Busy(at(4, 12), at(4, 13))]

    judged = judge([A, B, C], TERMS, busy, NOW)

    assert reasons(judged) == {
        "call-b-0": (1, "the soonest"),
        "call-c-0": (2, "number 2, the soonest first"),
        "call-a-0": (0, "you are taken from 08:00 on 2026-12-02"),
    }


def test_the_way_there_and_back_has_to_be_free_as_well():
    busy = [Busy(at(4, 12), at(4, 13))]
    near = TERMS.model_copy(update={"travel_min": 30})
    assert judge([C], TERMS, busy, NOW)[0].fits
    (judged,) = judge([C], near, busy, NOW)
    assert judged.reason == (
        "you are taken from 12:00 on 2026-12-04 with the way there and back"
    )


def test_a_span_that_ends_when_it_begins_is_no_clash():
    assert judge([C], TERMS, [Busy(at(4, 10), at(4, 11))], NOW)[0].fits
    assert judge([C], TERMS, [Busy(at(4, 12), at(4, 13))], NOW)[0].fits


def test_what_is_worth_more_wins_where_that_counts_first():
    worth = {"wish-c": 9.0, "wish-b": 7.5}
    judged = judge([A, B, C], TERMS, [], NOW, worth=worth, prefer=Prefer.BEST)
    assert [one.booking_id for one in judged] == ["call-c-0", "call-b-0", "call-a-0"]
    assert judged[0].reason == "the best; its business is worth 9"


@pytest.mark.parametrize(
    ("offer", "why"),
    [
        (booking(at(5, 10)), "book on Mon, Tue, Wed, Thu, Fri only"),
        (booking(at(14, 10)), "book between 2026-11-24 and 2026-12-11 only"),
        (booking(at(2, 7)), "book from 08:00 to 18:00 only"),
        (booking(at(23, 9, month=11)), "it has passed"),
        (booking(stage=Stage.FAILED), "it is failed already"),
    ],
)
def test_what_the_terms_leave_out_says_so(offer, why):
    assert judge([offer], TERMS, [], NOW)[0].reason == why


def test_terms_are_read_on_the_clocks_of_the_business():
    berlin = booking(at(2, 8, zone=ZoneInfo("Europe/Berlin")), zone="Europe/Berlin")
    early = TERMS.model_copy(update={"earliest": time(8, 0)})
    assert judge([berlin], early, [], NOW)[0].fits


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.integers(0, 24 * 14), min_size=1, max_size=8, unique=True))
def test_each_offer_is_judged_once_and_no_later_one_comes_before_an_earlier(hours):
    offers = [
        booking(at(24, 9, month=11) + timedelta(hours=hour), name=str(hour))
        for hour in hours
    ]
    judged = judge(offers, TERMS, [], NOW)
    assert sorted(one.booking_id for one in judged) == sorted(
        one.booking_id for one in offers
    )
    slots = {one.booking_id: one.slot for one in offers}
    fitting = [slots[one.booking_id] for one in judged if one.fits]
    assert fitting == sorted(fitting)


def test_where_the_best_counts_a_business_that_does_not_rank_is_no_candidate():
    ranked, unranked = booking(name="a"), booking(at(2, 9), name="b")
    both = [unranked, ranked]
    first, left_out = judge(
        both, TERMS, (), NOW, worth={"wish-a": 0.5}, prefer=Prefer.BEST
    )
    assert (first.booking_id, first.fits) == (ranked.booking_id, True)
    assert (left_out.fits, left_out.reason) == (False, UNRANKED)
    soonest = judge(both, TERMS, (), NOW, worth={"wish-a": 0.5})
    assert [one.fits for one in soonest] == [True, True]
