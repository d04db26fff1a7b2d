"""One response: from `response.created` to `response.done`, event by event.

Audio is sent in chunks faster than it plays, and the transcript keeps pace with it,
so that an interruption finds a response half sent, as with the real service.
"""

from __future__ import annotations

import base64
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from simulator.model.realtime.effects import Send
from simulator.model.realtime.items import Content, Item
from simulator.model.tokens import Tokens, cached, spoken_tokens, text_tokens, within

if TYPE_CHECKING:
    from simulator.model.audio import Codec
    from simulator.model.engine.prompt import Call
    from simulator.model.realtime.config import AudioFormat, JsonObject, SessionConfig
    from simulator.model.realtime.wire import ResponseParams

Done = Literal["completed", "cancelled", "failed", "incomplete"]
Stage = Literal["hearing", "thinking", "voicing", "sending"]


@dataclass(slots=True)
class Response:
    """A response that is being made."""

    id: str
    params: ResponseParams
    config: SessionConfig
    created_ms: int
    """Wall clock."""
    heard: Tokens
    """What its input costs."""
    before: Tokens
    """What of that was in the conversation's last response already."""
    conversation_id: str | None
    """None when it stands apart from the conversation (`conversation: "none"`)."""
    stage: Stage = "hearing"
    items: list[Item] = field(default_factory=list)
    mulaw: bytes = b""
    sent_bytes: int = 0
    pending: list[str] = field(default_factory=list)
    """The words to be spoken."""
    words_sent: int = 0
    next_chunk_ms: float = 0
    first_chunk_ms: int | None = None

    @property
    def limit(self) -> float:
        """Return the most tokens its output may have."""
        own = self.params.max_output_tokens
        limit = own if own is not None else self.config.max_output_tokens
        return math.inf if limit == "inf" else limit

    @property
    def form(self) -> AudioFormat:
        """Return the format of its sound."""
        return self.params.output.format or self.config.audio.output.format

    @property
    def voice(self) -> str:
        """Return the name of its voice."""
        own = self.params.output.voice
        if own is None:
            return self.config.audio.output.voice_name
        return own if isinstance(own, str) else own.id

    @property
    def audible(self) -> bool:
        """Whether it is spoken rather than written."""
        modalities = self.params.output_modalities or self.config.output_modalities
        return "audio" in modalities

    @property
    def item(self) -> Item:
        """Return the item being made."""
        return self.items[-1]

    @property
    def spoken(self) -> Tokens:
        """Return what its output costs, as far as it has been sent."""
        total = Tokens()
        for item in self.items:
            total += Tokens(text_tokens(item.name + item.arguments))
            for part in item.content:
                audio = spoken_tokens(part.audio_ms)
                total += Tokens(text_tokens(part.text), audio)
        return total

    def pending_words(self, share: float) -> str:
        """Return the words due when `share` (0 to 1) of the sound has been sent."""
        due = math.ceil(len(self.pending) * share)
        words = self.pending[self.words_sent : due]
        glue = " " if self.words_sent and words else ""
        self.words_sent = due
        return glue + " ".join(words)

    def place(self) -> JsonObject:
        """Return the fields that say which content of which item is meant."""
        return {**self.item_place(), "content_index": 0}

    def item_place(self) -> JsonObject:
        """Return the fields that say which item is meant."""
        return {
            "response_id": self.id,
            "item_id": self.item.id,
            "output_index": len(self.items) - 1,
        }

    def wire(
        self, status: Done | Literal["in_progress"], details: JsonObject | None
    ) -> JsonObject:
        """Return the response object."""
        limit = self.params.max_output_tokens or self.config.max_output_tokens
        modality = "audio" if self.audible else "text"
        shown: JsonObject = {
            "id": self.id,
            "object": "realtime.response",
            "status": status,
            "status_details": details,
            "output": [item.wire() for item in self.items],
            "conversation_id": self.conversation_id,
            "output_modalities": [modality],
            "max_output_tokens": limit,
            "metadata": self.params.metadata,
            "usage": None if status == "in_progress" else self.usage(),
        }
        if self.audible:
            form = self.form.model_dump(exclude_none=True)
            shown["audio"] = {"output": {"format": form, "voice": self.voice}}
        return shown

    def usage(self) -> JsonObject:
        """Return what it cost, as OpenAI counts."""
        known = cached(self.before, self.heard)
        return {
            "total_tokens": self.heard.total + self.spoken.total,
            "input_tokens": self.heard.total,
            "output_tokens": self.spoken.total,
            "input_token_details": {
                "text_tokens": self.heard.text,
                "audio_tokens": self.heard.audio,
                "image_tokens": 0,
                "cached_tokens": known.total,
                "cached_tokens_details": {
                    "text_tokens": known.text,
                    "audio_tokens": known.audio,
                    "image_tokens": 0,
                },
            },
            "output_token_details": {
                "text_tokens": self.spoken.text,
                "audio_tokens": self.spoken.audio,
            },
        }


