"""The media streams of one call, one after the other: handshake, audio, end."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Literal, assert_never
from urllib.parse import urlsplit

from picows import WSError

from simulator.carrier.addresses import NoRoute
from simulator.carrier.calls import rfc2822
from simulator.carrier.media import Ended, MediaSocket, refusal
from simulator.carrier.params import Fetch
from simulator.carrier.sids import sid
from simulator.carrier.stream import Identity, MediaStream
from simulator.faults.kinds import AbruptClose, DropMedia, FreezeMedia, SlowReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.carrier.calls import Call
    from simulator.carrier.line import Line
    from simulator.carrier.verbs.stream import Stream
    from simulator.carrier.world import World

Ending = Literal["call-ended", "replaced"]


class Streams:
    """Runs a call's streams; `drop` ends the leg when a lost one is to."""

    def __init__(
        self, call: Call, world: World, line: Line, *, drop: Callable[[], None]
    ) -> None:
        self.ending: Ending = "call-ended"
        """Why the current document is being cancelled; set before it is."""
        self.socket: MediaSocket | None = None
        """The open media stream, if there is one."""
        self._call = call
        self._world = world
        self._line = line
        self._drop = drop
        self._count = 0
        self._port = _port_of(call)
        self._timers: list[asyncio.TimerHandle] = []

    async def run(self, stream: Stream) -> None:
        """Run a media stream until it is over; drop the call if that is the rule."""
        self._count += 1
        world, call = self._world, self._call
        identity = Identity(
            stream_sid=sid("MZ", world.rng),
            call_sid=call.sid,
            account_sid=call.account_sid,
            parameters=dict(stream.parameters),
        )
        socket = MediaSocket(MediaStream(identity), self._line, world, call.where)
        try:
            refused = await self._connect(socket, stream)
        except asyncio.CancelledError:
            socket.abort()
            raise
        if refused is not None:
            self._refused(stream, identity, refused)
            await self._after(refused)
            return
        await self._after(await self._converse(socket, stream))

    async def _connect(self, socket: MediaSocket, stream: Stream) -> Ended | None:
        world = self._world
        port = self._port or world.settings.loopback_port
        try:
            target = world.addresses.resolve(stream.url, port=port)
            await socket.open(
                target,
                stream.url,
                world.account.auth_token,
                world.settings.ws_signature,
            )
        except NoRoute:
            return Ended("refused", 0)
        except (WSError, OSError, TimeoutError) as error:
            return Ended("refused", refusal(error))
        return None

    async def _converse(self, socket: MediaSocket, stream: Stream) -> Ended:
        world, line, who = self._world, self._line, socket.stream.identity
        world.ledger.write(
            "stream_start",
            call_sid=who.call_sid,
            stream_sid=who.stream_sid,
            n=self._count,
        )
        self._report(stream, who, "stream-started")
        self.socket = socket
        line.source = socket
        line.listen(socket.hear)
        self._arm(socket)
        reason, code = "lost", 0
        try:
            ended = await asyncio.shield(socket.closed)
            reason, code = ended.how, ended.code
        except asyncio.CancelledError:
            reason, code = self.ending, 1000
            socket.stop()
            raise
        finally:
            self.socket = None
            line.unlisten(socket.hear)
            line.source = None
            for timer in self._timers:
                timer.cancel()
            world.ledger.write(
                "stream_stop",
                call_sid=who.call_sid,
                stream_sid=who.stream_sid,
                reason=reason,
                code=code,
            )
            self._report(stream, who, "stream-stopped")
        return ended

    async def _after(self, ended: Ended) -> None:
        settings = self._world.settings
        rule: object
        match ended.how:
            case "closed":
                return
            case "refused":
                rule = settings.stream_failure
            case "lost":
                rule = self._when_lost()
                await asyncio.sleep(settings.abrupt_notice_ms / 1000)
            case other:
                assert_never(other)
        if rule == "drop":
            self._drop()
            await asyncio.Event().wait()  # until the leg cancels this document

    def _when_lost(self) -> object:
        found = self._world.faults.rule(AbruptClose, self._call.where)
        return self._world.settings.abrupt_close if found is None else found.rule

    def _refused(self, stream: Stream, who: Identity, ended: Ended) -> None:
        code = 31920 if ended.code else 31921
        self._world.ledger.write(
            "fault",
            name="stream_refused",
            call_sid=who.call_sid,
            code=code,
            http=ended.code,
        )
        self._report(stream, who, "stream-error", StreamError=f"{code} - no WebSocket")

    def _report(self, stream: Stream, who: Identity, event: str, **more: str) -> None:
        if not stream.status_callback:
            return
        params = {
            "AccountSid": who.account_sid,
            "CallSid": who.call_sid,
            "StreamSid": who.stream_sid,
            "StreamName": stream.name or who.stream_sid,
            "StreamEvent": event,
            "Timestamp": rfc2822(self._world.now_s()) or "",
            **more,
        }
        fetch = Fetch(stream.status_callback, stream.status_method)
        self._world.callbacks.post(self._call, fetch, params)

    def key(self, digit: str) -> None:
        """Tell the client that the callee pressed a key."""
        if self.socket is not None:
            self.socket.key(digit)

    def cut(self, socket: MediaSocket) -> None:
        """Cut a media socket without a close frame."""
        self._world.ledger.write("fault", name="drop_media", call_sid=self._call.sid)
        socket.abort()

    def freeze(self, socket: MediaSocket) -> None:
        """Let a media socket fall silent without ending: half open."""
        self._world.ledger.write("fault", name="freeze_media", call_sid=self._call.sid)
        socket.freeze()

    def stall(self, socket: MediaSocket, for_ms: float) -> None:
        """Stop reading what the client sends, for a while."""
        self._world.ledger.write("fault", name="slow_reader", call_sid=self._call.sid)
        socket.stop_reading()
        self._after_ms(for_ms, socket.read_again)

    def _arm(self, socket: MediaSocket) -> None:
        faults, where = self._world.faults, self._call.where
        if cut := faults.strikes(DropMedia, where, quiet=True):
            self._after_ms(cut.after_ms, self.cut, socket)
        if freeze := faults.strikes(FreezeMedia, where, quiet=True):
            self._after_ms(freeze.after_ms, self.freeze, socket)
        if slow := faults.strikes(SlowReader, where, quiet=True):
            self._after_ms(slow.after_ms, self.stall, socket, slow.for_ms)

    def _after_ms(
        self, ms: float, act: Callable[..., None], *arguments: object
    ) -> None:
        loop = asyncio.get_running_loop()
        self._timers.append(loop.call_later(ms / 1000, act, *arguments))


def _port_of(call: Call) -> int:
    """Return the port of the client's own server, for stream URLs without one."""
    request = call.request
    for known in (request.callback, request.source, request.fallback):
        if known is not None and (url := getattr(known, "url", "")):
            return urlsplit(url).port or 0
    return 0
