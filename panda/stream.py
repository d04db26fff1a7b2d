"""Twilio Media Streams without I/O: text frames in, messages out, and back.

`MediaStream` is our end of one ``<Connect><Stream>`` socket (PROTOCOLS B3):

    stream = MediaStream()
    stream.receive(text, now_ms) -> Connected | Started | Audio | KeyPressed
                                    | Played | Stopped          raises ProtocolError
    stream.check(now_ms)              raises ProtocolError when `start` is overdue
    stream.media(base64) | stream.mark(name) | stream.clear()   -> text frame
    stream.lost, stream.reordered     messages missing from, or late in, the sequence

Hand-made rather than pydantic: 4.5 µs for a media frame against 7.6. Its payload stays
the base64 text it came as, since that is how the voice takes it; checking it strictly
costs as much as decoding it (0.5 µs), so the message carries the mu-law bytes as well.
"""

from __future__ import annotations

import json
from binascii import Error as Base64Error, a2b_base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from panda.errors import ProtocolError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_FRAME_BYTES = 64 * 1024
"""Longest text frame we take (RELIABILITY R12); Twilio's are under 500 bytes."""
START_WITHIN_MS = 5_000
"""A socket that has not sent `start` by then is closed (R12)."""
MESSAGES_PER_S = 200
"""Long-run rate we take; 50 frames, their marks and room to spare (R12)."""
BURST = 2_000
"""Messages that may come at once after a stall of the network: ten seconds' worth."""
_MALFORMED = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)
"""All that reading a hostile message can raise."""
_FORMAT = {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}


@dataclass(frozen=True, slots=True)
class Connected:
    """The socket speaks Media Streams."""


@dataclass(frozen=True, slots=True)
class Started:
    """The stream begins: which call it is, and the `<Parameter>`s of its TwiML."""

    stream_sid: str
    call_sid: str
    account_sid: str
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Audio:
    """What the callee said in (usually) 20 ms."""

    payload: str
    """Base64 of `mulaw`, as it came."""
    mulaw: bytes
    at_ms: int
    """Its place in the call, by the carrier's clock."""


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """The callee pressed a key."""

    digit: str


@dataclass(frozen=True, slots=True)
class Played:
    """All audio sent before this mark was played to the callee, or was cleared."""

    name: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """The carrier ends the stream."""


Inbound = Connected | Started | Audio | KeyPressed | Played | Stopped


class MediaStream:
    """One side of a Media Streams conversation.

    Example:
        >>> stream = MediaStream()
        >>> stream.receive('{"event": "connected"}')
        Connected()
    """

    def __init__(self) -> None:
        self.started: Started | None = None
        self.lost = 0
        """Messages whose sequence numbers never came."""
        self.reordered = 0
        """Messages that came with a number already passed."""
        self._next = 0
        self._began_ms: int | None = None
        self._allowance = float(BURST)
        self._seen_ms = 0
        self._media = self._mark = self._clear = ""

    def receive(self, text: str, now_ms: int = 0) -> Inbound:
        """Read one text frame.

        Raises:
            ProtocolError: It is not a Media Streams message, too long, out of turn,
                of another stream, or one too many.
        """
        self._admit(len(text), now_ms)
        if self._began_ms is None:
            self._began_ms = now_ms
        try:
            message = json.loads(text)
            read = self._READERS[message["event"]]
            return read(self, message)
        except _MALFORMED:
            pass  # the error's own text may quote the caller: it goes no further
        raise ProtocolError("not a Media Streams message")

    def check(self, now_ms: int) -> None:
        """Complain if the peer has not said in time whose stream this is.

        The time begins with its first message: before that nobody may have answered.

        Raises:
            ProtocolError: `start` is overdue.
        """
        if self.started is not None or self._began_ms is None:
            return
        if now_ms - self._began_ms > START_WITHIN_MS:
            raise ProtocolError("no start in time")

    def media(self, payload: str) -> str:
        """Return the frame that plays audio (base64 of mu-law, any length)."""
        return f'{self._media}{payload}"}}}}'

    def mark(self, name: str) -> str:
        """Return the frame that asks to be told when all before it was played."""
        return f'{self._mark}{name}"}}}}'

    def clear(self) -> str:
        """Return the frame that drops what is not played yet."""
        return self._clear

    def _admit(self, size: int, now_ms: int) -> None:
        if size > MAX_FRAME_BYTES:
            raise ProtocolError("frame too long")
        refill = (now_ms - self._seen_ms) * MESSAGES_PER_S / 1000
        self._allowance = min(BURST, self._allowance + max(0.0, refill)) - 1
        self._seen_ms = now_ms
        if self._allowance < 0:
            raise ProtocolError("too many messages")

    def _count(self, message: dict[str, Any]) -> None:
        """Check whose message it is and that none is missing before it."""
        if self.started is None:
            raise ProtocolError("a message before start")
        if message.get("streamSid", self.started.stream_sid) != self.started.stream_sid:
            raise ProtocolError("a message of another stream")
        number = int(message.get("sequenceNumber") or self._next)
        if number < self._next:
            self.reordered += 1
            return
        self.lost += number - self._next
        self._next = number + 1

    def _read_connected(self, _message: dict[str, Any]) -> Connected:
        return Connected()

    def _read_start(self, message: dict[str, Any]) -> Started:
        if self.started is not None:
            raise ProtocolError("a second start")
        start = message["start"]
        if start.get("mediaFormat", _FORMAT) != _FORMAT:
            raise ProtocolError("not 8 kHz mu-law")
        sid = _plain(start["streamSid"])
        self.started = Started(
            stream_sid=sid,
            call_sid=_plain(start["callSid"]),
            account_sid=_plain(start.get("accountSid", "")),
            parameters={
                str(name): str(value)
                for name, value in (start.get("customParameters") or {}).items()
            },
        )
        self._next = int(message.get("sequenceNumber") or 1) + 1
        head = f'","streamSid":"{sid}"'
        self._media = f'{{"event":"media{head},"media":{{"payload":"'
        self._mark = f'{{"event":"mark{head},"mark":{{"name":"'
        self._clear = f'{{"event":"clear{head}}}'
        return self.started

    def _read_media(self, message: dict[str, Any]) -> Audio:
        self._count(message)
        media = message["media"]
        payload = media["payload"]
        try:
            mulaw = a2b_base64(payload, strict_mode=True)
        except Base64Error:
            raise ProtocolError("audio is not base64") from None
        return Audio(payload, mulaw, int(media.get("timestamp") or 0))

    def _read_dtmf(self, message: dict[str, Any]) -> KeyPressed:
        self._count(message)
        digit = message["dtmf"]["digit"]
        if digit not in "0123456789*#ABCD" or len(digit) != 1:
            raise ProtocolError("no such key")
        return KeyPressed(digit)

    def _read_mark(self, message: dict[str, Any]) -> Played:
        self._count(message)
        return Played(str((message.get("mark") or {}).get("name", "")))

    def _read_stop(self, message: dict[str, Any]) -> Stopped:
        self._count(message)
        return Stopped()

    _READERS: ClassVar[dict[str, Callable[[MediaStream, dict[str, Any]], Inbound]]] = {
        "connected": _read_connected,
        "start": _read_start,
        "media": _read_media,
        "dtmf": _read_dtmf,
        "mark": _read_mark,
        "stop": _read_stop,
    }


def _plain(sid: str) -> str:
    """Return an identifier that may stand in JSON and in a log as it is."""
    if not (sid.isascii() and (sid.isalnum() or sid == "") and len(sid) <= 64):
        raise ProtocolError("not an identifier")
    return sid
