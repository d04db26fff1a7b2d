"""Appointments as iCalendar (RFC 5545): a file to open, or an object of a calendar.

The same booking always makes the same bytes. Its UID never changes, and SEQUENCE rises
with each change a calendar shows, so that a file opened again updates the event.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import recurring_ical_events
from icalendar import Alarm, Calendar, Event

from panda.appointments.booking import calendar_status
from panda.appointments.calendar import CalendarError
from panda.appointments.choice import Busy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from icalendar.cal import Component

    from panda.appointments.booking import Booking

_PRODUCT = "-//Panda Assist//Appointments//EN"
_OURS = ("DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "STATUS", "TRANSP")
"""What we change of an event that is there; the rest may be the user's by now."""
_SHOWN = ("DTSTART", "STATUS")
"""What a change of makes another revision of an event (RFC 5546, 2.1.4)."""
_FREE = frozenset({"CANCELLED"})
_OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_WITHIN_AN_HOUR = ("BYMINUTE", "BYSECOND")
"""What makes a recurring event come so often that writing it out takes for ever."""
_ODD = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What the libraries raise over events that somebody else wrote."""


def uid_of(booking_id: str) -> str:
    """Return the UID of a booking's event, for good."""
    return f"{booking_id}@panda-assist"


def ics_file(bookings: Iterable[Booking]) -> bytes:
    """Return a file that a calendar program opens, or a subscriber reads.

    One that holds nothing but what is cancelled says so by its METHOD (RFC 5546).
    """
    shown = list(bookings)
    gone = bool(shown) and all(calendar_status(one) == "CANCELLED" for one in shown)
    calendar = _calendar(shown)
    calendar.add("METHOD", "CANCEL" if gone else "PUBLISH")
    return bytes(calendar.to_ical())


def ics_object(booking: Booking) -> bytes:
    """Return a booking as CalDAV keeps it: one event and no METHOD (RFC 4791, 4.1)."""
    return bytes(_calendar([booking]).to_ical())


def merged(kept: bytes, booking: Booking) -> bytes:
    """Return an object of the server's with our changes, and all else as it was.

    Raises:
        CalendarError: It is no calendar object of this booking, or an odd one.
    """
    calendar = read(kept)
    event = next(
        (
            one
            for one in calendar.events
            if one.get("UID") == uid_of(booking.booking_id)
        ),
        None,
    )
    if event is None:
        raise CalendarError("the calendar keeps something else under this name")
    theirs = _sequence(event)
    before = [event.get(name) for name in _SHOWN]
    fresh = _event(booking)
    try:
        for name in (*_OURS, "DURATION"):  # which may not stand beside DTEND
            event.pop(name, None)
            if name in fresh:
                event[name] = fresh[name]
        shown = [event.get(name) for name in _SHOWN]
        event["SEQUENCE"] = max(theirs + (shown != before), booking.sequence)
        calendar.add_missing_timezones()
        return bytes(calendar.to_ical())
    except _ODD as error:
        raise _not_read(error) from None


def read(text: bytes) -> Calendar:
    """Read an object.

    Raises:
        CalendarError: It is none.
    """
    try:
        found = Calendar.from_ical(text)
    except ValueError:
        raise CalendarError("the calendar sent what is no iCalendar object") from None
    if not isinstance(found, Calendar):
        raise CalendarError("the calendar sent what is no iCalendar object")
    return found


def busy_of(
    calendar: Calendar,
    start: datetime,
    end: datetime,
    *,
    zone: tzinfo = UTC,
    leave_out: str = "",
) -> list[Busy]:
    """List when the events of an object take the user's time.

    Recurring events count each time they occur, with their exceptions; transparent and
    cancelled ones not at all. A whole day, or a time without zone, is one on the
    user's clocks (RFC 5545, 3.3.4 and 3.3.5).

    An event whose rule cannot be read counts once, when it begins: it is somebody's
    time, and when it comes again nobody can say.

    One that comes every hour or more often takes the whole span: anybody can send an
    invitation, and to write one out that comes each second would take for ever.

    Args:
        calendar: Events, their zones and exceptions.
        start: From when on.
        end: Until when.
        zone: The user's.
        leave_out: UID of an event that does not count.

    Raises:
        CalendarError: An event cannot be read.
    """
    try:
        parts = [_as_once(one) for one in calendar.subcomponents]
        often = [one for one in parts if one.name == "VEVENT" and _comes_often(one)]
        others = calendar.copy()
        others.subcomponents = [one for one in parts if one not in often]
        spans = [
            Busy(start, end)
            for one in often
            if _takes_time(one) and str(one.get("UID", "")) != leave_out
        ]
        for event in recurring_ical_events.of(others).between(start, end):
            if str(event.get("UID", "")) == leave_out or not _takes_time(event):
                continue
            first = _moment(event["DTSTART"].dt, zone)
            last = _moment(event["DTEND"].dt, zone) if "DTEND" in event else first
            if first < end and last > start and last > first:
                spans.append(Busy(max(first, start), min(last, end)))
    except _ODD as error:
        raise _not_read(error) from None
    return spans


