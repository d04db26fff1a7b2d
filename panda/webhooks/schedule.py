"""When what could not be delivered is tried again, and when it is given up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

DELAYS = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 300, 1800, 7200, 18_000, 36_000, 36_000)
)
"""After each failure in turn, as the Standard Webhooks guidance has it: five seconds
for a hiccup, and 28 hours in all for whoever has to be woken up."""
JITTER = 0.2
"""By how much a delay is stretched at most: those that failed together do not come
together."""
GONE = 410
"""An endpoint that answers so wants no more, of anything (RFC 9110, 15.5.11)."""


def next_try(attempts: int, now: datetime, random: Random) -> datetime | None:
    """Return when a delivery is tried again; None if it is given up.

    Args:
        attempts: How often it was tried, the failure just now included.
        now: Wall time.
        random: Stretches the delay.

    Example:
        >>> from datetime import UTC, datetime
        >>> from random import Random
        >>> now = datetime(2026, 11, 23, tzinfo=UTC)
        >>> (next_try(1, now, Random(1)) - now).total_seconds() < 6
        True
        >>> next_try(8, now, Random(1)) is None
        True
    """
    if attempts > len(DELAYS):
        return None
    return now + DELAYS[attempts - 1] * (1 + JITTER * random.random())
