"""Which times a campaign may take for somebody: said before, and by them."""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

if TYPE_CHECKING:
    from datetime import datetime

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MOST_REMINDERS = 5


class Manner(StrEnum):
    """What a campaign's calls do about times."""

    BOOK = auto()
    """The first call that can takes a time; one office is called after the other."""
    OFFERS = auto()
    """They note what is offered; one is chosen later and confirmed by a second call."""


LENGTH_MIN = 60
REMIND_MIN = (1440,)
"""What holds where nobody has said anything else."""


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
    manner: Manner = Manner.BOOK
    service: str = Field(default="appointment", min_length=2, max_length=120)
    """What for, as a calendar shows it."""
    length_min: int = Field(default=LENGTH_MIN, ge=5, le=720)
    """How long it takes; businesses rarely say."""
    travel_min: int = Field(default=0, ge=0, le=720)
    """What is to be free before and after, for the way."""
    remind_min: tuple[int, ...] = Field(default=REMIND_MIN, max_length=MOST_REMINDERS)
    """When to remind, in minutes before the beginning."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.earliest.tzinfo or self.latest.tzinfo:
            raise ValueError("earliest and latest are times of day, as 08:30")
        if self.last_day < self.first_day or self.latest < self.earliest:
            raise ValueError("the end comes before the beginning")
        if not set(self.weekdays) <= set(range(7)):
            raise ValueError("weekdays are 0, Monday, to 6, Sunday")
        if any(not 0 <= one <= 40_320 for one in self.remind_min):
            raise ValueError("reminders come at most four weeks before")
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


class Offer(BaseModel):
    """A time that a business offered on a call, and that nobody has taken."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    service: str
    slot: AwareDatetime
    quote: str = ""
    """The business's words that offer it; empty if an operator noted it."""


class Appointment(BaseModel):
    """A time that was agreed on a call."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    service: str
    slot: AwareDatetime
    quote: str = ""
    """The business's words that offered it; empty if an operator took it."""
    agreed: str = ""
    """Those that agreed to it, once they were read back to; empty as above."""
