"""Looking at a connection without reading it, and handing it on (DESIGN 3).

`peek` waits for the request line with `MSG_PEEK`, so that whoever gets the socket
finds it untouched; `hand_over` gives it to another process on this node.
"""

from __future__ import annotations

import array
import asyncio
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LINE_BYTES = 2_048
"""Longest request line; ours are under 200."""
PEEK_WITHIN_S = 5.0
"""Twilio gives a connection 5 s; a peer slower than that is not a carrier."""
HAND_OVER_WITHIN_S = 1.0


class BadVisitor(Exception):  # noqa: N818 - reads as what happened
    """The peer sent nothing, too much, too slowly, or no HTTP."""


async def peek(visitor: socket.socket) -> bytes:
    """Return the request line of a connection and leave it unread.

    Each time it is not complete yet, `SO_RCVLOWAT` asks the kernel to wake us only
    when there is more: peeked bytes stay readable, and would wake us for ever.

    Raises:
        BadVisitor: There was none within `LINE_BYTES` and `PEEK_WITHIN_S`.
    """
    try:
        async with asyncio.timeout(PEEK_WITHIN_S):
            return await _line(visitor)
    except TimeoutError:
        raise BadVisitor("too slow") from None
    except OSError as error:
        raise BadVisitor(type(error).__name__) from None


async def _line(visitor: socket.socket) -> bytes:
    seen = 0
    while True:
        await _readable(visitor)
        data = visitor.recv(LINE_BYTES, socket.MSG_PEEK)
        line, newline, _ = data.partition(b"\r\n")
        if newline:
            visitor.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)
            return line
        if len(data) == seen:
            raise BadVisitor("went away")
        if len(data) >= LINE_BYTES:
            raise BadVisitor("no request line")
        seen = len(data)
        visitor.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, seen + 1)


async def _readable(one: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    await _event(one, loop.add_reader, loop.remove_reader)


async def _event(
    one: socket.socket,
    add: Callable[..., object],
    remove: Callable[[int], object],
) -> None:
    ready = asyncio.get_running_loop().create_future()

    def set_ready() -> None:
        if not ready.done():
            ready.set_result(None)

    add(one.fileno(), set_ready)
    try:
        await ready
    finally:
        remove(one.fileno())


async def hand_over(visitor: socket.socket, path: str) -> bool:
    """Give a socket to the process that listens at `path`; our copy is closed.

    False, and the socket still ours, if nobody listens there. Python 3.11's
    `socket.send_fds` drops its address argument, hence `sendmsg`.
    """
    courier = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with courier:
        courier.settimeout(0)
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(HAND_OVER_WITHIN_S):
                await loop.sock_connect(courier, path)
            fds = array.array("i", [visitor.fileno()])
            rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)
            courier.sendmsg([b"\x01"], [rights])
        except (OSError, TimeoutError):
            return False
    visitor.close()
    return True
