"""What of our audio the callee has heard, from marks and the time between them.

All audio of a run lies on one line of milliseconds. A mark's echo says that the line
was played up to the mark; between echoes play-out goes on in real time. So one mark
every `PIECE_MS` gives a position that is right to the jitter of the line, where a mark
every 40 ms without the clock would be up to 40 ms late and cost six times the messages:

* The anchor is the moment at which position 0 would have been played. Each echo gives
  one, and the earliest of the last few is taken, as lateness only ever adds. Until the
  first echo it is the sending of the run's first piece, which an idle carrier begins
  to play within its next 20 ms.
* A truncation counts when our `clear` gets to the carrier. An echo is one way old and
  the `clear` takes one way: together one round trip, measured by the mark that is
  sent ahead of the first piece and echoed at once.
* The position is never below the last echo, nor beyond what was sent.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

PIECE_MS = 240
"""Longest stretch between marks: 4 a second, and 1 920 bytes of base64 cut cleanly."""
_ECHOES = 4
"""Echoes the anchor is taken from: the last second."""
SILENT_MS = 1_000
"""How long after its time an echo may come before we stop waiting for it."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the line and the utterance it belongs to."""

    owner: str
    start_ms: float
    end_ms: float


class Playback:
    """The line of audio at the carrier. Times are one monotonic clock's ms."""

    def __init__(self) -> None:
        self.round_trip_ms = 0.0
        """Shortest seen; 0 until known."""
        self.missing_echoes = 0
        self._known_trip = False
        self._number = 0
        self._reset()

    def _reset(self) -> None:
        self._sent_ms = 0.0
        self._certain_ms = 0.0
        self._run_ms = 0.0
        self._begun: float | None = None
        self._anchors: deque[float] = deque(maxlen=_ECHOES)
        self._marks: dict[str, tuple[float, float | None]] = {}
        self._spans: deque[Span] = deque()
        self._finished: dict[str, float] = {}

    def is_idle(self, now_ms: float) -> bool:
        """Say whether the callee hears nothing of us."""
        return self.position(now_ms) >= self._sent_ms

    def position(self, now_ms: float) -> float:
        """Return how much of the line will be heard if a `clear` is sent now."""
        if self._begun is None:
            return self._certain_ms
        due = now_ms - min(self._anchors, default=self._begun)
        return min(self._sent_ms, max(self._certain_ms, due))

    def unplayed_ms(self, now_ms: float) -> float:
        """Return how much was sent and is still to be heard."""
        return self._sent_ms - self.position(now_ms)

    def begin(self, now_ms: float) -> str | None:
        """Return the mark to send ahead of a piece, if it starts a run."""
        if not self.is_idle(now_ms):
            return None
        self._certain_ms = self._run_ms = self._sent_ms
        self._anchors.clear()
        self._begun = now_ms - self._sent_ms
        return self._mark(self._sent_ms, now_ms)

    def send(self, owner: str, ms: float) -> str:
        """Take a piece that is being sent; return the mark to send after it."""
        start = self._sent_ms
        self._sent_ms += ms
        if self._spans and self._spans[-1].owner == owner:
            start = self._spans.pop().start_ms
        self._spans.append(Span(owner, start, self._sent_ms))
        return self._mark(self._sent_ms, None)

    def _mark(self, position: float, asked_ms: float | None) -> str:
        self._number += 1
        name = f"m{self._number}"
        self._marks[name] = (position, asked_ms)
        return name

    def echoed(self, name: str, now_ms: float) -> list[str]:
        """Take an echo; return the owners now heard to the end of what was sent.

        Unknown names, and those from before a `clear`, mean nothing.
        """
        found = self._marks.pop(name, None)
        if found is None:
            return []
        position, asked_ms = found
        if asked_ms is not None:
            trip = max(0.0, now_ms - asked_ms)
            self.round_trip_ms = (
                min(self.round_trip_ms, trip) if self._known_trip else trip
            )
            self._known_trip = True
        elif position > self._run_ms:
            self._anchors.append(now_ms - self.round_trip_ms - position)
        for earlier, (before, _) in list(self._marks.items()):
            if before < position:
                del self._marks[earlier]
        return self._advance(position)

    def overdue(self, now_ms: float) -> list[str]:
        """Stop waiting for echoes that should long have come; as `echoed`."""
        if not self._marks or self._begun is None:
            return []
        late = now_ms - min(self._anchors, default=self._begun) - self._sent_ms
        if late < SILENT_MS + self.round_trip_ms:
            return []
        self.missing_echoes += len(self._marks)
        self._marks.clear()
        return self._advance(self._sent_ms)

    def _advance(self, position: float) -> list[str]:
        self._certain_ms = max(self._certain_ms, position)
        done: list[str] = []
        while self._spans and self._spans[0].end_ms <= self._certain_ms:
            span = self._spans.popleft()
            length = span.end_ms - span.start_ms
            self._finished[span.owner] = self._finished.get(span.owner, 0.0) + length
            done.append(span.owner)
        return done

    def is_outstanding(self, owner: str) -> bool:
        """Say whether some of an owner's audio is still to be heard."""
        return any(span.owner == owner for span in self._spans)

    def is_heard(self, owner: str, now_ms: float) -> bool:
        """Say whether all of an owner's audio is heard if a `clear` is sent now."""
        position = self.position(now_ms)
        return all(s.end_ms <= position for s in self._spans if s.owner == owner)

    def heard_ms(self, owner: str, now_ms: float) -> float:
        """Return how much of an owner's audio is heard if a `clear` is sent now."""
        position = self.position(now_ms)
        return self._finished.get(owner, 0.0) + sum(
            min(max(position - span.start_ms, 0.0), span.end_ms - span.start_ms)
            for span in self._spans
            if span.owner == owner
        )

    def cleared(self) -> None:
        """Forget the line: what was unplayed is dropped, its echoes mean nothing."""
        self._reset()
