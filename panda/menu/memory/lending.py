"""Ways lent from one number to another whose menus begin alike: a prior, not a fact.

A lent way is followed as any other, each step verified by what is heard. It is trusted
less than one's own, and the more the oftener it has held: between these two numbers,
and for others with the same lender.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from panda.menu.menu import Option
from panda.menu.replay import same_offer
from panda.menu.routes import similarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from panda.menu.memory.graph import Graph
    from panda.menu.memory.trip import Trip
    from panda.menu.menu import Route

ALIKE = 0.8
"""From this similarity on two entries may be those of one menu."""
MOST_CANDIDATES = 64
"""So many are compared word by word; of more that are found the nearest."""
MOST_READ = 5
"""Of so many the menus are looked at."""
WORTH = 0.2
"""Below this confidence a way is not lent: its lender's ways have failed elsewhere."""
_OTHERS = 0.5
"""What a loan to somebody else counts."""

_FROZEN = ConfigDict(frozen=True, extra="forbid")


class Inquiry(BaseModel):
    """What a call to a number without a known way has heard, and where it wants to."""

    model_config = _FROZEN

    number: str
    """Who asks; its own menus are none to borrow."""
    goal: str
    entry: str
    """The first prompt so far; see `panda.menu.memory.entry`."""
    options: tuple[Option, ...] = ()
    """What it has offered so far."""


class Loan(BaseModel):
    """How the ways of one number have served a call to another."""

    model_config = _FROZEN

    lender: str
    borrower: str
    successes: int = Field(0, ge=0)
    failures: int = Field(0, ge=0)
    """Its menus turned out to be others, or nobody was reached."""
    used_at: AwareDatetime

    @property
    def refuted(self) -> bool:
        """Whether it is known by now that these two are not alike."""
        return self.failures > self.successes


class Candidate(BaseModel):
    """A number whose entry was found to be something like what was heard."""

    model_config = _FROZEN

    number: str
    entry: str


def repaid(trip: Trip, before: Loan | None) -> Loan | None:
    """Return the record of a loan after a trip; None if nothing was learned of it."""
    if not trip.lender or not trip.counts:
        return None
    held = trip.succeeded and not trip.strayed
    loan = before or Loan(
        lender=trip.lender, borrower=trip.number, used_at=trip.used_at
    )
    return loan.model_copy(
        update={
            "successes": loan.successes + held,
            "failures": loan.failures + (not held),
            "used_at": max(trip.used_at, loan.used_at),
        }
    )


def nearest(candidates: Iterable[Candidate], asked: Inquiry) -> list[Candidate]:
    """Return the candidates whose entry is what was heard, the likest first."""
    found = [
        (similarity(asked.entry, one.entry), one)
        for one in candidates
        if one.number != asked.number
    ]
    alike = [pair for pair in found if pair[0] >= ALIKE]
    alike.sort(key=lambda pair: (-pair[0], pair[1].number))
    return [one for _, one in alike[:MOST_READ]]


def lend(
    graphs: Iterable[Graph], asked: Inquiry, loans: Sequence[Loan], now: datetime
) -> Route | None:
    """Return the best way of these menus, with the confidence of a loan.

    Args:
        graphs: The menus of the nearest numbers, newest versions.
        asked: By whom, and for what.
        loans: All earlier loans of these numbers.
        now: The wall time.
    """
    ways = [way for one in graphs if (way := _way(one, asked, loans, now)) is not None]
    return max(ways, key=lambda way: way.confidence, default=None)


def _way(
    graph: Graph, asked: Inquiry, loans: Sequence[Loan], now: datetime
) -> Route | None:
    way = graph.best(asked.goal, now)
    mine = [one for one in loans if one.lender == graph.number]
    between = [one for one in mine if one.borrower == asked.number]
    if way is None or any(one.refuted for one in between):
        return None
    known = way.steps[0].options
    if not all(any(same_offer(one, k) for k in known) for one in asked.options):
        return None
    worth = min(way.confidence, confidence(mine, asked.number))
    return way.model_copy(update={"confidence": worth}) if worth >= WORTH else None


def confidence(loans: Iterable[Loan], borrower: str) -> float:
    """Say how likely a lent way is to hold: 1 in 3 before anything is known.

    Two successes between the same numbers, or four with others, make 0.6, from which
    on a replay presses before the option itself was heard.
    """
    good = bad = 0.0
    for one in loans:
        weight = 1.0 if one.borrower == borrower else _OTHERS
        good += weight * one.successes
        bad += weight * one.failures
    return (good + 1.0) / (good + bad + 3.0)
