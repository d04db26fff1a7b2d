"""What functions have done on one call, as far as others of its parts must know."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, assert_never

from panda.appointments.events import Booked, Offered
from panda.events import FunctionCalled

if TYPE_CHECKING:
    from panda.booking import Appointment, Offer


@dataclass(slots=True)
class Uses:
    """All uses of functions that are in the log."""

    answered: set[str] = field(default_factory=set)
    """Their names: what was answered is not done again."""
    appointments: list[Appointment] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)

    def take_in(self, event: FunctionCalled | Booked | Offered) -> None:
        """Take an event of the log."""
        match event:
            case FunctionCalled(request=request):
                self.answered.add(request)
            case Booked(appointment=appointment):
                self.appointments.append(appointment)
            case Offered(offer=offer):
                self.offers.append(offer)
            case _:
                assert_never(event)
