"""A client's WebSocket that carries texts, by callback (picows)."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from picows import WSCloseCode, WSListener, WSMsgType

if TYPE_CHECKING:
    from collections.abc import Callable

    from picows import WSFrame, WSTransport

GOODBYE_S = 1.0
"""How long a close may take before the socket is cut."""
UNSENT_BYTES = 16 * 1024
"""Unsent beyond this, it is full: about a second of sound (RELIABILITY R13)."""


class TextSocket(WSListener):
    """One WebSocket: whole texts out of it, by callback."""

    def __init__(
        self,
        on_text: Callable[[str], None],
        on_closed: Callable[[TextSocket, int], None],
    ) -> None:
        self._on_text = on_text
        self._on_closed: Callable[[TextSocket, int], None] | None = on_closed
        self._transport: WSTransport | None = None
        self._parts: list[bytes] = []
        self.is_full = False
        """Whether more is unsent than should wait."""

    def on_ws_connected(self, transport: WSTransport) -> None:
        """Keep the transport."""
        self._transport = transport
        transport.underlying_transport.set_write_buffer_limits(high=UNSENT_BYTES)

    def pause_writing(self) -> None:
        """See asyncio: the server reads too slowly."""
        self.is_full = True

    def resume_writing(self) -> None:
        """See asyncio: it has caught up."""
        self.is_full = False

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """Pass whole texts on; answer a close."""
        if frame.msg_type == WSMsgType.CLOSE:
            transport.send_close(frame.get_close_code())
            transport.disconnect()
        elif frame.msg_type in (WSMsgType.TEXT, WSMsgType.CONTINUATION):
            try:
                text = self._text(frame)
            except UnicodeDecodeError:  # its own message would quote what was said
                transport.send_close(WSCloseCode.INVALID_TEXT)
                transport.disconnect()
                return
            if text is not None:
                self._on_text(text)

    def _text(self, frame: WSFrame) -> str | None:
        """Return the text that a frame completes, None if more of it is to come."""
        if frame.fin and not self._parts:
            return frame.get_payload_as_utf8_text()
        self._parts.append(frame.get_payload_as_bytes())
        if not frame.fin:
            return None
        whole = b"".join(self._parts)
        self._parts.clear()
        return whole.decode()

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        """Say that it is over, with the code the server gave, or 1006."""
        if self._on_closed is not None:
            self._on_closed(self, _code(transport))

    def send(self, text: str) -> None:
        """Send a text; nothing happens on a socket that is going away."""
        transport = self._transport
        if transport is None or transport.underlying_transport.is_closing():
            return
        transport.send(WSMsgType.TEXT, text)

    def abandon(self) -> None:
        """Close without looking back; what cannot be sent in `GOODBYE_S` is not."""
        self._on_closed = None
        transport = self._transport
        if transport is not None:
            transport.send_close(WSCloseCode.OK)
            transport.disconnect()
            loop = asyncio.get_running_loop()
            loop.call_later(GOODBYE_S, lambda: transport.disconnect(graceful=False))

    async def close(self) -> None:
        """Close and wait until it is closed."""
        self.abandon()
        if self._transport is not None:
            await self._transport.wait_disconnected()


def _code(transport: Any) -> int:
    handshake = transport.close_handshake
    if handshake is None or handshake.recv is None:
        return WSCloseCode.ABNORMAL_CLOSURE.value
    return int(getattr(handshake.recv.code, "value", handshake.recv.code))
