"""Having a queue call us back: the key, our number if it asks for it, and the end."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

import phonenumbers
from rapidfuzz import fuzz

from panda.audio.sounds import Sound
from panda.call import Outcome
from panda.carrier import KEYS_MS
from panda.events import CallbackAnswered, Pressed
from panda.line import classify
from panda.line.classify import plain
from panda.line.queue import Offer, offer as offered_by, offered
from panda.menu.confirming import confirming
from panda.menu.escalation import BY_CARRIER
from panda.menu.menu import LineKind
from panda.session.commands import PlayKeys
from panda.session.phases.phase import Effects, Over

if TYPE_CHECKING:
    from panda.line import Reading
    from panda.menu.escalation import Escalation
    from panda.menu.menu import Keypad, Means

QUIET_MS = 12_000
"""After this long without another word they have what they need."""
LONGEST_MS = 90_000
"""A dialogue about a callback is over after this, whatever they still say."""
GOES_ON_MS = 5_000
"""Music or ringing for this long after the key: it was not heard. Music is noticed up
to ~2 s late, and ends as late."""
SAID_BEFORE_MS = 3_000
"""So soon after the key the offer's words are still those from before it."""
_ALIKE = 88.0
"""Likeness (0 to 100) from which words are the offer's: recognisers vary."""
_TELLING = 3
"""Words; fewer are part of anything."""
_ANSWERS = frozenset(
    {LineKind.ENTRY, LineKind.SPEECH_MENU, LineKind.VOICEMAIL, LineKind.CLOSED}
)
"""What follows the key: a question for the number or the name, or leave is taken."""


class Stage(Enum):
    """How far it has come."""

    ASKED = auto()
    """The key is pressed; nothing shows yet that it was heard."""
    ACCEPTED = auto()
    """They have asked, or told us, something that only follows the key."""
    FAILED = auto()
    """Whatever carried the key, the queue has gone on as before."""


class CallingBack:
    """The dialogue with a queue whose offer to call back is accepted.

    The key is pressed as keys are known to reach this business, then by whatever else
    there is; accepted it is only once the queue has answered it.

    Args:
        number: Where they are to call, E.164.
        language: Of the business, ISO 639-1.
        escalation: What may carry the keys, what is known to work first.
    """

    def __init__(self, number: str, language: str, escalation: Escalation) -> None:
        self._number = number
        self._language = language
        self._escalation = escalation
        self._tried: list[Means] = []
        self._by: Keypad = "in-band"
        self._stage = Stage.ASKED
        self._offer = Offer("")
        self._said = ""
        self._begun_ms = self._heard_ms = 0
        self._arrived_ms = 0
        """When the key was in the line: what comes later may be the answer to it."""
        self._press_id = 0
        self._music_since: int | None = None
        self._typed = False

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        return self._stage

    def accept(self, offer: Offer, said: str, sound: Sound, now_ms: int) -> Effects:
        """Press the key.

        Args:
            offer: The offer.
            said: Its words.
            sound: What the line sounds like.
            now_ms: The time.
        """
        self._offer, self._said = offer, plain(said)
        self._begun_ms = self._heard_ms = now_ms
        self.sound(sound, now_ms)
        yield from self._again(now_ms)

    def hear(self, text: str, now_ms: int) -> Effects:
        """Answer what is asked: the number once, and that it is right."""
        self._heard_ms = now_ms
        if self._is_offer(text):
            if now_ms - self._arrived_ms > SAID_BEFORE_MS:
                yield from self._unheard(now_ms)
            return
        reading = classify(text, language=self._language)
        right = confirming(reading.menu)
        if right is not None or self._is_answer(reading, text):
            yield from self._accepted()
        if right is not None:
            yield from self._press(right.digits, "confirm", now_ms)
        elif reading.kind is LineKind.ENTRY and not self._typed:
            self._typed = True
            parsed = phonenumbers.parse(self._number)
            digits = phonenumbers.national_significant_number(parsed)
            yield from self._press(f"{digits}#", "number", now_ms)

    def sound(self, sound: Sound, now_ms: int) -> None:
        """Take that the line sounds different."""
        if sound not in {Sound.MUSIC, Sound.RING}:
            self._music_since = None
        elif self._music_since is None:
            self._music_since = now_ms

    def keys_arrived(self, now_ms: int) -> None:
        """Take that the latest keys are in the line."""
        self._arrived_ms = now_ms

    def keys_played(self, press: int, now_ms: int) -> None:
        """Take that our tones have sounded."""
        if press == self._press_id:
            self.keys_arrived(now_ms)

    def keys_refused(self, press: int, now_ms: int) -> Effects:
        """Take that the carrier does not press the keys."""
        if press == self._press_id:
            self._escalation.refused(self._by)
            yield from self._unheard(now_ms)

    def hung_up(self) -> Effects:
        """Take that they have hung up: with the key pressed that is an answer to it."""
        yield from self._accepted()

    def tick(self, now_ms: int) -> Effects:
        """End the call once they have said all, or it takes too long."""
        quiet = now_ms - max(self._heard_ms, self._arrived_ms) > QUIET_MS
        is_long = now_ms - self._begun_ms > LONGEST_MS
        if self._stage is Stage.ACCEPTED:
            if quiet or is_long:
                yield Over(Outcome.CALLBACK)
        elif is_long:
            self._stage = Stage.FAILED
        elif quiet or self._goes_on(now_ms):
            yield from self._unheard(now_ms)

    def _goes_on(self, now_ms: int) -> bool:
        """Whether the music has gone on, or has come back, as if there were no key."""
        since = self._music_since
        if since is None:
            return False
        return now_ms - max(since, self._arrived_ms) > GOES_ON_MS

    def _is_offer(self, text: str) -> bool:
        """Whether words are the offer's, or a part of it."""
        said = plain(text)
        alike = len(said.split()) >= _TELLING and fuzz.partial_ratio(said, self._said)
        return offered_by(text, self._language) == self._offer or alike >= _ALIKE

    def _is_answer(self, reading: Reading, text: str) -> bool:
        if reading.kind in _ANSWERS:
            return True
        return reading.kind is not LineKind.HOLD and offered(text, self._language)

    def _accepted(self) -> Effects:
        if self._stage is Stage.ASKED:
            self._stage = Stage.ACCEPTED
            yield CallbackAnswered(accepted=True, number=self._number)

    def _unheard(self, now_ms: int) -> Effects:
        if self._stage is Stage.ASKED:
            yield from self._again(now_ms)

    def _again(self, now_ms: int) -> Effects:
        """Press the key by what comes next, if anything does."""
        by = self._escalation.next(self._tried, keys=True)
        if by is None or by == "spoken":
            self._stage = Stage.FAILED
            return
        self._tried.append(by)
        self._by = by
        yield from self._press(self._offer.digits, "call back", now_ms)

    def _press(self, digits: str, label: str, now_ms: int) -> Effects:
        yield Pressed(keys=digits, label=label, transport=self._by)
        self._press_id = now_ms
        self._arrived_ms = now_ms + (KEYS_MS if self._by in BY_CARRIER else 0)
        yield PlayKeys(digits, self._by, now_ms)
