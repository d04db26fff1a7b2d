"""What the client may send, checked.

Client events follow the typed `openai` package. Anything else becomes a
`ClientError`, never an exception that ends the session.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from simulator.model.realtime.config import (
    AnyTool,
    AudioFormat,
    JsonObject,
    MaxTokens,
    Modalities,
    ToolChoice,
    VoiceId,
)
from simulator.model.realtime.errors import ClientError, from_validation

_LONGEST_ID = 32
"""Characters of an item's id that a client chose (OpenAI's own limit)."""
_ID = r"^[a-zA-Z0-9_-]+$"


class _Event(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    event_id: str | None = Field(default=None, max_length=512)


class _Item(BaseModel):
    """What all items have; fields of later dialects are let pass."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)
    id: str | None = Field(default=None, min_length=1, max_length=_LONGEST_ID)


class PartIn(BaseModel):
    """One piece of a message the client writes."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)
    type: Literal[
        "input_text", "output_text", "input_audio", "output_audio", "input_image",
        "text", "audio",
    ]  # fmt: skip
    text: str | None = None
    audio: str | None = None
    transcript: str | None = None
    image_url: str | None = None


class MessageIn(_Item):
    """A message the client writes into the conversation."""

    type: Literal["message"]
    role: Literal["user", "assistant", "system"]
    content: list[PartIn]


class FunctionCallIn(_Item):
    """A function call replayed by the client."""

    type: Literal["function_call"]
    name: str
    arguments: str
    call_id: str | None = Field(default=None, pattern=_ID)


class FunctionOutputIn(_Item):
    """What a function answered."""

    type: Literal["function_call_output"]
    call_id: str = Field(pattern=_ID)
    output: str


class ReferenceIn(BaseModel):
    """An item of the conversation, named in a response's own input."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)
    type: Literal["item_reference"]
    id: str


ItemIn = Annotated[
    MessageIn | FunctionCallIn | FunctionOutputIn, Field(discriminator="type")
]
InputIn = Annotated[
    MessageIn | FunctionCallIn | FunctionOutputIn | ReferenceIn,
    Field(discriminator="type"),
]


class _Params(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ResponseOutput(_Params):
    """How one response sounds."""

    format: AudioFormat | None = None
    voice: str | VoiceId | None = None


class ResponseAudio(_Params):
    """The sound of one response."""

    output: ResponseOutput = ResponseOutput()


class ResponseParams(_Params):
    """What one response does differently from the session."""

    instructions: str | None = None
    output_modalities: Modalities | None = None
    conversation: Literal["auto", "none"] | None = None
    tools: list[AnyTool] | None = None
    tool_choice: ToolChoice | None = None
    parallel_tool_calls: bool | None = None
    metadata: dict[str, str] | None = Field(default=None, max_length=16)
    input: list[InputIn] | None = None
    max_output_tokens: MaxTokens | None = None
    audio: ResponseAudio | None = None
    reasoning: JsonObject | None = None
    prompt: JsonObject | None = None

    @property
    def output(self) -> ResponseOutput:
        """Return how it is to sound."""
        return self.audio.output if self.audio is not None else ResponseOutput()


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
CLIENT_EVENTS: tuple[str, ...] = tuple(
    one.model_fields["type"].annotation.__args__[0]
    for one in get_args(get_args(ClientEvent)[0])
)
"""The type of every event a client may send."""


def parse(text: str | bytes) -> tuple[JsonObject, ClientEvent | ClientError]:
    """Read one client event; the raw object comes along for its `event_id`."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
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
        if not error.errors()[0]["loc"]:
            return _unknown_type(raw)
        return from_validation(error, skip=1)


def _unknown_type(raw: JsonObject) -> ClientError:
    if raw.get("type") is None:
        return ClientError(
            "Missing required parameter: 'type'.",
            code="missing_required_parameter",
            param="type",
        )
    named = ", ".join(f"'{one}'" for one in CLIENT_EVENTS)
    return ClientError(
        f"Invalid value: '{raw['type']}'. Supported values are: {named}.",
        code="invalid_value",
        param="type",
    )
