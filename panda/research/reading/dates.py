"""Days. Value: YYYY-MM-DD; what has no year is the next such day from today on."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from panda.research.reading.calendar_words import (
    FIRST_DAYS,
    IN_TWO_DAYS,
    MONTHS,
    TODAY,
    TOMORROW,
    WEEKDAYS,
)
from panda.research.reading.spans import Reading
from panda.research.words import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.research.words import Token

_ISO = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/(\d{2}|\d{4}))?(?![\d/])")


def read_dates(text: str, today: date) -> list[Reading]:
    """List the days a text names, seen from `today`, were it to rule them out."""
    whole = tokens(text)
    found = _figures(text, today)
    at = 0
    while at < len(whole):
        parsed = _at(whole, at, today)
        if parsed is None:
            at += 1
            continue
        days, used = parsed
        start, end = whole[at].start, whole[at + used - 1].end
        at += used
        if days and not any(one.start < end and start < one.end for one in found):
            first, *others = (day.isoformat() for day in days)
            found.append(Reading(first, start, end, others=tuple(others)))
    return sorted(found, key=_place)


Parsed = tuple[list[date], int] | None
"""The days some tokens mean, likeliest first, and how many tokens they are. No days but
a length: a date that contradicts itself."""


def _place(one: Reading) -> int:
    return one.start


def _figures(text: str, today: date) -> list[Reading]:
    found: list[Reading] = []
    for match in _ISO.finditer(text):
        year, month, number = (int(group) for group in match.groups())
        if (day := _day(year, month, number)) is not None:
            found.append(Reading(day.isoformat(), *match.span()))
    for match in _SLASHED.finditer(text):
        month, number = int(match[1]), int(match[2])
        written = int(match[3]) % 100 + 2000 if match[3] else None
        day = _dated(month, number, written, today)
        if day is not None and match[0] != "24/7":
            found.append(Reading(day.isoformat(), *match.span()))
    return found


def _at(whole: Sequence[Token], at: int, today: date) -> Parsed:
    for reader in (
        _weekday_and_date,
        _month_day,
        _relative,
        _week_later,
        _weekday,
        _ordinal,
    ):
        parsed = reader(whole, at, today)
        if parsed is not None:
            return parsed
    return None


def _weekday_and_date(whole: Sequence[Token], at: int, today: date) -> Parsed:
    """Read `Tuesday, December 1st` and `Tuesday the 1st`; both parts must agree."""
    weekday = WEEKDAYS.get(whole[at].text)
    if weekday is None:
        return None
    skip = 1
    while at + skip < len(whole) and whole[at + skip].text in (
        "the",
        "el",
        "on",
        "le",
        "den",
        "der",
        "dem",
        "dia",
        "feira",
    ):
        skip += 1
    if at + skip >= len(whole):
        return None
    dated = _month_day(whole, at + skip, today)
    if dated is not None:
        days, used = dated
        return [day for day in days if day.weekday() == weekday], skip + used
    token = whole[at + skip]
    if token.is_ordinal and token.number is not None:
        following = [
            day
            for ahead in range(62)
            if (day := today + timedelta(days=ahead)).day == token.number
        ]
        return [day for day in following if day.weekday() == weekday][:1], skip + 1
    return None


def _month_day(whole: Sequence[Token], at: int, today: date) -> Parsed:
    """Read `March 14th`, `March the 14th`, `14 March`, `the first of December`."""
    names = [token.text for token in whole[at : at + 4]]
    if names[0] in MONTHS:
        skip = 2 if names[1:2] == ["the"] else 1
        number = _number(whole, at + skip)
        month, used = MONTHS[names[0]], skip + 1
    else:
        number = _number(whole, at)
        skip = 2 if names[1:2] in (["of"], ["de"]) else 1
        if number is None or len(names) <= skip or names[skip] not in MONTHS:
            return None
        month, used = MONTHS[names[skip]], skip + 1
    if number is None or not 1 <= number <= 31:
        return None
    year = _number(whole, at + used)
    if year is not None and today.year - 1 <= year <= today.year + 3:
        used += 1
    else:
        year = None
    day = _dated(month, number, year, today)
    return None if day is None else ([day], used)


def _relative(whole: Sequence[Token], at: int, today: date) -> Parsed:  # noqa: PLR0911
    """Read `today`, `tomorrow`, `in two weeks`, `a week from Tuesday`."""
    names = [token.text for token in whole[at : at + 4]]
    before = [token.text for token in whole[max(0, at - 2) : at]]
    if names[0] in TODAY:
        return [today], 1
    for said in IN_TWO_DAYS:
        if tuple(names[: len(said)]) == said:
            return [today + timedelta(days=2)], len(said)
    if names[0] in TOMORROW:
        if before[-1:] in (["la"], ["pasado"], ["guten"], ["am"], ["heute"]):
            return None  # the morning, rather
        return [today + timedelta(days=1)], 1
    if names[0] in _LENGTHS and names[1:2] in (["from"], ["after"]):
        count = _counted(whole, at)
        later = timedelta(days=(count or 0) * _LENGTHS[names[0]])
        found = _counted_from(whole, at + 2, today, later, used=2)
        return ([], found[1]) if found is not None and count is None else found
    if names[0] == "in" and len(names) > 2:
        number = 1 if names[1] in ("a", "an") else _number(whole, at + 1)
        length = _LENGTHS.get(names[2])
        if number is not None and length is not None:
            later = timedelta(days=number * length)
            if names[3:] in (["from"], ["after"]):
                return _counted_from(whole, at + 4, today, later, used=4)
            return [today + later], 3
    return None


_LENGTHS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
"""In days."""


def _counted(whole: Sequence[Token], at: int) -> int | None:
    """Return how many days or weeks are meant; None if that is left open.

    "A couple of days after" is none for certain, "the week after" is no day.
    """
    before = [token.text for token in whole[max(0, at - 2) : at]]
    number = _number(whole, at - 1)
    if number is not None:
        return None if before[:-1] and before[-2] in _ROUGHLY else number
    if whole[at].text in {"days", "weeks"} or before[-1:] == ["of"]:
        return None
    return None if whole[at].text == "week" and before[-1:] == ["the"] else 1


_ROUGHLY = frozenset({"about", "around", "roughly", "maybe", "approximately", "or"})


def _counted_from(
    whole: Sequence[Token], at: int, today: date, later: timedelta, *, used: int
) -> Parsed:
    """Read the day that another is counted from: `two weeks from Thursday`."""
    if [token.text for token in whole[at : at + 1]] == ["the"]:
        at, used = at + 1, used + 1
    if at >= len(whole):
        return None
    inner = ([today], 1) if whole[at].text in _NOW else _at(whole, at, today)
    if inner is None or not inner[0]:
        return None
    return [inner[0][0] + later], used + inner[1]


_NOW = frozenset({"now", "today"})


def _week_later(whole: Sequence[Token], at: int, today: date) -> Parsed:
    """Read `Friday week`: the one after the next."""
    names = [token.text for token in whole[at : at + 2]]
    if names[0] not in WEEKDAYS or names[1:] != ["week"]:
        return None
    ahead = (WEEKDAYS[names[0]] - today.weekday()) % 7 or 7
    return [today + timedelta(days=ahead + 7)], 2


def _weekday(whole: Sequence[Token], at: int, today: date) -> Parsed:
    """Read `Tuesday`, `this Tuesday`, `next Tuesday`, `Tuesday of next week`."""
    weekday = WEEKDAYS.get(whole[at].text)
    if weekday is None or whole[at].text in ("sun", "sat", "mon", "wed"):
        return None
    before = [token.text for token in whole[max(0, at - 4) : at]]
    behind = [token.text for token in whole[at + 1 : at + 4]]
    ahead = (weekday - today.weekday()) % 7
    coming = today + timedelta(days=ahead or 7)
    monday = today + timedelta(days=7 - today.weekday())
    of_next_week = monday + timedelta(days=weekday)
    if behind[:2] == ["next", "week"] or behind[1:3] == ["next", "week"]:
        return [of_next_week], 1
    if before[-2:] == ["next", "week"] or before[-3:-1] == ["next", "week"]:
        return [of_next_week], 1
    if before[-1:] in (["next"], ["following"], ["proximo"], ["prochain"], ["proxima"]):
        days = [of_next_week, coming]
        return list(dict.fromkeys(days)), 1
    if not ahead:
        return [coming, today], 1
    return [coming], 1


def _ordinal(whole: Sequence[Token], at: int, today: date) -> Parsed:
    """Read `the 24th`: the next one."""
    token = whole[at]
    the = at > 0 and whole[at - 1].text in ("the", "el", "le", "dia")
    if not (the and token.is_ordinal and token.number and token.number > 2):
        return None  # the first, the second: of something
    for ahead in range(62):
        day = today + timedelta(days=ahead)
        if day.day == token.number:
            return [day], 1
    return None


def _number(whole: Sequence[Token], at: int) -> int | None:
    if not 0 <= at < len(whole):
        return None
    number = whole[at].number or FIRST_DAYS.get(whole[at].text)
    if number is None:
        return None
    return int(number) if number == int(number) else None


def _dated(month: int, number: int, year: int | None, today: date) -> date | None:
    day = _day(year or today.year, month, number)
    if day is not None and year is None and day < today:
        return _day(today.year + 1, month, number)
    return day


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
