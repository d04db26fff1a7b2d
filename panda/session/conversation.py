"""What was said on a call, in the order in which it was begun."""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING

from panda.supervisor.consultation import Line

if TYPE_CHECKING:
    from panda.events import Heard

SPOKEN_PER_S = 15
"""Characters a voice says in a second, where it is not known how long it takes."""


class Conversation:
    """The lines of both sides; of ours, what the callee heard of them."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        """In the order in which they were begun."""
        self._ours: dict[str, tuple[Line, int]] = {}
        """Our lines by item, with their length in ms."""
        self._cut: dict[str, int] = {}
        """How much was heard of what was cut off before its words were known."""

    def hear(self, heard: Heard) -> None:
        """Take in a sentence."""
        line = Line(speaker=heard.speaker, text=heard.text, at_ms=heard.answer_ms)
        insort(self.lines, line, key=lambda one: one.at_ms)
        if heard.speaker != "business" and heard.item:
            self._ours[heard.item] = line, heard.length_ms
            if heard.item in self._cut:
                self.cut_off(heard.item, self._cut.pop(heard.item))

    def cut_off(self, item: str, heard_ms: int) -> None:
        """Keep of a line of ours what the callee heard."""
        if item not in self._ours:
            self._cut[item] = heard_ms
            return
        line, length_ms = self._ours.pop(item)
        place = next(i for i, one in enumerate(self.lines) if one is line)
        heard = _heard_part(line.text, heard_ms, length_ms)
        self.lines[place] = line.model_copy(update={"text": heard, "cut_off": True})


def _heard_part(text: str, heard_ms: int, length_ms: int) -> str:
    """Return the words of an utterance that were heard in so much time of it."""
    length_ms = length_ms or len(text) * 1000 // SPOKEN_PER_S
    if heard_ms >= length_ms:
        return text
    end = len(text) * heard_ms // length_ms
    whole = text.rfind(" ", 0, end + 1)
    return text[: max(0, whole)].rstrip()
