"""Which words answer what we did: a transcript comes later than it was spoken."""

from __future__ import annotations

from enum import Enum, auto

from panda.audio.sounds import Sound
from panda.line.segments import Segments

LATE_MS = 4_000
"""Words may come this long after they were spoken when the recogniser is busy."""
OVERRUN_MS = 1_200
"""An utterance that goes on for this long after a key has words from after the key."""


class Spoken(Enum):
    """When words were spoken, by what we did last."""

    BEFORE = auto()
    ACROSS = auto()
    """They began before it, and went on long after."""
    AFTER = auto()


class Ear:
    """When the line spoke, by its voice activity and by its sound."""

    def __init__(self) -> None:
        self.segments = Segments()
        """Of a line that was listened to before, whoever did so hands them on."""
        self._sound = Sound.SILENCE
        self._spoken_ms: int | None = None
        """When the line was last heard to speak, by its sound."""
        self.acted_ms: int | None = None
        """When we did something last: what was said before belongs to before."""

    @property
    def speaking(self) -> bool:
        """Whether somebody is speaking, as far as is known."""
        return self.segments.speaking

    def speech(self, *, started: bool, now_ms: int, item: str = "") -> None:
        """Take that somebody began or ceased to speak."""
        self.segments.mark(started=started, now_ms=now_ms, item=item)

    def sound(self, sound: Sound, now_ms: int) -> None:
        """Take that the line sounds different."""
        if Sound.SPEECH in {sound, self._sound}:
            self._spoken_ms = now_ms
        self._sound = sound
        if sound is Sound.RING and self.acted_ms is not None:
            self.acted_ms = now_ms  # we are being put through

    def spoken(self, now_ms: int, item: str = "", *, playing: bool) -> Spoken:
        """Say whether the words that have come now answer what we did last.

        A late utterance that overruns is a prompt that talked on, or the next one
        that began without a pause.

        Args:
            now_ms: The time.
            item: What the voice calls the words, and called their speech.
            playing: Whether keys or words of ours are on their way into the line.
        """
        began_ms, ended_ms = self.segments.claim(now_ms, item)
        acted_ms = self.acted_ms
        if not playing and (acted_ms is None or began_ms >= acted_ms):
            return Spoken.AFTER
        across = acted_ms is not None and ended_ms - acted_ms >= OVERRUN_MS
        return Spoken.ACROSS if across else Spoken.BEFORE

    def pending(self, now_ms: int) -> bool:
        """Whether speech has ended whose words are still to come."""
        return self.segments.pending(now_ms)

    def talks(self, now_ms: int) -> bool:
        """Whether talk is heard, or was so lately that words may come."""
        if self._sound is Sound.SPEECH:
            return True
        return self._spoken_ms is not None and now_ms - self._spoken_ms < LATE_MS
