"""Sockets of a call handed to its process by the front door, as WebSockets.

    door = CallDoor(path, welcome)
    door.open()                       listens at `path`, a Unix socket; needs a loop
    door.close()                      twice is fine; removes `path`

    welcome(Handshake(path, headers)) -> Guest | None     None: refused with 403
    guest.on_open(phone: CallSocket)
    guest.on_text(text: str)          may raise ProtocolError: the socket closes, 1008
    guest.on_bytes(data: bytes)       the same; without it, binary closes with 1003
    guest.on_closed(code: int, *, clean: bool)
    phone.send(text or bytes) / phone.close(code=1000)
    phone.is_full                     more is unsent than should wait

The front door accepts a connection, peeks at its request line and hands the untouched
socket over (SCM_RIGHTS); the handshake happens here. picows has no public way to adopt
a socket that somebody else accepted, so this is the one module that builds its
`WSProtocol` itself. `tests/actors/test_adopt.py` is the contract; picows is pinned.
Its price, 50 frames a second echoed: 4.2 ms of CPU a call-second for one socket, 1.7
for each of ten; websockets' public sans-I/O protocol over a plain transport takes
5.8 to 7.7 and 2.8.
"""

from __future__ import annotations

import array
import asyncio
import logging
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from picows import (
    WSAutoPingStrategy,
    WSCloseCode,
    WSListener,
    WSMsgType,
    WSUpgradeResponse,
    WSUpgradeResponseWithListener,
)
from picows.picows import WSProtocol  # type: ignore[attr-defined]  # not public API

from panda.errors import ProtocolError
from panda.stream import MAX_FRAME_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from picows import WSFrame, WSTransport, WSUpgradeRequest
    from picows.picows import WSCloseHandshake

_log = logging.getLogger(__name__)

HANDSHAKE_WITHIN_S = 5.0
SILENT_S = 5.0
"""How long an open socket may say nothing at all (RELIABILITY R12)."""
UNSENT_BYTES = 16 * 1024
"""Unsent beyond this, a socket is full: half a second of an operator's listening."""
GOODBYE_S = 1.0
"""How long the peer has to answer our close before the socket is cut."""
_FDS_AT_ONCE = 4
_YES, _NO = True, False


@dataclass(frozen=True, slots=True)
class Handshake:
    """What the peer asked for; nothing is believed before its signature is checked."""

    path: str
    headers: Mapping[str, str]
    """Case-insensitive."""


class Guest(Protocol):
    """Whoever takes a phone socket."""

    def on_open(self, phone: CallSocket) -> None:
        """Take the socket; it may be sent to from now on."""
        ...

    def on_text(self, text: str) -> None:
        """Take a text message; a `ProtocolError` closes the socket with 1008."""
        ...

    def on_closed(self, code: int, *, clean: bool) -> None:
        """Know that it is over; 1006 if the peer went without a word."""
        ...


@runtime_checkable
class HearingGuest(Guest, Protocol):
    """One that takes binary messages as well."""

    def on_bytes(self, data: bytes) -> None:
        """Take a binary message; a `ProtocolError` closes the socket with 1008."""
        ...


class CallSocket(WSListener):
    """A socket of one call: the phone's, or an operator's."""

    def __init__(self, guest: Guest) -> None:
        self._guest = guest
        self._hearing = guest if isinstance(guest, HearingGuest) else None
        self.is_full = False
        """Whether more is unsent than should wait; a phone's never minds."""
        self._transport: WSTransport | None = None
        self._parts: list[bytes] = []
        self._size = 0
        self._silence: asyncio.TimerHandle | None = None

    @property
    def is_open(self) -> bool:
        """Whether something can still be sent."""
        transport = self._transport
        return (
            transport is not None
            and not transport.is_close_frame_sent
            and not transport.underlying_transport.is_closing()
        )

    def send(self, message: str | bytes) -> None:
        """Send a message, text or binary; on a closed socket nothing happens."""
        transport = self._transport
        if transport is not None and self.is_open:
            kind = WSMsgType.TEXT if isinstance(message, str) else WSMsgType.BINARY
            transport.send(kind, message)

    def close(self, code: int = 1000) -> None:
        """Say goodbye; `on_closed` follows. Twice is fine."""
        transport = self._transport
        if transport is None or not self.is_open:
            return
        transport.send_close(WSCloseCode(code))
        loop = asyncio.get_running_loop()
        loop.call_later(GOODBYE_S, transport.disconnect)

    # --- picows calls these

    def on_ws_connected(self, transport: WSTransport) -> None:
        """Begin."""
        self._transport = transport
        transport.underlying_transport.set_write_buffer_limits(high=UNSENT_BYTES)
        loop = asyncio.get_running_loop()
        code = WSCloseCode.POLICY_VIOLATION.value
        self._silence = loop.call_later(SILENT_S, self.close, code)
        self._guest.on_open(self)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """Take a frame: whole texts go to the guest, anything else has its answer."""
        if self._silence is not None:
            self._silence.cancel()
            self._silence = None
        try:
            if frame.msg_type == WSMsgType.TEXT and frame.fin:
                if not transport.is_close_frame_sent:
                    self._guest.on_text(frame.get_payload_as_utf8_text())
            elif frame.msg_type in (WSMsgType.TEXT, WSMsgType.CONTINUATION):
                self._piece(frame)
            elif frame.msg_type == WSMsgType.CLOSE:
                if not transport.is_close_frame_sent:
                    transport.send_close(frame.get_close_code())
                transport.disconnect()
            elif frame.msg_type == WSMsgType.BINARY:
                self._bytes(transport, frame)
        except ProtocolError as error:
            _log.warning("phone: %s", error)
            self.close(WSCloseCode.POLICY_VIOLATION.value)
        except UnicodeDecodeError:
            self.close(WSCloseCode.INVALID_TEXT.value)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        """Tell the guest how it ended."""
        if self._silence is not None:
            self._silence.cancel()
        handshake: WSCloseHandshake | None = transport.close_handshake
        said = handshake.recv if handshake is not None else None
        if said is None:
            self._guest.on_closed(WSCloseCode.ABNORMAL_CLOSURE.value, clean=False)
        else:
            self._guest.on_closed(_number(said.code), clean=True)

    def pause_writing(self) -> None:
        """See asyncio: the peer reads too slowly."""
        self.is_full = True

    def resume_writing(self) -> None:
        """See asyncio: it has caught up."""
        self.is_full = False

    def _bytes(self, transport: WSTransport, frame: WSFrame) -> None:
        """Pass a binary message on, if this guest takes any."""
        if self._hearing is None or not frame.fin:
            self.close(WSCloseCode.UNSUPPORTED_DATA.value)
        elif not transport.is_close_frame_sent:
            self._hearing.on_bytes(frame.get_payload_as_bytes())

    def _piece(self, frame: WSFrame) -> None:
        """Put a fragmented message together, within the same bound."""
        self._size += frame.payload_size
        if self._size > MAX_FRAME_BYTES:
            raise ProtocolError("message too long")
        self._parts.append(frame.get_payload_as_bytes())
        if not frame.fin:
            return
        text = b"".join(self._parts).decode()
        self._parts.clear()
        self._size = 0
        self._guest.on_text(text)


