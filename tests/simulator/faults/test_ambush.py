"""Faults that wait for their time: older and younger orders, in virtual time."""

import heapq
from itertools import count
from random import Random

import pytest

from simulator.carrier.testing import Memory
from simulator.faults.ambush import Ambush
from simulator.faults.base import Where
from simulator.faults.book import FaultBook
from simulator.faults.catalogue import parse
from simulator.faults.kinds import LegDrop, SlowReader

LEG = Where("CA1", "+15550100002", 1)


class Entry:
    def __init__(self, act):
        self.act = act

    def cancel(self):
        self.act = None


class Loop:
    """A clock that moves when told to."""

    def __init__(self):
        self.now = 0.0
        self._order = count()
        self._waiting = []

    def call_later(self, delay, callback, *args):
        entry = Entry(lambda: callback(*args))
        heapq.heappush(self._waiting, (self.now + delay, next(self._order), entry))
        return entry

    def run_to(self, seconds):
        while self._waiting and self._waiting[0][0] <= seconds:
            self.now, _, entry = heapq.heappop(self._waiting)
            if entry.act is not None:
                entry.act()
        self.now = seconds


@pytest.fixture
def loop():
    return Loop()


@pytest.fixture
def book(loop):
    return FaultBook(Random(1), Memory(), lambda: loop.now)


@pytest.fixture
def leg(loop, book):
    """Has a leg begin; returns the times at which it is struck."""

    def begin(where=LEG):
        struck = []
        acts = {LegDrop: lambda _: struck.append(loop.now)}
        return Ambush(book, where, acts, loop.call_later), struck

    return begin


def test_an_older_order_strikes_so_long_after_the_beginning(loop, book, leg):
    book.order(parse("leg_drop:after_ms=500"))
    loop.run_to(2)
    _, struck = leg()
    loop.run_to(9)
    assert struck == [2.5]


def test_a_younger_order_strikes_what_is_going_on(loop, book, leg):
    _, struck = leg()
    loop.run_to(1)
    book.order(parse("leg_drop:after_ms=3000"))
    book.order(parse("leg_drop:after_ms=0"))
    loop.run_to(9)
    assert struck == [1, 3]


def test_an_order_counts_when_it_strikes_and_not_before(loop, book, leg):
    book.order(parse("leg_drop:after_ms=3000,times=1"))
    short, none = leg()
    loop.run_to(1)
    short.close()
    _, struck = leg()
    loop.run_to(9)
    assert (none, struck) == ([], [4])
    assert book.active() == []


def test_an_order_for_later_waits_for_its_hour(loop, book, leg):
    book.order(parse("leg_drop:after_ms=0,from_s=5"))
    _, struck = leg()
    loop.run_to(9)
    assert struck == [5]


@pytest.mark.parametrize(
    "word", ["leg_drop:call_sid=CA2", "leg_drop:until_s=0.5", "leg_drop:rate=0"]
)
def test_an_order_that_does_not_fit_strikes_not(loop, book, leg, word):
    book.order(parse(word))
    _, struck = leg()
    loop.run_to(9)
    assert struck == []


def test_an_order_that_was_taken_back_strikes_not(loop, book, leg):
    book.order(parse("leg_drop"))
    _, struck = leg()
    book.switch("leg_drop", None)
    loop.run_to(9)
    assert struck == []


def test_what_to_do_knows_the_order(loop, book):
    stalls = []
    acts = {SlowReader: lambda slow: stalls.append(slow.for_ms)}
    Ambush(book, LEG, acts, loop.call_later)
    book.order(parse("slow_reader:for_ms=70"))
    loop.run_to(9)
    assert stalls == [70]
