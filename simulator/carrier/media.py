"""The socket of a media stream, and its life from handshake to close.

The carrier is the WebSocket's client. picows is used for its cost: one call is 100
small messages a second.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from picows import (
    WSCloseCode,
    WSError,
    WSFrame,
    WSListener,
    WSMsgType,
    WSTransport,
    ws_connect,
)

from simulator.carrier.lane import Lane
from simulator.carrier.signature import signed
from simulator.carrier.stream import MALFORMED, PROTOCOL, BadMessage, MediaStream
from simulator.speech.tones import ToneDetector

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.carrier.line import Line
    from simulator.carrier.signature import Algorithm
    from simulator.carrier.stream import Track
    from simulator.carrier.world import World
    from simulator.faults.base import Where

HANDSHAKE_S = 5
MAX_MESSAGE = 1 << 20
MEDIA_WITHIN = 100
"""A media message says so in its first bytes, before its payload."""
FROZEN_S = 60
"""A frozen socket outlives its call by this; then the network forgets it."""
LOST = 1006
"""The close code of a connection that ended without a close frame (RFC 6455)."""

Form = Literal["exact", "slash", "port"]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a stream ended.

    `refused`: the handshake failed; `closed`: the client closed it; `lost`: no
    close frame came. `code` is the close code, or the HTTP status (or 0) if refused.
    """

    how: Literal["refused", "closed", "lost"]
    code: int
    error: int = 0
    """Twilio's error number, if the socket was refused or broke the protocol."""


def signed_url(url: str, form: Form) -> str:
    """Return the URL that a handshake's signature is computed on."""
    parts = urlsplit(url)
    match form:
        case "exact":
            return url
        case "slash":
            return url if url.endswith("/") else url + "/"
        case "port" if parts.port is None:
            port = 443 if parts.scheme == "wss" else 80
            return parts._replace(netloc=f"{parts.netloc}:{port}").geturl()
        case "port":
            return url


