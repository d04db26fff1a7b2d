"""OpenAI Realtime GA without I/O: `FromVoice` out of its texts, texts for `ToVoice`.

    codec = RealtimeCodec(transcription_model=…)
    codec.receive(text) -> list[FromVoice]     raises ProtocolError; unknown is counted
    codec.ask(what: ToVoice)                   queues what is to be sent
    codec.append(base64) -> str                audio goes past the queue
    codec.to_send() -> list[str]               after every `receive` and `ask`
    codec.reopened()                           a new socket: configure and replay again

OpenAI lets one response at a time write to the conversation. `Floor` keeps that rule:
a `response.create` waits until the running response is done. With `create_response`
the server may start one by itself just as we ask for ours; it then refuses ours, and
we ask again when its own is done.
"""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, ClassVar

from panda.errors import ProtocolError
from panda.realtime import events, wire
from panda.realtime.agent import (
    Answer,
    AnswerEnded,
    AnswerStarted,
    Complaint,
    Configure,
    EndTurn,
    Forget,
    FunctionRequested,
    FunctionResult,
    Heard,
    Ready,
    Remember,
    Said,
    Say,
    SpeakExactly,
    SpeechStarted,
    SpeechStopped,
    StopAnswer,
)
from panda.realtime.floor import Floor
from panda.realtime.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from panda.realtime.agent import FromVoice, ToVoice

    Wire = Mapping[str, Any]
    """A server event as it came."""

_BYTES_PER_MS = 8
"""Mu-law at 8 kHz."""


