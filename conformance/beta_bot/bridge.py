"""Twilio's stream meets the Realtime API's beta dialect; no sockets here.

The shape is that of the samples of 2024: audio is passed on as it comes, a mark after
each piece tells when it was played, and when the other side begins to speak the rest
is cleared at Twilio and truncated at OpenAI.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    Json = Mapping[str, object]

END_CALL = "end_call"
MARK = "responsePart"


@dataclass(frozen=True, slots=True)
class ToPhone:
    """A message for Twilio."""

    message: Json


@dataclass(frozen=True, slots=True)
class ToModel:
    """An event for OpenAI."""

    event: Json


@dataclass(frozen=True, slots=True)
class HangUp:
    """All has been said and heard: end the call."""

    call_sid: str


Out = ToPhone | ToModel | HangUp


class Bridge:
    """One call between a phone and a beta-dialect model.

    Args:
        instructions: What the bot is told to do.
    """

    def __init__(self, instructions: str) -> None:
        self._instructions = instructions
        self._stream_sid = self._call_sid = ""
        self._heard_ms = 0
        """Twilio's clock: the timestamp of the last frame that came in."""
        self._marks: deque[str] = deque()
        """Marks sent and not yet echoed: audio that still plays."""
        self._speaking: str | None = None
        """The item whose audio is being played, and where on the clock it began."""
        self._began_ms = 0
        self._leaving = False

    def opening(self) -> list[Out]:
        """Configure the session, flat as the beta has it, and speak first."""
        session = {
            "modalities": ["text", "audio"],
            "instructions": self._instructions,
            "voice": "alloy",
            "input_audio_format": "g711_ulaw",
            "output_audio_format": "g711_ulaw",
            "input_audio_transcription": {"model": "whisper-1"},
            "turn_detection": {"type": "server_vad"},
            "temperature": 0.8,
            "tools": [
                {
                    "type": "function",
                    "name": END_CALL,
                    "description": "Hang up, once goodbye has been said.",
                    "parameters": {"type": "object", "properties": {}},
                }
            ],
            "tool_choice": "auto",
        }
        return [
            ToModel({"type": "session.update", "session": session}),
            ToModel({"type": "response.create"}),
        ]

    def from_phone(self, message: Json) -> list[Out]:
        """Take a message of Twilio's."""
        match message:
            case {"event": "start", "start": {"streamSid": str(stream), **start}}:
                self._stream_sid, self._call_sid = stream, str(start["callSid"])
            case {"event": "media", "media": {"payload": payload, "timestamp": at}}:
                self._heard_ms = int(str(at))
                append = {"type": "input_audio_buffer.append", "audio": payload}
                return [ToModel(append)]
            case {"event": "mark"} if self._marks:
                self._marks.popleft()
                return self._done()
        return []

    def from_model(self, event: Json) -> list[Out]:
        """Take an event of OpenAI's."""
        match event:
            case {
                "type": "response.audio.delta",
                "delta": delta,
                "item_id": str(item),
            }:
                return self._play(str(delta), item)
            case {"type": "input_audio_buffer.speech_started"}:
                return self._interrupted()
            case {
                "type": "response.function_call_arguments.done",
                "name": str(name),
            } if name == END_CALL:
                self._leaving = True
                return self._done()
        return []

    def _play(self, delta: str, item: str) -> list[Out]:
        if self._speaking != item:
            self._speaking, self._began_ms = item, self._heard_ms
        self._marks.append(MARK)
        sid = self._stream_sid
        media = {"event": "media", "streamSid": sid, "media": {"payload": delta}}
        mark = {"event": "mark", "streamSid": sid, "mark": {"name": MARK}}
        return [ToPhone(media), ToPhone(mark)]

    def _interrupted(self) -> list[Out]:
        if not self._marks or self._speaking is None:
            return []
        truncate = {
            "type": "conversation.item.truncate",
            "item_id": self._speaking,
            "content_index": 0,
            "audio_end_ms": self._heard_ms - self._began_ms,
        }
        # Twilio echoes the marks of what it cleared as well; they are not waited for.
        self._marks.clear()
        self._speaking = None
        clear = {"event": "clear", "streamSid": self._stream_sid}
        return [ToModel(truncate), ToPhone(clear)]

    def _done(self) -> list[Out]:
        if self._leaving and not self._marks:
            self._leaving = False
            return [HangUp(self._call_sid)]
        return []