def message_begins(response: Response, item_id: str) -> list[Send]:
    """Open the assistant's message and its one content part."""
    kind: Literal["output_audio", "output_text"]
    kind = "output_audio" if response.audible else "output_text"
    item = Item(item_id, "message", role="assistant", status="in_progress")
    response.items.append(item)
    added = _item_event(response, "response.output_item.added")
    item.content.append(Content(kind))
    empty = (
        {"type": "audio", "transcript": ""}
        if response.audible
        else {"type": "text", "text": ""}
    )
    part = {**response.place(), "part": empty}
    return [added, Send("response.content_part.added", part)]


def words(response: Response, text: str) -> Send:
    """Send some words of the message (or of the transcript of its sound)."""
    content = response.item.content[0]
    content.text += text
    kind = "output_audio_transcript" if response.audible else "output_text"
    return Send(f"response.{kind}.delta", {**response.place(), "delta": text})


def sound(response: Response, mulaw: bytes, codec: Codec) -> Send:
    """Send some sound of the message."""
    content = response.item.content[0]
    content.mulaw += mulaw
    delta = base64.b64encode(codec.encode(mulaw)).decode()
    return Send("response.output_audio.delta", {**response.place(), "delta": delta})


def message_ends(response: Response, *, whole: bool) -> list[Send]:
    """Close the content part and the message."""
    item, place = response.item, response.place()
    item.status = "completed" if whole else "incomplete"
    text = item.content[0].text
    events: list[Send] = []
    if response.audible:
        events.append(Send("response.output_audio.done", dict(place)))
        transcript = {**place, "transcript": text}
        events.append(Send("response.output_audio_transcript.done", transcript))
        part = {"type": "audio", "transcript": text}
    else:
        events.append(Send("response.output_text.done", {**place, "text": text}))
        part = {"type": "text", "text": text}
    events.append(Send("response.content_part.done", {**place, "part": part}))
    events.append(_item_event(response, "response.output_item.done"))
    return events


def call_begins(response: Response, call: Call, item_id: str, call_id: str) -> Send:
    """Open a function call."""
    item = Item(
        item_id, "function_call", status="in_progress", name=call.name, call_id=call_id
    )
    response.items.append(item)
    return _item_event(response, "response.output_item.added")


def call_ends(response: Response, call: Call) -> list[Send]:
    """Send the arguments of the function call and close it."""
    item = response.item
    left = response.limit - response.spoken.total
    fits = text_tokens(call.arguments) <= left
    item.arguments = call.arguments if fits else within(call.arguments, left)
    item.status = "completed" if fits else "incomplete"
    place = {**response.item_place(), "call_id": item.call_id}
    delta = {**place, "delta": item.arguments}
    done = {**place, "name": call.name, "arguments": item.arguments}
    return [
        Send("response.function_call_arguments.delta", delta),
        Send("response.function_call_arguments.done", done),
        _item_event(response, "response.output_item.done"),
    ]


def _item_event(response: Response, kind: str) -> Send:
    place = response.item_place()
    del place["item_id"]
    return Send(kind, {**place, "item": response.item.wire()})
