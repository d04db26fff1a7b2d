"""Waiting on hold: who picks up is noticed, music and recordings are not answered.

    python -m benchmarks.hold [--count 40] [--seed 1] [--batch first] [--words known]

Lines are mixed from recorded music and prompts (Debian's, which must be installed) and
synthetic voices (`benchmarks.waits`), and played to the product as it waits, in virtual
time (`benchmarks.holding`). Words come from the simulator's recogniser, or, with
`--words known`, are those that were spoken; either way they come 400 ms after the end
of a turn, as from a hosted transcriber.

Two moments are measured. A person's first word is *heard* once the voice is sent it. A
person is *picked up* when the session goes on with them; nobody is cut short for it, so
it counts from the end of their first sentence.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from benchmarks.bounds import wilson
from benchmarks.holdlines import account, lines, play_all
from benchmarks.waits import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.holding import Played
    from benchmarks.holdlines import Line
    from benchmarks.waits import Ending

IN_TIME_MS = 1_500
BAR = 0.98
BATCHES = ("first", "second", "third", "fourth", "fifth")


@dataclass(slots=True)
class Tally:
    """What became of the lines of one kind."""

    persons: int = 0
    heard: int = 0
    """Persons whose first word was heard in time."""
    picked: int = 0
    """Persons picked up in time."""
    late: int = 0
    """Persons picked up, but later."""
    lost_ms: int = 0
    """The most that was missed of anybody's first sentence."""
    nobody: int = 0
    """Lines on which there was something to answer wrongly: all."""
    answered: int = 0
    """... and it was."""
    line_s: float = 0.0
    heard_s: float = 0.0
    """How much of all lines the voice was sent."""
    took_ms: list[int] = field(default_factory=list)
    """From the end of the first sentence to the pick-up."""

    def add(self, played: Played) -> bool:
        """Count one line; return whether all went well on it."""
        wait, person = played.wait, played.wait.person
        self.nobody += 1
        self.answered += played.answered_nobody
        self.line_s += len(wait.audio) / 8000
        self.heard_s += len(played.frames) / 50
        if person is None or played.answered_nobody:
            self.persons += person is not None
            return not played.answered_nobody
        self.persons += 1
        after = played.hears_after_ms
        heard = after is not None and after <= IN_TIME_MS
        self.heard += heard
        self.lost_ms = max(self.lost_ms, played.lost_ms)
        if played.talking_ms is None:
            return False
        took = played.talking_ms - person.end_ms
        self.took_ms.append(took)
        self.picked += took <= IN_TIME_MS
        self.late += took > IN_TIME_MS
        return heard and took <= IN_TIME_MS

    def __add__(self, other: Tally) -> Tally:
        """Put two kinds together."""
        return Tally(
            persons=self.persons + other.persons,
            heard=self.heard + other.heard,
            picked=self.picked + other.picked,
            late=self.late + other.late,
            lost_ms=max(self.lost_ms, other.lost_ms),
            nobody=self.nobody + other.nobody,
            answered=self.answered + other.answered,
            line_s=self.line_s + other.line_s,
            heard_s=self.heard_s + other.heard_s,
            took_ms=self.took_ms + other.took_ms,
        )


def least(good: int, of: int) -> float:
    """Return the lower Wilson bound (95 %) of a rate.

    Example:
        >>> round(least(98, 100), 3)
        0.93
    """
    return wilson(good, of)[0]


def measure(them: list[Line], jobs: int = 1) -> tuple[dict[Ending, Tally], list[str]]:
    """Play lines; return what became of each kind, and an account of the mistakes."""
    tallies = {line.ending: Tally() for line in them}
    mistakes: list[str] = []
    for line, played in play_all(them, jobs):
        if not tallies[line.ending].add(played):
            mistakes += account(line, played)
    return tallies, mistakes


def table(tallies: dict[Ending, Tally], title: str) -> Table:
    """Draw what was measured."""
    drawn = Table(title=title)
    drawn.add_column("line ends with")
    for heading in (
        "lines",
        "heard in 1.5 s",
        "picked up in 1.5 s",
        "later",
        "p50 ms",
        "most lost ms",
        "answered wrongly",
        "sent to the voice",
    ):
        drawn.add_column(heading, justify="right")
    total = sum(tallies.values(), Tally())
    for name, one in [*tallies.items(), ("all", total)]:
        drawn.add_row(str(name), *_cells(one))
    return drawn


def _cells(one: Tally) -> tuple[str, ...]:
    took = sorted(one.took_ms)
    return (
        str(one.nobody),
        _rate(one.heard, one.persons),
        _rate(one.picked, one.persons),
        str(one.late) if one.persons else "",
        str(took[len(took) // 2]) if took else "",
        str(one.lost_ms) if one.persons else "",
        str(one.answered),
        f"{one.heard_s / one.line_s:.0%}" if one.line_s else "",
    )


def _rate(good: int, of: int) -> str:
    return f"{good}/{of} (≥ {least(good, of):.1%})" if of else ""


def failures(tallies: dict[Ending, Tally]) -> list[str]:
    """Say which bars were missed."""
    total = sum(tallies.values(), Tally())
    missed = []
    if total.heard < BAR * total.persons:
        missed.append("first words were heard too late")
    if total.picked < BAR * total.persons:
        missed.append("persons were picked up too late")
    if total.answered:
        missed.append("a recording, music or nobody was answered")
    return missed


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 1 if a bar was missed and `--check` was given."""
    parser = argparse.ArgumentParser(prog="benchmarks.hold")
    parser.add_argument("--count", type=int, default=40, help="lines of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", choices=BATCHES)
    parser.add_argument(
        "--words", choices=("known", "recognised"), default="recognised"
    )
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument(
        "--mistakes", action="store_true", help="tell what was on each line gone wrong"
    )
    parser.add_argument("--check", action="store_true", help="fail if a bar is missed")
    known = parser.parse_args(argv)
    console = Console(width=140)
    missed: list[str] = []
    for batch in (known.batch,) if known.batch else BATCHES:
        if lacking := Source(batch=batch).missing:
            console.print(f"nothing to measure on: {lacking}")
            return 1
        them = lines(batch, known.count, known.seed, known.words)
        tallies, mistakes = measure(them, known.jobs)
        console.print(table(tallies, f"sentences: {batch}; words: {known.words}"))
        for text in mistakes if known.mistakes else ():
            console.print(text, markup=False, highlight=False, soft_wrap=True)
        missed += [f"{batch}: {one}" for one in failures(tallies)]
    for one in missed:
        console.print(one)
    return 1 if missed and known.check else 0


if __name__ == "__main__":
    sys.exit(main())
