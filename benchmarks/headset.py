"""An operator's headset for benchmarks: one socket, a data voice that never stops."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import websockets
from websockets.asyncio.client import connect

from panda.operator import wire
from simulator.speech.data import DataVoice

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

FRAME_S = 0.02
WORDS = "One moment please, this is a person of ours, and I am looking that up now. "
BEAT_FRAMES = 50


@dataclass(slots=True)
class Turn:
    """One takeover and its hand-back; times are monotonic ms, 0 if it did not come."""

    asked_ms: float
    """When `take_over` was sent."""
    granted_ms: float = 0.0
    handing_ms: float = 0.0
    """When `hand_back` was sent."""
    returned_ms: float = 0.0
    was_missed: bool = False
    """Whether this machine was so slow that the operator was taken for gone."""


@dataclass(slots=True)
class Headset:
    """One operator at one call."""

    call_id: str
    url: str
    name: str
    turns: list[Turn] = field(default_factory=list)
    frames_heard: int = 0
    is_over: bool = False
    _socket: ClientConnection | None = None
    _epoch: int | None = None
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def attend(self) -> None:
        """Stay at the call until it ends."""
        try:
            async with connect(self.url) as self._socket:
                speaking = asyncio.create_task(self._speak(self._socket))
                try:
                    async for message in self._socket:
                        self._take(message)
                finally:
                    speaking.cancel()
        except (OSError, websockets.WebSocketException):
            pass  # the call is over, or was before we came
        self.is_over = True
        self._changed.set()

    def _take(self, message: str | bytes) -> None:
        if isinstance(message, bytes):
            self.frames_heard += (len(message) - 5) // wire.FRAME_BYTES
            return
        told = json.loads(message)
        if told["type"] == "floor":
            ours = told["holder"] == self.name
            if ours and self._epoch is not None and self.turns:
                self.turns[-1].was_missed = True
            self._epoch = told["epoch"] if ours else None
            self._changed.set()

    async def _speak(self, socket: ClientConnection) -> None:
        """Send a frame each 20 ms while the floor is ours, and say that we are here."""
        voice = DataVoice(self.call_id + "/operator", pace=250.0)
        tones = itertools.cycle(_frames(voice.tones(WORDS * 40)))
        next_s = time.monotonic()
        for sent in itertools.count():
            if self._epoch is not None:
                speech = wire.Speech(self._epoch, next(tones))
                await socket.send(wire.write_speech(speech))
            if sent % BEAT_FRAMES == 0:
                await socket.send('{"type":"heartbeat"}')
            next_s += FRAME_S
            await asyncio.sleep(max(0.0, next_s - time.monotonic()))

    async def take_over(self) -> Turn | None:
        """Ask for the floor; None if the call ended meanwhile."""
        turn = Turn(await self._ask("take_over"))
        if not await self._until(held=True):
            return None
        turn.granted_ms = _now_ms()
        self.turns.append(turn)
        return turn

    async def hand_back(self, turn: Turn) -> bool:
        """Give the floor back; false if the call ended meanwhile."""
        turn.handing_ms = await self._ask("hand_back")
        if not await self._until(held=False):
            return False
        turn.returned_ms = _now_ms()
        return True

    async def _ask(self, kind: str) -> float:
        asked_ms = _now_ms()
        if self._socket is not None and not self.is_over:
            try:
                await self._socket.send(json.dumps({"type": kind}))
            except websockets.ConnectionClosed:
                self.is_over = True
        return asked_ms

    async def _until(self, *, held: bool) -> bool:
        while not self.is_over and (self._epoch is not None) is not held:
            self._changed.clear()
            try:
                async with asyncio.timeout(5):
                    await self._changed.wait()
            except TimeoutError:
                return False
        return not self.is_over


def at_port(url: str, port: int) -> str:
    """Return an address on this machine, at another port."""
    return urlunsplit(urlsplit(url)._replace(netloc=f"127.0.0.1:{port}"))


def _frames(mulaw: bytes) -> list[bytes]:
    size = wire.FRAME_BYTES
    return [mulaw[at : at + size] for at in range(0, len(mulaw), size)]


def _now_ms() -> float:
    return time.monotonic() * 1000
