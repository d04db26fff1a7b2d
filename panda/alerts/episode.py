"""When an alert is raised and when it is over, as a table.

A measure that hovers about its threshold would raise and clear an alert by the second.
So there is a band below the threshold that changes nothing, and below that band it must
stay for a while before the alert is over.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum, auto

CALM = timedelta(seconds=5)
"""How long a measure must be low; two of the longest pauses between a call's news."""
BAND = 0.8
"""Low is below this share of the threshold."""


class Level(StrEnum):
    """A measure, compared with its threshold."""

    LOW = auto()
    MIDDLE = auto()
    HIGH = auto()


class Phase(StrEnum):
    """Where an alert stands."""

    QUIET = auto()
    """There is none, or it is over."""
    OPEN = auto()
    CALMING = auto()
    """The measure is low, for how long is to be seen."""


STEPS: dict[Phase, dict[Level, Phase]] = {
    Phase.QUIET: {
        Level.LOW: Phase.QUIET,
        Level.MIDDLE: Phase.QUIET,
        Level.HIGH: Phase.OPEN,
    },
    Phase.OPEN: {
        Level.LOW: Phase.CALMING,
        Level.MIDDLE: Phase.OPEN,
        Level.HIGH: Phase.OPEN,
    },
    Phase.CALMING: {
        Level.LOW: Phase.CALMING,
        Level.MIDDLE: Phase.OPEN,
        Level.HIGH: Phase.OPEN,
    },
}
"""And from `CALMING`, after `CALM`, to `QUIET`."""


def level(value: float | None, threshold: float) -> Level:
    """Compare a measure; one there is nothing to say of, or whose rule is off, is low.

    Example:
        >>> [str(level(value, 10)) for value in (7, 8, 9.9, 10, None)]
        ['low', 'middle', 'middle', 'high', 'low']
    """
    if value is None or threshold <= 0 or value < threshold * BAND:
        return Level.LOW
    return Level.HIGH if value >= threshold else Level.MIDDLE
