"""Which of many offered times to take: by the user's terms, their calendar, and rank.

A time is left out for a reason that is said; what remains is ranked by one rule, so
that anybody can work out by hand why this one was chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from panda.appointments.life import Stage
from panda.appointments.zones import later

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from panda.appointments.booking import Booking
    from panda.booking import BookingTerms


class Prefer(StrEnum):
    """What counts first among times that fit."""

    SOONEST = auto()
    """The time; of equal ones the business that is worth more."""
    BEST = auto()
    """What the business is worth to the user; of equal ones the sooner time."""


@dataclass(frozen=True, slots=True)
class Busy:
    """A span of the user's that is taken; the end is no longer part of it."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        """See to it that it is a span of time."""
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("a busy span needs a zone")
        if self.end < self.start:
            raise ValueError("a busy span ends after it begins")


class Judged(BaseModel):
    """What the rule says of one offered time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    booking_id: str
    rank: int = 0
    """From 1, the best; 0 if it is left out."""
    reason: str
    """Why it has this rank, or why it is left out, for people to read."""

    @property
    def fits(self) -> bool:
        """Whether it may be chosen."""
        return self.rank > 0


UNRANKED = "its business is not among those that count for you"


def judge(
    offers: Sequence[Booking],
    terms: BookingTerms,
    busy: Sequence[Busy],
    now: datetime,
    *,
    worth: Mapping[str, float] | None = None,
    prefer: Prefer = Prefer.SOONEST,
) -> tuple[Judged, ...]:
    """Rank the times that fit, best first, then those that do not, as they came.

    Args:
        offers: Of one wish; what is no longer on offer is left out.
        terms: What the user allows, in each business's own time.
        busy: When the user is taken.
        now: A time that has begun cannot be taken.
        worth: What each business is worth to the user, by the id of its target; more
            is better. Where the best is preferred a business that is not named is no
            candidate: it fails what must be, or nothing is known of it.
        prefer: What counts first.
    """
    worth = worth or {}
    unranked = {
        one.booking_id
        for one in offers
        if prefer is Prefer.BEST and worth and one.target_id not in worth
    }
    against = {
        one.booking_id: objection(one, terms, busy, now)
        or (UNRANKED if one.booking_id in unranked else "")
        for one in offers
    }
    fitting = [one for one in offers if not against[one.booking_id]]

    def key(offer: Booking) -> tuple[float, float, str]:
        soon, value = offer.slot.timestamp(), -worth.get(offer.target_id, 0.0)
        first = (soon, value) if prefer is Prefer.SOONEST else (value, soon)
        return (*first, offer.booking_id)

    ranked = sorted(fitting, key=key)
    judged = [
        Judged(
            booking_id=one.booking_id,
            rank=place,
            reason=_why(place, prefer, worth.get(one.target_id)),
        )
        for place, one in enumerate(ranked, start=1)
    ]
    judged += [
        Judged(booking_id=one.booking_id, reason=against[one.booking_id])
        for one in offers
        if against[one.booking_id]
    ]
    return tuple(judged)


def objection(
    offer: Booking, terms: BookingTerms, busy: Sequence[Busy], now: datetime
) -> str:
    """Say why a time may not be taken; "" if it may."""
    if offer.stage is not Stage.NOTED:
        return f"it is {offer.stage} already"
    if offer.slot <= now:
        return "it has passed"
    if against := terms.objection(offer.begins):
        return against
    return clash(offer.begins, terms, busy)


def clash(begins: datetime, terms: BookingTerms, busy: Sequence[Busy]) -> str:
    """Say with what of the user's calendar a time clashes; "" if with nothing."""
    leave = later(begins, -terms.travel_min)
    back = later(begins, terms.length_min + terms.travel_min)
    for span in sorted(busy, key=lambda one: one.start):
        if span.start < back and leave < span.end:
            taken = span.start.astimezone(begins.tzinfo)
            way = " with the way there and back" if terms.travel_min else ""
            return f"you are taken from {taken:%H:%M} on {taken:%Y-%m-%d}{way}"
    return ""


def _why(place: int, prefer: Prefer, worth: float | None) -> str:
    what = "soonest" if prefer is Prefer.SOONEST else "best"
    order = f"the {what}" if place == 1 else f"number {place}, the {what} first"
    return order if worth is None else f"{order}; its business is worth {worth:g}"
