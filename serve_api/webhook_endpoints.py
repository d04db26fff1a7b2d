"""Endpoints of outside systems that are told what happens."""

from http import HTTPStatus

from fastapi import APIRouter
from starlette.exceptions import HTTPException

from panda.webhooks.views import (
    AddedEndpoint,
    DeliveryView,
    EndpointView,
    NewEndpoint,
    Removed,
    Replayed,
)
from serve_api.doors import Panda

router = APIRouter(prefix="/api/webhooks", tags=["webhooks"])

_NONE = "no such endpoint"


@router.get("")
async def webhooks(panda: Panda) -> list[EndpointView]:
    """List all endpoints, oldest first."""
    return list(await panda.webhooks.every())


@router.post("", status_code=HTTPStatus.CREATED)
async def add(new: NewEndpoint, panda: Panda) -> AddedEndpoint:
    """Add an endpoint; the answer has its secret, which is shown here alone."""
    return await panda.webhooks.add(new)


@router.delete("/{endpoint_id}")
async def remove(endpoint_id: str, panda: Panda) -> Removed:
    """Remove an endpoint, and forget what waits for it."""
    if not await panda.webhooks.remove(endpoint_id):
        raise HTTPException(HTTPStatus.NOT_FOUND, _NONE)
    return Removed(endpoint_id=endpoint_id)


@router.post("/{endpoint_id}/test", status_code=HTTPStatus.ACCEPTED)
async def test(endpoint_id: str, panda: Panda) -> Replayed:
    """Send an endpoint a `webhook.test`."""
    if not await panda.webhooks.test(endpoint_id):
        raise HTTPException(HTTPStatus.NOT_FOUND, _NONE)
    return Replayed(messages=1)


@router.get("/{endpoint_id}/deliveries")
async def deliveries(endpoint_id: str, panda: Panda) -> list[DeliveryView]:
    """List the latest hundred messages for an endpoint, and what became of each."""
    found = await panda.webhooks.deliveries(endpoint_id)
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, _NONE)
    return list(found)


@router.post("/{endpoint_id}/replay", status_code=HTTPStatus.ACCEPTED)
async def replay(endpoint_id: str, panda: Panda) -> Replayed:
    """Take up again what was given up."""
    count = await panda.webhooks.replay(endpoint_id)
    if count is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, _NONE)
    return Replayed(messages=count)
