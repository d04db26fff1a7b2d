"""Telling a live call something, and what is answered if it cannot be told."""

from http import HTTPStatus

from starlette.exceptions import HTTPException

from panda.dispatch.ports import Installation
from panda.mailbox import Order
from panda.operator.views import Told


async def tell(call_id: str, order: Order, panda: Installation) -> Told:
    """Leave an order for a live call.

    Raises:
        HTTPException: 404: there never was such a call; 409: it is not live.
    """
    if not await panda.tell(call_id, order):
        raise await not_live(call_id, panda)
    return Told(call_id=call_id)


async def not_live(call_id: str, panda: Installation) -> HTTPException:
    """Return what to answer about a call that takes nothing: over, or never there."""
    ever = (
        await panda.snapshot(call_id)
        or await panda.result(call_id)
        or await panda.events(call_id)
    )
    if ever:
        return HTTPException(HTTPStatus.CONFLICT, "this call is not live")
    return HTTPException(HTTPStatus.NOT_FOUND, "no such call")
