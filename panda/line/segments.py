"""When the words of a transcript were spoken: it comes later than they did."""

from __future__ import annotations

from collections import deque

LATEST_MS = 2_000
"""A stretch of speech without a transcript for this long had no words in it."""


class Segments:
    """Stretches of speech whose words have not come yet."""

    def __init__(self) -> None:
        self._open: int | None = None
        self._waiting: deque[tuple[int, int]] = deque()

    def mark(self, *, started: bool, now_ms: int) -> None:
        """Take that speech began or ended."""
        if started:
            self._open = now_ms
        elif self._open is not None:
            self._waiting.append((self._open, now_ms))
            self._open = None

    @property
    def speaking(self) -> bool:
        """Whether somebody is speaking, as far as is known."""
        return self._open is not None

    def claim(self, now_ms: int) -> tuple[int, int]:
        """Return when the words that have come now began and ended, in ms.

        Without any report of speech they are taken to be of this moment.
        """
        self._drop(now_ms)
        if self._waiting:
            return self._waiting.popleft()
        return (self._open, now_ms) if self._open is not None else (now_ms, now_ms)

    def pending(self, now_ms: int) -> bool:
        """Whether speech has ended whose words are still to come."""
        self._drop(now_ms)
        return bool(self._waiting)

    def _drop(self, now_ms: int) -> None:
        while self._waiting and now_ms - self._waiting[0][1] > LATEST_MS:
            self._waiting.popleft()
