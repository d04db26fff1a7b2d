"""What they were saying when they hung up: a notice often ends with its last word.

The voice writes down what it has heard, a moment after the line is gone. Until then the
call is not over: "our office is closed" decides whether they are called again today.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.mailbox import End
from panda.realtime.agent import Heard
from panda.session.inputs import Ordered, Tick, VoiceLost

if TYPE_CHECKING:
    from panda.session.inputs import Input

WAIT_MS = 3_000
"""The transcript of an utterance takes 0.3 to 2 s."""


class LastWords:
    """Waits for the words of those who have hung up."""

    def __init__(self) -> None:
        self._since_ms: int | None = None

    @property
    def awaited(self) -> bool:
        """Whether they have hung up, and words of theirs may still come."""
        return self._since_ms is not None

    def begin(self, now_ms: int) -> None:
        """They have hung up in the middle of a sentence."""
        self._since_ms = now_ms

    def have_come(self, what: Input, now_ms: int) -> bool:
        """Whether this was all there is to wait for."""
        match what:
            case Heard(final=True) | VoiceLost() | Ordered(order=End()):
                return True
            case Tick():
                return now_ms - (self._since_ms or 0) >= WAIT_MS
            case _:
                return False
