"""The media streams of one call, one after the other: handshake, audio, end."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, assert_never
from urllib.parse import urlsplit

from picows import WSError

from simulator.carrier.addresses import NoRoute
from simulator.carrier.calls import rfc2822
from simulator.carrier.form import Fetch
from simulator.carrier.media import Ended, MediaSocket, refusal
from simulator.carrier.sids import sid
from simulator.carrier.stream import PROTOCOL, Identity, MediaStream
from simulator.carrier.verbs.base import BadDocument
from simulator.carrier.verbs.schema import OURS
from simulator.carrier.verbs.stream import INSECURE
from simulator.faults.ambush import Ambush
from simulator.faults.kinds import AbruptClose, DropMedia, FreezeMedia, SlowReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.carrier.calls import Call
    from simulator.carrier.line import Line
    from simulator.carrier.stream import Track
    from simulator.carrier.verbs.stream import Stream
    from simulator.carrier.world import World
    from simulator.faults.base import Fault

Ending = Literal["call-ended", "replaced"]

MAX_FORKS = 4
"""One-way streams that one call may have at a time."""
FAIR_CLOSES = frozenset({0, 1000, 1001})
"""Close codes with which a client says that it meant to (RFC 6455, 7.4.1)."""
CONNECTION_TIMEOUT, CONNECTION_REFUSED, HANDSHAKE, CLOSE = 31901, 31902, 31920, 31921
ERRORS = {
    CONNECTION_TIMEOUT: "Stream - WebSocket - Connection Timeout",
    CONNECTION_REFUSED: "Stream - WebSocket - Connection Refused",
    HANDSHAKE: "Stream - WebSocket - Handshake Error",
    CLOSE: "Stream - WebSocket - Close Error",
    PROTOCOL: "Stream - Websocket - Protocol Error",
}
"""Twilio's error dictionary, as far as a socket's life can bring it about."""


@dataclass(frozen=True, slots=True)
class Fork:
    """A one-way stream that is running."""

    sid: str
    name: str
    task: asyncio.Task[None]


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
        self._forks: dict[str, Fork] = {}
        """The one-way streams, by SID."""

    async def run(self, stream: Stream) -> None:
        """Run a media stream until it is over; drop the call if that is the rule.

        Raises:
            BadDocument: Its URL is not secure.
        """
        stream = self._admitted(stream)
        socket = self._socket(stream, ())
        refused = await self._connect(socket, stream)
        if refused is not None:
            self._refused(stream, socket.stream.identity, refused)
            await self._after(refused)
            return
        self.socket = socket
        self._line.source = socket
        self._line.listen(socket.hear)
        try:
            ended = await self._converse(socket, stream)
        finally:
            self.socket = None
            self._line.unlisten(socket.hear)
            self._line.source = None
        await self._after(ended)

    def start(self, stream: Stream) -> str:
        """Run a one-way stream beside the document, until the call or `stop` ends it.

        Returns its SID.

        Raises:
            BadDocument: This call has a stream of that name (or four already), or its
                URL is not secure.
        """
        stream = self._admitted(stream)
        if len(self._forks) >= MAX_FORKS or stream.name in self._names():
            raise BadDocument(12200, "a stream of that name, or too many streams")
        socket = self._socket(stream, stream.tracks)
        stream_sid = socket.stream.identity.stream_sid
        task = asyncio.create_task(self._fork(socket, stream))
        self._forks[stream_sid] = Fork(stream_sid, stream.name, task)
        task.add_done_callback(lambda _: self._forks.pop(stream_sid, None))
        return stream_sid

    def stop(self, name: str) -> Fork | None:
        """End a one-way stream by its name or SID; None if there is none."""
        for fork in self._forks.values():
            if name in {fork.name, fork.sid}:
                fork.task.cancel()
                return fork
        return None

    def close(self) -> None:
        """End what runs beside the document."""
        for fork in self._forks.values():
            fork.task.cancel()

    def _admitted(self, stream: Stream) -> Stream:
        """Return the stream as it is opened: a URL's query string is not passed on."""
        world, parts = self._world, urlsplit(stream.url)
        if parts.scheme != "wss" and world.settings.plain_ws == "refuse":
            raise BadDocument(INSECURE, "the stream's url must be wss")
        if not parts.query:
            return stream
        why = "the query of a stream's url is not passed on: use Parameter"
        world.ledger.write("warning", call_sid=self._call.sid, code=OURS, why=why)
        return replace(stream, url=parts._replace(query="").geturl())

    def _names(self) -> set[str]:
        return {fork.name for fork in self._forks.values() if fork.name}

    async def _fork(self, socket: MediaSocket, stream: Stream) -> None:
        refused = await self._connect(socket, stream)
        if refused is not None:
            self._refused(stream, socket.stream.identity, refused)
            return
        self._line.tap(socket.overhear)
        try:
            await self._converse(socket, stream)
        finally:
            self._line.untap(socket.overhear)

    def _socket(self, stream: Stream, tracks: tuple[Track, ...]) -> MediaSocket:
        self._count += 1
        world, call = self._world, self._call
        identity = Identity(
            stream_sid=sid("MZ", world.rng),
            call_sid=call.sid,
            account_sid=call.account_sid,
            parameters=dict(stream.parameters),
        )
        return MediaSocket(MediaStream(identity, tracks), self._line, world, call.where)

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
                algorithm=world.settings.signature,
            )
        except asyncio.CancelledError:
            socket.abort()
            raise
        except NoRoute:
            return Ended("refused", 0, CONNECTION_REFUSED)
        except TimeoutError:
            return Ended("refused", 0, CONNECTION_TIMEOUT)
        except (WSError, OSError) as error:
            http = refusal(error)
            return Ended("refused", http, HANDSHAKE if http else CONNECTION_REFUSED)
        return None

    async def _converse(self, socket: MediaSocket, stream: Stream) -> Ended:
        world, who = self._world, socket.stream.identity
        world.ledger.write(
            "stream_start",
            call_sid=who.call_sid,
            stream_sid=who.stream_sid,
            n=self._count,
            tracks=list(socket.stream.tracks) if socket.stream.one_way else "both ways",
        )
        self._report(stream, who, "stream-started")
        ambush = self._ambush(socket)
        reason, code, error = "lost", 0, 0
        try:
            ended = await asyncio.shield(socket.closed)
            reason, code, error = ended.how, ended.code, ended.error
        except asyncio.CancelledError:
            reason, code = self.ending, 1000
            socket.stop()
            raise
        finally:
            ambush.close()
            if reason == "lost" or (reason == "closed" and code not in FAIR_CLOSES):
                self._error(stream, who, error or CLOSE, reason)
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
        self._world.ledger.write(
            "fault",
            name="stream_refused",
            call_sid=who.call_sid,
            code=ended.error,
            http=ended.code,
        )
        self._report_error(stream, who, ended.error)

    def _error(self, stream: Stream, who: Identity, code: int, why: str) -> None:
        self._world.ledger.write(
            "fault", name="stream_error", call_sid=who.call_sid, code=code, why=why
        )
        self._report_error(stream, who, code)

    def _report_error(self, stream: Stream, who: Identity, code: int) -> None:
        error = f"{code} - {ERRORS[code]}"
        self._report(stream, who, "stream-error", StreamError=error)

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
        loop = asyncio.get_running_loop()
        loop.call_later(for_ms / 1000, socket.read_again)

    def _ambush(self, socket: MediaSocket) -> Ambush:
        acts: dict[type[Fault], Callable[..., None]] = {
            DropMedia: lambda _: self.cut(socket),
            FreezeMedia: lambda _: self.freeze(socket),
            SlowReader: lambda slow: self.stall(socket, slow.for_ms),
        }
        later = asyncio.get_running_loop().call_later
        return Ambush(self._world.faults, self._call.where, acts, later)


def _port_of(call: Call) -> int:
    """Return the port of the client's own server, for stream URLs without one."""
    request = call.request
    for known in (request.callback, request.source, request.fallback):
        if known is not None and (url := getattr(known, "url", "")):
            return urlsplit(url).port or 0
    return 0
