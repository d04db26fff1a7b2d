"""A calendar in memory, held to the same tests as a real server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.appointments.calendar import CalendarError, Written
from panda.appointments.choice import Busy
from panda.appointments.life import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from panda.appointments.booking import Booking


class MemoryCalendar:
    """A `panda.appointments.calendar.Calendar` with spans and bookings.

    Args:
        spans: When the user is taken by what is not ours.
    """

    def __init__(self, *spans: Busy) -> None:
        self.spans = list(spans)
        self.events: dict[str, Booking] = {}
        """What it shows, by booking."""
        self.broken = ""
        """Why it fails, if it does."""
        self._etags = 0

    async def busy(
        self, start: datetime, end: datetime, *, leave_out: str = ""
    ) -> Sequence[Busy]:
        """See `Calendar`."""
        self._fail()
        ours = [
            Busy(one.begins, one.ends)
            for one in self.events.values()
            if one.stage is not Stage.CANCELLED and one.booking_id != leave_out
        ]
        return sorted(
            (
                Busy(max(one.start, start), min(one.end, end))
                for one in (*self.spans, *ours)
                if one.start < end and start < one.end
            ),
            key=lambda one: (one.start, one.end),
        )

    async def write(self, booking: Booking) -> Written:
        """See `Calendar`."""
        self._fail()
        self.events[booking.booking_id] = booking
        self._etags += 1
        return Written(f'"{self._etags}"')

    def _fail(self) -> None:
        if self.broken:
            raise CalendarError(self.broken)
