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
_BEFORE = re.compile(
    r"\b(?:at|by|around|about|until|after|before|from|for|is|it's|a|the|@|or)\s+$",
    re.IGNORECASE,
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
"""An hour without am or pm is taken within 7:00–18:59."""


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
        found.append(_time(text, hour, minute, half, Span(match.start(), end), marked))
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
    minute = {"half": 30, "quarter": 15}.get(tokens[at].text)
    after = at + 1
    if minute is None:
        number = number_at(tokens, at)
        if number is None or not 0 < number.value < 30:
            return None
        minute, after = int(number.value), number.after
    if after >= len(tokens) or tokens[after].text not in {
        "past",
        "to",
        "after",
        "till",
        "of",
    }:
        return None
    word = tokens[after].text
    hour = number_at(tokens, after + 1)
    if hour is None or not 1 <= hour.value <= 12 or (word == "of" and minute != 15):
        return None
    span = Span(tokens[at].start, tokens[hour.after - 1].end)
    if word in {"past", "after"}:
        return _suffixed(text, int(hour.value), minute, span, sure=True), hour.after
    if minute not in {15, 30} and word != "to":
        return None
    if word == "to" and minute not in {5, 10, 15, 20, 25}:
        return None
    earlier = 12 if hour.value == 1 else int(hour.value) - 1
    return _suffixed(text, earlier, 60 - minute, span, sure=minute == 15), hour.after


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
    near = bool(_BEFORE.search(text[: span.start])) or bool(_PART.match(rest.lstrip()))
    if not (split or marked or near):
        return None
    sure = marked or (
        split and bool(re.search(r"\bat\s+$", text[: span.start], re.IGNORECASE))
    )
    if (
        not split
        and not marked
        and not re.search(r"\b(?:at|by|around)\s+$", text[: span.start], re.IGNORECASE)
    ):
        return None
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
    return _time(text, hour, minute, letter, Span(span.start, end), sure or bool(half))


def _named(text: str) -> list[Time]:
    return [
        Time(minutes, Span(word.start, word.end), sure=True)
        for word in words(text)
        if (minutes := _NAMED.get(word.text, -1)) >= 0
    ]


def _time(
    text: str,
    hour: int,
    minute: int,
    half: str,
    span: Span,
    sure: bool,  # noqa: FBT001
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
