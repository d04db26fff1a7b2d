"""A clock that moves when told to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
"""A Monday, ten in the morning in Chicago."""


class FakeClock:
    """A `panda.ports.Clock` in virtual time.

    Args:
        start: Wall time it starts at.
        real: Real time at that moment, if another.
    """

    def __init__(
        self, start: datetime = START, *, real: datetime | None = None
    ) -> None:
        self._start = start
        self._ahead = start - (real or start)
        self._passed_ms = 0

    def now(self) -> datetime:
        """Wall time."""
        return self._start + timedelta(milliseconds=self._passed_ms)

    def real_now(self) -> datetime:
        """Real time."""
        return self.now() - self._ahead

    def scenario_begins_again(self) -> None:
        """Set the wall time back to the start; real time goes on."""
        passed = self.now() - self._start
        self._start -= passed
        self._ahead -= passed

    def monotonic_ms(self) -> int:
        """Milliseconds since the clock was made."""
        return self._passed_ms

    def advance(self, *, ms: int = 0, seconds: float = 0) -> None:
        """Let time pass."""
        self._passed_ms += ms + round(seconds * 1000)
