"""Offices and times for tests of appointments."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from panda.appointments.booking import Booking
from panda.appointments.life import STANDING
from panda.booking import BookingTerms, Manner

CHICAGO = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=CHICAGO)
TERMS = BookingTerms(
    first_day=date(2026, 11, 24),
    last_day=date(2026, 12, 11),
    manner=Manner.OFFERS,
    service="cleaning",
)


def at(day, hour, minute=0, month=12, zone=CHICAGO):
    return datetime(2026, month, day, hour, minute, tzinfo=zone)


def booking(slot=None, *, name="a", **update):
    """An offered time; in a stage in which it stands the business has agreed to it."""
    slot = slot or at(3, 14, 30)
    if update.get("stage") in STANDING:
        update = {"agreed_at": NOW.astimezone(UTC)} | update
    return Booking(
        **{
            "booking_id": f"call-{name}-0",
            "wish_id": "wish",
            "target_id": f"wish-{name}",
            "business": f"Office {name}",
            "phone": "+15125550100",
            "zone": "America/Chicago",
            "service": "cleaning",
            "slot": slot,
            "length_min": 60,
            "quote": "we have Thursday at 2:30",
            "remind_min": (1440, 60),
            "noted_at": NOW.astimezone(UTC),
            "changed_at": NOW.astimezone(UTC),
        }
        | update
    )
