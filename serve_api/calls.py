"""Calls: listed, read along, ended."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException

from panda.campaign import CallSnapshot
from panda.changes import CallChange
from panda.events import CallEvent
from panda.mailbox import End
from panda.operator.views import Author, Told
from panda.views import CallView, Ending, TranscriptLine
from serve_api.doors import Panda
from serve_api.telling import not_live, tell

router = APIRouter(prefix="/api/calls", tags=["calls"])


@router.get("")
async def list_calls(
    panda: Panda, campaign_id: str | None = None
) -> list[CallSnapshot]:
    """List live and recent calls, the longest unchanged first."""
    return list(await panda.snapshots(campaign_id))


@router.get("/{call_id}")
async def get_call(call_id: str, panda: Panda) -> CallView:
    """Return a call as it stands."""
    snapshot = await panda.snapshot(call_id)
    result = await panda.result(call_id)
    if snapshot is None and result is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "no such call")
    return CallView.of(call_id, snapshot, result)


@router.patch("/{call_id}", status_code=HTTPStatus.ACCEPTED)
async def change_call(call_id: str, change: CallChange, panda: Panda) -> Told:
    """Change what a live call goes by; its log says whether that was done.

    Made for another version than the one there is, a change is refused: look again.
    """
    if not await panda.change_call(call_id, change):
        raise await not_live(call_id, panda)
    return Told(call_id=call_id)


@router.get("/{call_id}/transcript")
async def transcript(
    call_id: str, panda: Panda, after: Annotated[int, Query(ge=0)] = 0
) -> list[TranscriptLine]:
    """Return what was said and done, after the event numbered `after`."""
    return [TranscriptLine.of(event) for event in await _log(panda, call_id, after)]


@router.get("/{call_id}/events")
async def events(
    call_id: str, panda: Panda, after: Annotated[int, Query(ge=0)] = 0
) -> Sequence[CallEvent]:
    """Return the log of a call after the event numbered `after`, as it is kept."""
    return await _log(panda, call_id, after)


async def _log(panda: Panda, call_id: str, after: int) -> Sequence[CallEvent]:
    """Return what is new in a log, which is read often: no more of it is fetched."""
    found = await panda.events(call_id, after)
    if found or await panda.snapshot(call_id) is not None:
        return found
    if not await panda.events(call_id):
        raise HTTPException(HTTPStatus.NOT_FOUND, "no such call")
    return []


@router.post("/{call_id}/end", status_code=HTTPStatus.ACCEPTED)
async def end_call(call_id: str, panda: Panda, by: Author | None = None) -> Ending:
    """End a live call, whoever of ours talks there."""
    await tell(call_id, End(author=(by or Author()).author), panda)
    return Ending(call_id=call_id)