def _as_once(part: Component) -> Component:
    """Return an event without a rule that cannot be read; anything else as it is."""
    if not any(name == "RRULE" for name, _ in part.errors):
        return part
    alone = part.copy(recursive=True)
    del alone["RRULE"]
    return alone


def _not_read(error: Exception) -> CalendarError:
    name = type(error).__name__
    return CalendarError(f"the calendar has an event that cannot be read ({name})")


def _sequence(event: Component) -> int:
    """Return how often an event was changed; 0 if what it says is no number."""
    try:
        return int(event.get("SEQUENCE", 0))
    except (TypeError, ValueError):
        return 0


def _comes_often(event: Component) -> bool:
    written = event.get("RRULE", [])
    for rule in written if isinstance(written, list) else [written]:
        if _OFTEN & {str(one).upper() for one in rule.get("FREQ", [])}:
            return True
        if any(name in rule for name in _WITHIN_AN_HOUR):
            return True
    return False


def _takes_time(event: Component) -> bool:
    status = str(event.get("STATUS", "")).upper()
    return status not in _FREE and str(event.get("TRANSP", "")).upper() != "TRANSPARENT"


def _moment(at: date | datetime, zone: tzinfo) -> datetime:
    if not isinstance(at, datetime):
        return datetime.combine(at, time(), zone)
    return at if at.tzinfo is not None else at.replace(tzinfo=zone)


def _calendar(bookings: list[Booking]) -> Calendar:
    calendar = Calendar()
    calendar.add("PRODID", _PRODUCT)
    calendar.add("VERSION", "2.0")
    for one in bookings:
        calendar.add_component(_event(one))
    if bookings:
        # The rules of a zone from the year before on: what lies earlier is not shown.
        year = timedelta(days=366)
        calendar.add_missing_timezones(
            first_date=min(one.begins for one in bookings).date() - year,
            last_date=max(one.ends for one in bookings).date() + year,
        )
    return calendar


def _event(booking: Booking) -> Event:
    event = Event()
    changed = booking.changed_at.astimezone(UTC).replace(microsecond=0)
    named = booking.service[:1].upper() + booking.service[1:]
    event.add("UID", uid_of(booking.booking_id))
    event.add("DTSTAMP", changed)
    event.add("LAST-MODIFIED", changed)
    event.add("SEQUENCE", booking.sequence)
    event.add("SUMMARY", f"{named} at {booking.business}")
    event.add("DTSTART", _written(booking.begins, booking.zone))
    event.add("DTEND", _written(booking.ends, booking.zone))
    event.add("STATUS", calendar_status(booking))
    cancelled = calendar_status(booking) in _FREE
    event.add("TRANSP", "TRANSPARENT" if cancelled else "OPAQUE")
    if booking.place:
        event.add("LOCATION", booking.place)
    event.add("CONTACT", f"{booking.business}, {booking.phone}")
    told = ""
    if booking.quote:
        told = f"Offered in these words: \u201c{booking.quote}\u201d"
    if not booking.zone:
        told += "\nThe time is on the business's clocks; its time zone is not known."
    if told:
        event.add("DESCRIPTION", told.strip())
    for minutes in () if cancelled else sorted(set(booking.remind_min), reverse=True):
        alarm = Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("DESCRIPTION", f"{named} at {booking.business}")
        alarm.add("TRIGGER", -timedelta(minutes=minutes))
        event.add_component(alarm)
    return event


def _written(at: datetime, zone: str) -> datetime:
    """Return a time as it is written: with its zone's name.

    Without one it floats (RFC 5545, 3.3.5, form 1): ten on the business's clocks is
    shown as ten, wherever it is looked at.
    """
    at = at.replace(microsecond=0)
    return at if zone else at.replace(tzinfo=None)
