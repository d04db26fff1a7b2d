"""What a stretch of line sounds like, without knowing a word of it."""

from __future__ import annotations

from enum import StrEnum, auto


class Sound(StrEnum):
    """The classes of line sound."""

    SILENCE = auto()
    SPEECH = auto()
    MUSIC = auto()
    RING = auto()
    """Ring-back: we are being connected, or transferred."""
    BUSY = auto()
    BEEP = auto()
    """A single tone as voicemail gives before it records."""
