"""Both sides of a call as they are heard, for whoever listens: operators, a recording.

Ours goes to the carrier up to a second before it is played, and may be cleared before
it is: a listener gets each piece when the callee does, and none that was dropped.
Nothing is kept or made while nobody listens.
"""

from __future__ import annotations

from panda.audio.mulaw import BYTES_PER_MS, FRAME_BYTES, FRAME_MS, SILENCE
from panda.effects import Overheard
from panda.operator.wire import Side

AT_ONCE = 2
"""Frames in a message: half as many messages, and 20 ms later."""
MOST_AT_ONCE = 5
"""As agreed on the wire."""
LATE_MS = 60
"""A gap of the callee's sound for which what is there does not wait."""


class Tap:
    """What passes on one call, cut into frames and timed. Times are the session's."""

    def __init__(self) -> None:
        self._on = False
        self._theirs = bytearray()
        self._theirs_ms = 0
        self._ours = bytearray()
        self._ours_ms = 0
        """When the first byte of `_ours` is heard."""

    def listen(self, *, on: bool) -> None:
        """Begin, or end: nobody listens any more."""
        self._on = on
        if not on:
            self._theirs.clear()
            self._ours.clear()

    def heard(self, mulaw: bytes, now_ms: int) -> list[Overheard]:
        """Take a frame of the callee; return what there is for listeners by now."""
        if not self._on:
            return []
        told = []
        end_ms = self._theirs_ms + len(self._theirs) // BYTES_PER_MS
        if self._theirs and now_ms - end_ms > LATE_MS:
            told += self._flushed()
        if not self._theirs:
            self._theirs_ms = now_ms - len(mulaw) // BYTES_PER_MS
        self._theirs += mulaw
        if len(self._theirs) >= AT_ONCE * FRAME_BYTES:
            told += self._flushed()
        return [*told, *self.due(now_ms)]

    def _flushed(self) -> list[Overheard]:
        whole = _whole(self._theirs)
        self._theirs.clear()
        return _messages(Side.CALLEE, self._theirs_ms, whole)

    def sent(self, mulaw: bytes, now_ms: int) -> None:
        """Take sound of ours that is played when all before it was."""
        if not self._on:
            return
        if now_ms > self._ours_ms + len(self._ours) // BYTES_PER_MS:
            self._ours[:] = _whole(self._ours)  # what it holds is heard by now
            if not self._ours:
                self._ours_ms = now_ms
            else:
                idle_ms = now_ms - self._ours_ms - len(self._ours) // BYTES_PER_MS
                idle = max(0, idle_ms // FRAME_MS) * FRAME_BYTES
                self._ours += bytes([SILENCE]) * min(idle, MOST_AT_ONCE * FRAME_BYTES)
        self._ours += mulaw

    def cleared(self, now_ms: int) -> None:
        """Drop what is not heard yet: the carrier has."""
        heard = max(0, now_ms - self._ours_ms) * BYTES_PER_MS
        del self._ours[heard // FRAME_BYTES * FRAME_BYTES :]

    def due(self, now_ms: int) -> list[Overheard]:
        """Return what of ours the callee hears by now, in whole frames."""
        played = (now_ms - self._ours_ms) // FRAME_MS + 1
        if not self._ours or played < 1:
            return []
        ends = now_ms >= self._ours_ms + len(self._ours) // BYTES_PER_MS
        if ends:
            self._ours[:] = _whole(self._ours)
        frames = min(played, len(self._ours) // FRAME_BYTES)
        if frames < AT_ONCE and not ends:
            return []
        at_ms, size = self._ours_ms, frames * FRAME_BYTES
        told = _messages(Side.US, at_ms, bytes(self._ours[:size]))
        del self._ours[:size]
        self._ours_ms += frames * FRAME_MS
        return told


def _whole(mulaw: bytes | bytearray) -> bytes:
    """Fill the last frame up with silence."""
    return bytes(mulaw) + bytes([SILENCE]) * (-len(mulaw) % FRAME_BYTES)


def _messages(side: Side, at_ms: int, mulaw: bytes) -> list[Overheard]:
    size = MOST_AT_ONCE * FRAME_BYTES
    return [
        Overheard(side, at_ms + at // BYTES_PER_MS, mulaw[at : at + size])
        for at in range(0, len(mulaw), size)
    ]
