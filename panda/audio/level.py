"""How loud mu-law audio is, in dBFS, cheaply enough to know it of every frame.

A sine of full scale is -3 dBFS; silence is floored at `FLOOR_DB`.
"""

from __future__ import annotations

from collections import deque
from math import log10

FLOOR_DB = -90.0
_EVERY = 4
"""Loudness needs no more than every fourth sample (1.5 µs a frame)."""


def _power(code: int) -> float:
    """Return the square of a code word's value, full scale being 1."""
    inverted = ~code & 0xFF
    exponent, mantissa = (inverted >> 4) & 7, inverted & 15
    return (((((mantissa << 3) + 132) << exponent) - 132) / 32768) ** 2


_POWER = tuple(_power(code) for code in range(256))


def level_db(mulaw: bytes) -> float:
    r"""Return the loudness of some audio.

    Example:
        >>> level_db(b"\xff" * 160), round(level_db(b"\x00\x80" * 80), 1)
        (-90.0, -0.2)
    """
    return _db(*_sum(mulaw))


def _sum(mulaw: bytes) -> tuple[float, int]:
    some = mulaw[::_EVERY]
    return sum(map(_POWER.__getitem__, some)), len(some)


def _db(power: float, count: int) -> float:
    if not count or power <= 0:
        return FLOOR_DB
    return max(FLOOR_DB, 10 * log10(power / count))


class Meter:
    """The loudness of the last second.

    Args:
        window_ms: What counts as the last second.
    """

    def __init__(self, window_ms: int = 1000) -> None:
        self._window_ms = window_ms
        self._recent: deque[tuple[int, float, int]] = deque()

    def add(self, mulaw: bytes, now_ms: int) -> None:
        """Take the audio of this moment."""
        self._recent.append((now_ms, *_sum(mulaw)))
        self._forget(now_ms)

    def db(self, now_ms: int) -> float:
        """Return the loudness of what was added within the window."""
        self._forget(now_ms)
        power = sum(power for _, power, _ in self._recent)
        return _db(power, sum(count for _, _, count in self._recent))

    def _forget(self, now_ms: int) -> None:
        while self._recent and self._recent[0][0] <= now_ms - self._window_ms:
            self._recent.popleft()
