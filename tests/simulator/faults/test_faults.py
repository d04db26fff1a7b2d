"""The vocabulary of faults: what may be ordered, and when an order strikes."""

import contextlib
from random import Random

import pytest
from hypothesis import given, strategies as st

from simulator.carrier.testing import Memory
from simulator.faults import kinds
from simulator.faults.base import Where
from simulator.faults.book import FaultBook
from simulator.faults.catalogue import (
    FAULTS,
    SIDES,
    BadOrder,
    of_side,
    order,
    parse,
    word,
)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def book(clock):
    return FaultBook(Random(1), Memory(), clock)


def test_an_order_is_the_same_from_a_command_line_and_from_json():
    word = parse("drop_media:to=+15550100002,after_ms=50,times=2")
    json = {"fault": "drop_media", "to": "+15550100002", "after_ms": 50, "times": 2}
    assert word == order(json)


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_every_fault_needs_no_setting_and_says_what_it_does(name):
    assert parse(name).fault == name
    assert FAULTS[name].__doc__


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("earthquake", "there are: .*drop_media"),
        ("drop_media:after=1", "it has: .*after_ms"),
        ("drop_media:after_ms=soon", "after_ms"),
        ("drop_media:after_ms", "key=value"),
        ("media_drop:rate=2", "rate"),
        ("rest_429:to=+15550100002", "it has: from_s"),
        ("rest_error:attempt=1", "it has: from_s"),
        ("create_error:call_sid=CA1", "it has: .*attempt"),
        ("session_kill:to=+15550100002", "it has: .*call_sid"),
    ],
)
def test_a_wrong_order_says_what_would_be_right(word, why):
    with pytest.raises(BadOrder, match=why):
        parse(word)


@given(st.text(max_size=40))
def test_no_word_is_more_than_a_wrong_order(word):
    with contextlib.suppress(BadOrder):
        parse(word)


def test_each_process_gets_its_own_orders():
    words = ["rest_429", "session_kill", "media_drop:rate=0.5"]
    assert of_side(words, "carrier") == ["rest_429", "media_drop:rate=0.5"]
    assert of_side(words, "model") == ["session_kill"]
    assert set(SIDES.values()) == {"carrier", "model"}


def test_a_fault_strikes_only_where_and_when_it_was_ordered(book, clock):
    book.order(parse("callback_loss:to=+15550100002,attempt=2,from_s=5,until_s=9"))
    there = Where("CA1", "+15550100002", 2)
    clock.now = 6
    assert book.strikes(kinds.CallbackLoss, there)
    assert not book.strikes(kinds.CallbackLoss, Where("CA1", "+15550100003", 2))
    assert not book.strikes(kinds.CallbackLoss, Where("CA1", "+15550100002", 1))
    assert not book.strikes(kinds.CallbackDelay, there)
    for now in (4, 9):
        clock.now = now
        assert not book.strikes(kinds.CallbackLoss, there)


def test_a_fault_is_over_after_so_many_times(book):
    book.order(parse("rest_429:times=2"))
    struck = [book.strikes(kinds.Rest429) is not None for _ in range(4)]
    assert struck == [True, True, False, False]
    assert book.active() == []


def test_a_rate_is_kept_and_comes_from_the_seed(book):
    book.order(parse("media_drop:rate=0.2"))
    hits = sum(
        book.strikes(kinds.MediaDrop, quiet=True) is not None for _ in range(5000)
    )
    assert 900 < hits < 1100


def test_every_strike_and_every_switch_is_in_the_ledger(book):
    book.switch("rest_error", {"http": 502})
    book.strikes(kinds.RestError, Where("CA1", "+15550100002"))
    book.switch("rest_error", None)
    assert not book.strikes(kinds.RestError)
    assert book.ledger.records == [
        {"kind": "switch", "fault": "rest_error", "http": 502},
        {
            "kind": "fault",
            "name": "rest_error",
            "call_sid": "CA1",
            "to": "+15550100002",
        },
        {"kind": "switch", "fault": "rest_error", "off": True},
    ]


def test_the_latest_rule_counts(book):
    book.order(parse("abrupt_close:rule=drop"))
    book.order(parse("abrupt_close:rule=continue,to=+15550100002"))
    rule = book.rule(kinds.AbruptClose, Where("CA1", "+15550100002"))
    assert rule is not None
    assert rule.rule == "continue"
    other = book.rule(kinds.AbruptClose, Where("CA1", "+15550100003"))
    assert other is not None
    assert other.rule == "drop"


@given(st.sampled_from(sorted(FAULTS)), st.floats(0, 1), st.integers(1, 9))
def test_an_order_survives_being_handed_on_as_a_word(name, rate, times):
    asked = order({"fault": name, "rate": rate, "times": times, "until_s": 9})
    assert parse(word(asked)) == asked


def test_an_order_is_told_to_who_watches_until_he_looks_away(book):
    told = []
    look_away = book.watch(told.append)
    book.order(parse("leg_drop"))
    look_away()
    book.order(parse("leg_drop"))
    assert [one.fault for one in told] == [parse("leg_drop")]
