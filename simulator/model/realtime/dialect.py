"""Two dialects of the Realtime API: the general one, and the beta before it.

Old clients send `OpenAI-Beta: realtime=v1`, a flat session and other event names.
The session speaks only the general dialect; the beta is translated at the edge.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from simulator.model.realtime.config import JsonObject

_RENAMED = {
    "response.output_audio.delta": "response.audio.delta",
    "response.output_audio.done": "response.audio.done",
    "response.output_audio_transcript.delta": "response.audio_transcript.delta",
    "response.output_audio_transcript.done": "response.audio_transcript.done",
    "response.output_text.delta": "response.text.delta",
    "response.output_text.done": "response.text.done",
    "conversation.item.added": "conversation.item.created",
}
_FORMATS = {"g711_ulaw": "audio/pcmu", "g711_alaw": "audio/pcma", "pcm16": "audio/pcm"}
_FLAT = {new: old for old, new in _FORMATS.items()}
_PARTS = {"output_audio": "audio", "output_text": "text"}
_UNPARTS = {"text": "output_text", "audio": "output_audio"}
_IGNORED = frozenset({"temperature", "model", "client_secret", "id", "object"})


class Dialect(Protocol):
    """How one client words its events."""

    def incoming(self, text: str | bytes) -> str | bytes:
        """Return a client event in the general dialect."""
        ...

    def outgoing(self, event: JsonObject) -> list[JsonObject]:
        """Return a server event as this client knows it; none if it has no such."""
        ...


class General:
    """The dialect of today."""

    def incoming(self, text: str | bytes) -> str | bytes:
        """Return the event as it is."""
        return text

    def outgoing(self, event: JsonObject) -> list[JsonObject]:
        """Return the event as it is."""
        return [event]


class Beta:
    """The dialect of `OpenAI-Beta: realtime=v1`."""

    def incoming(self, text: str | bytes) -> str | bytes:
        """Nest the flat session; everything else is the same but for part names."""
        try:
            event = json.loads(text)
        except ValueError:
            return text
        if not isinstance(event, dict):
            return text
        session, response = event.get("session"), event.get("response")
        if isinstance(session, dict):
            event["session"] = _nested(session)
        if isinstance(response, dict) and "modalities" in response:
            response["output_modalities"] = _one(response.pop("modalities"))
        item = event.get("item")
        if isinstance(item, dict) and item.get("role") == "assistant":
            for part in item.get("content") or []:
                part["type"] = _UNPARTS.get(part.get("type"), part.get("type"))
        return json.dumps(event)

    def outgoing(self, event: JsonObject) -> list[JsonObject]:
        """Rename the event, its parts and its session's fields."""
        kind = event["type"]
        if kind == "conversation.item.done":
            return []
        said = {**event, "type": _RENAMED.get(kind, kind)}
        if "session" in said:
            said["session"] = _flat(said["session"])
        if "item" in said:
            said["item"] = _old_item(said["item"])
        if "response" in said:
            said["response"] = _old_response(said["response"])
        return [said]


def dialect(beta_header: str) -> Dialect:
    """Return the dialect a client's `OpenAI-Beta` header asks for."""
    return Beta() if "realtime=v1" in beta_header else General()


def _one(modalities: list[str]) -> list[str]:
    """The beta lists text beside audio; the general dialect wants one."""
    return ["audio"] if "audio" in modalities else ["text"]


def _nested(flat: JsonObject) -> JsonObject:
    session: JsonObject = {"type": "realtime"}
    heard: JsonObject = {}
    spoken: JsonObject = {}
    for key, value in flat.items():
        match key:
            case "modalities":
                session["output_modalities"] = _one(value)
            case "input_audio_format":
                heard["format"] = {"type": _FORMATS.get(value, value)}
            case "output_audio_format":
                spoken["format"] = {"type": _FORMATS.get(value, value)}
            case "voice" | "speed":
                spoken[key] = value
            case "turn_detection":
                heard[key] = value
            case "input_audio_transcription" | "input_audio_noise_reduction":
                heard[key.removeprefix("input_audio_")] = value
            case "max_response_output_tokens":
                session["max_output_tokens"] = value
            case _:
                if key not in _IGNORED:
                    session[key] = value
    return {**session, "audio": {"input": heard, "output": spoken}}


def _flat(session: JsonObject) -> JsonObject:
    heard, spoken = session["audio"]["input"], session["audio"]["output"]
    modalities = session["output_modalities"]
    return {
        "id": session["id"],
        "object": session["object"],
        "expires_at": session["expires_at"],
        "model": session["model"],
        "modalities": ["audio", "text"] if "audio" in modalities else ["text"],
        "instructions": session["instructions"],
        "voice": spoken["voice"],
        "speed": spoken["speed"],
        "input_audio_format": _FLAT[heard["format"]["type"]],
        "output_audio_format": _FLAT[spoken["format"]["type"]],
        "input_audio_transcription": heard["transcription"],
        "input_audio_noise_reduction": heard["noise_reduction"],
        "turn_detection": heard["turn_detection"],
        "tools": session["tools"],
        "tool_choice": session["tool_choice"],
        "temperature": 0.8,
        "max_response_output_tokens": session["max_output_tokens"],
    }


def _old_item(item: JsonObject) -> JsonObject:
    if "content" not in item:
        return item
    content = [
        {**part, "type": _PARTS.get(part["type"], part["type"])}
        for part in item["content"]
    ]
    return {**item, "content": content}


def _old_response(response: JsonObject) -> JsonObject:
    old = {**response, "output": [_old_item(item) for item in response["output"]]}
    modalities = old.pop("output_modalities")
    old["modalities"] = ["audio", "text"] if modalities == ["audio"] else modalities
    return old
