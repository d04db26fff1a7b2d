"""The only place outside the call actors where the machine's clock is read."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panda.settings import Settings


def real_ms() -> int:
    """Unix time in milliseconds, whatever time a scenario says it is."""
    return time.time_ns() // 1_000_000


class SystemClock:
    """A `panda.ports.Clock`.

    Real time; or, on a simulated network, a wall time that was set to `clock_start`
    at the real Unix time `clock_started_at` and has run on since, so that every
    process of the installation agrees on it and a demonstration at midnight finds
    offices open.
    """

    def __init__(self, settings: Settings) -> None:
        self._ahead = timedelta(0)
        if settings.clock_start is not None:
            started = datetime.fromtimestamp(settings.clock_started_at, UTC)
            self._ahead = settings.clock_start - started

    def now(self) -> datetime:
        """Wall time, UTC."""
        return self.real_now() + self._ahead

    def real_now(self) -> datetime:
        """Real wall time, UTC."""
        return datetime.now(UTC)

    def monotonic_ms(self) -> int:
        """Milliseconds that only go forward."""
        return time.monotonic_ns() // 1_000_000
