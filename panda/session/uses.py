"""What functions have done on one call, as far as others of its parts must know."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, assert_never

from panda.appointments.events import Booked, BookingEvent, Declined, Offered, Proposed
from panda.events import FunctionCalled

if TYPE_CHECKING:
    from datetime import datetime

    from panda.booking import Appointment, Offer


@dataclass(slots=True)
class Uses:
    """All uses of functions that are in the log."""

    answered: set[str] = field(default_factory=set)
    """Their names: what was answered is not done again."""
    appointments: list[Appointment] = field(default_factory=list)
    """Times that were agreed on."""
    proposed: list[Proposed] = field(default_factory=list)
    """Times we have asked for, agreed to or not; none that they said are not ours."""
    declined: set[datetime] = field(default_factory=set)
    offers: list[Offer] = field(default_factory=list)

    @property
    def unanswered(self) -> list[Appointment]:
        """Times we have asked for of which they have said nothing that can be read."""
        agreed = {one.slot for one in self.appointments}
        asked = (one.appointment for one in self.proposed)
        return [one for one in asked if one.slot not in agreed]

    def take_in(self, event: FunctionCalled | BookingEvent) -> None:
        """Take an event of the log."""
        match event:
            case FunctionCalled(request=request):
                self.answered.add(request)
            case Proposed():
                self.proposed.append(event)
            case Booked(appointment=appointment):
                self.appointments.append(appointment)
            case Declined(appointment=gone):
                slot = gone.slot
                self.declined.add(slot)
                self.appointments = [
                    one for one in self.appointments if one.slot != slot
                ]
                self.proposed = [
                    one for one in self.proposed if one.appointment.slot != slot
                ]
            case Offered(offer=offer):
                self.offers.append(offer)
            case _:
                assert_never(event)
