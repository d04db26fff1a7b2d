"""What happens, as it happens: Server-Sent Events of calls, campaigns and alerts."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse

from panda.alerts.alert import Alert
from panda.campaign import CallSnapshot
from panda.dispatch.ports import Installation
from panda.errors import PandaError
from panda.views import CampaignProgress
from serve_api.doors import Panda

LASTS_S = 25.0
"""How long one answer lasts: Serve cuts a request off after 30 s. Whoever listens asks
again with the id of the last event, as browsers do by themselves."""
QUIET_S = 5.0
"""After this without news a comment is sent, so that nobody takes us for dead."""
TOGETHER_S = 0.25
"""News of this time go out together: each call once, however much it changed."""
RETRY_MS = 250

router = APIRouter(prefix="/api/events", tags=["events"])


_STREAM: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}
}


@router.get("", response_class=StreamingResponse, responses=_STREAM)
async def events(
    panda: Panda,
    campaign_id: str | None = None,
    since: Annotated[int, Query(ge=0)] = 0,
    last_event_id: Annotated[int | None, Header(ge=0)] = None,
) -> StreamingResponse:
    """Follow calls (`call`), campaigns (`campaign`: how far they are) and alerts.

    An `alert` comes when it is raised, acknowledged or cleared: see its status.

    The first answer tells of every call there is. An answer lasts 25 s; ask again with
    `Last-Event-ID` (or `since`) and nothing is missed: what changed meanwhile is told
    as it stands by then.
    """
    after = since if last_event_id is None else last_event_id
    return StreamingResponse(
        _stream(panda, campaign_id, after),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _stream(
    panda: Installation, campaign_id: str | None, after: int
) -> AsyncIterator[str]:
    loop = asyncio.get_running_loop()
    until = loop.time() + LASTS_S
    yield f"retry: {RETRY_MS}\n\n"
    try:
        while (left := until - loop.time()) > 0:
            version, news = await panda.watch(after, min(left, QUIET_S))
            theirs = [one for one in news if campaign_id in {None, one.campaign_id}]
            told = [*_calls(theirs), *await _campaigns(panda, theirs)]
            told += [
                _event("alert", one)
                for one in await panda.alerts_since(after)
                if campaign_id in {None, one.campaign_id or campaign_id}
            ]
            # The id goes last: a batch that broke off comes again as a whole.
            yield "".join(told) + f"id: {version}\n: here\n\n"
            after = version
            await asyncio.sleep(TOGETHER_S)
    except PandaError:
        yield ": a part of the installation is away\n\n"


def _calls(news: Iterable[CallSnapshot]) -> list[str]:
    return [_event("call", one) for one in news]


async def _campaigns(panda: Installation, news: Iterable[CallSnapshot]) -> list[str]:
    """Tell how far the campaigns are whose calls there is news of."""
    told = []
    for campaign_id in sorted({one.campaign_id for one in news}):
        campaign = await panda.campaign(campaign_id)
        if campaign is not None:
            targets = await panda.targets(campaign_id)
            told.append(_event("campaign", CampaignProgress.of(campaign, targets)))
    return told


def _event(name: str, data: Alert | CallSnapshot | CampaignProgress) -> str:
    return f"event: {name}\ndata: {data.model_dump_json()}\n\n"
