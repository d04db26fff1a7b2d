"""The carrier's webhooks."""

import asyncio
import logging
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from gateways import twiml
from panda.dispatch.callbacks import read_leg, read_status
from panda.errors import PandaError
from serve_api.doors import Configured, Panda, signed

_log = logging.getLogger(__name__)

RECOVER_S = 7.0
"""How long a call's next step may take to find; the front door waits 8 s."""
TOO_LATE = "This call has gone on without you. Goodbye."

router = APIRouter(prefix="/twilio", include_in_schema=False)


@router.post("/status/{call_id}", status_code=HTTPStatus.NO_CONTENT)
async def status(
    call_id: str,
    form: Annotated[dict[str, str], Depends(signed)],
    panda: Panda,
    settings: Configured,
) -> None:
    """Take a report in: kept before it is answered."""
    report = read_status(call_id, form, account_sid=settings.twilio_account_sid)
    await panda.report(report)


@router.post("/leg/{call_id}/{transfer}")
async def choose(
    call_id: str,
    transfer: int,
    form: Annotated[dict[str, str], Depends(signed)],
    panda: Panda,
) -> Response:
    """Take what was pressed at an operator's telephone; 1 lets it join the call."""
    taken = read_leg(transfer, form, chosen=True)
    is_live = taken is not None and await panda.tell(call_id, taken)
    document = (
        twiml.join(twiml.room(call_id, transfer))
        if is_live
        else twiml.hang_up(TOO_LATE if taken else "")
    )
    return Response(document, media_type="application/xml")


@router.post("/leg/{call_id}/{transfer}/status", status_code=HTTPStatus.NO_CONTENT)
async def leg_status(
    call_id: str,
    transfer: int,
    form: Annotated[dict[str, str], Depends(signed)],
    panda: Panda,
) -> None:
    """Tell a call how an operator's telephone stands."""
    news = read_leg(transfer, form)
    if news is not None:
        await panda.tell(call_id, news)


@router.post("/recover/{call_id}/{epoch}", dependencies=[Depends(signed)])
async def recover(
    call_id: str, epoch: int, panda: Panda, settings: Configured
) -> Response:
    """Say how a call goes on whose stream has ended."""
    try:
        async with asyncio.timeout(RECOVER_S):
            document = await panda.recover(call_id, epoch)
    except (TimeoutError, PandaError) as error:
        # The orchestrator is away, most likely restarting: the call waits for it.
        _log.warning("recovery has to wait: %s", type(error).__name__)
        document = twiml.hold_on(settings.public_url, call_id, epoch)
    return Response(document, media_type="application/xml")
