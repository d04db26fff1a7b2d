"""Clients of the simulated carrier that hold a hundred conversations in tones.

Each talker is a media stream's far end: it says a question as modem tones, waits for
the answer, and asks the next. Every frame has its call's mark and its number, so what
was lost, doubled, reordered or heard on another line is counted frame by frame.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from base64 import b64encode
from binascii import a2b_base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from picows import WSListener, WSMsgType, ws_create_server

from simulator.ports import FRAME_BYTES, FRAME_MS, SILENCE
from simulator.speech.data import Counters, DataEar, DataVoice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from picows import WSFrame, WSTransport, WSUpgradeRequest

QUESTIONS = (
    "Do you accept Delta Dental?",
    "How much is a cleaning without insurance?",
    "When is your next available appointment?",
    "What would the copay be?",
)
BREATH_FRAMES = 15
"""Frames (300 ms) between her last word and the next question."""
PATIENCE_FRAMES = 250
"""Frames (5 s) without an answer, after which the next question is put anyway."""
_QUIET = b64encode(SILENCE)


@dataclass(slots=True)
class Heard:
    """What one talker noted."""

    came: list[float] = field(default_factory=list)
    """When each frame came, in seconds of the loop's clock."""
    answers: int = 0
    questions: int = 0
    missing: int = 0
    """Numbers of the carrier's sequence that never came."""


class Talker(WSListener):
    """One call's far end; `tick` is to be called every 20 ms."""

    def __init__(self) -> None:
        self.call_sid = ""
        self.heard = Heard()
        self.over = False
        self._ear = DataEar()
        self._voice = DataVoice("")
        self._asking = itertools.cycle(QUESTIONS)
        self._loop = asyncio.get_running_loop()
        self._transport: WSTransport | None = None
        self._frames: Iterator[bytes] = iter(())
        self._head = b""
        self._next = 1
        self._rest = PATIENCE_FRAMES

    @property
    def counters(self) -> Counters:
        """What became of the callee's frames."""
        return self._ear.counters

    def on_ws_connected(self, transport: WSTransport) -> None:
        """See picows."""
        self._transport = transport

    def on_ws_disconnected(self, transport: WSTransport) -> None:  # noqa: ARG002
        """See picows."""
        self.over = True

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """See picows: note when it came, then what it says."""
        now = self._loop.time()
        if frame.msg_type is WSMsgType.CLOSE:
            transport.send_close(frame.get_close_code())
            transport.disconnect()
            return
        message = json.loads(frame.get_payload_as_bytes())
        match message:
            case {"event": "start", "streamSid": stream, "start": {"callSid": sid}}:
                self._begin(stream, sid)
            case {"event": "media", "media": {"payload": payload}}:
                self.heard.came.append(now)
                self._listen(a2b_base64(payload))
            case _:
                pass
        if number := int(message.get("sequenceNumber", 0)):
            self.heard.missing += number - self._next
            self._next = number + 1

    def tick(self) -> None:
        """Send the next frame: of a question, or silence."""
        if self._transport is None or not self._head or self.over:
            return
        payload = next(self._frames, None)
        if payload is None:
            payload = _QUIET
            self._rest -= 1
            if self._rest <= 0:
                self._ask()
        self._transport.send(WSMsgType.TEXT, self._head + payload + b'"}}')

    def _begin(self, stream: str, sid: str) -> None:
        self.call_sid = sid
        self._ear = DataEar(f"{sid}/callee")
        self._voice = DataVoice(f"{sid}/caller")
        head = {"event": "media", "streamSid": stream}
        self._head = json.dumps(head)[:-1].encode() + b', "media": {"payload": "'

    def _listen(self, audio: bytes) -> None:
        if self._ear.feed(audio):
            self.heard.answers += 1
            self._rest = BREATH_FRAMES
        elif self._ear.talking:
            self._rest = PATIENCE_FRAMES

    def _ask(self) -> None:
        self.heard.questions += 1
        self._rest = PATIENCE_FRAMES
        tones = self._voice.tones(next(self._asking))
        frames = range(0, len(tones), FRAME_BYTES)
        self._frames = iter([b64encode(tones[at : at + FRAME_BYTES]) for at in frames])


class Desk:
    """Takes the media streams of all calls on one port."""

    def __init__(self) -> None:
        self.talkers: list[Talker] = []
        self.port = 0
        self._ticking: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Listen on loopback, and begin to talk."""
        server = await ws_create_server(self._joined, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ticking = asyncio.create_task(self._tick())

    async def close(self) -> None:
        """Fall silent."""
        if self._ticking is not None:
            self._ticking.cancel()
            await asyncio.gather(self._ticking, return_exceptions=True)

    def _joined(self, _request: WSUpgradeRequest) -> Talker:
        talker = Talker()
        self.talkers.append(talker)
        return talker

    async def _tick(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            for talker in self.talkers:
                talker.tick()
            due += FRAME_MS / 1000
            await asyncio.sleep(due - loop.time())
