"""How long callees wait for what we say: from their silence to our first sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.realtime.agent import SpeechStarted, SpeechStopped
from panda.session.inputs import UtteranceBegan

if TYPE_CHECKING:
    from panda.session.inputs import Input

MOST_OPEN = 20
"""Utterances whose words are waited for; some never come."""


class Promptness:
    """Tells of each utterance of ours how long the callee had been silent before it.

    Only the first after they spoke answers them; whoever begins anew is not waiting.
    """

    def __init__(self) -> None:
        self._silent_ms: int | None = None
        self._after_ms: dict[str, int] = {}

    def take(self, what: Input, now_ms: int) -> None:
        """Take in what happened."""
        match what:
            case SpeechStarted():
                self._silent_ms = None
            case SpeechStopped():
                self._silent_ms = now_ms
            case UtteranceBegan(item=item) if self._silent_ms is not None:
                self._after_ms[item] = max(1, now_ms - self._silent_ms)
                self._silent_ms = None
                while len(self._after_ms) > MOST_OPEN:
                    del self._after_ms[next(iter(self._after_ms))]
            case _:
                pass

    def after_ms(self, item: str) -> int:
        """Return how long they waited for an utterance; 0 if it answers nothing."""
        return self._after_ms.pop(item, 0)
