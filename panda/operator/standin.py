"""What the callee hears instead of the AI: an operator's voice, or music.

Frames go to the carrier as they come, which plays them one after another: what is
unplayed there is the buffer that evens their jitter out. It grows to the jitter there
is, and to 60 ms at most; of what comes faster than it is heard the oldest is dropped,
since a conversation has no use for a voice that is late (RELIABILITY R13).
"""

from __future__ import annotations

from collections import deque

from panda.audio.mulaw import FRAME_BYTES, FRAME_MS, SILENCE
from panda.audio.music import comfort_tone, hold_music

VOICE_AHEAD_MS = 60
"""Most of an operator's voice that is unplayed at the carrier."""
WAITING = 3
"""Frames that wait here beyond that."""
MUSIC_AHEAD_MS = 200
"""Music has no hurry, and a stall of ours should not be heard in it."""
QUIET = bytes([SILENCE]) * FRAME_BYTES


class StandIn:
    """The one source of sound while the AI has not the floor."""

    def __init__(self) -> None:
        self.dropped = 0
        """Frames of operators that came too fast."""
        self._waiting: deque[bytes] = deque()
        self._place = 0
        """In the music, in bytes."""
        self._end_ms = 0.0
        """When the carrier has played all that was sent."""

    def begin(self) -> None:
        """Forget what came before: somebody else is heard, or the line was cleared."""
        self._waiting.clear()
        self._end_ms = 0.0
        self._place = 0

    def tone(self, now_ms: int) -> list[bytes]:
        """Return the soft tone that announces another voice."""
        frames = _frames(comfort_tone())
        self._end_ms = max(self._end_ms, now_ms) + FRAME_MS * len(frames)
        return frames

    def speak(self, mulaw: bytes, now_ms: int) -> list[bytes]:
        """Take a frame of the operator's; return what is to be sent now."""
        while len(self._waiting) >= WAITING:
            self._waiting.popleft()
            self.dropped += 1
        self._waiting.append(mulaw)
        return self.voice(now_ms)

    def voice(self, now_ms: int) -> list[bytes]:
        """Return the operator's frames that may go to the carrier by now.

        A run begins with a frame of silence: without it the second frame of a voice
        that comes a millisecond late would leave a hole.
        """
        sent: list[bytes] = []
        while self._waiting and self._ahead_ms(now_ms) + FRAME_MS <= VOICE_AHEAD_MS:
            if not self._ahead_ms(now_ms):
                sent.append(QUIET)
                self._end_ms = now_ms + FRAME_MS
            sent.append(self._waiting.popleft())
            self._end_ms += FRAME_MS
        return sent

    def music(self, now_ms: int) -> list[bytes]:
        """Return the next of the music, as much as should be at the carrier."""
        loop = hold_music()
        sent = []
        self._end_ms = max(self._end_ms, now_ms)
        while self._ahead_ms(now_ms) < MUSIC_AHEAD_MS:
            sent.append(loop[self._place : self._place + FRAME_BYTES])
            self._place = (self._place + FRAME_BYTES) % len(loop)
            self._end_ms += FRAME_MS
        return sent

    def _ahead_ms(self, now_ms: int) -> float:
        return max(0.0, self._end_ms - now_ms)


def _frames(mulaw: bytes) -> list[bytes]:
    return [mulaw[at : at + FRAME_BYTES] for at in range(0, len(mulaw), FRAME_BYTES)]
