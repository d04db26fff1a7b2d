"""Offered times and what became of them, as rows, by `panda.appointments.fence`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.appointments.booking import Booking
from panda.appointments.fence import may_put
from panda.appointments.taking import bookings_of
from panda.webhooks import telling
from storage import campaigns, outbox
from storage.queries import run

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from panda.campaign import CallResult, Provider


def note(db: duckdb.DuckDBPyConnection, result: CallResult, provider: Provider) -> None:
    """Keep what a result brings; what is kept already stays as it is."""
    campaign = campaigns.get(db, result.campaign_id)
    if campaign is None:
        return
    others = every(db, campaign.wish)
    for booking in bookings_of(result, campaign, provider, others):
        run(
            db,
            "add_booking",
            booking_id=booking.booking_id,
            wish_id=booking.wish_id,
            version=booking.version,
            watched=booking.is_watched,
            body=booking.model_dump_json(),
        )
        for message in telling.of_booking(None, booking):
            outbox.announce(db, message)


def put(db: duckdb.DuckDBPyConnection, bookings: Sequence[Booking]) -> bool:
    """Replace bookings, all of them or none; see `AppointmentStore.put_bookings`."""
    before = {one.booking_id: get(db, one.booking_id) for one in bookings}
    wishes = {one.wish_id for one in bookings}
    kept = [one for wish in wishes for one in every(db, wish)]
    if not may_put(bookings, kept):
        return False
    for booking in bookings:
        run(
            db,
            "put_booking",
            booking_id=booking.booking_id,
            version=booking.version,
            watched=booking.is_watched,
            body=booking.model_dump_json(),
        )
        for message in telling.of_booking(before[booking.booking_id], booking):
            outbox.announce(db, message)
    return True


def get(db: duckdb.DuckDBPyConnection, booking_id: str) -> Booking | None:
    """Return a booking, if there is one."""
    rows = run(db, "booking", booking_id=booking_id)
    return Booking.model_validate_json(rows[0][0]) if rows else None


def every(db: duckdb.DuckDBPyConnection, wish_id: str = "") -> list[Booking]:
    """List the bookings of a wish, or all, by their ids."""
    rows = run(db, "bookings", wish_id=wish_id)
    return [Booking.model_validate_json(body) for (body,) in rows]


def watched(db: duckdb.DuckDBPyConnection) -> list[Booking]:
    """List the bookings that somebody has to look after, by their ids."""
    rows = run(db, "watched_bookings")
    return [Booking.model_validate_json(body) for (body,) in rows]
