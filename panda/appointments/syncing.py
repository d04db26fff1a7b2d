"""Bringing the user's calendar up to date with what was agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from panda.appointments.booking import Booking
    from panda.appointments.calendar import Calendar
    from panda.appointments.store import AppointmentStore


async def bring_up_to_date(
    booking: Booking, calendar: Calendar, store: AppointmentStore, now: datetime
) -> bool:
    """Write a booking if the calendar has another state of it, and note that it has.

    Whoever dies in between writes the same once more, which changes nothing. False if
    there was nothing to write.

    Raises:
        CalendarError: It may or may not be written; try again.
    """
    if not booking.to_write:
        return False
    written = await calendar.write(booking)
    noted = booking.changed(now, written=booking.sequence, etag=written.etag)
    # If it has changed meanwhile its next state is still to be written, by its etag.
    await store.put_bookings([noted])
    return True
