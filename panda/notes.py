"""Notes that people pinned to moments of calls, as they are found again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import AwareDatetime, BaseModel, ConfigDict

from panda.errors import Missing, PandaError
from panda.events import Noted

if TYPE_CHECKING:
    from panda.mailbox import Note
    from panda.ports import CallStore

TRIES = 5
"""How often a note is written again whose place in the log another took meanwhile."""
MOST = 200
"""Notes of one answer, the latest first."""


class FoundNote(BaseModel):
    """A note, and where it is pinned."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    call_id: str
    campaign_id: str
    business: str
    seq: int
    """Its place in the call's log."""
    at_ms: int
    """The moment it is pinned to, in the call's time."""
    called_at: AwareDatetime
    """When that call was begun."""
    author: str
    text: str


def as_pattern(words: str) -> str:
    r"""Return what `ILIKE` finds `words` with, anywhere; escaped by a backslash.

    Example:
        >>> as_pattern("50% off_")
        '%50\\% off\\_%'
    """
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


async def annotate(store: CallStore, call_id: str, note: Note) -> None:
    """Pin a note to a moment of a call that is over.

    Raises:
        Missing: There never was such a call, or its log is not kept any more.
        PandaError: Others write at the same moment, again and again.
    """
    for _ in range(TRIES):
        log = await store.events(call_id)
        if not log:
            raise Missing("no such call", where="call_id", advice="see GET /api/calls")
        last = log[-1]
        before = note.about_ms is not None and note.about_ms < last.at_ms
        noted = Noted(
            seq=last.seq + 1,
            at_ms=last.at_ms,
            author=note.author,
            text=note.text,
            about_ms=note.about_ms if before else None,
        )
        await store.append(call_id, [noted])
        # An event that is there already stays as it is.
        if noted in await store.events(call_id, last.seq):
            return
    raise PandaError("the note could not be pinned; try again")
