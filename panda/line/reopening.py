"""When a business that is closed opens again, as its notice says."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from panda.research.reading.calendar_words import weekdays
from panda.research.reading.clock import read_times
from panda.research.reading.dates import read_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENS = time(9)
"""When they open, if only the day is told."""
_AHEAD_DAYS = 14
"""A notice that names a later day was misheard."""
_CLOSED = re.compile(
    r"\b(?:closed|cerrad[oa]s?)\b(?!.{0,24}\b(?:until|till|hasta)\b)"
    r"(?:(?! (?:and|but) (?:we|will|re))[^,;.])*",
    re.IGNORECASE,
)
"""When they are closed; but "closed until Tuesday" is when they open."""


def reopens(notice: str, now: datetime) -> datetime | None:
    """Return the next moment at which they open; None if the notice tells none.

    Args:
        notice: What was said.
        now: Wall time at the business.

    Example:
        >>> from datetime import UTC
        >>> now = datetime(2026, 11, 23, 10, tzinfo=UTC)
        >>> notice = "Closed on Mondays. Please call from Tuesday to Friday at 8."
        >>> reopens(notice, now).isoformat()
        '2026-11-24T08:00:00+00:00'
    """
    closed = (weekdays(one[0]) for one in _CLOSED.finditer(notice))
    shut = frozenset[int]().union(*closed)
    told = _CLOSED.sub(" ", notice)
    hour = _hour(told)
    for day in _days(told, now.date(), shut, any_day=hour is not None):
        at = datetime.combine(day, hour or _OPENS, tzinfo=now.tzinfo)
        if now < at <= now + timedelta(days=_AHEAD_DAYS):
            return at
    return None


def _hour(told: str) -> time | None:
    times = read_times(told)
    return time.fromisoformat(str(times[0].value)) if times else None


def _days(
    told: str, today: date, shut: frozenset[int], *, any_day: bool
) -> Iterator[date]:
    """Go through the days on which they may open, the first first.

    A date counts before weekdays; where only an hour is told, it is today's.
    """
    named = weekdays(told)
    dated = [] if named else read_dates(told, today)
    if dated:
        yield date.fromisoformat(str(dated[0].value))
    elif named - shut:
        ahead = (today + timedelta(days=step) for step in range(_AHEAD_DAYS + 1))
        yield from (day for day in ahead if day.weekday() in named - shut)
    elif any_day:
        yield today
