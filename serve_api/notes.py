"""Notes that were pinned to calls, searched."""

from typing import Annotated

from fastapi import APIRouter, Query

from panda.notes import FoundNote
from serve_api.doors import Panda

router = APIRouter(prefix="/api/notes", tags=["notes"])


@router.get("")
async def notes(
    panda: Panda,
    q: Annotated[str, Query(max_length=200)] = "",
    campaign_id: str | None = None,
) -> list[FoundNote]:
    """List notes with these words in text or author, the latest first; 200 at most.

    The words are found as they stand, in any case; without any, all notes are.
    """
    return list(await panda.notes(q, campaign_id))
