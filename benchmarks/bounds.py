"""How far a rate that was measured may be from the true one."""

from __future__ import annotations

import math

_Z = 1.96
"""For 95 %."""


def wilson(hits: int, tries: int) -> tuple[float, float]:
    """Return the 95 % bounds of a rate, by Wilson's score interval.

    Example:
        >>> [round(bound, 3) for bound in wilson(98, 100)]
        [0.93, 0.994]
    """
    if not tries:
        return 0.0, 1.0
    share, square = hits / tries, _Z**2
    middle = share + square / (2 * tries)
    half = _Z * math.sqrt(share * (1 - share) / tries + square / (4 * tries**2))
    low, high = middle - half, middle + half
    scale = 1 + square / tries
    return max(0.0, low / scale), min(1.0, high / scale)
