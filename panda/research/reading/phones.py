"""Telephone numbers as they are said: in figures, or digit by digit. Value: E.164."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import phonenumbers

from panda.research.reading.spans import Reading
from panda.research.words import words

if TYPE_CHECKING:
    from panda.research.words import Token

_DIGITS = {
    name: str(value)
    for value, name in enumerate(
        str.split("zero one two three four five six seven eight nine")
    )
} | {"oh": "0", "o": "0"}
_TEENS = {
    name: str(value)
    for value, name in enumerate(
        str.split(
            "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
            " nineteen"
        ),
        10,
    )
}
_TENS = {
    name: str(value)
    for value, name in enumerate(
        str.split("twenty thirty forty fifty sixty seventy eighty ninety"), 2
    )
}
_LEAST = 7
"""Digits of a number without its area; fewer are an extension or a part."""


def read_numbers_to_call(text: str, region: str = "US") -> list[Reading]:
    """List the telephone numbers of a text, whole ones only.

    Args:
        text: What was said.
        region: Country of numbers without a country code (ISO 3166).

    Example:
        >>> said = "That's two one seven, five five five, oh one twenty-three."
        >>> [one.value for one in read_numbers_to_call(said)]
        ['+12175550123']
    """
    found = [_reading(m.number, m.start, m.end) for m in _matches(text, region)]
    for run in _runs(words(text), text):
        start, end = run[0].start, run[-1].end
        if any(one.start < end and start < one.end for one in found):
            continue
        matches = _matches("".join(_spelled(run)), region)
        found += [_reading(match.number, start, end) for match in matches]
    return sorted(found, key=lambda one: one.start)


_WRITTEN = re.compile(r"\+?\d[\d\s().-]{7,}\d")
_DIGITS_OF_ONE = 9


def places(text: str) -> list[tuple[int, int]]:
    """Return where telephone numbers stand in figures, be they possible ones or not."""
    found = [match.span() for match in _WRITTEN.finditer(text)]
    return [
        (start, end)
        for start, end in found
        if sum(map(str.isdigit, text[start:end])) >= _DIGITS_OF_ONE
    ]


def _matches(text: str, region: str) -> list[phonenumbers.PhoneNumberMatch]:
    leniency = phonenumbers.Leniency.POSSIBLE
    return list(phonenumbers.PhoneNumberMatcher(text, region, leniency))


def _reading(number: phonenumbers.PhoneNumber, start: int, end: int) -> Reading:
    form = phonenumbers.PhoneNumberFormat.E164
    return Reading(phonenumbers.format_number(number, form), start, end)


def _runs(said: tuple[Token, ...], text: str) -> list[list[Token]]:
    """Cut out what is spelled without another word between, in one sentence."""
    runs: list[list[Token]] = []
    run: list[Token] = []
    for token in said:
        broken = run and re.search(r"[.!?]\s", text[run[-1].end : token.start])
        if run and (broken or not _is_part(token)):
            runs.append(run)
            run = []
        if _is_part(token):
            run.append(token)
    return [one for one in [*runs, run] if len("".join(_spelled(one))) >= _LEAST]


def _is_part(token: Token) -> bool:
    if token.number is not None:
        return token.text.isdigit()
    return token.text in {*_DIGITS, *_TEENS, *_TENS, "hundred"}


def _spelled(run: list[Token]) -> list[str]:
    digits: list[str] = []
    for index, token in enumerate(run):
        name = token.text
        following = run[index + 1].text if index + 1 < len(run) else ""
        if name in _TENS:
            joins = _DIGITS.get(following, "0") != "0"
            digits.append(_TENS[name] if joins else f"{_TENS[name]}0")
        elif name == "hundred":
            digits.append("00")
        else:
            digits.append(_DIGITS.get(name) or _TEENS.get(name) or name)
    return digits
