"""A Realtime session without I/O: client events in, server events and effects out.

Whoever drives it carries out the effects (`Transcribe`, `Think`, `Speak` …), reports
back, and calls `tick` when `wake_at` has come. All times are milliseconds of one
clock the driver owns. What the caller says belongs to `hearing.Hearing`, what the
model says to `answering.Answering`; this class decides which of them is concerned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from simulator.model.audio import codec
from simulator.model.realtime import wire
from simulator.model.realtime.answering import Answering
from simulator.model.realtime.config import (
    McpTool,
    SemanticVad,
    ServerVad,
    SessionConfig,
    described,
)
from simulator.model.realtime.conversation import Conversation
from simulator.model.realtime.effects import Close, Effect, Failure, Note, Send
from simulator.model.realtime.errors import ClientError
from simulator.model.realtime.hearing import Hearing
from simulator.model.realtime.items import Item, sound, written
from simulator.model.realtime.updating import updated

if TYPE_CHECKING:
    from simulator.model.engine.prompt import Decision
    from simulator.model.realtime.ids import Ids
    from simulator.model.settings import Settings
    from simulator.ports import Activity, Transcript

_LARGEST_APPEND = 15 * 1024 * 1024
"""Bytes of audio in one event (OpenAI's own limit)."""
_EXPIRED = "Your session hit the maximum duration of 60 minutes."


class Session:
    """One connection's conversation."""

    def __init__(
        self,
        *,
        config: SessionConfig,
        ids: Ids,
        activity: Activity,
        settings: Settings,
        now_ms: int,
        epoch_s: int,
    ) -> None:
        self.id = ids.new("sess")
        self._ids = ids
        self._out: list[Effect] = []
        self.config = config
        self._decoder = codec(self.config.audio.input.format.type)
        self.conversation = Conversation(ids.new("conv"))
        self._hearing = Hearing(self, ids, activity, settings)
        self._answering = Answering(self, ids, settings)
        self._expires_ms = now_ms + round(settings.session_max_s * 1000)
        self._expires_epoch_s = epoch_s + round(settings.session_max_s)
        self._over = False
        self.now_ms = now_ms
        self.speech_end_ms: int | None = None
        """Wall clock at which the last turn ended that is not answered yet."""

    def opened(self) -> list[Effect]:
        """Greet the client."""
        self.send("session.created", session=self._described())
        conversation = {"id": self.conversation.id, "object": "realtime.conversation"}
        self.send("conversation.created", conversation=conversation)
        return self._drain()

    def receive(self, text: str | bytes, now_ms: int) -> list[Effect]:
        """Take one client event."""
        self.now_ms = now_ms
        raw, event = wire.parse(text)
        event_id = raw.get("event_id")
        known = event_id if isinstance(event_id, str) else None
        if isinstance(event, ClientError):
            self._complain(event, known)
            return self._drain()
        try:
            self._follow(event)
        except ClientError as error:
            self._complain(error, known)
        return self._drain()

    def transcribed(
        self, item_id: str, version: int, found: Transcript | None, now_ms: int
    ) -> list[Effect]:
        """Report a recognition; None means it failed."""
        self.now_ms = now_ms
        self._hearing.transcribed(item_id, version, found)
        return self._drain()

    def thought(
        self, response_id: str, decision: Decision | Failure, now_ms: int
    ) -> list[Effect]:
        """Report what the model decided, or why it could not."""
        self.now_ms = now_ms
        self._answering.thought(response_id, decision)
        return self._drain()

    def spoken(
        self, response_id: str, mulaw: bytes | None, now_ms: int
    ) -> list[Effect]:
        """Report the sound of a response; None means it failed."""
        self.now_ms = now_ms
        self._answering.spoken(response_id, mulaw)
        return self._drain()

    def tick(self, now_ms: int) -> list[Effect]:
        """Do what is due by now."""
        self.now_ms = now_ms
        if now_ms >= self._expires_ms:
            return self.expire(now_ms)
        self._answering.advance()
        if self._idle_due():
            self._hearing.idle()
        return self._drain()

    def expire(self, now_ms: int) -> list[Effect]:
        """End the session: its time is up."""
        self.now_ms = now_ms
        if not self._over:
            self._over = True
            self._complain(ClientError(_EXPIRED, code="session_expired"), None)
            self._out.append(Close(1001, _EXPIRED))
        return self._drain()

    def wake_at(self) -> float:
        """Return when `tick` is due next."""
        return min(
            float("inf") if self._over else self._expires_ms,
            self._answering.next_chunk_ms(),
            self._idle_at(),
        )

    # What the parts of the session may ask of it.

    def send(self, type_: str, **fields: object) -> None:
        """Emit a server event."""
        self._out.append(Send(type_, fields))

    def emit(self, *effects: Effect) -> None:
        """Emit effects, in order."""
        self._out.extend(effects)

    def add(self, item: Item, after: str | None = None) -> None:
        """Put an item into the conversation and say so."""
        previous = self.conversation.add(item, after)
        fields = {"previous_item_id": previous, "item": item.wire()}
        self.send("conversation.item.added", **fields)
        if item.status != "in_progress":
            self.send("conversation.item.done", **fields)

    @property
    def vad(self) -> ServerVad | SemanticVad | None:
        """Return how turns are detected, if they are."""
        return self.config.audio.input.turn_detection

    def speech_started(self) -> None:
        """Let the caller interrupt."""
        if self.vad is not None and self.vad.interrupt_response:
            self._answering.interrupt()

    def turn_over(self) -> None:
        """Answer the caller, if that is wanted and nobody is answering."""
        self._answering.restart_idling()
        wanted = self.vad is not None and self.vad.create_response
        if wanted and not self._answering.busy:
            self._answering.create(wire.ResponseParams())

    def heard(self) -> None:
        """Something was recognised: an answer may have waited for it."""
        self._answering.think()

    # Client events.

    def _follow(self, event: wire.ClientEvent) -> None:  # noqa: C901
        match event:
            case wire.SessionUpdate():
                self._update(event)
            case wire.Append():
                self._append(event)
            case wire.Commit():
                self._hearing.commit()
            case wire.Clear():
                self._hearing.clear()
            case wire.CreateItem():
                self._create_item(event)
            case wire.RetrieveItem():
                self._retrieve(event.item_id)
            case wire.DeleteItem():
                self.conversation.delete(event.item_id)
                self.send("conversation.item.deleted", item_id=event.item_id)
            case wire.TruncateItem():
                self._truncate(event)
            case wire.CreateResponse():
                self._answering.create(event.response or wire.ResponseParams())
            case wire.CancelResponse():
                self._answering.cancel(event.response_id)
            case wire.ClearOutput():
                raise ClientError(
                    "output_audio_buffer.clear is only for WebRTC and SIP.",
                    code="invalid_value",
                    param="type",
                )
            case _:
                assert_never(event)

    def _update(self, event: wire.SessionUpdate) -> None:
        before = self.config.audio.input.format
        known = self._servers()
        self.config = updated(
            self.config,
            event.session,
            spoken=self._answering.has_spoken,
            speaking=self._answering.busy,
        )
        if self.config.audio.input.format != before:
            self._decoder = codec(self.config.audio.input.format.type)
        self.send("session.updated", session=self._described())
        for label in self._servers() - known:
            self._list_tools(label)

    def _servers(self) -> set[str]:
        """Return the labels of the MCP servers the session is to use."""
        return {
            tool.server_label for tool in self.config.tools if isinstance(tool, McpTool)
        }

    def _list_tools(self, label: str) -> None:
        """Say that a server of tools could not be reached: none ever is from here."""
        self.emit(Note("mcp", {"server_label": label, "reached": False}))
        place = {"item_id": self._ids.new("mcpl")}
        self.send("mcp_list_tools.in_progress", **place)
        self.send("mcp_list_tools.failed", **place)

    def _create_item(self, event: wire.CreateItem) -> None:
        item_id = event.item.id or self._ids.new("item")
        item = written(event.item, item_id, self._decode_alone)
        heard = self._hearing.needs(item)
        self.add(item, event.previous_item_id)
        if heard:
            self._hearing.adopt(item)

    def _decode_alone(self, data: bytes) -> bytes:
        """Read sound that is not part of the stream, in the stream's format."""
        return codec(self.config.audio.input.format.type).decode(data)

    def _retrieve(self, item_id: str) -> None:
        item = self.conversation.find(item_id)
        audio = self.config.audio
        side = audio.output if item.role == "assistant" else audio.input
        shown = item.wire(codec(side.format.type).encode)
        self.send("conversation.item.retrieved", item=shown)

    def _append(self, event: wire.Append) -> None:
        data = sound(event.audio, "audio")
        if len(data) > _LARGEST_APPEND:
            raise ClientError(
                "Invalid 'audio': at most 15 MiB may be sent in one event.",
                code="invalid_value",
                param="audio",
            )
        self._hearing.feed(self._decoder.decode(data))

    def _truncate(self, event: wire.TruncateItem) -> None:
        self.conversation.truncate(
            event.item_id, event.content_index, event.audio_end_ms
        )
        self.send(
            "conversation.item.truncated",
            item_id=event.item_id,
            content_index=event.content_index,
            audio_end_ms=event.audio_end_ms,
        )

    def _complain(self, error: ClientError, event_id: str | None) -> None:
        fields = {
            "type": error.kind,
            "code": error.code,
            "message": error.message,
            "param": error.param,
            "event_id": event_id,
        }
        self.send("error", error=fields)

    def _described(self) -> dict[str, object]:
        return described(self.config, self.id, self._expires_epoch_s)

    def _idle_at(self) -> float:
        vad = self.vad
        if not isinstance(vad, ServerVad) or vad.idle_timeout_ms is None:
            return float("inf")
        if self._hearing.speaking or self._answering.busy:
            return float("inf")
        return self._answering.quiet_since_ms + vad.idle_timeout_ms

    def _idle_due(self) -> bool:
        return self.now_ms >= self._idle_at()

    def _drain(self) -> list[Effect]:
        out, self._out = self._out, []
        return out
