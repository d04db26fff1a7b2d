"""What the client may send, checked; and what the session wants done in answer.

Client events follow the typed `openai` package. Anything else becomes a
`ClientError`, never an exception that ends the session.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from simulator.model.realtime.config import FunctionTool, JsonObject, NamedChoice
from simulator.model.realtime.errors import ClientError, from_validation

if TYPE_CHECKING:
    from simulator.model.engine.prompt import Prompt


class _Event(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    event_id: str | None = None


class PartIn(BaseModel):
    """One piece of a message the client writes."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    type: Literal["input_text", "output_text", "input_audio", "input_image", "text"]
    text: str = ""
    audio: str | None = None
    transcript: str | None = None


class MessageIn(BaseModel):
    """A message the client writes into the conversation."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    type: Literal["message"]
    role: Literal["user", "assistant", "system"]
    content: list[PartIn]
    id: str | None = None


class FunctionCallIn(BaseModel):
    """A function call replayed by the client."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    type: Literal["function_call"]
    name: str
    arguments: str
    call_id: str | None = None
    id: str | None = None


class FunctionOutputIn(BaseModel):
    """What a function answered."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    type: Literal["function_call_output"]
    call_id: str
    output: str
    id: str | None = None


class ReferenceIn(BaseModel):
    """An item of the conversation, named in a response's own input."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    type: Literal["item_reference"]
    id: str


ItemIn = Annotated[
    MessageIn | FunctionCallIn | FunctionOutputIn, Field(discriminator="type")
]
InputIn = Annotated[
    MessageIn | FunctionCallIn | FunctionOutputIn | ReferenceIn,
    Field(discriminator="type"),
]


class ResponseParams(BaseModel):
    """What one response does differently from the session."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    instructions: str | None = None
    output_modalities: list[Literal["text", "audio"]] | None = None
    conversation: str = "auto"
    tools: list[FunctionTool] | None = None
    tool_choice: Literal["auto", "none", "required"] | NamedChoice | None = None
    metadata: dict[str, str] | None = None
    input: list[InputIn] | None = None
    max_output_tokens: int | Literal["inf"] | None = None
    audio: JsonObject | None = None


class SessionUpdate(_Event):
    """Change the session."""

    type: Literal["session.update"]
    session: dict[str, Any]


class Append(_Event):
    """More audio."""

    type: Literal["input_audio_buffer.append"]
    audio: str


class Commit(_Event):
    """Make what was heard a user message."""

    type: Literal["input_audio_buffer.commit"]


class Clear(_Event):
    """Forget what was heard."""

    type: Literal["input_audio_buffer.clear"]


class CreateItem(_Event):
    """Write into the conversation."""

    type: Literal["conversation.item.create"]
    item: ItemIn
    previous_item_id: str | None = None


class RetrieveItem(_Event):
    """Show an item, its audio included."""

    type: Literal["conversation.item.retrieve"]
    item_id: str


class DeleteItem(_Event):
    """Take an item out of the conversation."""

    type: Literal["conversation.item.delete"]
    item_id: str


class TruncateItem(_Event):
    """Forget what the model said but nobody heard."""

    type: Literal["conversation.item.truncate"]
    item_id: str
    content_index: int
    audio_end_ms: int


class CreateResponse(_Event):
    """Ask for an answer."""

    type: Literal["response.create"]
    response: ResponseParams | None = None


class CancelResponse(_Event):
    """Stop an answer."""

    type: Literal["response.cancel"]
    response_id: str | None = None


class ClearOutput(_Event):
    """Only meaningful over WebRTC and SIP."""

    type: Literal["output_audio_buffer.clear"]


ClientEvent = Annotated[
    SessionUpdate
    | Append
    | Commit
    | Clear
    | CreateItem
    | RetrieveItem
    | DeleteItem
    | TruncateItem
    | CreateResponse
    | CancelResponse
    | ClearOutput,
    Field(discriminator="type"),
]
_ADAPTER: TypeAdapter[ClientEvent] = TypeAdapter(ClientEvent)
_TAGS = frozenset({"union_tag_invalid", "union_tag_not_found"})


def parse(text: str | bytes) -> tuple[JsonObject, ClientEvent | ClientError]:
    """Read one client event; the raw object comes along for its `event_id`."""
    try:
        raw = json.loads(text)
    except ValueError:
        return {}, ClientError(
            "The event is not valid JSON.", code="invalid_json", param=None
        )
    if not isinstance(raw, dict):
        return {}, ClientError("The event must be a JSON object.", code="invalid_json")
    return raw, check(raw)


def check(raw: JsonObject) -> ClientEvent | ClientError:
    """Return the typed event, or the mistake in it."""
    try:
        return _ADAPTER.validate_python(raw)
    except ValidationError as error:
        first = error.errors()[0]
        if not first["loc"] and first["type"] in _TAGS:
            return _unknown_type(raw)
        if first["loc"][1:2] == ("item",) and first["type"] == "literal_error":
            return _odd_item(error)
        return _without_tag(from_validation(error), str(raw.get("type")))


def _unknown_type(raw: JsonObject) -> ClientError:
    kind = raw.get("type")
    if kind is None:
        return ClientError(
            "Missing required parameter: 'type'.",
            code="missing_required_parameter",
            param="type",
        )
    return ClientError(
        f"Invalid value: '{kind}'. Not a client event of the Realtime API.",
        code="invalid_value",
        param="type",
    )


def _odd_item(error: ValidationError) -> ClientError:
    wrong = error.errors()[0]
    path = ".".join(str(part) for part in wrong["loc"][1:])
    return ClientError(
        f"Invalid value: '{wrong['input']}'. {wrong['msg']}.",
        code="invalid_value",
        param=path.replace("item.message.", "item."),
    )


def _without_tag(error: ClientError, kind: str) -> ClientError:
    """Drop the event type that pydantic puts in front of every path."""
    param = (error.param or "").removeprefix(f"{kind}.")
    message = error.message.replace(f"{kind}.", "", 1)
    return ClientError(message, code=error.code, param=param or None)


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
