"""Notes that people pinned to moments of calls, as they are found again."""

from __future__ import annotations

from pydantic import AwareDatetime, BaseModel, ConfigDict

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
    """When it was pinned, in the call's time."""
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
