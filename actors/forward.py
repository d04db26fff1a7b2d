"""One HTTP request from the front door to Ray Serve on loopback, and its answer back.

Every request goes with ``Connection: close``: on a connection that stayed open a second
request could name a path the front door never saw.
"""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from gateways import twiml

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator

HEAD_BYTES = 16 * 1024
BODY_BYTES = 2 * 1024 * 1024
"""Longest request body: a campaign of 10 000 rows with room to spare."""
CONNECT_WITHIN_S = 1.0
GOODBYE_S = 5.0
"""How long the last of an answer may take to leave."""
TWILIO = "/twilio/"
RECOVER = "/twilio/recover/"
LOOPS = 4
"""How often a call is asked to wait for us before we apologise (F1)."""
PAUSE_S = 8
_COUNTS = frozenset(map(str, range(LOOPS + 1)))
_CHUNK = 64 * 1024
_DROPPED = (b"connection:", b"keep-alive:", b"upgrade:", b"proxy-connection:")
_REASONS = {404: "Not Found", 413: "Content Too Large", 503: "Service Unavailable"}
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a visitor may take, whatever they do: a place is theirs no longer."""

    request_s: float
    """For all of their request, head and body."""
    answer_s: float
    """Until an answer of Serve's begins."""
    whole_s: float
    """From the first byte of the request to the last of the answer."""


STRANGER = Patience(request_s=15.0, answer_s=60.0, whole_s=90.0)
"""Long polls take under 30 s; the largest request is some seconds on a slow line."""
CARRIER = Patience(request_s=5.0, answer_s=12.0, whole_s=15.0)
"""Twilio's requests are a packet or two, and it waits for 15 s itself."""
RECOVERY = Patience(request_s=5.0, answer_s=8.0, whole_s=15.0)
"""As much of Twilio's 15 s as a call's next step may use before we say it ourselves."""


def patience(path: str) -> Patience:
    """Return how long a request for `path` may take."""
    if path.startswith(RECOVER):
        return RECOVERY
    return CARRIER if path.startswith(TWILIO) else STRANGER


class Upstream:
    """Ray Serve, seen from the front door."""

    def __init__(self, port: int, *, public_url: str) -> None:
        self._port = port
        self._public_url = public_url

    async def forward(self, visitor: socket.socket, path: str) -> None:
        """Pass one request on and its answer back; answer for Serve if it is away."""
        reader, writer = await _streams(visitor)
        try:
            async with asyncio.timeout(patience(path).whole_s):
                await self._serve(reader, writer, path)
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError):
            pass  # the visitor did not make a request of it: nobody to answer
        finally:
            await _let_go(writer)

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str
    ) -> None:
        until = asyncio.get_running_loop().time() + patience(path).request_s
        async with asyncio.timeout_at(until):
            head = await reader.readuntil(b"\r\n\r\n")
        length = _body_bytes(head)
        if length is None or length > BODY_BYTES:
            writer.write(_plain(413))
        elif not await self._exchange(
            _exactly(reader, length, until), writer, head, path
        ):
            writer.write(self._stand_in(path))
        await writer.drain()

    async def _exchange(
        self,
        body: AsyncIterator[bytes],
        writer: asyncio.StreamWriter,
        head: bytes,
        path: str,
    ) -> bool:
        """Carry request and answer; False if Serve gave none that can be used."""
        try:
            async with asyncio.timeout(CONNECT_WITHIN_S):
                back, forth = await asyncio.open_connection("127.0.0.1", self._port)
        except (OSError, TimeoutError):
            return False
        try:
            forth.write(_closing(head))
            async for chunk in body:
                forth.write(chunk)
                await forth.drain()
            first = await _usable(back, path)
            if not first:
                return False
            writer.write(first)
            await _copy(back, writer)
        except OSError:
            return False
        finally:
            forth.close()
        return True

    def _stand_in(self, path: str) -> bytes:
        """Answer for Serve: a call is asked to wait, anybody else to come again."""
        if not path.startswith(RECOVER):
            return _plain(503, "Retry-After: 5\r\n")
        parts = urlsplit(path)
        waited = (parse_qs(parts.query).get("wait") or ["0"])[0]
        loop = 1 + (int(waited) if waited in _COUNTS else LOOPS)
        if loop > LOOPS:
            document = twiml.hang_up("We are sorry, we lost the connection. Goodbye.")
        else:
            document = twiml.wait(
                f"{self._public_url}{parts.path}?wait={loop}",
                seconds=PAUSE_S,
                say="One moment please.",
            )
        return _response("200 OK", "Content-Type: text/xml\r\n", document.encode())


