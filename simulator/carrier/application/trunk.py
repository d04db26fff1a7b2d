"""A wire between two legs of this carrier: each is the other's callee."""

from __future__ import annotations

from collections import deque

from simulator.ports import SILENCE

SLACK = 3
"""Frames that may wait on the wire while the two legs' beats are not yet in step."""


class End:
    """One end of the wire: a `simulator.ports.Callee` for the leg it is given to."""

    def __init__(self) -> None:
        self._other: End | None = None
        self._coming: deque[bytes] = deque(maxlen=SLACK)
        self._closed = False

    def join(self, other: End) -> None:
        """Put the other end to the wire."""
        self._other, other._other = other, self

    def exchange(self, frame: bytes, _now_ms: int) -> bytes | None:
        """Send a frame to the other leg and return what has come from there."""
        other = self._other
        if other is None or other._closed:  # noqa: SLF001 - see `join`
            return None
        other._coming.append(frame)  # noqa: SLF001 - see `join`
        return self._coming.popleft() if self._coming else SILENCE

    def press(self, digit: str, now_ms: int) -> None:
        """Hear nothing: keys are tones on this wire."""

    def close(self) -> None:
        """Hang up this side; the other leg then ends."""
        self._closed = True


def wire() -> tuple[End, End]:
    """Return the two ends of a new wire."""
    near, far = End(), End()
    near.join(far)
    return near, far
