"""Twilio's side of one media stream: the frames it sends, and a callee who listens.

`FakeStream` numbers its messages as Twilio does (numbers are strings). `FakeLine` also
plays: it takes our media, marks and clears, plays 20 ms at every `step`, echoes marks
when their turn has come (or at once when cleared), and keeps what the callee heard.
"""

from __future__ import annotations

import base64
import json
from collections import deque

from panda.audio.mulaw import FRAME_BYTES, FRAME_MS, SILENCE

STREAM_SID = "MZ00"
FORMAT = {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}
QUIET = bytes([SILENCE]) * FRAME_BYTES


class FakeStream:
    """Writes what Twilio would send."""

    def __init__(self) -> None:
        self.number = 0
        """Of the last message; raise it to lose messages."""

    def message(self, event: str, **fields: object) -> str:
        """Return any message, with the next number."""
        self.number += 1
        head = {"event": event, "sequenceNumber": str(self.number)}
        return json.dumps({**head, "streamSid": STREAM_SID, **fields})

    def connected(self) -> str:
        """Return the greeting, which has no number."""
        return '{"event":"connected","protocol":"Call","version":"1.0.0"}'

    def start(self, **parameters: str) -> str:
        """Return `start`, with the `<Parameter>`s given."""
        start = {
            "accountSid": "AC1",
            "streamSid": STREAM_SID,
            "callSid": "CA1",
            "tracks": ["inbound"],
            "mediaFormat": FORMAT,
            "customParameters": parameters,
        }
        return self.message("start", start=start)

    def media(self, mulaw: bytes = QUIET, at_ms: int = 0) -> str:
        """Return a frame of the callee's audio."""
        return self.message(
            "media",
            media={
                "track": "inbound",
                "chunk": str(self.number),
                "timestamp": str(at_ms),
                "payload": base64.b64encode(mulaw).decode(),
            },
        )

    def mark(self, name: str) -> str:
        """Return the echo of a mark."""
        return self.message("mark", mark={"name": name})

    def dtmf(self, digit: str) -> str:
        """Return a key of the callee's."""
        return self.message("dtmf", dtmf={"track": "inbound_track", "digit": digit})

    def stop(self) -> str:
        """Return the end of the stream."""
        return self.message("stop", stop={"accountSid": "AC1", "callSid": "CA1"})


class FakeLine(FakeStream):
    """Plays our audio to a callee, in time that the test moves."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = bytearray()
        """All that was played, without the silence between."""
        self.cleared = 0
        self._queue: deque[bytes | str] = deque()

    @property
    def unplayed_ms(self) -> float:
        """How much of our audio is waiting here."""
        return sum(len(one) for one in self._queue if isinstance(one, bytes)) / 8

    def take(self, text: str) -> list[str]:
        """Take a frame of ours; return what Twilio answers at once."""
        message = json.loads(text)
        assert message["streamSid"] == STREAM_SID
        match message["event"]:
            case "media":
                payload = message["media"]["payload"]
                self._queue.append(base64.b64decode(payload, validate=True))
            case "mark":
                self._queue.append(message["mark"]["name"])
            case "clear":
                self.cleared += 1
                marks = [one for one in self._queue if isinstance(one, str)]
                self._queue.clear()
                return [self.mark(name) for name in marks]
            case other:
                raise AssertionError(f"no such message: {other}")
        return self._echoes()

    def step(self, ms: int = FRAME_MS) -> list[str]:
        """Play the next stretch; return the echoes of the marks passed."""
        room = ms * 8
        echoes = self._echoes()
        while room and self._queue:
            sound = self._queue.popleft()
            assert isinstance(sound, bytes)
            self.heard += sound[:room]
            if len(sound) > room:
                self._queue.appendleft(sound[room:])
            room -= min(room, len(sound))
            echoes += self._echoes()
        return echoes

    def _echoes(self) -> list[str]:
        echoes = []
        while self._queue and isinstance(self._queue[0], str):
            echoes.append(self.mark(str(self._queue.popleft())))
        return echoes
