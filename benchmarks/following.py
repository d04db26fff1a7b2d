"""Following the callees' frames from the tap at the carrier to that at the model."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.probe import Wire


class Left(NamedTuple):
    """A frame on its way."""

    call: int
    """Index of the carrier's wire it left by."""
    place: int
    """How many frames of that call left before it."""
    at_ms: float


class Passed(NamedTuple):
    """A frame that came to a model."""

    frame: Left
    at_ms: float

    @property
    def took_ms(self) -> float:
        """How long it was under way."""
        return self.at_ms - self.frame.at_ms


def departures(carrier: Sequence[Wire]) -> dict[str, Left]:
    """Return when each frame left the carrier that is like no other, by its sound."""
    seen = Counter(n.value for wire in carrier for n in wire.up if n.kind == "media")
    left: dict[str, Left] = {}
    for call, wire in enumerate(carrier):
        media = (note for note in wire.up if note.kind == "media")
        for place, note in enumerate(media):
            if seen[note.value] == 1:
                left[note.value] = Left(call, place, note.at_ms)
    return left


def arrivals(left: Mapping[str, Left], model: Wire) -> list[Passed]:
    """Return the frames that came to one model."""
    return [
        Passed(left[note.value], note.at_ms)
        for note in model.up
        if note.kind == "append" and note.value in left
    ]


def expected(left: Mapping[str, Left], came: Sequence[Passed]) -> tuple[int, int]:
    """Count what should have come between the first and last frame, and did not.

    Args:
        left: All that left.
        came: What came to one model, of one call mostly; at least one frame.
    """
    call = Counter(one.frame.call for one in came).most_common(1)[0][0]
    places = {one.frame.place for one in came if one.frame.call == call}
    first, last = min(places), max(places)
    due = [
        one.place
        for one in left.values()
        if one.call == call and first <= one.place <= last
    ]
    return len(due), sum(place not in places for place in due)
