"""The sound of calls, where it was kept."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from starlette.exceptions import HTTPException

from panda.recording.views import Erased
from serve_api.doors import Panda

MOST_MS = 120_000
"""Of one answer: 4 MB."""
_LONGEST_MS = 3_600_000

router = APIRouter(prefix="/api/calls", tags=["calls"])
_WAV: dict[int | str, dict[str, Any]] = {
    200: {"content": {"audio/wav": {"schema": {"type": "string", "format": "binary"}}}}
}


@router.get("/{call_id}/audio", response_class=Response, responses=_WAV)
async def audio(
    call_id: str,
    panda: Panda,
    from_ms: Annotated[int, Query(ge=0, le=_LONGEST_MS)] = 0,
    to_ms: Annotated[int | None, Query(ge=0, le=_LONGEST_MS)] = None,
) -> Response:
    """Return a stretch of a call as WAV, two minutes at most: they left, we right.

    Times count from the answer, as those of findings do. What was not kept is silent;
    without any sound from `from_ms` on the answer is 404.
    """
    until = from_ms + MOST_MS if to_ms is None else min(to_ms, from_ms + MOST_MS)
    found = await panda.audio(call_id, from_ms, until)
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "no sound was kept of this")
    return Response(
        found, media_type="audio/wav", headers={"Cache-Control": "no-store"}
    )


@router.delete("/{call_id}/audio")
async def erase_audio(call_id: str, panda: Panda) -> Erased:
    """Delete the sound of a call for good."""
    if not await panda.erase_audio(call_id):
        raise HTTPException(HTTPStatus.NOT_FOUND, "no sound was kept of this call")
    return Erased(call_id=call_id)
