"""An operator with a headset: a WebSocket through the front door, and a data voice."""

import asyncio
import json
import threading

import websockets
from websockets.asyncio.client import connect

from panda.operator import wire
from simulator.speech.data import DataEar, DataVoice
from tests.cluster.installation import until

FRAME_S = 0.02
BEAT_FRAMES = 50
QUIET = bytes([0xFF]) * wire.FRAME_BYTES


class Operator:
    """One person at one call, on a loop of their own; everything that came is kept.

    The microphone is open while the floor is theirs: silence when nobody speaks.
    """

    def __init__(self, installation, call, name):
        self.name = name
        self.messages = []
        self.heard = {wire.Side.CALLEE: [], wire.Side.US: []}
        self.frames = {wire.Side.CALLEE: 0, wire.Side.US: 0}
        self._ears = {side: DataEar() for side in self.heard}
        self._voice = DataVoice(f"operator {name}")
        self._to_say = b""
        self._loop = asyncio.new_event_loop()
        self._socket = None
        admission = installation.post(
            f"/api/calls/{call}/operator", {"operator": name}, status=201
        )
        self.url = admission["url"]
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        until(lambda: self.of("welcome"), seconds=20)

    def _run(self):
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._attend())

    async def _attend(self):
        async with connect(self.url) as self._socket:
            speaking = asyncio.create_task(self._send())
            try:
                async for message in self._socket:
                    self._take(message)
            except websockets.ConnectionClosed:
                pass
            finally:
                speaking.cancel()

    def _take(self, message):
        if isinstance(message, str):
            self.messages.append(json.loads(message))
        else:
            side = wire.Side(message[0])
            self.frames[side] += (len(message) - 5) // wire.FRAME_BYTES
            self.heard[side] += self._ears[side].feed(message[5:])

    async def _send(self):
        """Send a frame each 20 ms while the floor is ours; a heartbeat each second."""
        next_s, sent = self._loop.time(), 0
        while True:
            if self.floor.get("holder") == self.name:
                frame = self._to_say[: wire.FRAME_BYTES] or QUIET
                self._to_say = self._to_say[wire.FRAME_BYTES :]
                speech = wire.Speech(self.floor["epoch"], frame)
                await self._socket.send(wire.write_speech(speech))
            if sent % BEAT_FRAMES == 0:
                await self._socket.send('{"type": "heartbeat"}')
            sent += 1
            next_s += FRAME_S
            await asyncio.sleep(max(0.0, next_s - self._loop.time()))

    @property
    def floor(self):
        """The latest that was said about the floor."""
        return (self.of("floor") or [{}])[-1]

    def of(self, kind):
        """All messages of a type."""
        return [one for one in self.messages if one["type"] == kind]

    def ask(self, kind, **fields):
        """Send a message."""
        text = json.dumps({"type": kind, **fields})
        asyncio.run_coroutine_threadsafe(self._socket.send(text), self._loop).result(5)

    def say(self, words):
        """Speak; it takes about as long as it would take a person."""
        self._to_say += self._voice.tones(words)

    def vanish(self):
        """Be gone without a word, as a browser that is closed."""
        self._loop.call_soon_threadsafe(self._socket.transport.abort)
        self._thread.join(10)

    def leave(self):
        """Close the socket, if the call has not."""
        if self._thread.is_alive():
            closing = asyncio.run_coroutine_threadsafe(self._socket.close(), self._loop)
            closing.result(10)
            self._thread.join(10)
