"""How good the connection of a call is: one word, and the figures behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from panda.campaign import CallSnapshot

Grade = Literal["", "good", "fair", "poor"]
"""Empty before the answer."""

GAPS_A_MINUTE = (3, 10)
"""From which on a line is fair, and poor. One gap over 60 ms is a lost syllable; ten a
minute are heard as a bad line by whoever talks."""
JITTER_MS = (30, 60)
"""The same for how unevenly frames come; 30 ms are what IP telephony is planned for, 60
are gaps."""
ROUND_TRIP_MS = (300, 800)
"""The same for the way there and back: twice the 150 ms that nobody minds and the
400 ms that no network should exceed (ITU-T G.114)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A call's connection, as a badge shows it."""

    grade: Grade
    about: str
    """The figures behind it, in words."""


def line(one: CallSnapshot) -> Line:
    """Grade a call's connection of the last minute by what is worst about it."""
    if one.answered_at is None:
        return Line("", "")
    measured = (
        (one.recent_gaps, GAPS_A_MINUTE),
        (one.jitter_ms, JITTER_MS),
        (one.round_trip_ms, ROUND_TRIP_MS),
    )
    worst = max(sum(value >= limit for limit in limits) for value, limits in measured)
    grades: tuple[Grade, ...] = ("good", "fair", "poor")
    return Line(grades[worst], _in_words(one))


def _in_words(one: CallSnapshot) -> str:
    trip = f"{one.round_trip_ms} ms" if one.round_trip_ms else "not known yet"
    return "\n".join(
        (
            f"Gaps over 60 ms: {one.recent_gaps} in the last minute, {one.gaps} in all",
            f"Jitter: {one.jitter_ms:.0f} ms",
            f"To the carrier and back: {trip}",
            f"Messages that never came: {one.lost}",
        )
    )
