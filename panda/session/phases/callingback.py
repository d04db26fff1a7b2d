"""Having a queue call us back: the key, our number if it asks for it, and the end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import phonenumbers

from panda.call import Outcome
from panda.events import CallbackAnswered, Pressed
from panda.line import classify
from panda.menu.menu import LineKind
from panda.menu.words import fold
from panda.session.commands import PlayKeys
from panda.session.phases.phase import Effects, Over

if TYPE_CHECKING:
    from panda.line import Reading
    from panda.line.queue import Offer
    from panda.menu.menu import Option

QUIET_MS = 12_000
"""After this long without another word they have what they need."""
LONGEST_MS = 90_000
"""A dialogue about a callback is over after this, whatever they still say."""
_RIGHT = re.compile(
    r"\b(?:correct|right|confirm\w*|yes|accept|si|correct[oa]|acept\w+|oui|exact|"
    r"richtig|ja|bestatig\w+|sim|cert[oa])\b"
)
_WRONG = re.compile(
    r"\b(?:not|no|in?correct[oa]?|different|another|change|otro|cambiar|autre|"
    r"modifier|falsch|andere\w*|outro|alterar|nao|non|nein)\b"
)


class CallingBack:
    """The dialogue with a queue whose offer to call back is accepted.

    Args:
        number: Where they are to call, E.164.
        language: Of the business, ISO 639-1.
    """

    def __init__(self, number: str, language: str) -> None:
        self._number = number
        self._language = language
        self._begun_ms = self._heard_ms = 0
        self._typed = False

    def accept(self, offer: Offer, now_ms: int) -> Effects:
        """Accept the offer."""
        self._begun_ms = self._heard_ms = now_ms
        yield CallbackAnswered(accepted=True, number=self._number)
        yield from self._press(offer.digits, "call back")

    def hear(self, text: str, now_ms: int) -> Effects:
        """Answer what is asked: the number once, and that it is right."""
        self._heard_ms = now_ms
        reading = classify(text, language=self._language)
        if (right := _confirming(reading)) is not None:
            yield from self._press(right.digits, "confirm")
        elif reading.kind is LineKind.ENTRY and not self._typed:
            self._typed = True
            parsed = phonenumbers.parse(self._number)
            digits = phonenumbers.national_significant_number(parsed)
            yield from self._press(f"{digits}#", "number")

    def tick(self, now_ms: int) -> Effects:
        """End the call once they have said all, or it takes too long."""
        quiet = now_ms - self._heard_ms > QUIET_MS
        if quiet or now_ms - self._begun_ms > LONGEST_MS:
            yield Over(Outcome.CALLBACK)

    def _press(self, digits: str, label: str) -> Effects:
        yield Pressed(keys=digits, label=label)
        yield PlayKeys(digits)


def _confirming(reading: Reading) -> Option | None:
    """Return the option that says that all is right."""
    options = reading.menu.options if reading.menu else ()
    for option in options:
        label = fold(option.label)
        if option.digits and _RIGHT.search(label) and not _WRONG.search(label):
            return option
    return None
