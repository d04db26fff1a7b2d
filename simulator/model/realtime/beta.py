"""The beta dialect of the Realtime API, which old clients speak.

They send `OpenAI-Beta: realtime=v1`, a flat session and other event names. The session
speaks only the general dialect; the beta is translated here, at the edge. What a client
sends may be any JSON: what is not as expected is passed on for the session to refuse.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

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
_FLAT_FORMATS = {new: old for old, new in _FORMATS.items()}
_PARTS = {"output_audio": "audio", "output_text": "text"}
_UNPARTS = {"text": "output_text", "audio": "output_audio"}
_IGNORED = frozenset(
    {"temperature", "model", "client_secret", "id", "object", "expires_at"}
)
_HEARD = {
    "input_audio_format": "format",
    "turn_detection": "turn_detection",
    "input_audio_transcription": "transcription",
    "input_audio_noise_reduction": "noise_reduction",
}
_SPOKEN = {"output_audio_format": "format", "voice": "voice", "speed": "speed"}
_NAMED = {
    "max_response_output_tokens": "max_output_tokens",
    "modalities": "output_modalities",
}
_PARAMS = {
    **{f"audio.input.{new}": old for old, new in _HEARD.items()},
    **{f"audio.output.{new}": old for old, new in _SPOKEN.items()},
    **{new: old for old, new in _NAMED.items()},
}
"""A parameter's path in an error, by its path in the general dialect."""


class Beta:
    """The dialect of `OpenAI-Beta: realtime=v1`."""

    def incoming(self, text: str | bytes) -> str | bytes:
        """Nest the flat session; everything else is the same but for part names."""
        try:
            event = json.loads(text)
        except (ValueError, RecursionError):
            return text
        if not isinstance(event, dict):
            return text
        if isinstance(session := event.get("session"), dict):
            event["session"] = {"type": "realtime", **_nested(session, listening=True)}
        if isinstance(response := event.get("response"), dict):
            event["response"] = _nested(response, listening=False)
        if isinstance(item := event.get("item"), dict):
            event["item"] = _new_item(item)
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
        if "error" in said and isinstance(said["error"].get("param"), str):
            said["error"] = {**said["error"], **_old_param(said["error"])}
        return [said]


def _one(modalities: object) -> object:
    """The beta lists text beside audio; the general dialect wants one."""
    if isinstance(modalities, list) and "audio" in modalities:
        return ["audio"]
    return modalities


def _format(name: object) -> JsonObject:
    return {"type": _FORMATS.get(name, name) if isinstance(name, str) else name}


def _nested(flat: JsonObject, *, listening: bool) -> JsonObject:
    """Return flat fields as they are nested today; a response does not listen."""
    nested: JsonObject = {}
    heard: JsonObject = {}
    spoken: JsonObject = {}
    for key, value in flat.items():
        if key in _IGNORED:
            continue
        if key in _SPOKEN:
            spoken[_SPOKEN[key]] = _format(value) if key.endswith("format") else value
        elif listening and key in _HEARD:
            heard[_HEARD[key]] = _format(value) if key.endswith("format") else value
        elif key == "modalities":
            nested["output_modalities"] = _one(value)
        else:
            nested[_NAMED.get(key, key)] = value
    audio = {"input": heard, "output": spoken}
    said = {side: fields for side, fields in audio.items() if fields}
    return {**nested, "audio": said} if said else nested


def _new_item(item: JsonObject) -> JsonObject:
    content = item.get("content")
    if item.get("role") != "assistant" or not isinstance(content, list):
        return item
    return {**item, "content": [_new_part(part) for part in content]}


def _new_part(part: object) -> object:
    if isinstance(part, dict) and isinstance(kind := part.get("type"), str):
        return {**part, "type": _UNPARTS.get(kind, kind)}
    return part


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
        "input_audio_format": _FLAT_FORMATS[heard["format"]["type"]],
        "output_audio_format": _FLAT_FORMATS[spoken["format"]["type"]],
        "input_audio_transcription": heard["transcription"],
        "input_audio_noise_reduction": heard["noise_reduction"],
        "turn_detection": heard["turn_detection"],
        "tools": session["tools"],
        "tool_choice": session["tool_choice"],
        "temperature": 0.8,
        "max_response_output_tokens": session["max_output_tokens"],
        "client_secret": None,
        "tracing": session["tracing"],
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
    audio = old.pop("audio", None)
    if audio is not None:
        old["voice"] = audio["output"]["voice"]
        old["output_audio_format"] = _FLAT_FORMATS[audio["output"]["format"]["type"]]
    old["temperature"] = 0.8
    return old


def _old_param(error: JsonObject) -> JsonObject:
    """Return an error's parameter and message with the flat name."""
    where, _, path = error["param"].partition(".")
    for new, old in _PARAMS.items():
        if path == new or path.startswith((f"{new}.", f"{new}[")):
            rest = path.removeprefix(new).removeprefix(".type")
            flat = f"{where}.{old}{rest}"
            message = error["message"].replace(error["param"], flat)
            return {"param": flat, "message": message}
    return {}
