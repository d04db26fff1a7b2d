"""The public table of how phone menus are got through, written by `benchmarks.menus`.

Each row is a strategy on a set of worlds. Rates come with their 95 % Wilson bounds. The
calls with real sound, which take an hour, are read from what `benchmarks.aloud` wrote.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from benchmarks import navigation, routes, visits
from benchmarks.bounds import wilson
from benchmarks.seniors import Senior, Strategy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from benchmarks.navigation import Visit

RATES = (0.05, 0.1, 0.2)
"""Shares of words misheard that are measured besides none."""
_KNOWN = "fourth call"
"""The round of `benchmarks.routes` in which a route is well known."""
_TITLES = (
    "strategy", "calls", "reached", "wrong keys a call", "seconds to a person",
    "USD a call", "emergencies",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one strategy."""

    name: str
    calls: int
    reached: int
    wrong: int
    """Keys and words that led off the way."""
    seconds: float
    """Median, to a person or the queue before one; of calls that reached one."""
    usd: float
    """Spent on models to find the way, a call."""
    emergencies: int

    def cells(self) -> tuple[str, ...]:
        """Return it as it is printed."""
        low, high = wilson(self.reached, self.calls)
        share = self.reached / max(1, self.calls)
        return (
            self.name,
            f"{self.calls:,}",
            f"{share:.1%} ({low:.1%} to {high:.1%})",
            f"{self.wrong / max(1, self.calls):.3f}",
            f"{self.seconds:.0f}",
            f"{self.usd:.5f}" if self.usd else "0",
            str(self.emergencies),
        )


def from_visits(name: str, group: Sequence[Visit]) -> Row:
    """Sum first visits up."""
    took = [one.reached_ms / 1000 for one in group if one.reached_ms is not None]
    return Row(
        name,
        len(group),
        sum(one.reached for one in group),
        sum(one.wrong for one in group),
        median(took) if took else 0.0,
        sum(one.senior_usd for one in group) / max(1, len(group)),
        sum(one.emergency for one in group),
    )


def from_routes(name: str, seeds: Sequence[int], most: int, *, mishear: float) -> Row:
    """Sum the calls by well known routes up."""
    rounds = [
        one
        for seed in seeds
        for one in routes.run(seed, most, mishear=mishear)
        if one.name == _KNOWN
    ]
    took = [spent for one in rounds for spent in one.seconds.values()]
    return Row(
        name,
        sum(one.calls for one in rounds),
        sum(one.reached for one in rounds),
        sum(one.wrong for one in rounds),
        median(took) if took else 0.0,
        0.0,
        sum(one.emergencies for one in rounds),
    )


def from_audio(path: Path) -> list[Row]:
    """Sum the calls with real sound up that `benchmarks.aloud --json` wrote."""
    seen = TypeAdapter(list[visits.Visit]).validate_json(path.read_bytes())
    first = [one for one in seen if one.visit == 1]
    reached = {one.number for one in first if one.reached}
    later = [one for one in seen if one.visit > 1 and one.number in reached]
    named = {"real sound, first visit": first, "real sound, known route": later}
    return [_aloud(name, group) for name, group in named.items() if group]


def _aloud(name: str, group: Sequence[visits.Visit]) -> Row:
    took = [one.seconds for one in group if one.seconds is not None]
    return Row(
        name,
        len(group),
        sum(one.reached for one in group),
        sum(one.wrong for one in group),
        median(took) if took else 0.0,
        sum(one.cost_usd for one in group) / len(group),
        sum(one.emergency for one in group),
    )


def first_visits(
    seeds: Sequence[int], most: int, strategy: Strategy, *, mishear: float = 0.0
) -> list[Visit]:
    """Call the businesses of some worlds for the first time."""
    made_visits: list[Visit] = []
    for seed in seeds:
        made, today = navigation.callable_with_menus(seed, most)
        for one in made:
            hears = navigation.noise(mishear, seed, one)
            senior = Senior(strategy)
            made_visits.append(
                navigation.visit(one, today, mishear=hears, senior=senior)
            )
    return made_visits


def measure(
    seeds: Sequence[int], most: int, *, fresh: Sequence[int], audio: Path | None
) -> list[Row]:
    """Measure all strategies.

    Args:
        seeds: Of the worlds.
        most: Businesses of each.
        fresh: Seeds of worlds nobody looked at while the rules were mended.
        audio: What `benchmarks.aloud` wrote, if it was run.
    """
    rules = first_visits(seeds, most, Strategy.RULES)
    rows = [from_visits("rules", rules)]
    for tongue in sorted({one.made.plan.tongue for one in rules}):
        group = [one for one in rules if one.made.plan.tongue == tongue]
        rows.append(from_visits(f"of these, in `{tongue}`", group))
    if fresh:
        shown = ", ".join(str(seed) for seed in fresh)
        unseen = first_visits(fresh, most, Strategy.RULES)
        rows.append(from_visits(f"rules, fresh worlds (seeds {shown})", unseen))
    asked = first_visits(seeds, most, Strategy.SUPERVISED)
    rows.append(from_visits("rules + supervisor", asked))
    rows.append(from_routes("known route", seeds, most // 2, mishear=0.0))
    for rate in RATES:
        heard = first_visits(seeds[:2], most // 2, Strategy.RULES, mishear=rate)
        rows.append(from_visits(f"rules, {rate:.0%} of words misheard", heard))
    for rate in RATES:
        name = f"known route, {rate:.0%} of words misheard"
        rows.append(from_routes(name, seeds[:2], most // 4, mishear=rate))
    if audio is not None:
        rows += from_audio(audio)
    return rows


def document(
    rows: Sequence[Row], seeds: Sequence[int], *, measured: str, day: date
) -> str:
    """Return the page with the table in it; `measured` is the commit that was run."""
    lines = [f"| {' | '.join(_TITLES)} |", f"|{'---|' * len(_TITLES)}"]
    lines += [f"| {' | '.join(row.cells())} |" for row in rows]
    table = "\n".join(lines)
    shown = ", ".join(str(seed) for seed in seeds)
    return f"""# Phone menus: results

Generated businesses with at least two menus on the way to whoever serves the goal, in
English and Spanish, called by whole sessions in words and virtual time; seeds {shown},
commit {measured}, {day.isoformat()}. Reached means that the call ended with who serves
the goal and knew it; the bounds are Wilson's at 95 %. A key is wrong if it led off the
way or was refused. Money is what models were paid to find the way, which for rules is
nothing; with real sound, all that the call cost up to the person.

{table}

Known routes are the fourth call to a number, of those reached on the first, by the
navigator alone; with real sound the second, by the whole product, at the commit that
docs/guides/menus.md names. Rows with misheard words are of the first two worlds; they
are misheard as in `benchmarks/mishearing.py`: other words that sound alike, words lost
or joined, endings, cut beginnings; numerals and punctuation vary besides.

The businesses are invented by the same people who wrote the rules. The table says that
menus, choosing and recovery work together; it does not say how many real menus would
be got through. Written by `python -m benchmarks.menus --table FILE`.
"""


def commit() -> str:
    """Return what is checked out, short."""
    asked = ("git", "rev-parse", "--short", "HEAD")
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"
