"""What the callee is saying: utterances and sounds, one frame at a time."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from simulator.ports import FRAME_BYTES, FRAME_MS, SILENCE


@dataclass(slots=True)
class Utterance:
    """Something to be played; silence until its audio has been made."""

    text: str
    """Empty for music and beeps."""
    by: str
    facts: tuple[str, ...] = ()
    pause_ms: int = 0
    audio: bytes | None = None
    recordings: tuple[str, ...] = ()
    """The recordings heard instead of a synthetic voice."""


@dataclass(frozen=True, slots=True)
class Played:
    """An utterance is over: all of it was played, or it was cut off."""

    utterance: Utterance
    start_ms: int
    end_ms: int
    cut: bool


class Mouth:
    """Plays what it is given, in order."""

    def __init__(self) -> None:
        self._queue: deque[Utterance] = deque()
        self._at = 0
        self._start_ms: int | None = None

    @property
    def busy(self) -> bool:
        """Whether anything is left to be said."""
        return bool(self._queue)

    @property
    def talking(self) -> bool:
        """Whether words (not music) are being heard right now."""
        return self._start_ms is not None and bool(self._queue[0].text)

    def add(self, utterance: Utterance) -> None:
        """Say this after everything else."""
        self._queue.append(utterance)

    def hush(self, now_ms: int) -> Played | None:
        """Stop at once; return what was cut off, if it had begun."""
        cut = self._finish(now_ms, cut=True) if self._start_ms is not None else None
        self._queue.clear()
        self._at, self._start_ms = 0, None
        return cut

    def frame(self, now_ms: int) -> tuple[bytes, Played | None]:
        """Return the next 20 ms, and the utterance they complete."""
        if not self._queue:
            return SILENCE, None
        first = self._queue[0]
        if first.pause_ms > 0:
            first.pause_ms -= FRAME_MS
            return SILENCE, None
        if first.audio is None:
            return SILENCE, None
        if self._start_ms is None:
            self._start_ms = now_ms
        frame = first.audio[self._at : self._at + FRAME_BYTES]
        self._at += FRAME_BYTES
        done = self._at >= len(first.audio)
        played = self._finish(now_ms + FRAME_MS, cut=False) if done else None
        return frame.ljust(FRAME_BYTES, b"\xff"), played

    def _finish(self, end_ms: int, *, cut: bool) -> Played:
        assert self._start_ms is not None
        played = Played(self._queue.popleft(), self._start_ms, end_ms, cut)
        self._at, self._start_ms = 0, None
        return played
