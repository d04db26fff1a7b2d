"""Twilio's side of a Media Streams conversation, without the socket.

Bytes in, bytes out: `receive` takes a client's message and says what follows from
it; `media`, `key`, `take` and `echoes` are called once a frame by whoever owns the
clock. Numbers are strings on this wire (PROTOCOLS B3).
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from simulator.carrier.playout import PlayOut
from simulator.ports import FRAME_MS

if TYPE_CHECKING:
    from collections.abc import Mapping

CONNECTED = b'{"event":"connected","protocol":"Call","version":"1.0.0"}'


Track = Literal["inbound", "outbound"]
"""``inbound`` is what the callee says, ``outbound`` what it hears."""

INVALID, MALFORMED, PROTOCOL = 31951, 31950, 31924


class BadMessage(ValueError):  # noqa: N818 - reads as what happened
    """Not a message a client may send; `code` is Twilio's error number.

    31951 is a message that is not media, mark or clear for this stream; 31950 one that
    cannot be read at all (binary); 31924 one on a stream that goes one way only.
    """

    def __init__(self, why: str, *, code: int = INVALID) -> None:
        super().__init__(why)
        self.code = code


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose stream it is."""

    stream_sid: str
    call_sid: str
    account_sid: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a client's message brought about."""

    due: tuple[str, ...] = ()
    """Marks to echo at once."""
    cleared: bool = False


NOTHING = Effect()


class MediaStream:
    """One stream, from `opening` to `stop`; without `tracks` a bidirectional one."""

    def __init__(self, identity: Identity, tracks: tuple[Track, ...] = ()) -> None:
        self.identity = identity
        self.one_way = bool(tracks)
        self.tracks: tuple[Track, ...] = tracks or ("inbound",)
        self.playout = PlayOut()
        self._sequence = 0
        self._chunks: dict[Track, int] = dict.fromkeys(self.tracks, 0)
        sid = json.dumps(identity.stream_sid).encode()
        self._tail = b'"},"streamSid":' + sid + b"}"

    def opening(self) -> tuple[bytes, bytes]:
        """Return the two messages that open a stream: connected, then start."""
        who = self.identity
        return CONNECTED, self._message(
            "start",
            start={
                "accountSid": who.account_sid,
                "streamSid": who.stream_sid,
                "callSid": who.call_sid,
                "tracks": list(self.tracks),
                "mediaFormat": {
                    "encoding": "audio/x-mulaw",
                    "sampleRate": 8000,
                    "channels": 1,
                },
                "customParameters": dict(who.parameters),
            },
        )

    def media(self, frame: bytes, track: Track = "inbound") -> bytes:
        """Return the message that carries one frame; each track counts its own chunks.

        Written by hand: it is sent 50 times a second and call.
        """
        self._sequence += 1
        chunk = self._chunks[track] = self._chunks[track] + 1
        return b"".join(
            (
                b'{"event":"media","sequenceNumber":"%d",' % self._sequence,
                b'"media":{"track":"%s","chunk":"%d",' % (track.encode(), chunk),
                b'"timestamp":"%d","payload":"' % ((chunk - 1) * FRAME_MS),
                binascii.b2a_base64(frame, newline=False),
                self._tail,
            )
        )

    def key(self, digit: str) -> bytes:
        """Return the message for a key the callee pressed."""
        return self._message("dtmf", dtmf={"track": "inbound_track", "digit": digit})

    def stop(self) -> bytes:
        """Return the last message."""
        who = self.identity
        return self._message(
            "stop", stop={"accountSid": who.account_sid, "callSid": who.call_sid}
        )

    def take(self) -> bytes | None:
        """Return the next frame for the callee, or None for silence."""
        return self.playout.take()

    def skip(self, track: Track = "inbound") -> None:
        """Count a frame that could not be sent."""
        self._chunks[track] += 1

    def echoes(self) -> list[str]:
        """Return the names of the marks whose audio has been played."""
        return self.playout.due()

    def mark(self, name: str) -> bytes:
        """Return the message that echoes a mark."""
        return self._message("mark", mark={"name": name})

    def receive(self, text: bytes) -> Effect:
        """Read one message of the client, as it came in a text frame.

        Raises:
            BadMessage: It is none of media, mark and clear for this stream. The
                stream goes on.
        """
        if self.one_way:
            raise BadMessage("the stream goes one way only", code=PROTOCOL)
        try:
            message = json.loads(text)
            own = message["streamSid"] == self.identity.stream_sid
            effect = self._act(message["event"], message) if own else None
        except BadMessage:
            raise
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise BadMessage("not a Media Streams message") from None
        if effect is None:
            raise BadMessage("for another stream")
        return effect

    def _act(self, event: object, message: dict[str, dict[str, str]]) -> Effect:
        match event:
            case "media":
                payload = message["media"]["payload"]
                self.playout.add(base64.b64decode(payload, validate=True))
                return NOTHING
            case "mark":
                # A known client sends marks without a name (B4).
                self.playout.mark(str(message.get("mark", {}).get("name", "")))
                return Effect(due=tuple(self.playout.due()))
            case "clear":
                return Effect(due=tuple(self.playout.clear()), cleared=True)
            case _:
                raise BadMessage("an event that clients do not send")

    def _message(self, event: str, **body: object) -> bytes:
        self._sequence += 1
        return json.dumps(
            {
                "event": event,
                "sequenceNumber": str(self._sequence),
                "streamSid": self.identity.stream_sid,
                **body,
            },
            separators=(",", ":"),
        ).encode()
