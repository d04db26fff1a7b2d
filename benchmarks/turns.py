"""What short turns are worth to who must be on time on a machine that is full.

Six processes wake every 20 ms and need a millisecond, as calls do; four others fill
both cores in pieces of some milliseconds. Three of the six take the kernel's usual
turns, three the shortest (`actors.priority.take_short_turns`), in one run side by side.
Told is how late they began: `python -m benchmarks.turns`.
"""

from __future__ import annotations

import argparse
import multiprocessing
import time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from actors.priority import take_short_turns
from benchmarks.findings import percentile

if TYPE_CHECKING:
    from multiprocessing.queues import Queue

EVERY_S = 0.020
NEEDS_S = 0.001
PIECE_S = 0.005
"""What those who fill the machine do at a time."""
BREATH_S = 0.001
SIDES = 3
FILLERS = 4
ROUNDS = 500


def busy(seconds: float) -> None:
    """Use a core."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


def fill() -> None:
    """Want the machine, in pieces, until ended."""
    while True:
        busy(PIECE_S)
        time.sleep(BREATH_S)


def be_on_time(told: Queue[tuple[bool, list[float]]], *, short: bool) -> None:
    """Wake every frame; tell how late, in ms."""
    got = short and take_short_turns()
    late: list[float] = []
    due = time.perf_counter()
    for _ in range(ROUNDS):
        due += EVERY_S
        time.sleep(max(0.0, due - time.perf_counter()))
        late.append(1000 * (time.perf_counter() - due))
        busy(NEEDS_S)
    told.put((got, late))


def main() -> None:
    """Measure, and say."""
    argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0]).parse_args()
    told: Queue[tuple[bool, list[float]]] = multiprocessing.Queue()
    fillers = [
        multiprocessing.Process(target=fill, daemon=True) for _ in range(FILLERS)
    ]
    waking = [
        multiprocessing.Process(target=be_on_time, args=(told,), kwargs={"short": one})
        for one in (False, True) * SIDES
    ]
    for one in fillers + waking:
        one.start()
    sides: dict[bool, list[float]] = {False: [], True: []}
    for _ in waking:
        short, late = told.get()
        sides[short] += late
    for one in fillers:
        one.terminate()
    table = Table("late, ms", "usual turns", "short turns", "ratio")
    if not sides[True]:
        Console().print("this kernel gives no short turns")
        return
    for name, part in (("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99)):
        usual, short_ones = (percentile(sides[one], part) for one in (False, True))
        table.add_row(
            name, f"{usual:.2f}", f"{short_ones:.2f}", f"{short_ones / usual:.2f}"
        )
    Console().print(table)


if __name__ == "__main__":
    main()