class CallDoor:
    """Where one call's sockets come in."""

    def __init__(self, path: str, welcome: Callable[[Handshake], Guest | None]) -> None:
        self.path = path
        self._welcome = welcome
        self._listening: socket.socket | None = None
        self._adopting: set[asyncio.Task[None]] = set()

    def open(self) -> None:
        """Listen; a leftover of an earlier process at the same path goes away."""
        path = Path(self.path)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listening.settimeout(0)
        listening.bind(self.path)
        path.chmod(0o600)
        listening.listen(8)
        self._listening = listening
        asyncio.get_running_loop().add_reader(listening.fileno(), self._accept)

    def close(self) -> None:
        """Let nobody in any more; sockets that are in stay."""
        listening, self._listening = self._listening, None
        if listening is None:
            return
        asyncio.get_running_loop().remove_reader(listening.fileno())
        listening.close()
        Path(self.path).unlink(missing_ok=True)

    def _accept(self) -> None:
        assert self._listening is not None
        try:
            courier, _ = self._listening.accept()
        except BlockingIOError:
            return
        with courier:
            courier.settimeout(0.2)  # a message is there: it is sent right at connect
            try:
                handed = _receive(courier)
            except OSError as error:
                _log.warning("door: nothing was handed over (%s)", error.strerror)
                return
        loop = asyncio.get_running_loop()
        for one in handed:
            task = loop.create_task(self._adopt(one))
            self._adopting.add(task)
            task.add_done_callback(self._adopting.discard)

    async def _adopt(self, phone: socket.socket) -> None:
        phone.settimeout(0)
        loop = asyncio.get_running_loop()
        try:
            await loop.connect_accepted_socket(self._protocol, phone)
        except OSError as error:
            _log.warning("door: a socket could not be taken (%s)", error.strerror)
            with suppress(OSError):
                phone.close()

    def _protocol(self) -> WSProtocol:
        """Build picows' server side; the order of arguments is its own."""
        return WSProtocol(
            None,  # host_port: a client's
            None,  # ws_path: a client's
            _NO,  # is_client_side
            self._answer,
            _log,
            _YES,  # disconnect_on_exception
            HANDSHAKE_WITHIN_S,
            _NO,  # enable_auto_ping: Twilio's own media frames say that it lives
            20,
            20,
            WSAutoPingStrategy.PING_WHEN_IDLE,
            _YES,  # enable_auto_pong
            MAX_FRAME_BYTES,
            None,  # extra_headers
            4096,  # read_buffer_init_size: ten media frames
        )

    def _answer(self, request: WSUpgradeRequest) -> WSUpgradeResponseWithListener:
        guest = self._welcome(
            Handshake(request.path.decode("latin-1"), request.headers)
        )
        if guest is None:
            refusal = WSUpgradeResponse.create_error_response(403, b"")
            return WSUpgradeResponseWithListener(refusal, None)
        response = WSUpgradeResponse.create_101_response()
        return WSUpgradeResponseWithListener(response, CallSocket(guest))


def _receive(courier: socket.socket) -> list[socket.socket]:
    """Take the sockets of one message (`socket.recv_fds`, minus its quirks)."""
    fds = array.array("i")
    space = socket.CMSG_SPACE(_FDS_AT_ONCE * fds.itemsize)
    _, ancillary, _, _ = courier.recvmsg(16, space, socket.MSG_CMSG_CLOEXEC)
    for level, kind, body in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            fds.frombytes(body[: len(body) - len(body) % fds.itemsize])
    return [socket.socket(fileno=fd) for fd in fds]


def _number(code: object) -> int:
    """Return a close code as a number: picows gives its own enum, or a bare one."""
    number = getattr(code, "value", code)
    return number if isinstance(number, int) else WSCloseCode.NO_INFO.value