class RealtimeCodec:
    """Our end of one realtime conversation, which may outlive several sockets."""

    def __init__(self, *, transcription_model: str = "gpt-4o-mini-transcribe") -> None:
        self.ignored = 0
        """Server events of kinds we have no use for."""
        self._model = transcription_model
        self._configured = Configure()
        self._memory = Memory()
        self._number = 0
        self._out: list[str] = []
        self._begin()

    def _begin(self) -> None:
        self._floor = Floor()
        self._ready = False
        self._sizes: dict[str, int] = {}
        self._complete: dict[str, int] = {}
        self._texts: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._asides: set[str] = set()
        self._cut: dict[str, int] = {}
        self._speaking: set[str] = set()

    # --- out ----------------------------------------------------------------------

    def ask(self, what: ToVoice) -> None:
        """Queue what is asked of the voice."""
        match what:
            case Configure():
                self._configured = _merged(self._configured, what)
                self._configure(what)
            case SpeakExactly(text, aside):
                self._create(wire.exact_words(text, aside=aside))
            case Answer(instructions):
                self._create(wire.answer(instructions))
            case StopAnswer():
                if self._floor.taken:
                    self._send({"type": "response.cancel"})
            case Remember():
                self._memory.note(what)
                self._send(wire.message(what))
            case FunctionResult():
                self._answer_function(what)
            case EndTurn():
                self._send({"type": "input_audio_buffer.commit"})
            case Forget(item, heard_ms):
                self._truncate(item, heard_ms)

    def append(self, audio: str) -> str:
        """Return the text that lets the voice hear base64 audio."""
        return wire.append(audio)

    def to_send(self) -> list[str]:
        """Return what is to be sent now, in order; it is yours to send."""
        out, self._out = self._out, []
        return out

    def reopened(self) -> None:
        """Begin again on a new socket: what was set up and said goes first.

        An answer that had begun is given up; those that had not are asked for again.
        """
        waiting = self._floor.given_up()
        self._out.clear()
        self._begin()
        self._configure(self._configured)
        for event in wire.replayed(self._memory.lines()):
            self._send(event)
        for event in waiting:
            self._create(event)

    def _configure(self, what: Configure) -> None:
        self._send(
            wire.session_update(
                what,
                transcription_model=self._model,
                language=self._configured.language,
            )
        )

    def _send(self, event: wire.Event) -> None:
        self._number += 1
        named = {"event_id": f"panda_{self._number}", **event}
        self._out.append(json.dumps(named, separators=(",", ":")))

    def _create(self, event: wire.Event) -> None:
        self._floor.want(event)
        self._take_turn()

    def _take_turn(self) -> None:
        """Send the next answer we wait for, if nobody has the floor."""
        event = self._floor.next()
        if event is None:
            return
        name = f"panda_{self._number + 1}"
        response = event["response"]
        assert isinstance(response, dict)
        marked = {**response, "metadata": {"asked": name}}
        self._floor.asked(name, event)
        self._send({**event, "response": marked})

    def _answer_function(self, result: FunctionResult) -> None:
        line = Remember("system", f"Result of your request: {result.output}")
        self._memory.note(line)
        if result.request in self._names:
            self._send(wire.function_output(result.request, result.output))
        else:  # asked before the socket was lost: this session never heard of it
            self._send(wire.message(line))
        if result.speak:
            self._create(wire.answer(""))

    def _truncate(self, item: str, heard_ms: int) -> None:
        """Cut an utterance back; OpenAI refuses more than it has sent."""
        if item not in self._sizes:
            return
        sent_ms = self._sizes[item] // _BYTES_PER_MS
        heard_ms = max(0, min(heard_ms, sent_ms))
        self._cut[item] = heard_ms
        self._memory.cut(item, heard_ms / sent_ms if sent_ms else 0.0)
        if item not in self._asides:
            self._send(wire.truncation(item, heard_ms))

    # --- in -----------------------------------------------------------------------

    def receive(self, text: str) -> list[FromVoice]:
        """Read one server event.

        Raises:
            ProtocolError: It is not a Realtime event.
        """
        try:
            event = json.loads(text)
            read = self._READERS.get(event["type"])
            if read is None:
                self.ignored += 1
                return []
            return read(self, event)
        except events.MALFORMED:
            pass  # the error's own text may quote the callee: it goes no further
        raise ProtocolError("not a Realtime event")

    def _on_updated(self, _event: Wire) -> list[FromVoice]:
        if self._ready:
            return []
        self._ready = True
        return [Ready()]

    def _on_speech_started(self, event: Wire) -> list[FromVoice]:
        return [SpeechStarted(int(event["audio_start_ms"]), event["item_id"])]

    def _on_speech_stopped(self, event: Wire) -> list[FromVoice]:
        return [SpeechStopped(int(event["audio_end_ms"]), event["item_id"])]

    def _on_heard_piece(self, event: Wire) -> list[FromVoice]:
        item = event["item_id"]
        self._texts[item] = self._texts.get(item, "") + (event.get("delta") or "")
        return [Heard(item, self._texts[item], final=False)]

    def _on_heard(self, event: Wire) -> list[FromVoice]:
        item, text = event["item_id"], event["transcript"].strip()
        self._texts.pop(item, None)
        self._memory.heard(item, text)
        usage = events.transcription_usage(event.get("usage"))
        return [Heard(item, text), *usage]

    def _on_response_created(self, event: Wire) -> list[FromVoice]:
        response = event["response"]
        asked = (response.get("metadata") or {}).get("asked", "")
        self._floor.began(response["id"], asked)
        return [AnswerStarted(response["id"])]

    def _on_audio(self, event: Wire) -> list[FromVoice]:
        item, audio = event["item_id"], event["delta"]
        if item not in self._sizes and self._floor.is_aside(event["response_id"]):
            self._asides.add(item)
        size = len(audio) // 4 * 3 - audio[-2:].count("=")
        self._sizes[item] = self._sizes.get(item, 0) + size
        self._speaking.add(event["response_id"])
        return [Say(item, audio)]

    def _on_audio_done(self, event: Wire) -> list[FromVoice]:
        return self._half_said(event["item_id"])

    def _on_said(self, event: Wire) -> list[FromVoice]:
        item = event["item_id"]
        self._texts[item] = event["transcript"].strip()
        return self._half_said(item)

    def _half_said(self, item: str) -> list[FromVoice]:
        """`Said` means words *and* sound are complete, whichever ends first."""
        self._complete[item] = self._complete.get(item, 0) + 1
        if self._complete[item] != 2:
            return []
        text = self._texts.pop(item, "")
        self._memory.said(item, text)
        sent_ms = self._sizes.get(item, 0) // _BYTES_PER_MS
        if item in self._cut:
            self._memory.cut(item, self._cut[item] / sent_ms if sent_ms else 0.0)
        return [Said(item, text, sent_ms)]

    def _on_item_added(self, event: Wire) -> list[FromVoice]:
        item = event["item"]
        if item.get("type") == "function_call":
            self._names[item["call_id"]] = item["name"]
        return []

    def _on_function(self, event: Wire) -> list[FromVoice]:
        request = event["call_id"]
        name = event.get("name") or self._names[request]
        self._names[request] = name
        return [FunctionRequested(request, name, event["arguments"])]

    def _on_response_done(self, event: Wire) -> list[FromVoice]:
        response = event["response"]
        answer = response["id"]
        ended = AnswerEnded(
            answer, events.answer_status(response), answer in self._speaking
        )
        self._speaking.discard(answer)
        self._floor.ended(answer)
        self._take_turn()
        return [*events.answer_usage(response.get("usage")), ended]

    def _on_error(self, event: Wire) -> list[FromVoice]:
        error = event["error"]
        code = error.get("code") or error.get("type") or "error"
        asked = error.get("event_id") or ""
        if code == events.FLOOR_TAKEN:
            self._floor.refused(asked)
            return []
        self._floor.failed(asked)
        self._take_turn()
        return [Complaint(str(code), str(asked))]

    _READERS: ClassVar[dict[str, Callable[[RealtimeCodec, Wire], list[FromVoice]]]] = {
        "session.updated": _on_updated,
        "input_audio_buffer.speech_started": _on_speech_started,
        "input_audio_buffer.speech_stopped": _on_speech_stopped,
        "conversation.item.input_audio_transcription.delta": _on_heard_piece,
        "conversation.item.input_audio_transcription.completed": _on_heard,
        "response.created": _on_response_created,
        "response.output_audio.delta": _on_audio,
        "response.output_audio.done": _on_audio_done,
        "response.output_audio_transcript.done": _on_said,
        "response.output_item.added": _on_item_added,
        "response.function_call_arguments.done": _on_function,
        "response.done": _on_response_done,
        "error": _on_error,
    }


def _merged(before: Configure, after: Configure) -> Configure:
    """Return what is configured once `after` was asked on top of `before`."""
    asked = {f.name: getattr(after, f.name) for f in fields(after)}
    return replace(before, **{k: v for k, v in asked.items() if v is not None})
