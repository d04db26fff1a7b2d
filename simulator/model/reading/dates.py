"""Dates relative to the day of the call: weekdays, "the first of December", 12/1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from simulator.model.reading.corrections import surviving
from simulator.model.reading.vocabulary import listed
from simulator.model.reading.words import Span

if TYPE_CHECKING:
    from collections.abc import Callable

_MONTHS = listed(
    """
    january february march april may june july august september october november
    december
    """
)
_WEEKDAYS = listed(
    """
    monday tuesday wednesday thursday friday saturday sunday
    """
)
_ORDINALS = listed(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh
    twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth
    nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth
    twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth
    thirty-first
    """
)
_CARDINALS = listed(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen twenty twenty-one twenty-two
    twenty-three twenty-four twenty-five twenty-six twenty-seven twenty-eight
    twenty-nine thirty thirty-one
    """
)
_DAY_NUMBERS = {name: at + 1 for at, name in enumerate(_ORDINALS)} | {
    name: at + 1 for at, name in enumerate(_CARDINALS)
}


def _either(names: list[str]) -> str:
    longest = sorted(names, key=len, reverse=True)
    return "|".join(name.replace("-", "[- ]") for name in longest)


_MONTH = r"(?P<month>" + "|".join(rf"{m}|{m[:3]}\b\.?" for m in _MONTHS) + r"|sept\.?)"
_WEEKDAY = (
    r"(?:"
    + "|".join([*_WEEKDAYS, *(rf"{day[:3]}\b" for day in _WEEKDAYS), "tues", "thurs"])
    + ")"
)
_ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{_either(_ORDINALS)})"
_DAY = (
    rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)?(?![\d:])|{_either(_ORDINALS)}"
    rf"|{_either(_CARDINALS)})"
)
_YEAR = r"(?:,?\s+(?P<year>20\d\d))?"
_LEAD = rf"(?:{_WEEKDAY},?\s+(?:the\s+)?)?"
_RELATIVE_WORDS = (
    r"the day after tomorrow|tomorrow|today|tonight|this (?:afternoon|morning|evening)"
)
_HOW_MANY = r"\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|a couple of"

_FLAGS = re.IGNORECASE
_MONTH_DAY = re.compile(rf"\b{_LEAD}{_MONTH}\s+(?:the\s+)?{_DAY}\b{_YEAR}", _FLAGS)
_DAY_MONTH = re.compile(
    rf"\b{_LEAD}(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}\b{_YEAR}", _FLAGS
)
_SLASHED = re.compile(
    r"(?<!\d)(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>\d{2,4}))?(?!\d)"
)
_ISO = re.compile(r"\b(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b")
_OF_MONTH = re.compile(
    rf"\b(?:{_WEEKDAY},?\s+)?the\s+(?P<day>{_ORDINAL})\b(?! (?:floor|time|one|thing"
    rf"|week|of the|available|opening|slot|visit|quarter|half|molar|tooth|cleaning"
    rf"|appointment))",
    _FLAGS,
)
_AWAY = re.compile(
    rf"\b(?P<count>{_HOW_MANY})\s+(?P<unit>days?|weeks?)\s+from\s+"
    rf"(?P<anchor>today|tomorrow|now|{_WEEKDAY})"
    rf"|\bin\s+(?P<count2>{_HOW_MANY})\s+(?P<unit2>days?|weeks?)(?! or)\b",
    _FLAGS,
)
_RELATIVE = re.compile(rf"\b(?P<word>{_RELATIVE_WORDS})\b", _FLAGS)
_NAMED_DAY = re.compile(
    rf"\b(?P<which>this coming |this |next |the following |coming"
    rf" )?(?P<name>{_WEEKDAY})\b"
    r"(?P<week> (?:next week|of next week|after next|week))?(?!s\b)",
    _FLAGS,
)
_HABIT = re.compile(
    r"\b(?:on|every|closed|open|monday) $|\bthrough\s+$|\bto\s+$", _FLAGS
)


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day, and where it was said."""

    day: date
    span: Span

    @property
    def value(self) -> str:
        """Return it as YYYY-MM-DD."""
        return self.day.isoformat()


def days(text: str, today: date) -> list[Day]:
    """Return the days in a text that nobody took back, left to right."""
    straight = text.replace("\u2019", "'")
    found: list[Day] = []
    for pattern, resolve in _READERS:
        for match in pattern.finditer(straight):
            span = Span(match.start(), match.end())
            if any(_touch(span, other.span) for other in found):
                continue
            day = resolve(match, today)
            if day is not None:
                found.append(Day(day, span))
    found.sort(key=lambda one: one.span.start)
    return surviving(text, found, lambda one: one.span)


def _touch(one: Span, two: Span) -> bool:
    return one.start < two.end and two.start < one.end


def _month_and_day(match: re.Match[str], today: date) -> date | None:
    name = match["month"].lower().rstrip(".")[:3]
    month = next(at for at, full in enumerate(_MONTHS, 1) if full.startswith(name))
    if match["month"].lower() == "may" and match["month"] != "May":
        return None  # "may 5 people" is not a date
    return _upcoming(_day_number(match["day"]), month, match["year"], today)


def _slashed(match: re.Match[str], today: date) -> date | None:
    year = match["year"]
    full = f"20{year}" if year and len(year) == 2 else year
    return _upcoming(int(match["day"]), int(match["month"]), full, today)


def _of_month(match: re.Match[str], today: date) -> date | None:
    number = _day_number(match["day"])
    for ahead in range(12):
        month = (today.month - 1 + ahead) % 12 + 1
        year = today.year + (today.month - 1 + ahead) // 12
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if day >= today:
            return day
    return None


def _away(match: re.Match[str], today: date) -> date | None:
    count = (match["count"] or match["count2"]).lower()
    unit = match["unit"] or match["unit2"]
    number = (
        2
        if count == "a couple of"
        else 1
        if count in {"a", "an"}
        else _day_number(count)
    )
    ahead = timedelta(days=number * (7 if unit.lower().startswith("week") else 1))
    anchor = (match["anchor"] or "today").lower()
    if anchor == "tomorrow":
        return today + timedelta(days=1) + ahead
    if anchor in {"today", "now"}:
        return today + ahead
    return _next_weekday(anchor, today) + ahead


def _relative(match: re.Match[str], today: date) -> date:
    word = match["word"].lower()
    ahead = 2 if word.startswith("the day after") else 1 if word == "tomorrow" else 0
    return today + timedelta(days=ahead)


def _weekday(match: re.Match[str], today: date) -> date | None:
    if _is_habit(match):
        return None
    coming = _next_weekday(match["name"].lower(), today)
    which = (match["which"] or "").strip().lower()
    later = (match["week"] or "").strip().lower()
    same_week = (coming - today).days <= 6 - today.weekday()
    if which in {"next", "the following"} or "next week" in later:
        return coming + timedelta(days=7) if same_week else coming
    if later == "after next":
        return coming + timedelta(days=7)
    return coming


def _is_habit(match: re.Match[str]) -> bool:
    """Whether the day is part of opening hours: "Monday through Friday"."""
    after = match.string[match.end() : match.end() + 12].lower()
    before = match.string[max(0, match.start() - 12) : match.start()].lower()
    spans = re.match(r"\s*(?:through|thru|to|-|\u2013)\s*" + _WEEKDAY, after)
    return bool(
        spans
        or re.search(r"(?:through|thru|every|each|except|closed|closed on)\s+$", before)
    )


def _next_weekday(name: str, today: date) -> date:
    wanted = next(at for at, full in enumerate(_WEEKDAYS) if full.startswith(name[:3]))
    ahead = (wanted - today.weekday()) % 7 or 7
    return today + timedelta(days=ahead)


def _day_number(text: str) -> int:
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits.group())
    return _DAY_NUMBERS[text.lower().replace(" ", "-")]


def _upcoming(day: int, month: int, year: str | None, today: date) -> date | None:
    """Return that day in its year, or the next time it comes; None if there is none."""
    years = [int(year)] if year else [today.year, today.year + 1]
    for candidate in years:
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year or found >= today:
            return found
    return None


_READERS: tuple[
    tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]], ...
]
_READERS = (
    (_ISO, _slashed),
    (_MONTH_DAY, _month_and_day),
    (_DAY_MONTH, _month_and_day),
    (_SLASHED, _slashed),
    (_AWAY, _away),
    (_OF_MONTH, _of_month),
    (_RELATIVE, _relative),
    (_NAMED_DAY, _weekday),
)
