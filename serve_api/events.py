"""What happens, as it happens: Server-Sent Events of calls, questions and alerts."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse

from panda.errors import PandaError
from serve_api.bulletin import Newsroom
from serve_api.doors import News

LASTS_S = 25.0
"""How long one answer lasts: Serve cuts a request off after 30 s. Whoever listens asks
again with the id of the last event, as browsers do by themselves."""
TOGETHER_S = 0.5
"""News of this time go out together: each call once, however much it changed."""
RETRY_MS = 250

router = APIRouter(prefix="/api/events", tags=["events"])


_STREAM: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}
}


@router.get("", response_class=StreamingResponse, responses=_STREAM)
async def events(
    news: News,
    campaign_id: str | None = None,
    since: Annotated[int, Query(ge=0)] = 0,
    last_event_id: Annotated[int | None, Header(ge=0)] = None,
) -> StreamingResponse:
    """Follow calls (`call`), campaigns (`campaign`: how far they are) and what matters.

    An `alert` comes when it is raised, acknowledged or cleared, a `question` when a
    call asks its people something, and when that ends: see their status.

    The first answer tells of every call there is. An answer lasts 25 s; ask again with
    `Last-Event-ID` (or `since`) and nothing is missed: what changed meanwhile is told
    as it stands by then.
    """
    after = since if last_event_id is None else last_event_id
    return StreamingResponse(
        _stream(news, campaign_id, after),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _stream(
    newsroom: Newsroom, campaign_id: str | None, after: int
) -> AsyncIterator[str]:
    loop = asyncio.get_running_loop()
    until = loop.time() + LASTS_S
    yield f"retry: {RETRY_MS}\n\n"
    try:
        while until > loop.time():
            async with asyncio.timeout_at(until):
                bulletin = await newsroom.after(after)
            yield bulletin.text(campaign_id)
            after = bulletin.version
            await asyncio.sleep(TOGETHER_S)
    except TimeoutError:
        return  # as if it had been quiet
    except PandaError:
        yield ": a part of the installation is away\n\n"
