"""Offered times kept in memory, by the same rules as on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.appointments.fence import may_put
from panda.testing.outbox import MemoryOutbox
from panda.webhooks import telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from panda.appointments.booking import Booking


class MemoryBookings(MemoryOutbox):
    """A `panda.ports.AppointmentStore` that forgets everything with its process."""

    def __init__(self) -> None:
        super().__init__()
        self._bookings: dict[str, Booking] = {}

    def note(self, bookings: Iterable[Booking]) -> None:
        """Keep new ones; what is kept already stays as it is."""
        for one in bookings:
            if one.booking_id not in self._bookings:
                self._keep(one)

    async def bookings(self, wish_id: str = "") -> Sequence[Booking]:
        """See `AppointmentStore`."""
        mine = (one for one in self._bookings.values() if wish_id in {"", one.wish_id})
        return sorted(mine, key=lambda one: one.booking_id)

    async def watched_bookings(self) -> Sequence[Booking]:
        """See `AppointmentStore`."""
        return [one for one in await self.bookings() if one.is_watched]

    async def booking(self, booking_id: str) -> Booking | None:
        """See `AppointmentStore`."""
        return self._bookings.get(booking_id)

    async def put_bookings(self, bookings: Sequence[Booking]) -> bool:
        """See `AppointmentStore`."""
        if not may_put(bookings, self._bookings.values()):
            return False
        for one in bookings:
            self._keep(one)
        return True

    def _keep(self, booking: Booking) -> None:
        before = self._bookings.get(booking.booking_id)
        self._bookings[booking.booking_id] = booking
        for message in telling.of_booking(before, booking):
            self.outbox.announce(message)
