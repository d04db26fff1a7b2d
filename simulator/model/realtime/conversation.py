"""The items of a conversation, in order, and how they look on the wire."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from simulator.model.audio import BYTES_PER_MS
from simulator.model.engine.prompt import Call, Entry, Message, Output, Role
from simulator.model.realtime.errors import ClientError
from simulator.model.tokens import Tokens, heard_tokens, spoken_tokens, text_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.model.realtime.config import JsonObject
    from simulator.model.realtime.wire import (
        FunctionCallIn,
        FunctionOutputIn,
        MessageIn,
    )

Status = Literal["in_progress", "completed", "incomplete"]
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

    def wire(self, *, audio: bool = False) -> JsonObject:
        """Return the content part, with its `audio` if asked."""
        if self.type in {"input_text", "output_text"}:
            return {"type": self.type, "text": self.text}
        part: JsonObject = {"type": self.type}
        part["transcript"] = self.text if self.shown else None
        if audio:
            part["audio"] = base64.b64encode(self.mulaw).decode()
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

    def wire(self, *, audio: bool = False) -> JsonObject:
        """Return the item as OpenAI shows it."""
        base: JsonObject = {
            "id": self.id,
            "object": "realtime.item",
            "type": self.kind,
            "status": self.status,
        }
        match self.kind:
            case "message":
                content = [part.wire(audio=audio) for part in self.content]
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


def written(item: MessageIn | FunctionCallIn | FunctionOutputIn, item_id: str) -> Item:
    """Return the item a client wrote.

    Raises:
        ClientError: It tries to put audio into the assistant's mouth.
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
                _part(item.role, part.type, part.text, part.transcript, part.audio)
                for part in item.content
            ]
            return Item(item_id, "message", role=item.role, content=content)


def _part(
    role: Role, kind: str, text: str, transcript: str | None, audio: str | None
) -> Content:
    spoken = role == "assistant"
    if kind == "input_audio" and not spoken:
        return Content("input_audio", transcript or "", base64.b64decode(audio or ""))
    expected: Literal["output_text", "input_text"]
    expected = "output_text" if spoken else "input_text"
    if kind not in {expected, "text"}:
        raise ClientError(
            f"Invalid value: '{kind}'. Supported values are: '{expected}'.",
            code="invalid_value",
            param="item.content[0].type",
        )
    return Content(expected, text)


class Conversation:
    """The default conversation of a session."""

    def __init__(self, conversation_id: str) -> None:
        self.id = conversation_id
        self._items: list[Item] = []

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    @property
    def last_id(self) -> str | None:
        """Return the id of the newest item."""
        return self._items[-1].id if self._items else None

    def find(self, item_id: str) -> Item:
        """Return an item.

        Raises:
            ClientError: There is no such item.
        """
        for item in self._items:
            if item.id == item_id:
                return item
        raise ClientError(
            f"Item with item_id '{item_id}' not found.",
            code="item_not_found",
            param="item_id",
        )

    def add(self, item: Item, after: str | None = None) -> str | None:
        """Insert an item, at the end unless `after` says where (or `root`).

        Returns:
            The id of the item before it.

        Raises:
            ClientError: The id is taken, or the item before it unknown.
        """
        if any(known.id == item.id for known in self._items):
            raise ClientError(
                f"Error adding item: an item with id '{item.id}' already exists.",
                code="item_already_exists",
                param="item.id",
            )
        index = self._index_after(after)
        previous = self._items[index - 1].id if index else None
        self._items.insert(index, item)
        return previous

    def _index_after(self, after: str | None) -> int:
        if after is None:
            return len(self._items)
        if after == "root":
            return 0
        for index, item in enumerate(self._items):
            if item.id == after:
                return index + 1
        raise ClientError(
            f"Error adding item: the previous item with id '{after}' does not exist.",
            code="invalid_value",
            param="previous_item_id",
        )

    def before(self, item_id: str) -> str | None:
        """Return the id of the item before this one."""
        index = self._items.index(self.find(item_id))
        return self._items[index - 1].id if index else None

    def delete(self, item_id: str) -> None:
        """Take an item out."""
        self._items.remove(self.find(item_id))

    def truncate(self, item_id: str, content_index: int, audio_end_ms: int) -> None:
        """Cut what the model said at what was heard, words and sound.

        Raises:
            ClientError: Not an assistant's audio, or it is shorter than that.
        """
        item = self.find(item_id)
        if item.role != "assistant" or not 0 <= content_index < len(item.content):
            raise ClientError(
                "Only model output audio messages can be truncated.",
                code="invalid_value",
                param="item_id",
            )
        part = item.content[content_index]
        if audio_end_ms < 0 or audio_end_ms > part.audio_ms:
            raise ClientError(
                f"Audio content of {part.audio_ms}ms is already shorter than "
                f"{audio_end_ms}ms",
                code="invalid_value",
                param="audio_end_ms",
            )
        words = part.text.split()
        share = audio_end_ms / part.audio_ms if part.audio_ms else 0
        part.text = " ".join(words[: round(len(words) * share)])
        part.mulaw = part.mulaw[: audio_end_ms * BYTES_PER_MS]
        part.shown = False

    def tokens(self) -> Tokens:
        """Return what the whole conversation costs as input."""
        total = Tokens()
        for item in self._items:
            total += item.tokens()
        return total
