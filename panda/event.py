"""What all events of a call's log have in common; the union is in `panda.events`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Event(BaseModel):
    """Common to all events."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seq: int = 0
    """Place in the call's log, from 1; given by the session."""
    at_ms: int = 0
    """Milliseconds since the session began (not since the answer)."""
