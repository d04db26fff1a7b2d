"""Which times a campaign may take for somebody: said before, and by them."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

if TYPE_CHECKING:
    from datetime import datetime

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class BookingTerms(BaseModel):
    """Within what an agent may book; all in the business's own time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first_day: date
    last_day: date
    earliest: time = time(8, 0)
    latest: time = time(18, 0)
    """The latest beginning."""
    weekdays: tuple[int, ...] = Field(default=(0, 1, 2, 3, 4), min_length=1)
    """0 is Monday."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last_day < self.first_day or self.latest < self.earliest:
            raise ValueError("the end comes before the beginning")
        if not set(self.weekdays) <= set(range(7)):
            raise ValueError("weekdays are 0, Monday, to 6, Sunday")
        return self

    def objection(self, slot: datetime) -> str:
        """Say, as advice, why a time may not be booked; "" if it may."""
        if not self.first_day <= slot.date() <= self.last_day:
            return f"book between {self.first_day} and {self.last_day} only"
        if slot.weekday() not in self.weekdays:
            allowed = ", ".join(DAYS[one] for one in sorted(set(self.weekdays)))
            return f"book on {allowed} only"
        if not self.earliest <= slot.time() <= self.latest:
            return f"book from {self.earliest:%H:%M} to {self.latest:%H:%M} only"
        return ""


class Appointment(BaseModel):
    """A time that was agreed on a call."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    service: str
    slot: AwareDatetime
    quote: str = ""
    """The business's words that offered it; empty if an operator took it."""
