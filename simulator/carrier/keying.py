"""Keys that the carrier presses: as tones, and beside them as events (RFC 4733)."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from simulator.carrier.line import Clip
from simulator.ports import FRAME_MS
from simulator.speech.tones import dtmf

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

TONE_MS = 120
GAP_MS = 100
_WAITS = {"w": 500, "W": 1000}


def beginnings(digits: str) -> list[tuple[int, str]]:
    """Say when each key begins to sound, in ms.

    Example:
        >>> beginnings("1w2")
        [(0, '1'), (720, '2')]
    """
    found, at_ms = [], 0
    for digit in digits:
        if digit not in _WAITS:
            found.append((at_ms, digit.upper()))
        at_ms += _WAITS.get(digit, TONE_MS + GAP_MS)
    return found


class KeyClip(Clip):
    """Keys to be played; `press` is told of each when it begins to sound."""

    def __init__(
        self, digits: str, loop: asyncio.AbstractEventLoop, press: Callable[[str], None]
    ) -> None:
        super().__init__(dtmf(digits, TONE_MS, GAP_MS), loop)
        self._coming = deque(beginnings(digits))
        self._taken_ms = 0
        self._press = press

    def take(self) -> bytes | None:
        """Return the next 20 ms; None once it is over."""
        while self._coming and self._coming[0][0] <= self._taken_ms:
            self._press(self._coming.popleft()[1])
        self._taken_ms += FRAME_MS
        return super().take()
