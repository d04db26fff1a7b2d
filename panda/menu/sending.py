"""What of ours is on its way into the line, and when it must have arrived."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from panda.carrier import KEYS_MS, PRESSING_MS
from panda.menu.steps import Enter, Press, Speak

if TYPE_CHECKING:
    from panda.menu.menu import Means

_BEGIN_MS = 600
_LETTER_MS = 70
"""Our words: until the voice begins, and as it speaks."""


class Fate(Enum):
    """What became of it, where nobody has said so."""

    UNKNOWN = auto()
    ARRIVED = auto()
    """Or it may have: then what is heard next shows whether it has."""


class Sending:
    """Keys or words, one at a time."""

    def __init__(self) -> None:
        self._what: Press | Enter | Speak | None = None
        self._by: Means = "spoken"
        self._since_ms = 0
        self._until_ms = 0

    @property
    def active(self) -> bool:
        """Whether something is on its way."""
        return self._what is not None

    @property
    def cuts_off(self) -> bool:
        """Whether the line is away for it: what comes now was said before."""
        return self.active and self._by == "update"

    def begin(self, what: Press | Enter | Speak, now_ms: int) -> None:
        """Send it off."""
        self._what, self._since_ms = what, now_ms
        self._by = "spoken" if isinstance(what, Speak) else what.transport
        self._until_ms = now_ms + KEYS_MS

    def doubt(self, now_ms: int) -> None:
        """Take that no answer will come: the keys are pressed by and by, or never."""
        self._until_ms = min(self._until_ms, now_ms + PRESSING_MS)

    def end(self) -> bool:
        """Take that it has arrived, or never will; False if there was nothing."""
        was, self._what = self.active, None
        return was

    def fate(self, now_ms: int) -> Fate:
        """Say what became of it by now.

        Words are not reported as played, and a carrier may never say whether it has
        pressed our keys; tones are reported.
        """
        waited_ms = now_ms - self._since_ms
        if self.cuts_off:
            return Fate.ARRIVED if now_ms > self._until_ms else Fate.UNKNOWN
        if isinstance(self._what, Speak):
            longest_ms = _BEGIN_MS + _LETTER_MS * (len(self._what.text) + 2)
            return Fate.ARRIVED if waited_ms > longest_ms else Fate.UNKNOWN
        return Fate.UNKNOWN