async def _usable(back: asyncio.StreamReader, path: str) -> bytes:
    """Return the status line of an answer, b"" if there is none to pass on.

    To a caller of the API an error of Serve's is an answer; a call that is to be
    recovered has no use for it.
    """
    try:
        async with asyncio.timeout(patience(path).answer_s):
            first = await back.readuntil(b"\r\n")
    except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return b""
    found = _STATUS.match(first)
    recovery = path.startswith(RECOVER)
    failed = found is None or (recovery and found[1].startswith(b"5"))
    return b"" if failed else first


async def _copy(back: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Pass the rest of an answer on; what breaks off there breaks off here."""
    with suppress(OSError):
        while chunk := await back.read(_CHUNK):
            writer.write(chunk)
            await writer.drain()


async def _let_go(writer: asyncio.StreamWriter) -> None:
    """Close a connection; what a visitor does not read in time is dropped."""
    writer.close()
    try:
        async with asyncio.timeout(GOODBYE_S):
            await writer.wait_closed()
    except (OSError, TimeoutError):
        writer.transport.abort()


async def refuse(visitor: socket.socket, status: int) -> None:
    """Answer a request nobody reads.

    What is here of it is taken off the socket first: closing over unread bytes would
    reset the connection under the answer.
    """
    with suppress(OSError):
        visitor.recv(_CHUNK)
        await asyncio.get_running_loop().sock_sendall(visitor, _plain(status))


def _plain(status: int, headers: str = "") -> bytes:
    return _response(f"{status} {_REASONS[status]}", headers, b"")


def _response(status: str, headers: str, body: bytes) -> bytes:
    head = (
        f"HTTP/1.1 {status}\r\n{headers}Content-Length: {len(body)}\r\n"
        "Connection: close\r\n\r\n"
    )
    return head.encode() + body


async def _streams(
    one: socket.socket,
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=HEAD_BYTES)
    protocol = asyncio.StreamReaderProtocol(reader)
    transport, _ = await loop.connect_accepted_socket(lambda: protocol, one.dup())
    return reader, asyncio.StreamWriter(transport, protocol, reader, loop)


def _body_bytes(head: bytes) -> int | None:
    """Return the length of the body; None if it is not said as a plain number."""
    lengths = {
        line.partition(b":")[2].strip()
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length:")
    }
    if b"\r\ntransfer-encoding:" in head.lower() or len(lengths) > 1:
        return None
    length = lengths.pop() if lengths else b"0"
    return int(length) if length.isdigit() and len(length) < 10 else None


def _closing(head: bytes) -> bytes:
    """Return the head of a request that is the only one on its connection."""
    lines = [
        line
        for line in head[:-4].split(b"\r\n")
        if not line.lower().startswith(_DROPPED)
    ]
    return b"\r\n".join([*lines, b"Connection: close", b"", b""])


async def _exactly(
    reader: asyncio.StreamReader, size: int, until: float
) -> AsyncIterator[bytes]:
    """Read `size` bytes in pieces, all of them before `until` of the loop's clock."""
    while size:
        async with asyncio.timeout_at(until):
            chunk = await reader.read(min(size, _CHUNK))
        if not chunk:
            raise asyncio.IncompleteReadError(b"", size)
        size -= len(chunk)
        yield chunk
