"""A client's side for appointments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actors.client.reach import Reach
from gateways.calendar import calendar_of
from gateways.ics import ics_file
from panda.appointments.desk import AppointmentDesk

if TYPE_CHECKING:
    from panda.settings import Settings


class AppointmentSide(Reach):
    """What a client does with offered times."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.appointments = AppointmentDesk(
            self._store, self._clock, calendar_of(settings)
        )
        """Offered times: choose, confirm, move, cancel; see `AppointmentDesk`."""

    async def appointment_ics(self, booking_id: str) -> bytes:
        """Return an appointment as a file that calendar programs open.

        Raises:
            BadInput: There is none of this id.
        """
        return ics_file([await self.appointments.show(booking_id)])
