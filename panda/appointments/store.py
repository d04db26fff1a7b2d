"""Where bookings are kept: a part of `panda.ports.Store`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.appointments.booking import Booking


class AppointmentStore(Protocol):
    """Offered times and what became of them; `CallStore.finish` notes new ones."""

    async def bookings(self, wish_id: str = "") -> Sequence[Booking]:
        """List the bookings of a wish, or all, by their ids."""
        ...

    async def watched_bookings(self) -> Sequence[Booking]:
        """List those that somebody has to look after; see `Booking.is_watched`."""
        ...

    async def booking(self, booking_id: str) -> Booking | None:
        """Return a booking, if there is one."""
        ...

    async def put_bookings(self, bookings: Sequence[Booking]) -> bool:
        """Replace bookings, all of them or none, and tell outside systems.

        False, and nothing is changed, where `panda.appointments.fence` says no: one
        was changed meanwhile, or a wish would be held twice.
        """
        ...
