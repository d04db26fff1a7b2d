"""When a business may be called: office hours where the phone rings."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays

if TYPE_CHECKING:
    from collections.abc import Sequence

OPENS = time(9)
CLOSES = time(17)
"""Monday to Friday, the callee's time. The outer legal bounds are wider; what we ask
about is only known in office hours (RELIABILITY 4)."""

_SATURDAY = 5
_TRIES = 60
"""Rounds over all zones; each moves on by hours, so this is weeks ahead."""


def zone_of(name: str) -> ZoneInfo | None:
    """Return a zone by its IANA name, if there is such a zone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def fits(zone: ZoneInfo, candidates: Sequence[str], now: datetime) -> bool:
    """Say whether a zone keeps the same time as one of the candidates.

    Compared in winter and in summer, since one zone has many names: a number of New
    York may well belong to an office that writes America/Detroit.
    """
    mine = _offsets(zone, now)
    return any(_offsets(ZoneInfo(name), now) == mine for name in candidates)


def is_open(zone: ZoneInfo, at: datetime) -> bool:
    """Say whether it is office time in a zone."""
    local = at.astimezone(zone)
    return _is_office_day(local.date()) and OPENS <= local.time() < CLOSES


def next_open(zones: Sequence[ZoneInfo], at: datetime) -> datetime | None:
    """Return the first moment from `at` at which it is office time in all zones.

    None if there is none within weeks: the zones' office hours never meet.
    """
    moment = at
    for _ in range(_TRIES):
        opened = max(_opening(zone, moment) for zone in zones)
        if opened == moment:
            return moment
        moment = opened
    return None


def next_day(zones: Sequence[ZoneInfo], at: datetime) -> datetime:
    """Return the first moment at which it is no more the same day in any zone."""
    days = [at.astimezone(zone).date() + timedelta(days=1) for zone in zones]
    begun = zip(days, zones, strict=True)
    begins = max(datetime.combine(day, time(), tzinfo=zone) for day, zone in begun)
    return begins.astimezone(at.tzinfo)


def _opening(zone: ZoneInfo, at: datetime) -> datetime:
    if is_open(zone, at):
        return at
    local = at.astimezone(zone)
    day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    while not _is_office_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, OPENS, tzinfo=zone).astimezone(at.tzinfo)


def _is_office_day(day: date) -> bool:
    return day.weekday() < _SATURDAY and day not in _federal_holidays(day.year)


@cache
def _federal_holidays(year: int) -> frozenset[date]:
    """All days federal offices are closed in a year, days in lieu among them."""
    # New Year's Day of the next year may be kept on this year's last Friday.
    both = holidays.country_holidays("US", years=[year, year + 1])
    return frozenset(day for day in both if day.year == year)


def _offsets(zone: ZoneInfo, now: datetime) -> tuple[timedelta | None, ...]:
    return tuple(
        datetime(now.year, month, 1, 12, tzinfo=zone).utcoffset() for month in (1, 7)
    )
