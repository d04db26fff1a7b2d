"""One clock for all calls: every line moves by one frame every 20 ms.

The schedule is absolute, so a late wake-up is caught up frame by frame and no call
drifts. Lines are spread over four phases of 5 ms, as the streams of a real carrier
do not tick together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from simulator.ports import FRAME_MS

if TYPE_CHECKING:
    import asyncio

    from simulator.ports import Ledger

PHASES = 4
SLOT_S = FRAME_MS / 1000 / PHASES
LATE_MS = 60


class Beating(Protocol):
    """Something that moves with the clock."""

    def beat(self, late_ms: float) -> None:
        """Move by one frame; must not raise and must not block."""
        ...


class Pacer:
    """The shared 20 ms clock; it sleeps while nobody is on it."""

    def __init__(self, loop: asyncio.AbstractEventLoop, ledger: Ledger) -> None:
        self._loop = loop
        self._ledger = ledger
        self._origin = loop.time()
        self._phases: list[dict[Beating, None]] = [{} for _ in range(PHASES)]
        self._slot = 0
        self._timer: asyncio.TimerHandle | None = None
        self._was_late = False
        self.worst_late_ms = 0.0
        """The latest wake-up so far."""

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
        late_ms = max(0.0, (self._loop.time() - due) * 1000)
        self._note(late_ms)
        for line in tuple(self._phases[self._slot % PHASES]):
            line.beat(late_ms)
        self._schedule()

    def _note(self, late_ms: float) -> None:
        self.worst_late_ms = max(self.worst_late_ms, late_ms)
        late = late_ms > LATE_MS
        if late and not self._was_late:
            self._ledger.write("pacer_late", late_ms=round(late_ms))
        self._was_late = late
