"""What people ask of appointments, and are answered."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from panda.appointments.booking import Booking
from panda.appointments.choice import Judged, Prefer

_FROZEN = ConfigDict(frozen=True, extra="forbid")


class ChoiceText(BaseModel):
    """Which of a campaign's offers to take."""

    model_config = _FROZEN

    campaign_id: str
    booking_id: str = ""
    """This one, whatever the rule says; by the rule if empty."""
    prefer: Prefer = Prefer.SOONEST
    worth: dict[str, float] = Field(default_factory=dict, max_length=10_000)
    """What each business is worth, by the id of its target; more is better."""
    regardless: bool = False
    """Whether not to look into the calendar."""


class Choice(BaseModel):
    """What was chosen, and why not the others."""

    model_config = _FROZEN

    booking: Booking | None
    """Nothing, if no offer fits."""
    judged: tuple[Judged, ...] = ()
    looked_into_calendar: bool = False


class NewTime(BaseModel):
    """Where to an appointment is to be moved."""

    model_config = _FROZEN

    slot: datetime
    """On the business's clocks, without an offset; or any moment, with one."""
    regardless: bool = False
    """Whether neither the terms nor the calendar matter."""


class Synced(BaseModel):
    """How the calendar was brought up to date."""

    model_config = _FROZEN

    written: int
