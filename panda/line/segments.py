"""When the words of a transcript were spoken: it comes later than they did."""

from __future__ import annotations

from dataclasses import dataclass

LATEST_MS = 8_000
"""A stretch of speech without a transcript for this long had no words in it. A busy
recogniser has been seen to take 4 s; one that heard nothing says so."""


@dataclass(slots=True)
class _Stretch:
    """Speech from its first sound to its last, under the name the voice gives it."""

    item: str
    began_ms: int
    ended_ms: int


class Segments:
    """Stretches of speech whose words have not come yet.

    Speech and words bear the name of the same conversation item, so that words that
    are late, or come in another order, are dated right. Where no item is named, words
    belong to the oldest stretch.
    """

    def __init__(self) -> None:
        self._open: int | None = None
        self._open_item = ""
        self._waiting: list[_Stretch] = []

    def mark(self, *, started: bool, now_ms: int, item: str = "") -> None:
        """Take that speech began or ended."""
        if started:
            self._open, self._open_item = now_ms, item
        elif self._open is not None:
            name = item or self._open_item
            self._waiting.append(_Stretch(name, self._open, now_ms))
            self._open = None

    @property
    def speaking(self) -> bool:
        """Whether somebody is speaking, as far as is known."""
        return self._open is not None

    @property
    def speaking_since(self) -> int | None:
        """When the speech began that is going on, in ms; None in silence."""
        return self._open

    def claim(self, now_ms: int, item: str = "") -> tuple[int, int]:
        """Return when the words that have come now began and ended, in ms.

        Without any report of their speech they are taken to be of this moment.
        """
        self._drop(now_ms)
        for place, stretch in enumerate(self._waiting):
            if not item or stretch.item in {"", item}:
                del self._waiting[place]
                return stretch.began_ms, stretch.ended_ms
        if self._open is not None and (not item or self._open_item in {"", item}):
            return self._open, now_ms
        return now_ms, now_ms

    def pending(self, now_ms: int) -> bool:
        """Whether speech has ended whose words are still to come."""
        self._drop(now_ms)
        return bool(self._waiting)

    def _drop(self, now_ms: int) -> None:
        self._waiting = [
            one for one in self._waiting if now_ms - one.ended_ms <= LATEST_MS
        ]
