"""What a session wants done: events to send, and work that takes time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.model.engine.prompt import Prompt
    from simulator.model.realtime.config import JsonObject


@dataclass(frozen=True, slots=True)
class Send:
    """A server event, complete but for its `event_id`."""

    type: str
    fields: JsonObject


@dataclass(frozen=True, slots=True)
class Transcribe:
    """Recognise this audio and report back with the same key."""

    item_id: str
    version: int
    mulaw: bytes
    language: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Forget:
    """A recognition that is no longer wanted."""

    item_id: str
    version: int


@dataclass(frozen=True, slots=True)
class Think:
    """Let the model decide and report back."""

    response_id: str
    prompt: Prompt


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a response failed, as `status_details.error` says it."""

    type: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Speak:
    """Turn words into audio and report back."""

    response_id: str
    text: str
    voice: str
    speed: float


@dataclass(frozen=True, slots=True)
class Note:
    """Something for the ledger."""

    kind: str
    fields: JsonObject


@dataclass(frozen=True, slots=True)
class Close:
    """Close the connection with this WebSocket code."""

    code: int
    reason: str


Effect = Send | Transcribe | Forget | Think | Speak | Note | Close
