"""One clock for all calls: every line moves by one frame every 20 ms.

The schedule is absolute, so a late wake-up is caught up frame by frame and no call
drifts. Lines are spread over four phases of 5 ms, as the streams of a real carrier
do not tick together.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from simulator.ports import FRAME_MS

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from simulator.ports import Ledger

PHASES = 4
SLOT_S = FRAME_MS / 1000 / PHASES
LATE_MS = 60
MOST_MS = 10_000


class Beating(Protocol):
    """Something that moves with the clock."""

    def beat(self, late_ms: float) -> None:
        """Move by one frame; must not raise and must not block."""
        ...


class Lateness:
    """How late the beats were: counted by whole milliseconds, up to ten seconds."""

    def __init__(self) -> None:
        self._counts = [0] * (MOST_MS + 1)
        self.worst_ms = 0.0

    def add(self, late_ms: float, beats: int) -> None:
        """Count so many beats at one lateness."""
        self._counts[min(int(late_ms), MOST_MS)] += beats
        self.worst_ms = max(self.worst_ms, late_ms)

    @property
    def beats(self) -> int:
        """How many there were."""
        return sum(self._counts)

    def below_ms(self, share: float) -> int:
        """Return the lateness that `share` of the beats did not exceed, rounded up.

        Example:
            >>> late = Lateness()
            >>> late.add(0.3, 98), late.add(7.5, 2)
            (None, None)
            >>> late.below_ms(0.5), late.below_ms(0.99)
            (1, 8)
        """
        wanted, seen = share * self.beats, 0
        for ms, count in enumerate(self._counts):
            seen += count
            if count and seen >= wanted:
                return ms + 1
        return 0


class Pacer:
    """The shared 20 ms clock; it sleeps while nobody is on it.

    `clock` is the loop's own, read anew: uvloop's `time` stands still within a turn.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        ledger: Ledger,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._loop = loop
        self._clock = clock
        self._ledger = ledger
        self._origin = loop.time()
        self._phases: list[dict[Beating, None]] = [{} for _ in range(PHASES)]
        self._slot = 0
        self._timer: asyncio.TimerHandle | None = None
        self._was_late = False
        self.lateness = Lateness()
        """Of every beat so far, when it really was its turn."""

    def add(self, line: Beating) -> None:
        """Start moving `line`, in the emptiest phase."""
        min(self._phases, key=len)[line] = None
        if self._timer is None:
            self._slot = int((self._loop.time() - self._origin) / SLOT_S)
            self._schedule()

    def remove(self, line: Beating) -> None:
        """Stop moving `line`; it may not be on the clock at all."""
        for phase in self._phases:
            phase.pop(line, None)

    def close(self) -> None:
        """Stop the clock."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._phases = [{} for _ in range(PHASES)]

    def _schedule(self) -> None:
        for slot in range(self._slot + 1, self._slot + 1 + PHASES):
            if self._phases[slot % PHASES]:
                self._slot = slot
                due = self._origin + slot * SLOT_S
                self._timer = self._loop.call_at(due, self._run, due)
                return
        self._timer = None

    def _run(self, due: float) -> None:
        clock, lateness = self._clock, self.lateness
        late_ms = max(0.0, (clock() - due) * 1000)
        self._note(late_ms)
        for line in tuple(self._phases[self._slot % PHASES]):
            line.beat(late_ms)
            lateness.add(max(0.0, (clock() - due) * 1000), 1)
        self._schedule()

    def _note(self, late_ms: float) -> None:
        late = late_ms > LATE_MS
        if late and not self._was_late:
            self._ledger.write("pacer_late", late_ms=round(late_ms))
        self._was_late = late
