"""The user's calendar, as the core sees it; `gateways.calendar` has a real one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from panda.errors import PandaError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from panda.appointments.booking import Booking
    from panda.appointments.choice import Busy


class CalendarError(PandaError):
    """The user's calendar refused, failed, or was too slow; the text says what to do.

    It never holds what stands in the calendar, nor how we sign in.
    """


@dataclass(frozen=True, slots=True)
class Written:
    """A state of a booking that is in the calendar."""

    etag: str
    """What the server calls it; "" if it does not say, or holds it no more."""


class Calendar(Protocol):
    """Where the user's time is kept."""

    async def busy(
        self, start: datetime, end: datetime, *, leave_out: str = ""
    ) -> Sequence[Busy]:
        """List when the user is taken, the earliest first; spans may overlap.

        Args:
            start: From when on.
            end: Until when; this moment is no longer part of it.
            leave_out: A booking whose own event does not count: one that is moved does
                not stand in its own way.

        Raises:
            CalendarError: It cannot be told.
        """
        ...

    async def write(self, booking: Booking) -> Written:
        """Have the calendar show a booking as it stands, cancelled ones as such.

        What the user has changed of the event beside its time and its status stays.
        Writing the same twice is fine.

        Raises:
            CalendarError: It may or may not be written.
        """
        ...
