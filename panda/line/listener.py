"""Who or what is on the line, in time: fast for people, patient with machines.

A recogniser hands over one utterance per pause, so a recorded greeting comes in
pieces, and its first piece often sounds like a person. What a piece seems to be
therefore has to hold for a while (`HOLDS_MS`); further speech starts it anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.audio.sounds import Sound
from panda.line.classify import GREETING, HOUSE, RECORDING, classify
from panda.line.reading import Reading
from panda.line.segments import Segments
from panda.menu.menu import LineKind

if TYPE_CHECKING:
    from panda.menu.menu import Menu

CLEAR = 0.9
"""From this confidence on a person is taken at their word."""
PROBABLE = 0.85
"""From this confidence on a person only has to be done speaking."""
WEAK = 0.7
"""Below this, words must stand for as long as a recording may pause."""
HOLDS_MS: dict[LineKind, int] = {
    LineKind.MENU: 0,
    LineKind.SPEECH_MENU: 700,
    LineKind.ENTRY: 700,
    LineKind.HOLD: 900,
    LineKind.VOICEMAIL: 1_200,
    LineKind.ERROR: 1_500,
    LineKind.CLOSED: 2_000,
}
"""How long each must stand uncontradicted, in ms without speech."""
HELLO_MS = 250
"""The same for a person who only says hello or their name: a voicemail greeting may
begin like that, but goes on at once."""
HOUSE_MS = 700
"""The same for the question how a business can help: a menu's options follow it."""
SHORT_MS = 1_200
"""A short utterance nothing is known of, then silence: a person waits for us."""
GREETING_MS = 1_500
"""A business's name alone: a menu would go on."""
LONG_MS = 3_500
"""Many words that show nothing: rather a recording."""
RECORDING_MS = 6_000
"""A recording that has fallen silent waits for something."""
MUSIC_MS = 1_000
STUCK_SPEECH_MS = 20_000
"""Speech that is said to have begun this long ago has ended unnoticed; or, if our own
ear hears it, it is a recording's: nobody talks so long to somebody who is silent."""
MONOLOGUE = 0.5
"""Confidence that such speech is a menu's."""
LATE_MS = 600
"""At most how much of a silence had passed when its words came."""
GROUP_GAP_MS = 6_000
"""A longer pause than this ends what belongs together."""
_SHORT_WORDS = 9


def _holds_ms(reading: Reading) -> int:
    """Say how long a reading must stand uncontradicted."""
    if reading.kind is LineKind.HUMAN:
        if reading.confidence >= CLEAR:
            return 0
        if reading.confidence >= PROBABLE:
            return HELLO_MS
        return HOUSE_MS if reading.confidence >= HOUSE else SHORT_MS
    return HOLDS_MS[reading.kind] if reading.confidence >= WEAK else RECORDING_MS


class LineListener:
    """Decides what is on a line from words, sounds and time, outside a queue.

    Every method takes the time in ms and returns a reading when something new is
    decided, else None. The same kind is not reported twice in a row.
    """

    def __init__(self, *, language: str = "en") -> None:
        self._language = language
        self._pieces: list[str] = []
        self._last_words_ms = 0
        self._quiet_since: int | None = None
        self._speech_since: int | None = None
        self._segments = Segments()
        self._sound = Sound.SILENCE
        self._sound_since = 0
        self._reading = Reading(LineKind.UNCERTAIN, 0.0)
        self._decided: LineKind | None = None

    @property
    def reading(self) -> Reading:
        """What the words seem to be so far, decided or not."""
        return self._reading

    @property
    def segments(self) -> Segments:
        """The speech of which the words have not come yet."""
        return self._segments

    @property
    def text(self) -> str:
        """The words that belong together so far."""
        return " ".join(self._pieces)

    @property
    def menu(self) -> Menu | None:
        """The options heard so far."""
        return self._reading.menu

    def hear(self, text: str, now_ms: int, item: str = "") -> Reading | None:
        """Take the final words of one utterance, by the voice's name for it."""
        self._segments.claim(now_ms, item)
        if not text.strip():
            return None
        if now_ms - self._last_words_ms > GROUP_GAP_MS:
            self._pieces.clear()
        self._pieces.append(text)
        self._last_words_ms = now_ms
        if self._speech_since is None:
            self._quiet_since = self._quiet_since or now_ms
        self._reading = classify(self._pieces, language=self._language)
        return self._weigh(now_ms)

    def speech(self, *, started: bool, now_ms: int, item: str = "") -> None:
        """Take that somebody began or ceased to speak."""
        self._segments.mark(started=started, now_ms=now_ms, item=item)
        self._speech_since = now_ms if started else None
        self._quiet_since = None if started else now_ms

    def sound(self, sound: Sound, now_ms: int) -> Reading | None:
        """Take that the line sounds different."""
        self._sound, self._sound_since = sound, now_ms
        if sound is Sound.BEEP and self._may_be_voicemail():
            return self._decide(Reading(LineKind.VOICEMAIL, 0.9, self._reading.menu))
        return self._weigh(now_ms)

    def tick(self, now_ms: int) -> Reading | None:
        """Take that time has passed."""
        since = self._speech_since
        if since is not None and now_ms - since > STUCK_SPEECH_MS:
            if self._sound is Sound.SPEECH:
                return self._decide(Reading(LineKind.MENU, MONOLOGUE))
            self._speech_since, self._quiet_since = None, now_ms
        return self._weigh(now_ms)

    def _weigh(self, now_ms: int) -> Reading | None:
        if self._is_music(now_ms):
            return self._decide(Reading(LineKind.HOLD, 0.8))
        reading = self._reading
        if not self._pieces:
            return None
        if reading.kind is LineKind.MENU and reading.confidence >= WEAK:
            return self._decide(reading)
        if self._speech_since is not None or self._segments.pending(now_ms):
            return None
        since_words_ms = now_ms - self._last_words_ms
        if reading.kind is LineKind.UNCERTAIN:
            quiet_ms = now_ms - (self._quiet_since or now_ms)
            return self._weigh_silence(min(quiet_ms, since_words_ms + LATE_MS))
        holds = since_words_ms >= _holds_ms(reading)
        return self._decide(reading) if holds else None

    def _weigh_silence(self, quiet_ms: int) -> Reading | None:
        """Judge words that show nothing by the silence after them."""
        if self._sound in {Sound.MUSIC, Sound.RING}:
            return None
        if self._sound is Sound.SPEECH:
            return None  # it is no silence, whatever the recogniser has not told yet
        is_short = len(self.text.split()) <= _SHORT_WORDS
        if self._reading.confidence >= RECORDING:
            if quiet_ms >= RECORDING_MS:
                return self._decide(Reading(LineKind.MENU, 0.5))
            return None
        needed = self._patience(is_short=is_short)
        if quiet_ms < needed:
            return None
        return self._decide(Reading(LineKind.HUMAN, 0.6 if is_short else 0.5))

    def _patience(self, *, is_short: bool) -> int:
        if self._reading.confidence >= GREETING:
            return GREETING_MS
        return SHORT_MS if is_short else LONG_MS

    def _is_music(self, now_ms: int) -> bool:
        long_enough = now_ms - self._sound_since >= MUSIC_MS
        return self._sound is Sound.MUSIC and long_enough

    def _may_be_voicemail(self) -> bool:
        return bool(self._pieces) and self._reading.kind in {
            LineKind.VOICEMAIL,
            LineKind.CLOSED,
            LineKind.UNCERTAIN,
        }

    def _decide(self, reading: Reading) -> Reading | None:
        if reading.kind is self._decided:
            return None
        self._decided = reading.kind
        return reading
