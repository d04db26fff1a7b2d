"""The items of a conversation, and how they look on the wire."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from simulator.model.audio import BYTES_PER_MS
from simulator.model.engine.prompt import Call, Entry, Message, Output, Role
from simulator.model.realtime.errors import ClientError, supported
from simulator.model.tokens import Tokens, heard_tokens, spoken_tokens, text_tokens

if TYPE_CHECKING:
    from simulator.model.realtime.config import JsonObject
    from simulator.model.realtime.wire import (
        FunctionCallIn,
        FunctionOutputIn,
        MessageIn,
        PartIn,
    )

Status = Literal["in_progress", "completed", "incomplete"]
Encode = Callable[[bytes], bytes]
"""Turns mu-law into the format of the wire, or back."""
_PER_ITEM = 4
"""Tokens that every item costs beside its content (an estimate)."""


@dataclass(slots=True)
class Content:
    """One piece of a message: words, or sound with the words in it."""

    type: Literal["input_text", "input_audio", "output_text", "output_audio"]
    text: str = ""
    """The words; of sound, what was recognised or said."""
    mulaw: bytes = b""
    shown: bool = True
    """Whether the client is shown the transcript of the sound."""

    @property
    def audio_ms(self) -> int:
        """Return the length of the sound."""
        return len(self.mulaw) // BYTES_PER_MS

    def wire(self, audio: Encode | None = None) -> JsonObject:
        """Return the content part, with its sound if `audio` says in which format."""
        if self.type in {"input_text", "output_text"}:
            return {"type": self.type, "text": self.text}
        part: JsonObject = {"type": self.type}
        part["transcript"] = self.text if self.shown else None
        if audio is not None:
            part["audio"] = base64.b64encode(audio(self.mulaw)).decode()
        return part


@dataclass(slots=True)
class Item:
    """One item; which fields matter depends on `kind`."""

    id: str
    kind: Literal["message", "function_call", "function_call_output"]
    role: Role = "user"
    content: list[Content] = field(default_factory=list)
    status: Status = "completed"
    name: str = ""
    call_id: str = ""
    arguments: str = ""
    output: str = ""
    hearing: bool = False
    """Whether its sound is still being recognised."""

    @property
    def text(self) -> str:
        """Return all its words."""
        return " ".join(part.text for part in self.content if part.text)

    def wire(self, audio: Encode | None = None) -> JsonObject:
        """Return the item as OpenAI shows it, with its sound if `audio` is given."""
        base: JsonObject = {
            "id": self.id,
            "object": "realtime.item",
            "type": self.kind,
            "status": self.status,
        }
        match self.kind:
            case "message":
                content = [part.wire(audio) for part in self.content]
                return {**base, "role": self.role, "content": content}
            case "function_call":
                called = {"name": self.name, "call_id": self.call_id}
                return {**base, **called, "arguments": self.arguments}
            case "function_call_output":
                return {**base, "call_id": self.call_id, "output": self.output}

    def entry(self) -> Entry:
        """Return the item as the model sees it."""
        match self.kind:
            case "message":
                return Message(self.role, self.text)
            case "function_call":
                return Call(self.name, self.arguments, self.call_id)
            case "function_call_output":
                return Output(self.call_id, self.output)

    def tokens(self) -> Tokens:
        """Return what the item costs as input."""
        match self.kind:
            case "function_call":
                return Tokens(text_tokens(self.name + self.arguments) + _PER_ITEM)
            case "function_call_output":
                return Tokens(text_tokens(self.output) + _PER_ITEM)
            case "message":
                total = Tokens(_PER_ITEM)
                for part in self.content:
                    total += _content_tokens(part)
                return total


def _content_tokens(part: Content) -> Tokens:
    match part.type:
        case "input_audio":
            return Tokens(audio=heard_tokens(part.audio_ms))
        case "output_audio":
            return Tokens(text_tokens(part.text), spoken_tokens(part.audio_ms))
        case "input_text" | "output_text":
            return Tokens(text_tokens(part.text))


def written(
    item: MessageIn | FunctionCallIn | FunctionOutputIn, item_id: str, decode: Encode
) -> Item:
    """Return the item a client wrote; `decode` reads the sound in it.

    Raises:
        ClientError: It tries to put audio into the assistant's mouth, or its audio
            cannot be read.
    """
    match item.type:
        case "function_call":
            call_id = item.call_id or f"call_{item_id}"
            return Item(
                item_id,
                "function_call",
                name=item.name,
                call_id=call_id,
                arguments=item.arguments,
            )
        case "function_call_output":
            return Item(
                item_id,
                "function_call_output",
                call_id=item.call_id,
                output=item.output,
            )
        case "message":
            content = [
                _part(item.role, index, part, decode)
                for index, part in enumerate(item.content)
            ]
            return Item(item_id, "message", role=item.role, content=content)


def sound(audio: str, param: str) -> bytes:
    """Read audio from base64.

    Raises:
        ClientError: It is none.
    """
    try:
        return base64.b64decode(audio, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ClientError(
            f"Invalid '{param}'. Expected base64-encoded audio bytes.",
            code="invalid_value",
            param=param,
        ) from error


def _part(role: Role, index: int, part: PartIn, decode: Encode) -> Content:
    param = f"item.content[{index}]"
    spoken = role == "assistant"
    if part.type == "input_audio" and role == "user":
        wire = sound(part.audio or "", f"{param}.audio")
        return Content("input_audio", part.transcript or "", decode(wire))
    if part.type == "input_image" and role == "user":
        return Content("input_text", "")  # this model is blind
    expected: Literal["output_text", "input_text"]
    expected = "output_text" if spoken else "input_text"
    if part.type not in {expected, "text"}:
        allowed = (expected, "input_audio", "input_image")
        values = allowed if role == "user" else (expected,)
        raise supported(part.type, values, f"{param}.type")
    if part.text is None:
        raise ClientError(
            f"Missing required parameter: '{param}.text'.",
            code="missing_required_parameter",
            param=f"{param}.text",
        )
    return Content(expected, part.text)
