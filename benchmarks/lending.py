"""How fast a number with the same menus is found among very many.

    python -m benchmarks.lending [--numbers 100000] [--asked 200]

Every entry is a greeting and options in made-up words, some of them used by everybody;
one in twenty numbers belongs to a chain of fifty with the same prompt. Asked is with a
part of a prompt in which a word was misheard. Printed is how long the store took, and
how many of those that should have been lent a way were.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import TYPE_CHECKING

from rich.console import Console

from panda.menu.memory import Edge, Graph, Node, Path, Turn
from panda.menu.memory.entry import bands
from panda.menu.memory.lending import Inquiry
from panda.menu.menu import Option
from storage.database import open_database
from storage.lending import borrow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

GOAL = "book an appointment"
NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)
CHAIN, IN_CHAINS = 50, 0.05
COMMON = tuple(f"often{n}" for n in range(30))
"""Words that every other prompt has: "please", "listen", "options"."""
BATCH = 2000


def prompt(dice: random.Random) -> tuple[str, tuple[Option, ...]]:
    """Make up a first prompt: its entry and its options."""
    opening = [
        *dice.sample(COMMON, 6),
        *(f"rare{dice.randrange(20_000)}" for _ in "ab"),
    ]
    options = tuple(
        Option(digits=str(key), label=f"topic{dice.randrange(300)}")
        for key in range(1, dice.randint(3, 6))
    )
    offered = [f"{one.label} {one.digits}" for one in options]
    return " ".join([*opening, *offered]), options


def graph(number: str, entry: str, options: tuple[Option, ...]) -> Graph:
    """Make a number's menus of its first prompt and one way through it."""
    turn = Turn(node="m1", keys=options[0].digits)
    return Graph(
        number=number,
        version=1,
        entry=entry,
        nodes=(Node(id="m1", fingerprint=entry, options=options, seen=1),),
        edges=(Edge(turn=turn, label=options[0].label),),
        paths=(Path(goal=GOAL, turns=(turn,), successes=1, last_used_at=NOW),),
        made_at=NOW,
    )


def town(count: int, dice: random.Random) -> Iterator[Graph]:
    """Make up so many numbers."""
    shared = prompt(dice)
    for at in range(count):
        if at % CHAIN == 0:
            shared = prompt(dice)
        is_branch = (at // CHAIN) % round(1 / IN_CHAINS) == 0
        entry, options = shared if is_branch else prompt(dice)
        yield graph(f"+1{2_000_000_000 + at}", entry, options)


def inquiry(of: Graph, dice: random.Random) -> Inquiry:
    """Ask as a call to another branch does that has heard the first option."""
    heard = of.entry.split()[:10]
    heard[dice.randrange(6)] = "misheard"
    return Inquiry(
        number="+12175550100",
        goal=GOAL,
        entry=" ".join(heard),
        options=of.nodes[0].options[:1],
    )


def fill(db: duckdb.DuckDBPyConnection, graphs: Sequence[Graph]) -> None:
    """Put menus into the tables by the thousand; a store learns them one by one."""
    for at in range(0, len(graphs), BATCH):
        part = graphs[at : at + BATCH]
        numbers = [one.number for one in part]
        found = [(band, one.number) for one in part for band in bands(one.begins)]
        for statement, one, other in (
            (("menu_graph (number, version, quarantined, body)"
             " SELECT unnest($one), 1, false, unnest($other)"),
             numbers, [graph.model_dump_json() for graph in part]),
            ((f"menu_entry (number, goal, entry)"
             f" SELECT unnest($one), '{GOAL}', unnest($other)"),
             numbers, [graph.begins for graph in part]),
            (("menu_entry_band (band, number)"
             " SELECT unnest($one::BIGINT[]), unnest($other)"),
             [band for band, _ in found], [number for _, number in found]),
        ):  # fmt: skip
            db.execute(f"INSERT INTO {statement}", {"one": one, "other": other})


def measure(numbers: int, asked: int) -> tuple[list[float], int]:
    """Fill a store and ask it; return ms for each question, and how many were lent."""
    dice = random.Random(1)
    db = open_database(":memory:")
    graphs = list(town(numbers, dice))
    fill(db, graphs)
    took: list[float] = []
    lent = 0
    for one in dice.sample(graphs, asked):
        question = inquiry(one, dice)
        began = time.perf_counter()
        route = borrow(db, question, NOW)
        took.append((time.perf_counter() - began) * 1000)
        lent += route is not None
    return took, lent


def main(argv: Sequence[str]) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="finding menus that are alike")
    parser.add_argument("--numbers", type=int, default=100_000)
    parser.add_argument("--asked", type=int, default=200)
    given = parser.parse_args(argv)
    began = time.perf_counter()
    took, lent = measure(given.numbers, given.asked)
    p99 = quantiles(took, n=100)[98]
    Console(highlight=False).print(
        f"{given.numbers} numbers, {given.asked} questions: p50 {median(took):.1f} ms, "
        f"p99 {p99:.1f} ms; lent {lent}; {time.perf_counter() - began:.0f} s in all"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
