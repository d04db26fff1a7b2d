"""Numbers as people say and write them.

Speech has its own habits: "one twenty" is 120, "two oh five" is 205, "twelve hundred"
is 1200, "nine fifteen" may be a price or a time. The parser returns every reading's
style, so that the readers of money and times can decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.model.reading.words import Word

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SMALL = {**UNITS, **TEENS, **TENS}
_OH = frozenset({"oh", "o"})
_FIGURE = re.compile(r"^\$?(\d[\d,]*(?:\.\d+)?)$")

Style = Literal["figure", "words", "pair", "pairs"]
"""`pair`: digit and tens ("one twenty"); `pairs`: two tens ("ninety nine fifty")."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number found among words: which words it took, and how it was said."""

    value: float
    first: int
    after: int
    style: Style
    head: int = 0
    tail: int = 0
    """For `pair` and `pairs`, the two halves."""
    dollar: bool = False
    """Whether a dollar sign stands before it."""


def number_at(words: Sequence[Word], at: int) -> Number | None:
    """Return the longest number that begins with word `at`."""
    if at >= len(words):
        return None
    figure = _FIGURE.match(words[at].text)
    if figure:
        return _figure(words, at, figure.group(1))
    return _spelled(words, at)


def all_numbers(words: Sequence[Word]) -> list[Number]:
    """Return every number in a text, left to right."""
    found: list[Number] = []
    at = 0
    while at < len(words):
        number = number_at(words, at)
        if number is None:
            at += 1
        else:
            found.append(number)
            at = number.after
    return found


def _figure(words: Sequence[Word], at: int, digits: str) -> Number:
    value = float(digits.replace(",", ""))
    dollar = words[at].text.startswith("$")
    after = at + 1
    following = _text(words, after)
    if following in {"hundred", "thousand", "grand", "k"}:
        value *= 100 if following == "hundred" else 1000
        after += 1
    return Number(value, at, after, "figure", dollar=dollar)


def _spelled(words: Sequence[Word], at: int) -> Number | None:
    start = at
    if _text(words, at) in {"a", "an"} and _text(words, at + 1) in {
        "hundred",
        "thousand",
    }:
        head, at = 1, at + 1
        return _scaled(words, start, head, at)
    small = _below_hundred(words, at)
    if small is None:
        return None
    head, at = small
    if _text(words, at) in {"hundred", "thousand", "grand"}:
        return _scaled(words, start, head, at)
    return _paired(words, start, head, at)


def _scaled(words: Sequence[Word], start: int, head: int, at: int) -> Number:
    """Read on from "… hundred" or "… thousand"."""
    total, pending = 0, head
    while True:
        match _text(words, at):
            case "hundred":
                pending, at = pending * 100, at + 1
            case "thousand" | "grand":
                total, pending, at = total + pending * 1000, 0, at + 1
            case _:
                skip = 1 if _text(words, at) == "and" else 0
                more = _below_hundred(words, at + skip)
                if more is None or pending % 100:
                    return Number(total + pending, start, at, "words")
                pending, at = pending + more[0], more[1]


def _paired(words: Sequence[Word], start: int, head: int, at: int) -> Number:
    """Read "one twenty", "two oh five", "ninety nine fifty", or just the head."""
    plain = Number(head, start, at, "words")
    if head == 0:
        return plain
    if _text(words, at) in _OH and _text(words, at + 1) in UNITS:
        tail, after = UNITS[_text(words, at + 1)], at + 2
    else:
        more = _below_hundred(words, at)
        if more is None or more[0] < 10:
            return plain
        tail, after = more
    style: Style = "pair" if head < 10 else "pairs"
    return Number(head * 100 + tail, start, after, style, head, tail)


def _below_hundred(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """Return a number from 0 to 99 and the index after it."""
    text = _text(words, at)
    if text in TENS:
        after = at + 1
        if _text(words, after) == "-":
            after += 1
        unit = UNITS.get(_text(words, after), 0)
        return (TENS[text] + unit, after + 1) if unit else (TENS[text], at + 1)
    if text in _SMALL:
        return _SMALL[text], at + 1
    return None


def _text(words: Sequence[Word], at: int) -> str:
    return words[at].text if 0 <= at < len(words) else ""
