"""What a call's log says of times."""

from __future__ import annotations

from typing import Literal

from panda.booking import Appointment, Offer
from panda.event import Event


class Booked(Event):
    """A time was agreed on."""

    kind: Literal["booked"] = "booked"
    appointment: Appointment


class Offered(Event):
    """A time was offered, and noted for later."""

    kind: Literal["offered"] = "offered"
    offer: Offer


def booking_words(event: Booked | Offered) -> str:
    """Say such an event in one line."""
    match event:
        case Booked(appointment=taken):
            return f"booked {taken.service} on {taken.slot:%Y-%m-%d at %H:%M}"
        case Offered(offer=free):
            return f"offered {free.service} on {free.slot:%Y-%m-%d at %H:%M}"
