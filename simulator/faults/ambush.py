"""Faults that wait for their time on one leg or stream.

An order may be older than what it strikes or younger: given over HTTP in the middle of
a call, it strikes that call as well. An order is drawn and counted when its time has
come, not before; what ended earlier has spent nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from simulator.faults.kinds import Timed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from simulator.faults.base import Fault, Where
    from simulator.faults.book import FaultBook, Order


class Timer(Protocol):
    """Something that is going to happen."""

    def cancel(self) -> None:
        """Let it not."""
        ...


class Later(Protocol):
    """`asyncio.AbstractEventLoop.call_later`, as far as it is used here."""

    def __call__(
        self, delay: float, callback: Callable[..., None], *args: object
    ) -> Timer:
        """Call `callback` in `delay` seconds."""
        ...


class Ambush:
    """Lies in wait from now until `close`, with what to do for each kind of fault."""

    def __init__(
        self,
        book: FaultBook,
        where: Where,
        acts: Mapping[type[Fault], Callable[..., None]],
        later: Later,
    ) -> None:
        self._book = book
        self._where = where
        self._acts = acts
        self._later = later
        self._since_s = book.elapsed_s()
        self._timers: dict[Order, Timer] = {}
        self._unwatch = book.watch(self._wait)
        for order in book.orders():
            self._wait(order)

    def close(self) -> None:
        """Strike no more."""
        self._unwatch()
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()

    def _wait(self, order: Order) -> None:
        fault = order.fault
        if isinstance(fault, Timed) and type(fault) in self._acts:
            due_s = max(self._since_s + fault.after_ms / 1000, fault.from_s)
            self._sleep(order, due_s)

    def _sleep(self, order: Order, due_s: float) -> None:
        delay = max(0.0, due_s - self._book.elapsed_s())
        self._timers[order] = self._later(delay, self._wake, order, due_s)

    def _wake(self, order: Order, due_s: float) -> None:
        del self._timers[order]
        if self._book.elapsed_s() < due_s:  # a loop's timers may come a little early
            self._sleep(order, due_s)
        elif self._book.draw(order, self._where, quiet=True):
            self._acts[type(order.fault)](order.fault)
