"""A question to the supervisor and the patience for it, as times and not as timers."""

from __future__ import annotations

from dataclasses import dataclass

FILLER_MS = 700
"""After this the callee hears a filler (DESIGN 4.4)."""
FALLBACK_MS = 2_000
"""After this a safe sentence is spoken and a late answer is dropped (DESIGN 4.4)."""
RETURN_MS = 200
"""What an answer may take from the supervisor's desk to the call: one that uses its
time to the last would be late for certain."""
TRANSCRIPT_MS = 1_200
"""How long a question waits for the transcript of the words it is about: the voice may
ask before its own transcription is done."""


@dataclass(slots=True)
class Counsel:
    """One request of the voice for its supervisor."""

    request: str
    context: str
    asked_ms: int
    sent: bool = False
    filled: bool = False
    orphaned: bool = False
    """Whether no voice waits for it: the one that asked is gone, or none did."""
    is_ours: bool = False
    """Whether no voice has asked at all: there is news of our people."""

    def must_send(self, now_ms: int, *, transcribed: bool) -> bool:
        """Whether it is time to ask the supervisor."""
        waited = now_ms - self.asked_ms >= TRANSCRIPT_MS
        return not self.sent and (transcribed or waited)

    def must_fill(self, now_ms: int) -> bool:
        """Whether the callee should hear that we are still there."""
        return not self.filled and now_ms - self.asked_ms >= FILLER_MS

    def is_late(self, now_ms: int) -> bool:
        """Whether the safe sentence is due."""
        return now_ms - self.asked_ms >= FALLBACK_MS

    def remaining_ms(self, now_ms: int) -> int:
        """How long an answer would still be of use."""
        return max(1, FALLBACK_MS - RETURN_MS - (now_ms - self.asked_ms))
