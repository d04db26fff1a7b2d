"""Which day and time answer a date, time or datetime field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from simulator.model.engine.relevance import (
    about,
    is_appointment,
    speaks_of_appointment,
)
from simulator.model.reading.dates import Day, days
from simulator.model.reading.times import Time, times
from simulator.model.reading.words import Span, content, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from simulator.model.engine.questionnaire import Field

_FAR = 60
"""Characters between a day and its time, at most."""


def moment(
    text: str, field: Field, today: date, *, asked: bool
) -> tuple[str, Span] | None:
    """Return the field's value, written as its type wants it, and the words for it."""
    found_days = days(text, today)
    found_times = times(text)
    match field.type:
        case "date":
            reading = _date(found_days)
        case "time":
            reading = _time(found_times)
        case _:
            reading = _both(found_days, found_times)
    if reading is None:
        return None
    value, span = reading
    quote = _sentences(text, span)
    if not asked and not _about(quote.of(text), field):
        return None
    return value, quote


@dataclass(frozen=True, slots=True)
class Offer:
    """A day and a time in somebody's words."""

    slot: str
    """`YYYY-MM-DDTHH:MM`."""
    quote: str
    """The whole sentence that names it."""


def offers(text: str, today: date) -> list[Offer]:
    """Return every day that has a time in a text, the soonest first."""
    found = _pairs(days(text, today), times(text))
    named = [
        Offer(slot, _sentences(text, span).of(text).strip()) for slot, span in found
    ]
    return sorted(named, key=lambda one: one.slot)


def spoken(slot: str) -> str:
    """Return a slot as one says it.

    >>> spoken("2026-12-03T14:30")
    'Thursday, December 3 at 2:30 PM'
    """
    at = datetime.fromisoformat(slot)
    clock = f"{at.hour % 12 or 12}:{at:%M}" if at.minute else f"{at.hour % 12 or 12}"
    return f"{at:%A, %B} {at.day} at {clock} {at:%p}"


def half_said(text: str, field: Field, today: date) -> bool:
    """Whether a datetime lacks its day or its time."""
    if field.type != "datetime":
        return False
    return bool(days(text, today)) != bool(times(text))


def _about(sentence: str, field: Field) -> bool:
    if is_appointment(field):
        return speaks_of_appointment(sentence)
    return len(about(field) & content(sentence)) >= 1


def _date(found: Sequence[Day]) -> tuple[str, Span] | None:
    """Return the earliest day offered: that is what "next available" asks for."""
    if not found:
        return None
    first = min(found, key=lambda day: day.day)
    return first.value, first.span


def _time(found: Sequence[Time]) -> tuple[str, Span] | None:
    sure = [time for time in found if time.sure] or list(found)
    return (sure[0].value, sure[0].span) if sure else None


def _both(
    found_days: Sequence[Day], found_times: Sequence[Time]
) -> tuple[str, Span] | None:
    """Return the earliest day that has a time, joined to it."""
    pairs = _pairs(found_days, found_times)
    return min(pairs, default=None, key=lambda pair: pair[0])


def _pairs(
    found_days: Sequence[Day], found_times: Sequence[Time]
) -> list[tuple[str, Span]]:
    """Return each day that has a time, joined to it."""
    pairs: list[tuple[str, Span]] = []
    for index, day in enumerate(found_days):
        until = (
            found_days[index + 1].span.start if index + 1 < len(found_days) else None
        )
        time = _time_of(day, until, found_times, alone=len(found_days) == 1)
        if time is not None:
            span = Span(
                min(day.span.start, time.span.start), max(day.span.end, time.span.end)
            )
            pairs.append((f"{day.value}T{time.value}", span))
    return pairs


def _time_of(
    day: Day, until: int | None, found: Sequence[Time], *, alone: bool
) -> Time | None:
    """Return the time that belongs to a day: the next after it, or just before."""
    after = [
        time
        for time in found
        if 0 <= time.span.start - day.span.end <= _FAR
        and (until is None or time.span.start < until)
    ]
    if after:
        return after[0]
    before = [time for time in found if 0 <= day.span.start - time.span.end <= _FAR / 2]
    if before and (alone or day.span.start - before[-1].span.end <= 6):
        return before[-1]
    return None


def _sentences(text: str, span: Span) -> Span:
    """Return the whole sentences that hold a span."""
    touched = [
        one for one in sentences(text) if one.start < span.end and span.start < one.end
    ]
    if not touched:
        return span
    return Span(touched[0].start, touched[-1].end)
