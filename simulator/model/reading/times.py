"""Times of day: "10:30 AM", "ten thirty", "half past two", "noon", "three o'clock"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.model.reading.corrections import surviving
from simulator.model.reading.numbers import Number, number_at
from simulator.model.reading.words import Span, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.model.reading.words import Word

_CLOCK = re.compile(
    r"(?<![\d$:.])(?P<hour>[01]?\d|2[0-3])(?:(?:[:.]|(?=\d\d\s?[ap]\.?\s?m\b))"
    r"(?P<minute>[0-5]\d))?"
    r"(?:\s?o'?clock)?\s*(?P<half>[ap]\.?\s?m\b\.?)?(?![\d:]|\.\d)",
    re.IGNORECASE,
)
_HALF = re.compile(r"^\W{0,2}\s*(?P<half>[ap])\.?\s?m\b\.?", re.IGNORECASE)
_OCLOCK = re.compile(r"^\s*o'?\s?clock", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:in the |this |that )?(morning|afternoon|evening|night)\b", re.IGNORECASE
)
_AT = re.compile(r"\b(?:at|by|around|@)\s+$", re.IGNORECASE)
_NAMED = {"noon": 12 * 60, "midday": 12 * 60, "midnight": 0}
_NOT_HOURS_AFTER = re.compile(
    r"^\s*(?:dollars?|bucks|percent|%|minutes?|hours?|days?|weeks?|months?|years?|st\b|nd\b"
    r"|rd\b|th\b|openings?|slots?|appointments?|visits?|people|cleanings?|of\b|january|"
    r"february|march|april|may\b|june|july|august|september|october|november|december"
    r"|more|other|options?|dentists?|-)",
    re.IGNORECASE,
)
_MONTH_BEFORE = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?\s+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_OFFICE_OPENS = 7
"""An hour without am or pm is taken to lie from 7:00 to 18:59."""


@dataclass(frozen=True, slots=True)
class Time:
    """Minutes since midnight; `sure` when it can be nothing but a time."""

    minutes: int
    span: Span
    sure: bool

    @property
    def value(self) -> str:
        """Return it as HH:MM."""
        return f"{self.minutes // 60:02d}:{self.minutes % 60:02d}"


def times(text: str) -> list[Time]:
    """Return the times in a text that nobody took back, left to right."""
    straight = text.replace("\u2019", "'")
    found = [*_figures(straight), *_spelled(straight), *_named(straight)]
    found.sort(key=lambda time: (time.span.start, -time.span.end))
    apart: list[Time] = []
    for time in found:
        if not apart or time.span.start >= apart[-1].span.end:
            apart.append(time)
    return surviving(text, apart, lambda time: time.span)


def _figures(text: str) -> list[Time]:
    found: list[Time] = []
    for match in _CLOCK.finditer(text):
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        half = (match["half"] or "")[:1].lower()
        oclock = "clock" in match.group().lower()
        marked = bool(match["minute"] or half or oclock)
        if not marked and not _bare_hour(text, match.start(), match.end("hour"), hour):
            continue
        end = match.start() + len(match.group().rstrip())
        found.append(
            _time(text, hour, minute, half, Span(match.start(), end), sure=marked)
        )
    return found


def _bare_hour(text: str, start: int, end: int, hour: int) -> bool:
    """Whether a lone number can be an hour: "at 3", not "3 dollars"."""
    if _NOT_HOURS_AFTER.match(text[end:]) or _MONTH_BEFORE.search(text[:start]):
        return False
    said_at = _AT.search(text[:start])
    return 1 <= hour <= 12 and bool(said_at or _PART.match(text[end:].lstrip()))


def _spelled(text: str) -> list[Time]:
    tokens = words(text)
    found: list[Time] = []
    at = 0
    while at < len(tokens):
        time, after = (
            _past_or_to(text, tokens, at)
            or _hour_words(text, tokens, at)
            or (None, at + 1)
        )
        if time is not None:
            found.append(time)
        at = after
    return found


def _past_or_to(text: str, tokens: Sequence[Word], at: int) -> tuple[Time, int] | None:
    """Read "half past two", "quarter to three", "ten past nine"."""
    part = _minutes_at(tokens, at)
    if part is None:
        return None
    minute, after = part
    word = tokens[after].text if after < len(tokens) else ""
    hour = number_at(tokens, after + 1)
    if word not in {"past", "after", "to", "till", "of"} or hour is None:
        return None
    if not 1 <= hour.value <= 12 or (word == "of" and minute != 15):
        return None
    span = Span(tokens[at].start, tokens[hour.after - 1].end)
    whole = int(hour.value)
    if word not in {"past", "after"}:
        whole, minute = whole - 1 or 12, 60 - minute
    return _suffixed(text, whole, minute, span, sure=True), hour.after


def _minutes_at(tokens: Sequence[Word], at: int) -> tuple[int, int] | None:
    """Return the minutes that word `at` begins to say, and the index after them."""
    named = {"half": 30, "quarter": 15}.get(tokens[at].text)
    if named is not None:
        return named, at + 1
    number = number_at(tokens, at)
    if number is None or int(number.value) not in {5, 10, 15, 20, 25}:
        return None
    return int(number.value), number.after


def _hour_words(text: str, tokens: Sequence[Word], at: int) -> tuple[Time, int] | None:
    """Read "ten thirty", "nine oh five", "eleven forty-five", "three o'clock"."""
    if tokens[at].text[:1].isdigit() or tokens[at].text.startswith("$"):
        return None
    number = number_at(tokens, at)
    if number is None:
        return None
    hour, minute, split = _clock_parts(number)
    span = Span(tokens[at].start, tokens[number.after - 1].end)
    rest = text[span.end :]
    marked = bool(_HALF.match(rest) or _OCLOCK.match(rest))
    fits = 1 <= hour <= 12 and minute < 60
    if not fits or (not marked and _NOT_HOURS_AFTER.match(rest)):
        return None
    near = bool(_AT.search(text[: span.start]))
    in_part = bool(_PART.match(rest.lstrip()))
    if not (split or marked or near or in_part):
        return None
    sure = marked or (split and near)
    return _suffixed(text, hour, minute, span, sure=sure), number.after


def _clock_parts(number: Number) -> tuple[int, int, bool]:
    """Return hour, minute, and whether both were said."""
    if number.style in {"pair", "pairs"}:
        return number.head, number.tail, True
    return int(number.value), 0, False


def _suffixed(text: str, hour: int, minute: int, span: Span, *, sure: bool) -> Time:
    """Take in a following "o'clock", "am" or "pm"."""
    end = span.end
    oclock = _OCLOCK.match(text[end:])
    if oclock:
        end += oclock.end()
    half = _HALF.match(text[end:])
    if half:
        end += half.end()
    letter = half["half"].lower() if half else ""
    whole = Span(span.start, end)
    return _time(text, hour, minute, letter, whole, sure=sure or bool(half))


def _named(text: str) -> list[Time]:
    return [
        Time(minutes, Span(word.start, word.end), sure=True)
        for word in words(text)
        if (minutes := _NAMED.get(word.text, -1)) >= 0
    ]


def _time(
    text: str, hour: int, minute: int, half: str, span: Span, *, sure: bool
) -> Time:
    if not half and 0 < hour <= 12:
        half = _half_of_day(text, hour, span)
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return Time(hour * 60 + minute, span, sure)


def _half_of_day(text: str, hour: int, span: Span) -> str:
    """Return `a` or `p` for an hour said without it."""
    part = _PART.search(text[span.end : span.end + 25]) or _PART.search(
        text[max(0, span.start - 25) : span.start]
    )
    if part:
        return "a" if part[1].lower() == "morning" else "p"
    return "p" if hour == 12 or hour < _OFFICE_OPENS else "a"
