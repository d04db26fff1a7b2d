"""What a stretch of line sounds like, without knowing a word of it.

    classifier = SoundClassifier()
    classifier.hear(frame, now_ms) -> Sound | None        None: as before

It looks ten times a second, not at every frame: a look (`panda.audio.look`) costs about
40 µs, a frame without one 0.1 µs. What the looks of the last seconds add up to is
decided here, by rules that lean one way: a person is never called music. Music must
be steady for three seconds before it is so called, and one that stops being steady is
speech at once.
"""

from __future__ import annotations

from collections import deque
from enum import StrEnum, auto
from statistics import fmean as mean, median

from panda.audio.look import LOOK_BYTES, LOOK_MS, Kind, Look, Looker


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


SPEECH_MS = 200
"""Sound that is neither tone nor silence for this long is somebody speaking."""
SILENCE_MS = 700
RING_PAUSE_MS = 5_000
"""Ring-back is silent for four seconds between rings: that is still ringing."""
BUSY_PAUSE_MS = 1_000
TONE_MS = 300
"""A network tone must last this long; a syllable never holds two pure tones so long."""
BEEP_MS = (200, 2_500)
"""Shortest and longest tone, in whole looks, that counts as a beep: from 0.3 s."""
ROW_MS = 500
"""Tones closer together are a row, such as "not in service" begins with."""
MUSIC_MS = 3_000
"""Music must have been steady for this long."""
STEADY = 0.80
"""Median likeness of one look to the next in music: held notes give 0.84 to 0.98, the
talk of eleven voices never over 0.72 (steady noise 0.79, but it is not tonal)."""
STEADY_AGAIN = 0.75
"""The same where there was music before: what is heard on hold comes back."""
UNSTEADY = 0.70
PAUSES = 0.03
"""Share of near-silent moments in music, which has none; talk has 0.03 to 0.6."""
TONAL = 0.6
"""Least share of the power in the strongest partials; noise and data have a third."""
_HUSHING = frozenset({Sound.SPEECH, Sound.MUSIC})
"""After these noise is silence; a ring or a busy tone pauses."""
_RECENT = 8
"""Looks after which music that has stopped is noticed."""


class SoundClassifier:
    """Follows one line and says when it begins to sound like something else."""

    def __init__(self) -> None:
        self.sound: Sound | None = None
        self._waiting = bytearray()
        self._looker = Looker()
        self._past: deque[Look] = deque(maxlen=MUSIC_MS // LOOK_MS)
        self._runs: dict[Kind, int] = dict.fromkeys(Kind, 0)
        self._steady = STEADY
        self._sounding_ms = 0
        self._hushed_ms = 0
        self._tone: _Tone | None = None
        self._apart_ms = ROW_MS

    def hear(self, frame: bytes, now_ms: int) -> Sound | None:  # noqa: ARG002 - the audio itself is the clock
        """Take the next stretch of mu-law; return what it now sounds like, if new."""
        self._waiting += frame
        if len(self._waiting) < LOOK_BYTES:
            return None
        audio = bytes(self._waiting[:LOOK_BYTES])
        del self._waiting[:LOOK_BYTES]
        look = self._looker.look(audio)
        self._past.append(look)
        for kind in self._runs:
            self._runs[kind] = self._runs[kind] + LOOK_MS if kind is look.kind else 0
        sounds = look.kind is Kind.SOUND
        self._sounding_ms = (
            self._sounding_ms + LOOK_MS if sounds and not look.hushed else 0
        )
        if look.hushed:
            self._hushed_ms += LOOK_MS
        elif self._sounding_ms != LOOK_MS:  # one look that stands out is noise, too
            self._hushed_ms = 0
        sound = self._decide(look)
        if sound is None or sound is self.sound:
            return None
        self.sound = sound
        return sound

    def _decide(self, look: Look) -> Sound | None:
        beep = self._beeped(look)
        match look.kind:
            case Kind.SILENT:
                return Sound.BEEP if beep else self._when_silent()
            case Kind.RING_TONE if self._runs[Kind.RING_TONE] >= TONE_MS:
                return Sound.RING
            case Kind.BUSY_TONE if self._runs[Kind.BUSY_TONE] >= TONE_MS - LOOK_MS:
                return Sound.BUSY
            case Kind.SOUND:
                return self._when_sounding(look)
            case _:
                return None

    def _when_silent(self) -> Sound | None:
        quiet = self._runs[Kind.SILENT]
        patience = {Sound.RING: RING_PAUSE_MS, Sound.BUSY: BUSY_PAUSE_MS}
        limit = patience.get(self.sound, SILENCE_MS) if self.sound else SILENCE_MS
        return Sound.SILENCE if quiet >= limit else None

    def _when_sounding(self, look: Look) -> Sound | None:
        if not look.hushed and self._is_music():
            self._steady = STEADY_AGAIN
            return Sound.MUSIC
        if look.hushed:
            return self._when_hushed()
        if self._sounding_ms < SPEECH_MS:
            return None
        if self.sound is Sound.MUSIC:
            self._past.clear()  # what was music says nothing of what comes now
        return Sound.SPEECH

    def _when_hushed(self) -> Sound | None:
        if self._hushed_ms < SILENCE_MS or self.sound not in _HUSHING:
            return None
        if self.sound is Sound.MUSIC:
            self._past.clear()  # steady noise may be like the music that it was behind
        return Sound.SILENCE

    def _is_music(self) -> bool:
        recent = list(self._past)[-_RECENT:]
        if self.sound is Sound.MUSIC:
            return median(one.likeness for one in recent) > UNSTEADY
        return (
            len(self._past) == self._past.maxlen
            and median(one.likeness for one in self._past) > self._steady
            and median(one.likeness for one in recent) > UNSTEADY
            and mean(one.pauses for one in self._past) < PAUSES
            and median(one.tonal for one in self._past) > TONAL
        )

    def _beeped(self, look: Look) -> bool:
        """Say whether a lone tone has just ended: not one of a row, not in music."""
        if look.kind is Kind.TONE:
            if self._tone is None:
                self._tone = _Tone(look.hertz, lone=self._apart_ms >= ROW_MS)
            else:
                self._tone.go_on(look.hertz)
            self._apart_ms = 0
            return False
        self._apart_ms += LOOK_MS
        if look.kind is not Kind.SILENT and self._apart_ms == LOOK_MS:
            return False  # the look in which it ended, half tone and half silence
        tone, self._tone = self._tone, None
        shortest, longest = BEEP_MS
        return (
            tone is not None
            and look.kind is Kind.SILENT
            and tone.lone
            and self.sound is not Sound.MUSIC
            and shortest <= tone.ms <= longest
        )


class _Tone:
    """A pure tone while it lasts."""

    def __init__(self, hertz: float, *, lone: bool) -> None:
        self.ms = LOOK_MS
        self.lone = lone
        self._hertz = hertz

    def go_on(self, hertz: float) -> None:
        """Take another look at it; a tone that moves is one of a row."""
        self.ms += LOOK_MS
        if abs(hertz - self._hertz) > 20:
            self.lone = False