class MediaSocket(WSListener):
    """Joins a `MediaStream` to its socket and its line."""

    def __init__(
        self, stream: MediaStream, line: Line, world: World, where: Where
    ) -> None:
        self.stream = stream
        self.closed: asyncio.Future[Ended] = asyncio.get_running_loop().create_future()
        self._line = line
        self._ledger = world.ledger
        self._trace = world.settings.trace
        self._to_client = Lane(world.faults, where, "to_client")
        self._from_client = Lane(world.faults, where, "from_client")
        self._transport: WSTransport | None = None
        self._parts: list[bytes] = []
        self._paused = False
        self._frozen = False
        self._discarded = 0
        wanted = world.settings.stream_keys and not stream.one_way
        self._keys = ToneDetector() if wanted else None
        self._warned: set[int] = set()
        """Each of Twilio's warnings is given once per stream."""

    async def open(
        self,
        target: str,
        url: str,
        auth_token: str,
        form: Form,
        *,
        algorithm: Algorithm = "sha1",
    ) -> None:
        """Connect to `target`, signed as `url`, and send the opening messages.

        Raises:
            WSError: The handshake was refused.
            OSError: No connection.
            TimeoutError: No answer in time.
        """
        await ws_connect(
            lambda: self,
            target,
            websocket_handshake_timeout=HANDSHAKE_S,
            extra_headers={
                **signed(auth_token, signed_url(url, form), algorithm=algorithm),
                "User-Agent": "Twilio.TmeWs/1.0",
            },
            max_frame_size=MAX_MESSAGE,
            max_redirects=0,
            use_aiofastnet=False,
        )
        for message in self.stream.opening():
            self._send(message)

    def take(self) -> bytes | None:
        """Play one frame to the callee; echo the marks that it completed."""
        stream = self.stream
        for payload in self._from_client.due(self._line.now_ms):
            self._act(payload)
        self._echo(stream.echoes())
        return stream.take()

    def hear(self, frame: bytes, now_ms: int) -> None:
        """Send one frame of the callee's audio, and a key if it was one."""
        self._forward(frame, "inbound", now_ms)
        for digit in self._keys.feed(frame) if self._keys is not None else ():
            self.key(digit)

    def overhear(self, heard: bytes, said: bytes, now_ms: int) -> None:
        """Send what a one-way stream wants of both directions."""
        for track in self.stream.tracks:
            self._forward(said if track == "inbound" else heard, track, now_ms)

    def _forward(self, frame: bytes, track: Track, now_ms: int) -> None:
        if self._frozen:
            return
        if self._paused:  # the client reads too slowly: Twilio's warning 31930
            self.stream.skip(track)
            self._discarded += 1
            return
        lane = self._to_client
        for message in lane.due(now_ms):
            self._send(message)
        for message in lane.push(self.stream.media(frame, track), now_ms, media=True):
            self._send(message)

    def key(self, digit: str) -> None:
        """Tell the client that the callee pressed a key."""
        self._send(self.stream.key(digit))

    def stop(self) -> None:
        """Send the last message and close the socket, unless it is frozen."""
        if self._frozen:
            asyncio.get_running_loop().call_later(FROZEN_S, self.abort)
            return
        self._send(self.stream.stop())
        self._close(WSCloseCode.OK)

    def abort(self) -> None:
        """Cut the connection without a close frame."""
        if self._transport is not None:
            self._transport.disconnect(graceful=False)

    def freeze(self) -> None:
        """Fall silent both ways and stay open, as behind a dead network path."""
        self._frozen = True
        self.stream.playout.clear()

    def stop_reading(self) -> None:
        """Let what the client sends pile up in the network."""
        if self._transport is not None and not self._transport.is_disconnected:
            self._transport.underlying_transport.pause_reading()

    def read_again(self) -> None:
        """Read all of it at once."""
        if self._transport is not None and not self._transport.is_disconnected:
            self._transport.underlying_transport.resume_reading()

    def on_ws_connected(self, transport: WSTransport) -> None:
        """See picows: the handshake is done."""
        self._transport = transport

    def on_ws_frame(
        self,
        transport: WSTransport,  # noqa: ARG002 - picows calls it so
        frame: WSFrame,
    ) -> None:
        """See picows: one frame has come."""
        kind = frame.msg_type
        if kind is WSMsgType.CLOSE:
            self._close(frame.get_close_code())
        elif kind in (WSMsgType.TEXT, WSMsgType.CONTINUATION):
            payload = frame.get_payload_as_bytes()
            if not frame.fin or self._parts:
                self._parts.append(payload)
                if not frame.fin:
                    return
                payload, self._parts = b"".join(self._parts), []
            self._receive(payload)
        elif kind is WSMsgType.BINARY:
            self._bad(BadMessage("a binary message", code=MALFORMED))

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        """See picows: the connection is gone, cleanly or not."""
        self._tell_discarded()
        self._tell_struck()
        if self.closed.done():
            return
        # Both are None when there was none, whatever the stubs say.
        said = getattr(transport.close_handshake, "recv", None)
        if said is not None:
            self.closed.set_result(Ended("closed", said.code.value))
        else:
            sent = getattr(transport.close_handshake, "sent", None)
            wrong = sent is not None and sent.code is WSCloseCode.PROTOCOL_ERROR
            self.closed.set_result(Ended("lost", LOST, PROTOCOL if wrong else 0))

    def pause_writing(self) -> None:
        """See asyncio: the client does not read fast enough."""
        self._paused = True

    def resume_writing(self) -> None:
        """See asyncio: it has caught up."""
        self._paused = False
        self._tell_discarded()

    def _receive(self, payload: bytes) -> None:
        if self._frozen:
            return
        lane = self._from_client
        media = b'"media"' in payload[:MEDIA_WITHIN]
        for message in lane.push(payload, self._line.now_ms, media=media):
            self._act(message)

    def _act(self, payload: bytes) -> None:
        stream = self.stream
        dropped = stream.playout.overflowed
        try:
            effect = stream.receive(payload)
        except BadMessage as error:
            self._bad(error)
            return
        if effect.cleared:
            self._line.ear.cleared()
        self._echo(effect.due)
        if stream.playout.overflowed > dropped == 0:
            self._fault("buffer_overflow", code=31931)

    def _bad(self, error: BadMessage) -> None:
        if error.code not in self._warned:
            self._warned.add(error.code)
            self._fault("invalid_message", code=error.code, why=str(error))

    def _echo(self, names: Iterable[str]) -> None:
        for name in names:
            self._send(self.stream.mark(name))
            if self._trace:
                self._ledger.write(
                    "mark",
                    call_sid=self.stream.identity.call_sid,
                    name=name,
                    played_ms=self.stream.playout.played_ms,
                    at_ms=self._line.now_ms,
                )

    def _tell_discarded(self) -> None:
        if self._discarded:
            self._fault("media_discarded", code=31930, frames=self._discarded)
            self._discarded = 0

    def _tell_struck(self) -> None:
        for lane in (self._to_client, self._from_client):
            for name, frames in lane.struck.items():
                self._fault(name, direction=lane.direction, frames=frames)
            lane.struck.clear()

    def _fault(self, name: str, **fields: object) -> None:
        call_sid = self.stream.identity.call_sid
        self._ledger.write("fault", name=name, call_sid=call_sid, **fields)

    def _send(self, message: bytes) -> None:
        if self._transport is not None and not self._transport.is_disconnected:
            self._transport.send(WSMsgType.TEXT, message)

    def _close(self, code: WSCloseCode) -> None:
        if self._transport is not None and not self._transport.is_disconnected:
            if not self._transport.is_close_frame_sent:
                # 0 stands for "no code given", which may not be sent back.
                self._transport.send_close(code if code.value else WSCloseCode.OK)
            self._transport.disconnect()


def refusal(error: WSError | OSError) -> int:
    """Return the HTTP status of a refused handshake, or 0 without an answer."""
    response = getattr(error, "response", None)
    status = getattr(response, "status", None)
    return status.value if isinstance(status, HTTPStatus) else 0
