"""WebSocket frames read off a byte stream that somebody else owns (RFC 6455)."""

from __future__ import annotations

from typing import NamedTuple

TEXT = 1


class Frame(NamedTuple):
    """One whole frame."""

    opcode: int
    final: bool
    payload: bytes


class FrameReader:
    """Takes the bytes of one direction, the HTTP handshake first; gives its frames."""

    def __init__(self) -> None:
        self.head: bytes | None = None
        """The request or answer before the frames, once it is whole."""
        self._bytes = bytearray()

    @property
    def between_frames(self) -> bool:
        """Whether a frame could be slipped in now without breaking another."""
        return self.head is not None and not self._bytes

    def feed(self, data: bytes) -> list[Frame]:
        """Take some bytes; return the frames that are whole now."""
        self._bytes += data
        if self.head is None:
            end = self._bytes.find(b"\r\n\r\n")
            if end < 0:
                return []
            self.head = bytes(self._bytes[:end])
            del self._bytes[: end + 4]
        frames = []
        while (frame := self._next()) is not None:
            frames.append(frame)
        return frames

    def _next(self) -> Frame | None:
        data = self._bytes
        if len(data) < 2:
            return None
        length, start = data[1] & 0x7F, 2
        if length > 125:
            wide = 2 if length == 126 else 8
            length = int.from_bytes(data[2 : 2 + wide], "big")
            start += wide
        masked = bool(data[1] & 0x80)
        begin = start + 4 * masked
        if len(data) < begin + length:
            return None
        payload = bytes(data[begin : begin + length])
        if masked:
            payload = _unmasked(payload, bytes(data[start:begin]))
        first = data[0]
        del data[: begin + length]
        return Frame(first & 0x0F, bool(first & 0x80), payload)


def _unmasked(payload: bytes, mask: bytes) -> bytes:
    size = len(payload)
    key = (mask * (size // 4 + 1))[:size]
    both = int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")
    return both.to_bytes(size, "big")


def text_frame(text: str) -> bytes:
    """Return a server's (unmasked) text frame."""
    payload = text.encode()
    size = len(payload)
    if size > 125:
        return b"\x81\x7e" + size.to_bytes(2, "big") + payload
    return bytes((0x81, size)) + payload
