"""What reaches the callee's ear, and when: the truth about play-out.

A burst of audible caller audio becomes one `audible` record. Audio that breaks off
while it is loud and goes on within a second was not finished but starved: that is a
`frame_gap`. (An utterance that is over ends quietly, and what was cleared was cut
on purpose; neither is a gap.)

Text carried as modem tones is mostly silence between short tones, so there the
loudness says nothing: any interruption of up to 0.4 s counts, `GapRule` ``any``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from simulator.ports import FRAME_MS

if TYPE_CHECKING:
    from simulator.ports import Ledger

GapRule = Literal["loud", "any"]

HANGOVER_MS = 200
"""Shorter pauses belong to the burst around them."""
GAP_MS = 60
LONGEST_GAP_MS: dict[GapRule, int] = {"loud": 1000, "any": 400}
"""Longer interruptions are taken for the pause between two utterances."""
LOUD_SAMPLES = 8
LOUD = bytes(int((~code & 0x7F) > 0x10) for code in range(256))
"""By mu-law code: whether it is above about -48 dBFS."""


def is_loud(frame: bytes) -> bool:
    """Whether a frame holds more than line noise.

    Example:
        >>> is_loud(bytes(160)), is_loud(bytes([0xFF]) * 160)
        (True, False)
    """
    return frame.translate(LOUD).count(1) >= LOUD_SAMPLES


class CalleeEar:
    """Writes down one call's audible bursts and gaps."""

    def __init__(
        self, ledger: Ledger, call_sid: str, *, rule: GapRule = "loud"
    ) -> None:
        self._ledger = ledger
        self._rule = rule
        self._call_sid = call_sid
        self._start: int | None = None
        self._end = 0
        self._cut_at: int | None = None
        self._unfinished = False
        """Whether the frame before breaks off if nothing follows it."""
        self._late_ms = 0.0

    def hear(self, frame: bytes | None, now_ms: int, late_ms: float = 0.0) -> None:
        """Take the frame played from `now_ms`; None is a dry buffer.

        `late_ms` is how late the carrier itself was; a gap tells the worst of it, so
        that the harness's own stalls are not taken for the client's.
        """
        if frame is None:
            if self._unfinished:
                self._cut_at, self._late_ms = now_ms, 0.0
            self._late_ms = max(self._late_ms, late_ms)
            self._unfinished = False
        else:
            loud = is_loud(frame)
            self._unfinished = loud or self._rule == "any"
            if self._cut_at is not None:
                self._resumed(now_ms)
            if loud:
                self._burst(now_ms)
        if self._start is not None and now_ms - self._end >= HANGOVER_MS:
            self._flush()

    def cleared(self) -> None:
        """Note that the client cut its own audio off, and whether that was heard."""
        self._ledger.write(
            "clear", call_sid=self._call_sid, audible=self._start is not None
        )
        self._unfinished = False
        self._cut_at = None

    def close(self) -> None:
        """Write what is still open."""
        self._flush()

    def _burst(self, now_ms: int) -> None:
        if self._start is None:
            self._start = now_ms
        self._end = now_ms + FRAME_MS

    def _resumed(self, now_ms: int) -> None:
        assert self._cut_at is not None
        gap = now_ms - self._cut_at
        self._cut_at = None
        if self._unfinished and GAP_MS < gap <= LONGEST_GAP_MS[self._rule]:
            self._ledger.write(
                "frame_gap",
                call_sid=self._call_sid,
                gap_ms=gap,
                direction="outbound",
                late_ms=round(self._late_ms),
            )

    def _flush(self) -> None:
        if self._start is not None:
            self._ledger.write(
                "audible",
                call_sid=self._call_sid,
                start_ms=self._start,
                end_ms=self._end,
            )
            self._start = None
