"""What is said to a telephone carrier and what it says back, whoever it is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from panda.campaign import Briefing

CallStatus = Literal[
    "queued",
    "initiated",
    "ringing",
    "in-progress",
    "completed",
    "busy",
    "failed",
    "no-answer",
    "canceled",
]
"""Twilio's words for where a call stands (PROTOCOLS B3)."""

ANSWER_MS = 10_000
"""How long the carrier is given to answer a request."""
PRESSING_MS = 5_000
"""Keys it has taken are pressed, or never, within this time."""
TURN_MS = 5_000
"""How long keys may wait for their turn at our end; then they are not asked for."""
KEYS_MS = TURN_MS + ANSWER_MS + PRESSING_MS
"""How long after we asked for keys they may be pressed, and the stream end for them; a
stream that ends later has ended because they hung up."""

TERMINAL: frozenset[str] = frozenset(
    {"completed", "busy", "failed", "no-answer", "canceled"}
)

_FROZEN = ConfigDict(frozen=True, extra="forbid")


class DialOrder(BaseModel):
    """One call to be placed."""

    model_config = _FROZEN

    call_id: str
    to: str
    """E.164."""
    ring_s: int
    call_s: int
    token: str
    """Signed token for the stream's `<Parameter>`."""
    epoch: int = 0
    send_digits: str = ""
    """Keys the carrier presses when it is answered; `w` and `W` wait."""

    @classmethod
    def of(cls, briefing: Briefing, keys: str) -> DialOrder:
        """Order the call of a briefing."""
        return cls(
            call_id=briefing.call_id,
            to=briefing.provider.phone,
            ring_s=briefing.limits.ring_s,
            call_s=briefing.limits.call_s + 5,
            token=briefing.token,
            epoch=briefing.epoch,
            send_digits=keys,
        )


class LegOrder(BaseModel):
    """An operator's telephone to be called, and asked whether it takes a call."""

    model_config = _FROZEN

    call_id: str
    """The call it is about."""
    transfer: int
    """Which transfer of that call."""
    to: str = Field(repr=False)
    """E.164, of the installation's own list."""
    about: str
    """Whom the call is with, as it is said aloud."""
    ring_s: int
    call_s: int
    """How long the two may talk."""


class Placed(BaseModel):
    """The carrier has taken a call."""

    model_config = _FROZEN

    call_sid: str


NOT_RESERVED = "not_reserved"
"""Reason of a rejection: this call was dialled before, or never to be."""


class Rejected(BaseModel):
    """The carrier has not taken a call; `unsure` if it may have placed it after all."""

    model_config = _FROZEN

    reason: str
    unsure: bool = False


class ProviderCall(BaseModel):
    """A call as the carrier knows it."""

    model_config = _FROZEN

    call_sid: str
    to: str
    status: CallStatus
    created_at: datetime | None = None
    duration_s: int = 0


class StatusUpdate(BaseModel):
    """A status callback, read and checked."""

    model_config = _FROZEN

    call_id: str
    call_sid: str
    status: CallStatus
    sequence: int = 0
    answered_by: str = ""
    duration_s: int = 0
    sip_code: int = 0
