"""Private values struck out of what is heard: machines read back what was keyed in.

They read it in pieces, of which none gives the value away and all together do. So from
an entry until what was entered is settled, no number of theirs is kept but those of the
options they offer; after that whatever is part of a value is struck.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from panda.compliance.numerals import Numeral, digits_of, runs
from panda.private import PrivateField

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST = 3
"""So many digits of a value in a row give it away; fewer are any number, unless they
are all that is said, or a day with its month."""
_PAIR = 2
_KEY = 2
"""Digits of an option's key, at most."""
_PRESSES = re.compile(
    r"\b(?:press|dial|push|hit|select|choose|touch|say|key|number|oprim[ae]|marque|"
    r"puls[ae]|presion[ae]|digite|dig[ao]|teclee?|aperte|pression[ea]|tapez|appuyez|"
    r"composez|faites|dites|touche|drucken|drücken|wahlen|wählen|taste|sagen|"
    r"n[uú]mero|tecla)"
    r"(?:\s+(?:or|o|ou|oder|and|sie|sur|say|press|dial|diga|dites|the|el|la|le|die|den|"
    r"n[uú]mero|number|key|tecla|touche|taste)){0,4}[\s,:]*$",
    re.IGNORECASE,
)
"""What goes before an option's key."""
_NOTHING_ELSE = re.compile(r"\W*")


class Redactor:
    """Knows the values that were keyed in on one call, and whether one just was."""

    def __init__(self) -> None:
        self._values: dict[str, PrivateField] = {}
        self._open: PrivateField | None = None
        """What was entered and may be read back now."""
        self._tail = ""
        """The end of the latest utterance: a number may go on from it."""

    def learn(self, field: PrivateField, keys: str) -> None:
        """Take a value that has gone out: as it was keyed, or as it is written."""
        for form in _forms(field, keys):
            if len(form) >= LEAST:
                self._values[form] = field

    def entered(self, field: PrivateField) -> None:
        """Take that a value has been keyed in: what is said now may be that value."""
        self._open = field

    def settled(self) -> None:
        """Take that what was entered is confirmed, or not spoken of any more."""
        self._open = None

    def hear(self, text: str, *, final: bool = True) -> str:
        """Return an utterance of theirs without values and without parts of them."""
        before = self._tail
        self._tail = text if final else before
        said = self.redact(text)
        if self._open is not None:
            return _without(said, self._open, before)
        return self._gone_on(said, text, before)

    def redact(self, text: str) -> str:
        """Return text with every value, and every telling part of one, struck out."""
        if not self._values or not text:
            return text
        for run in reversed(list(runs(text))):
            text = self._struck(text, run)
        return text

    def _gone_on(self, said: str, text: str, before: str) -> str:
        """Strike what a number that began in the utterance before ends with."""
        last, first = list(runs(before))[-1:], list(runs(text))[:1]
        if not self._values or not last or not first or said != text:
            return said
        ends = _NOTHING_ELSE.fullmatch(before, last[0][-1].end)
        begins = _NOTHING_ELSE.fullmatch(text, 0, first[0][0].start)
        digits = digits_of(last[0]) + digits_of(first[0])
        if not ends or not begins or len(digits) < LEAST:
            return said
        found = self._of(digits[-max(LEAST, len(digits_of(first[0])) + 1) :])
        return said if found is None else _cut(text, first[0], found)

    def _struck(self, text: str, run: list[Numeral]) -> str:
        """Strike the parts of a run of numbers that a value has too, last first."""
        end = len(run)
        while end:
            found = self._longest(text, run, end)
            if found is None:
                end -= 1
                continue
            start, field = found
            text = _cut(text, run[start:end], field)
            end = start
        return text

    def _longest(
        self, text: str, run: list[Numeral], end: int
    ) -> tuple[int, PrivateField] | None:
        """Return where the longest telling part begins that ends here, and whose."""
        for start in range(end):
            part = run[start:end]
            digits = digits_of(part)
            if len(digits) >= self._least(text, run, part):
                field = self._of(digits)
                if field is not None:
                    return start, field
        return None

    def _least(self, text: str, run: list[Numeral], part: list[Numeral]) -> int:
        around = text[: run[0].start] + text[run[-1].end :]
        told = _NOTHING_ELSE.fullmatch(around) or any(one.is_month for one in run)
        return _PAIR if told and part == run else LEAST

    def _of(self, digits: str) -> PrivateField | None:
        for value, field in self._values.items():
            if digits in value:
                return field
        return None


def _without(text: str, field: PrivateField, before: str) -> str:
    """Strike every number but the keys of options."""
    for run in reversed(list(runs(text))):
        if not _is_key(text, run, before):
            text = _cut(text, run, field)
    return text


def _is_key(text: str, run: list[Numeral], before: str) -> bool:
    """Whether a number is what to press: "press 1", also if they paused before it."""
    led = text[: run[0].start]
    if not led.strip():
        led = f"{before.rstrip('.… ')} "
    short = 0 < len(digits_of(run)) <= _KEY
    one = len(run) == 1 or text[run[0].start : run[-1].end].isdigit()
    return short and one and _PRESSES.search(led) is not None


def _cut(text: str, run: list[Numeral], field: PrivateField) -> str:
    return f"{text[: run[0].start]}{field.placeholder}{text[run[-1].end :]}"


def _forms(field: PrivateField, value: str) -> Iterator[str]:
    """Yield the digits of a value in every way it may be read back."""
    yield re.sub(r"\D", "", value)
    if field is not PrivateField.DATE_OF_BIRTH:
        return
    try:
        day = date.fromisoformat(value.strip())
    except ValueError:
        return
    for form in ("{m}{d}{y}", "{d}{m}{y}", "{y}{m}{d}"):
        for m, d in ((day.month, day.day), (f"{day:%m}", f"{day:%d}")):
            for year in (f"{day:%Y}", f"{day:%y}"):
                yield form.format(m=m, d=d, y=year)
