"""Alerts: listed, and taken in hand."""

from http import HTTPStatus

from fastapi import APIRouter
from starlette.exceptions import HTTPException

from panda.alerts.alert import Alert
from panda.alerts.views import Acknowledgement
from serve_api.doors import Panda

router = APIRouter(prefix="/api/alerts", tags=["alerts"])


@router.get("")
async def list_alerts(
    panda: Panda, campaign_id: str | None = None, *, over: bool = False
) -> list[Alert]:
    """List open alerts, the most urgent first; `over`: then those that have cleared.

    Those of the whole installation are listed with those of any campaign.
    """
    return [
        one
        for one in await panda.alerts()
        if (over or one.is_open)
        and campaign_id in {None, one.campaign_id or campaign_id}
    ]


@router.post("/{alert_id}/acknowledge")
async def acknowledge(alert_id: str, by: Acknowledgement, panda: Panda) -> Alert:
    """Say who has an alert in hand; the first to say so stands."""
    known = {one.alert_id: one for one in await panda.alerts()}
    if alert_id not in known:
        raise HTTPException(HTTPStatus.NOT_FOUND, "no such alert")
    if not known[alert_id].is_open:
        raise HTTPException(HTTPStatus.CONFLICT, "this alert is over")
    return await panda.acknowledge(alert_id, by.operator)
