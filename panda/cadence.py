"""How evenly the callee's frames come: gaps that can be heard, and jitter.

Times are monotonic ms of ours; `sent_ms` is the frame's place in the call by the
carrier's clock, so that a frame is late only against the one before it.
"""

from __future__ import annotations

from collections import deque

GAP_MS = 60
"""Two frames missing in a row can be heard."""
RECENT_MS = 60_000
"""How far back a line is judged by its gaps: it may have got better, or worse."""
_SHARE = 1 / 16
"""What one frame weighs in the jitter: RFC 3550, 6.4.1."""


class Cadence:
    """The rhythm of one stream's frames."""

    def __init__(self) -> None:
        self.gaps = 0
        """Silences of the network over `GAP_MS` so far."""
        self._gaps_ms: deque[int] = deque()
        """When each of the last `RECENT_MS` ended."""
        self.jitter_ms = 0.0
        """Smoothed difference in transit between neighbouring frames (RFC 3550)."""
        self.last_ms: int | None = None
        """When the last frame came; none if none did since `restart`."""
        self._sent_ms = 0

    def frame(self, sent_ms: int, now_ms: int) -> None:
        """Take the arrival of a frame."""
        if self.last_ms is not None:
            apart_ms, meant_ms = now_ms - self.last_ms, sent_ms - self._sent_ms
            if apart_ms > GAP_MS:
                self.gaps += 1
                self._gaps_ms.append(now_ms)
            if meant_ms > 0:  # a carrier that does not number its frames has no jitter
                late_ms = abs(apart_ms - meant_ms)
                self.jitter_ms += (late_ms - self.jitter_ms) * _SHARE
        self.last_ms, self._sent_ms = now_ms, sent_ms

    def recent_gaps(self, now_ms: int) -> int:
        """Return how many gaps there were in the last `RECENT_MS`."""
        while self._gaps_ms and now_ms - self._gaps_ms[0] > RECENT_MS:
            self._gaps_ms.popleft()
        return len(self._gaps_ms)

    def restart(self) -> None:
        """Begin anew with another stream: the pause between the two is no gap."""
        self.last_ms = None
