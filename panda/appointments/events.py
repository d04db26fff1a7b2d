"""What a call's log says of times."""

from __future__ import annotations

from typing import Literal

from panda.booking import Appointment, Offer
from panda.event import Event


class Proposed(Event):
    """We want a time that they have offered; they have not said yet that it is ours."""

    kind: Literal["proposed"] = "proposed"
    appointment: Appointment
    answer_ms: int
    """When, from the answer of the call, as the lines of a conversation have it."""


class Booked(Event):
    """A time was agreed on: they have said so, or an operator vouches for it."""

    kind: Literal["booked"] = "booked"
    appointment: Appointment


class Declined(Event):
    """They have said that a time is not ours, perhaps after they had agreed to it."""

    kind: Literal["declined"] = "declined"
    appointment: Appointment
    quote: str
    """Their words."""


class Offered(Event):
    """A time was offered, and noted for later."""

    kind: Literal["offered"] = "offered"
    offer: Offer


BookingEvent = Proposed | Booked | Declined | Offered


def booking_words(event: BookingEvent) -> str:
    """Say such an event in one line."""
    match event:
        case Proposed(appointment=wanted):
            return f"asked for {wanted.service} on {wanted.slot:%Y-%m-%d at %H:%M}"
        case Booked(appointment=taken):
            return f"booked {taken.service} on {taken.slot:%Y-%m-%d at %H:%M}"
        case Declined(appointment=gone):
            return f"{gone.slot:%Y-%m-%d at %H:%M} is not ours: they said so"
        case Offered(offer=free):
            return f"offered {free.service} on {free.slot:%Y-%m-%d at %H:%M}"
