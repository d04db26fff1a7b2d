"""Two transparent taps: between carrier and product, and between product and model.

Bytes pass as they come, with a note of every message and when it passed. Both taps
share a process and so a clock; what lies between them is the product. A tap towards
the model can also slip an event in, as if the model had sent it.
"""

from __future__ import annotations

import asyncio
import gc
import json
import time
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from actors.priority import take_short_turns
from benchmarks.frames import TEXT, FrameReader, text_frame

Way = Literal["up", "down"]
"""Up is from the callee to the model, down back."""


@dataclass(frozen=True, slots=True)
class Note:
    """One message that passed."""

    at_ms: float
    kind: str
    value: str = ""
    """Audio as base64, or a name."""
    more: float = 0.0


@dataclass(slots=True)
class Wire:
    """All that passed on one WebSocket."""

    path: str = ""
    up: list[Note] = field(default_factory=list)
    down: list[Note] = field(default_factory=list)


class Tap:
    """A port that passes everything on to another."""

    def __init__(self, to_port: int, *, carrier: bool) -> None:
        self.wires: list[Wire] = []
        self.port = 0
        self._to_port = to_port
        self._carrier = carrier
        self._server: asyncio.Server | None = None
        self._links: list[_Back] = []

    async def open(self) -> None:
        """Listen at any free port; from now on this process keeps its garbage.

        With some hundred thousand notes the collector stops both taps for 0.3 s at a
        time, which would look like a product that is late. So would its own wait to be
        let in.
        """
        gc.disable()
        take_short_turns()
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: _Front(self, self._to_port), "127.0.0.1", 0
        )
        self.port = self._server.sockets[0].getsockname()[1]

    def aim(self, port: int) -> None:
        """Pass on to another port from now on."""
        self._to_port = port

    def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()

    def slip_in(self, wire: Wire, event: dict[str, object]) -> bool:
        """Send the product an event on a wire, if one fits between two now."""
        return any(link.slip_in(event) for link in self._links if link.wire is wire)

    def joined(self, link: _Back) -> None:
        """Remember a link while it lasts."""
        self.wires.append(link.wire)
        self._links.append(link)

    def read(self, payload: bytes) -> Note | None:
        """Return what is worth noting of a message."""
        now = time.monotonic() * 1000
        message: dict[str, Any] = json.loads(payload)
        note = _carriers(message) if self._carrier else _models(message)
        return None if note is None else Note(now, *note)


def _carriers(message: dict[str, Any]) -> tuple[str, str, float] | None:
    match message:
        case {"event": "media", "media": {"payload": payload}}:
            return "media", payload, 0.0
        case {"event": "mark", "mark": {"name": name}}:
            return "mark", name, 0.0
        case {"event": "start", "start": {"callSid": sid}}:
            return "start", sid, 0.0
        case {"event": "clear" | "stop" as event}:
            return event, "", 0.0
        case _:
            return None


def _models(message: dict[str, Any]) -> tuple[str, str, float] | None:
    match message:
        case {"type": "input_audio_buffer.append", "audio": audio}:
            return "append", audio, 0.0
        case {"type": "response.output_audio.delta", "item_id": item, "delta": delta}:
            return f"delta {item}", delta, 0.0
        case {
            "type": "conversation.item.truncate",
            "item_id": item,
            "audio_end_ms": end,
        }:
            return "truncate", item, float(end)
        case _:
            return None


class _Front(asyncio.Protocol):
    """The side that connected to the tap."""

    def __init__(self, tap: Tap, port: int) -> None:
        self._tap = tap
        self._port = port
        self._reader = FrameReader()
        self._waiting = bytearray()
        self._back: _Back | None = None
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no `asyncio.Transport`, but do all that one does.
        self.transport = cast("asyncio.Transport", transport)
        self._opening = asyncio.ensure_future(self._open())

    def send(self, data: bytes) -> bool:
        """Pass bytes back to who connected, if they are still there."""
        if self.transport is None or self.transport.is_closing():
            return False
        self.transport.write(data)
        return True

    async def _open(self) -> None:
        loop = asyncio.get_running_loop()
        back = _Back(self._tap, self)
        try:
            await loop.create_connection(lambda: back, "127.0.0.1", self._port)
        except OSError:
            if self.transport is not None:
                self.transport.close()
            return
        self._back = back
        if self._waiting:
            back.send(bytes(self._waiting))

    def data_received(self, data: bytes) -> None:
        if self._back is None:
            self._waiting += data
        else:
            self._back.send(data)
        frames = self._reader.feed(data)
        if self._back is not None and self._reader.head is not None:
            self._back.name(self._reader.head)
        for frame in frames:
            if self._back is not None and frame.opcode == TEXT:
                self._back.note(frame.payload, from_front=True)

    def connection_lost(self, _exc: Exception | None) -> None:
        if self._back is not None:
            self._back.shut()


class _Back(asyncio.Protocol):
    """The side the tap connected to, and the wire's record."""

    def __init__(self, tap: Tap, front: _Front) -> None:
        self.wire = Wire()
        self._tap = tap
        self._front = front
        self._reader = FrameReader()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]

    def send(self, data: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)

    def shut(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def name(self, head: bytes) -> None:
        """Know from the request whose wire this is; plain HTTP is none."""
        if not self.wire.path and b"\r\nupgrade: websocket" in head.lower():
            self.wire.path = head.split(b" ", 2)[1].decode()
            self._tap.joined(self)

    def data_received(self, data: bytes) -> None:
        self._front.send(data)
        for frame in self._reader.feed(data):
            if frame.opcode == TEXT:
                self.note(frame.payload, from_front=False)

    def note(self, payload: bytes, *, from_front: bool) -> None:
        """Write a message down; the carrier connects to us, we to the model."""
        if not self.wire.path:
            return
        note = self._tap.read(payload)
        if note is not None:
            (self.wire.up if from_front else self.wire.down).append(note)

    def slip_in(self, event: dict[str, object]) -> bool:
        """Send the product an event as if it came from here."""
        if not self._reader.between_frames:
            return False
        return self._front.send(text_frame(json.dumps(event)))

    def connection_lost(self, _exc: Exception | None) -> None:
        if self._front.transport is not None:
            self._front.transport.close()
