"""Appointments: what was offered, what was chosen, and what became of it."""
# ruff: noqa: FAST003 - the path's `booking_id` is taken by `Known`

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from starlette.exceptions import HTTPException

from gateways.ics import ics_file
from panda.appointments.booking import Booking
from panda.appointments.views import Choice, ChoiceText, NewTime, Synced
from panda.errors import BadInput
from serve_api.doors import Panda

router = APIRouter(prefix="/api/appointments", tags=["appointments"])

MEDIA = "text/calendar; charset=utf-8"
_ICS: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/calendar": {"schema": {"type": "string"}}}}
}


async def _known(booking_id: str, panda: Panda) -> Booking:
    try:
        return await panda.appointments.show(booking_id)
    except BadInput as error:
        raise HTTPException(HTTPStatus.NOT_FOUND, error.problem) from None


Known = Annotated[Booking, Depends(_known)]


@router.get("")
async def appointments(panda: Panda, campaign_id: str = "") -> list[Booking]:
    """List the appointments of a campaign, or all, the soonest first."""
    return list(await panda.appointments.every(campaign_id))


@router.post("/choose")
async def choose(text: ChoiceText, panda: Panda) -> Choice:
    """Choose one of a campaign's offers; confirm it next."""
    return await panda.appointments.choose(text)


@router.post("/sync")
async def sync(panda: Panda) -> Synced:
    """Bring the calendar up to date at once; it is done by itself, too."""
    return Synced(written=await panda.appointments.sync())


@router.get("/{booking_id}")
async def show(booking: Known) -> Booking:
    """Return one."""
    return booking


@router.get("/{booking_id}/ics", response_class=Response, responses=_ICS)
async def ics(booking: Known) -> Response:
    """Return one as a file for calendar programs (RFC 5545)."""
    name = f'attachment; filename="{booking.booking_id}.ics"'
    return Response(
        ics_file([booking]), media_type=MEDIA, headers={"Content-Disposition": name}
    )


@router.post("/{booking_id}/confirm")
async def confirm(booking: Known, panda: Panda) -> Booking:
    """Have it confirmed by a second call."""
    return await panda.appointments.confirm(booking.booking_id)


@router.post("/{booking_id}/reschedule")
async def reschedule(booking: Known, to: NewTime, panda: Panda) -> Booking:
    """Ask for another time by call; the old one stands until that is agreed."""
    return await panda.appointments.reschedule(booking.booking_id, to)


@router.post("/{booking_id}/cancel")
async def cancel(booking: Known, panda: Panda) -> Booking:
    """Give it up: by call, if the business expects us."""
    return await panda.appointments.cancel(booking.booking_id)
