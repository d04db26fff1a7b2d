"""The other end of an operator's wire, without a call: the product's codec and lease.

It plays a tone as the callee, keeps what browsers say, and lets frames through as the
bridge does: from the holder's socket, in the epoch of now.
"""

import asyncio
import threading
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import numpy as np
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

from panda.audio.mulaw import encode
from panda.call import CallState, Outcome
from panda.errors import ProtocolError
from panda.operator.lease import Lease, Seat
from panda.operator.ticket import Punch, Role, admit
from panda.operator.wire import (
    FRAME_BYTES,
    Done,
    Ended,
    FloorChanged,
    FromOperator,
    HandBack,
    Hold,
    Holder,
    Keys,
    Note,
    Refused,
    Resume,
    Say,
    Side,
    Suggestion,
    TakeOver,
    Transcript,
    Welcome,
    Whisper,
    read,
    read_speech,
    write,
    write_audio,
)

RATE = 8000
TONE_HZ = 440.0


def tone(hz: float, seconds: float = 1.0) -> bytes:
    """A tone as mu-law; whole periods, so that it can be repeated."""
    times = np.arange(int(RATE * seconds)) / RATE
    return encode((8000 * np.sin(2 * np.pi * hz * times)).astype(np.int16))


class Door:
    """One call's door for operators; its loop runs in a thread of its own."""

    def __init__(self, key: str, clock) -> None:
        self._key = key
        self._clock = clock
        self._punch = Punch()
        self._lease = Lease()
        self._state = CallState.TALKING
        self._sockets: dict[int, object] = {}
        self._tone = tone(TONE_HZ)
        self.url = ""
        self.messages: list[tuple[str, object]] = []
        """What browsers asked for: who, and what."""
        self.speech = bytearray()
        """Mu-law that the callee would have heard of operators."""
        self.fenced = 0
        """Frames that were not let through."""
        self.opened = 0
        self.deaf = False
        """Whether what browsers ask for gets no answer."""
        self.unaware = False
        """Whether the loss of a connection is noticed by silence only."""

    async def _welcome(self, socket) -> None:
        address = urlsplit(socket.request.path)
        call_id = address.path.rpartition("/")[2]
        text = parse_qs(address.query)["ticket"][0]
        now_s = self._clock()
        try:
            ticket = admit(text, self._key.encode(), call_id=call_id, now_s=now_s)
        except ProtocolError:
            return
        if not self._punch.use(ticket, now_s=now_s):
            return
        self.opened += 1
        seat = Seat(self.opened, ticket.operator)
        self._sockets[seat.number] = socket
        resumed = self._lease.come_back(seat, self._ms())
        if resumed:
            self._lease.raised()
        await self._greet(seat, resumed=resumed)
        playing = asyncio.create_task(self._play(socket))
        try:
            async for message in socket:
                await self._take(seat, ticket.role, message)
        except ConnectionClosed:
            pass
        finally:
            playing.cancel()
            del self._sockets[seat.number]
            if not self.unaware:
                self._lease.gone(seat, self._ms())

    async def _greet(self, seat: Seat, *, resumed: bool) -> None:
        welcome = Welcome(
            call_id="of no account",
            operator=seat.name,
            state=self._state,
            epoch=self._lease.epoch,
            floor=Holder(holder=self._lease.holder or None),
            resumed=resumed,
            phones=("Ann", "front <b>desk</b>"),
        )
        await self._sockets[seat.number].send(write(welcome))

    async def _claimed(self, seat: Seat, *, returning: bool) -> None:
        if returning and self._lease.claim(seat, self._ms()):
            self._lease.raised()
            await self._greet(seat, resumed=True)

    async def _play(self, socket) -> None:
        began = asyncio.get_running_loop().time()
        for number in range(1_000_000):
            at = number * FRAME_BYTES % len(self._tone)
            sound = self._tone[at : at + FRAME_BYTES]
            await socket.send(write_audio(Side.CALLEE, number * 20, sound))
            next_at = began + (number + 1) * 0.02
            await asyncio.sleep(max(0, next_at - asyncio.get_running_loop().time()))

    async def _take(self, seat: Seat, role: Role, message: str | bytes) -> None:
        self._lease.sign(seat, self._ms())
        if isinstance(message, bytes):
            speech = read_speech(message)
            mine = self._lease.is_held_by(seat) and speech.epoch == self._lease.epoch
            if mine:
                self.speech += speech.mulaw
            else:
                self.fenced += 1
            return
        asked = read(message)
        if asked.type == "heartbeat":
            await self._claimed(seat, returning=asked.returning)
            return
        self.messages.append((seat.name, asked))
        if self.deaf:
            return
        if role is Role.VIEWER:
            await self._refuse(seat, asked.type, "role")
        else:
            await self._do(seat, asked)

    async def _do(self, seat: Seat, asked: FromOperator) -> None:
        match asked:
            case TakeOver() if self._lease.take(seat, self._ms()):
                await self._floor(CallState.TAKEN_OVER)
                await self.tell(Suggestion(text="Ask for <b>Tuesday</b>."))
            case TakeOver():
                await self._refuse(seat, asked.type, "held")
            case HandBack() if self._lease.give_back(seat):
                await self._floor(CallState.TALKING)
            case Hold():
                await self._floor(CallState.HELD)
            case Resume():
                mine = self._lease.is_held_by(seat)
                await self._floor(CallState.TAKEN_OVER if mine else CallState.TALKING)
            case Say() if self._lease.holder:
                await self._refuse(seat, asked.type, "floor")
            case Whisper() | Say() | Keys() | Note():
                done = Done(what=asked.type)
                await self._sockets[seat.number].send(write(done))
            case _:
                pass

    async def _floor(self, state: CallState) -> None:
        self._state = state
        await self.tell(
            FloorChanged(
                holder=self._lease.holder or None,
                epoch=self._lease.raised(),
                state=state,
            )
        )

    async def _refuse(self, seat: Seat, what: str, reason: str) -> None:
        refusal = Refused(what=what, reason=reason, holder=self._lease.holder or None)
        await self._sockets[seat.number].send(write(refusal))

    async def tell(self, message) -> None:
        """Say something to every browser."""
        for socket in list(self._sockets.values()):
            await socket.send(write(message))

    def _ms(self) -> int:
        return int(self._clock() * 1000)

    # --- from the test's thread

    def say(self, text: str) -> None:
        """Have the callee say words that are not yet a whole sentence."""
        self._now(
            self.tell(Transcript(speaker="business", text=text, at_ms=0, final=False))
        )

    def drop(self) -> None:
        """Lose every connection."""
        self._now(self._drop())

    async def _drop(self) -> None:
        for socket in list(self._sockets.values()):
            socket.transport.abort()

    def end(self) -> None:
        """End the call."""
        self._now(self.tell(Ended(outcome=Outcome.COMPLETED)))

    def _now(self, work) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(5)

    @contextmanager
    def serving(self):
        """Listen on loopback for as long as the block lasts."""
        ready, done = threading.Event(), []

        async def run():
            self._loop = asyncio.get_running_loop()
            over = asyncio.Event()
            done.append(lambda: self._loop.call_soon_threadsafe(over.set))
            async with serve(self._welcome, "127.0.0.1", 0) as server:
                port = server.sockets[0].getsockname()[1]
                self.url = f"http://127.0.0.1:{port}"
                ready.set()
                await over.wait()

        thread = threading.Thread(target=asyncio.run, args=(run(),), daemon=True)
        thread.start()
        assert ready.wait(10)
        try:
            yield self
        finally:
            done[0]()
            thread.join(10)
