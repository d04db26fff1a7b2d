"""Ids of calls: unique without a counter, and in the order they were made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_TIME_BITS = 48
_RANDOM_A_BITS = 12
_RANDOM_B_BITS = 62


def new_call_id(now_ms: int, random: Random) -> str:
    """Make an id: a UUID of version 7 (RFC 9562, 5.7) as 32 lower-case hex digits.

    Ids of different milliseconds sort as their times do. Those of one millisecond
    differ by 74 random bits. Production passes `random.SystemRandom`.

    Args:
        now_ms: Unix time in milliseconds.
        random: Where the random bits come from.

    Example:
        >>> from random import Random
        >>> new_call_id(1_795_430_400_000, Random(1))
        '01a207fdc0007226b63c5ab791b7584a'
    """
    value = now_ms & ((1 << _TIME_BITS) - 1)
    value = (value << 4) | 0x7
    value = (value << _RANDOM_A_BITS) | random.getrandbits(_RANDOM_A_BITS)
    value = (value << 2) | 0b10
    value = (value << _RANDOM_B_BITS) | random.getrandbits(_RANDOM_B_BITS)
    return f"{value:032x}"
