"""Appointments over the HTTP API, as the dashboard asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.reach import Reach, quoted
from panda.appointments.booking import Booking
from panda.appointments.views import Choice

if TYPE_CHECKING:
    from panda.appointments.views import ChoiceText, NewTime


class AppointmentApi(Reach):
    """What is asked of offered times; see `panda.appointments.desk`.

    Raises (every method):
        ApiError: The installation could not be asked, or said no.
    """

    def appointments(self) -> list[Booking]:
        """List all, the soonest first."""
        return self._list("/api/appointments", Booking.model_validate)

    def choose_appointment(self, text: ChoiceText) -> Choice:
        """Choose one of a campaign's offers, by the rule or by its name."""
        body = text.model_dump(mode="json")
        return Choice.model_validate(
            self._ask("POST", "/api/appointments/choose", body)
        )

    def confirm_appointment(self, booking_id: str) -> Booking:
        """Have it confirmed by a call."""
        return self._step(booking_id, "confirm")

    def reschedule_appointment(self, booking_id: str, to: NewTime) -> Booking:
        """Have another time asked for by a call."""
        path = f"/api/appointments/{quoted(booking_id)}/reschedule"
        asked = self._ask("POST", path, to.model_dump(mode="json"))
        return Booking.model_validate(asked)

    def cancel_appointment(self, booking_id: str) -> Booking:
        """Give it up, by a call if the business expects us."""
        return self._step(booking_id, "cancel")

    def appointment_ics(self, booking_id: str) -> bytes:
        """Return it as a file for calendar programs."""
        path = f"/api/appointments/{quoted(booking_id)}/ics"
        return self._answer("GET", path).content

    def _step(self, booking_id: str, order: str) -> Booking:
        path = f"/api/appointments/{quoted(booking_id)}/{order}"
        return Booking.model_validate(self._ask("POST", path))
