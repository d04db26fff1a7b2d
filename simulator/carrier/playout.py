"""The audio a client has sent that the callee has not heard yet.

Twilio keeps at most ten minutes of it and drops the rest (warning 31931). A mark is
due when the audio sent before it has been played, or at once when it is cleared.
"""

from __future__ import annotations

from collections import deque

from simulator.ports import FRAME_BYTES, SILENCE

MAX_BYTES = 10 * 60 * 8000


class PlayOut:
    """One call's play-out buffer; counts in bytes, 8 to the millisecond."""

    def __init__(self) -> None:
        self._audio = bytearray()
        self._marks: deque[tuple[int, str]] = deque()
        self._added = 0
        self._played = 0
        self.overflowed = 0
        """Bytes dropped because the buffer was full."""

    @property
    def played_ms(self) -> int:
        """How much has been played in all."""
        return self._played // 8

    @property
    def waiting_ms(self) -> int:
        """How much is still to be played."""
        return len(self._audio) // 8

    def add(self, audio: bytes) -> None:
        """Append mu-law audio of any length."""
        room = MAX_BYTES - len(self._audio)
        if len(audio) > room:
            self.overflowed += len(audio) - room
            audio = audio[:room]
        self._audio += audio
        self._added += len(audio)

    def mark(self, name: str) -> None:
        """Set a mark behind the audio added so far."""
        self._marks.append((self._added, name))

    def take(self) -> bytes | None:
        """Return the next 20 ms, padded with silence at the end; None when dry."""
        audio = self._audio
        if not audio:
            return None
        frame = bytes(audio[:FRAME_BYTES])
        del audio[:FRAME_BYTES]
        self._played += len(frame)
        if len(frame) < FRAME_BYTES:
            frame += SILENCE[len(frame) :]
        return frame

    def due(self) -> list[str]:
        """Remove and return the marks whose audio has been played."""
        names: list[str] = []
        while self._marks and self._marks[0][0] <= self._played:
            names.append(self._marks.popleft()[1])
        return names

    def clear(self) -> list[str]:
        """Forget what was not played; return all marks, which are due now."""
        self._audio.clear()
        self._added = self._played
        names = [name for _, name in self._marks]
        self._marks.clear()
        return names
