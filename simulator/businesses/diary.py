"""A business's diary in one run: what is free, for whom a time is kept, what is gone.

Rule 1: everything that changes a time stands in `STEPS`.
Rule 2: whatever is done to a time is an entry, and the entries together are the truth.

It is asked by those who answer the phone, on one call after the other. What has been
done already is agreed to again and entered once: callers repeat themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Literal

from simulator.businesses import facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from simulator.businesses.documents import Business


class State(StrEnum):
    """Whose a time is."""

    FREE = auto()
    HELD = auto()
    """A caller wants it, and is asked for a name."""
    BOOKED = auto()
    GONE = auto()
    """Somebody else's, of whom we know nothing."""


class Step(StrEnum):
    """What is done to a time."""

    HOLD = auto()
    BOOK = auto()
    LET_GO = auto()
    LOSE = auto()


STEPS: dict[State, dict[Step, State]] = {
    State.FREE: {
        Step.HOLD: State.HELD,
        Step.BOOK: State.BOOKED,
        Step.LOSE: State.GONE,
    },
    State.HELD: {
        Step.HOLD: State.HELD,
        Step.BOOK: State.BOOKED,
        Step.LET_GO: State.FREE,
    },
    State.BOOKED: {Step.LET_GO: State.FREE},
    State.GONE: {},
}
What = Literal["offered", "held", "booked", "moved", "cancelled", "refused", "gone"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was done, on the clocks of the business."""

    what: What
    slot: datetime
    """The time it is about: of a move, the one that is given up."""
    party: str = ""
    """For whom; empty where nobody gave a name."""
    to: datetime | None = None
    """Of a move, the new time."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the diary says to a wish."""

    agreed: bool
    entries: tuple[Entry, ...] = ()


class Diary:
    """The times of one business.

    Args:
        number: By which it is told from others: the first of the business's.
        free: Those that are free when the run begins.
        goes: Whether an offered time is somebody else's by the next call.
    """

    def __init__(
        self,
        number: str,
        free: Iterable[datetime],
        goes: Callable[[datetime], bool] = lambda _: False,
    ) -> None:
        self.number = number
        self._states = dict.fromkeys(sorted(free), State.FREE)
        self._parties: dict[datetime, str] = {}
        self._goes = goes
        self._offered: dict[datetime, None] = {}
        self._done: set[Entry] = set()

    @property
    def times(self) -> tuple[datetime, ...]:
        """All times it knows, whosever they are, the soonest first."""
        return tuple(self._states)

    @property
    def free(self) -> tuple[datetime, ...]:
        """The times that are free, the soonest first."""
        return tuple(
            slot for slot, state in self._states.items() if state is State.FREE
        )

    @property
    def parties(self) -> tuple[str, ...]:
        """Those for whom it keeps a time."""
        return tuple(self._parties.values())

    def kept_for(self, party: str) -> tuple[datetime, ...]:
        """Return the times that somebody has."""
        return tuple(slot for slot in self._states if self._is_of(slot, party))

    def ring(self) -> tuple[Entry, ...]:
        """Begin another call: some offered times have gone since, and holds end."""
        for slot, state in self._states.items():
            if state is State.HELD:
                self._take(slot, Step.LET_GO)
        lost = [slot for slot in self._offered if slot in self.free]
        lost = [slot for slot in lost if self._goes(slot)]
        self._offered.clear()
        for slot in lost:
            self._take(slot, Step.LOSE)
        return tuple(Entry("gone", slot) for slot in lost)

    def offer(self, most: int) -> tuple[Entry, ...]:
        """Offer the soonest times, at most so many."""
        entries = tuple(Entry("offered", slot) for slot in self.free[:most])
        self._offered |= {one.slot: None for one in entries}
        return entries

    def hold(self, slot: datetime) -> Outcome:
        """Keep a time while the caller is asked for a name."""
        if not self._may(slot, Step.HOLD):
            return Outcome(agreed=False, entries=(Entry("refused", slot),))
        again = self._states[slot] is State.HELD
        self._take(slot, Step.HOLD)
        return Outcome(agreed=True, entries=() if again else (Entry("held", slot),))

    def book(self, slot: datetime, party: str) -> Outcome:
        """Keep a time for somebody."""
        if self._is_of(slot, party):
            return Outcome(agreed=True)
        if not self._may(slot, Step.BOOK):
            return Outcome(agreed=False, entries=(Entry("refused", slot, party),))
        self._take(slot, Step.BOOK)
        self._parties[slot] = party
        return self._enter(Entry("booked", slot, party))

    def move(self, slot: datetime, to: datetime, party: str) -> Outcome:
        """Give somebody another time for the one they have; both, or neither."""
        wanted = Entry("moved", slot, party, to)
        if self._is_of(to, party) and wanted in self._done:
            return Outcome(agreed=True)
        if not self._is_of(slot, party) or not self._may(to, Step.BOOK):
            refused = Entry("refused", slot, party, to)
            return Outcome(agreed=False, entries=(refused,))
        self._give_up(slot)
        self._take(to, Step.BOOK)
        self._parties[to] = party
        return self._enter(wanted)

    def cancel(self, slot: datetime, party: str) -> Outcome:
        """Take somebody's time back."""
        wanted = Entry("cancelled", slot, party)
        if not self._is_of(slot, party):
            if wanted in self._done:
                return Outcome(agreed=True)
            return Outcome(agreed=False, entries=(Entry("refused", slot, party),))
        self._give_up(slot)
        return self._enter(wanted)

    def _enter(self, entry: Entry) -> Outcome:
        # Whoever books what they had cancelled may cancel it once more.
        self._done -= {one for one in self._done if entry.slot in {one.slot, one.to}}
        self._done.add(entry)
        return Outcome(agreed=True, entries=(entry,))

    def _is_of(self, slot: datetime, party: str) -> bool:
        return self._parties.get(slot) == party

    def _may(self, slot: datetime, step: Step) -> bool:
        return slot in self._states and step in STEPS[self._states[slot]]

    def _take(self, slot: datetime, step: Step) -> None:
        self._states[slot] = STEPS[self._states[slot]][step]

    def _give_up(self, slot: datetime) -> None:
        self._take(slot, Step.LET_GO)
        del self._parties[slot]


def diary_of(business: Business, seed: int) -> Diary | None:
    """Return the diary a business begins a run with, if it keeps one."""
    kept = business.diary
    if kept is None:
        return None
    chance, number = kept.gone, business.numbers[0]

    def goes(slot: datetime) -> bool:
        return facts.happens(chance, seed, number, "gone", f"{slot:%Y-%m-%dT%H:%M}")

    free = map(datetime.fromisoformat, facts.openings(business, seed))
    return Diary(number, free, goes)
