"""`make bench-network`: a hundred data calls on a simulator that has one core.

The whole simulator (`python -m simulator serve --ears data`) is pinned to one core,
a hundred clients to another. Each call is a conversation in modem tones with a person
of the scenario, frames going both ways all the time. Printed are: how late the
carrier sent its frames (by its own clock, and as the clients saw them), what became
of every frame in both directions, and what a call costs in CPU.

Frames are late for a client also when the client's own core is late, so the second
figure is an upper bound. The target is on the first: 20 ms at p99.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import psutil
import uvloop
from rich.console import Console
from rich.table import Table

from benchmarks import world
from benchmarks.findings import percentile
from benchmarks.talkers import Desk
from simulator.speech.data import Counters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

LATE_MS = 20.0
"""The target: no frame later than this at p99."""
CALLER = "+12175550100"
ANSWERED_WITHIN_S = 60.0
CALLS_PER_S = 20


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured."""

    calls: int
    seconds: float
    cpu_ms_per_s: float
    """Of all the simulator's processes, over the window with all calls up."""
    carrier_ms_per_s: float
    """Of the carrier's process alone, likewise."""
    own: Mapping[str, float]
    """The carrier's own clock: beats, p50_ms, p99_ms, worst_ms."""
    client_ms: Sequence[float]
    """Lateness of each frame as its client saw it."""
    heard: Counter[str]
    """Frames from callees, by what became of them."""
    at_callee: Counter[str]
    """Frames from clients, likewise, by the callees' ears."""
    missing: int
    """Messages missing from the streams' sequence numbers."""
    questions: int
    answers: int
    ended_early: int

    @property
    def harmed(self) -> int:
        """Frames that were lost, doubled, reordered or on another line."""
        names = ("lost", "duplicated", "reordered", "cross_talk", "garbled")
        both = self.heard + self.at_callee
        return sum(both[name] for name in names) + self.missing


async def measure(calls: int, seconds: float, folder: Path, *, seed: int) -> Figures:
    """Hold `calls` conversations for `seconds` once all are up."""
    scenario = world.many_offices(folder, calls)
    desk = Desk()
    await desk.open()
    with pinned(), world.network(scenario, folder, seed=seed) as ready:
        _restrict(psutil.Process(), _cores()[-1:])
        account = ready["account_sid"], ready["auth_token"]
        async with httpx.AsyncClient(base_url=ready["carrier_url"]) as rest:
            await _place(rest, account, calls, desk.port)
            await _all_up(desk, calls)
            simulator = psutil.Process().children(recursive=True)
            carrier = _carrier(simulator)
            before = _cpu_s(*simulator), _cpu_s(carrier)
            began = asyncio.get_running_loop().time()
            await asyncio.sleep(seconds)
            spent = _cpu_s(*simulator) - before[0], _cpu_s(carrier) - before[1]
            lasted = asyncio.get_running_loop().time() - began
            early = sum(talker.over for talker in desk.talkers)
            health = (await rest.get("/_simulator/health")).json()
    await desk.close()
    talkers = desk.talkers
    ears = _ears(world.ledger(ready["ledger"]))
    return Figures(
        calls=calls,
        seconds=lasted,
        cpu_ms_per_s=spent[0] * 1000 / lasted,
        carrier_ms_per_s=spent[1] * 1000 / lasted,
        own=health["lateness"],
        client_ms=[late for talker in talkers for late in lateness(talker.heard.came)],
        heard=_sum(asdict(talker.counters) for talker in talkers),
        at_callee=_sum(ears),
        missing=sum(talker.heard.missing for talker in talkers),
        questions=sum(talker.heard.questions for talker in talkers),
        answers=sum(talker.heard.answers for talker in talkers),
        ended_early=early,
    )


def lateness(came: Sequence[float]) -> list[float]:
    """Return how late each frame was in ms, if one is due every 20 ms.

    The schedule is anchored at the most punctual frame of the call.

    Example:
        >>> [round(late) for late in lateness([10.0, 10.02, 10.05, 10.06])]
        [0, 0, 10, 0]
    """
    offsets = [at * 1000 - 20.0 * number for number, at in enumerate(came)]
    least = min(offsets, default=0.0)
    return [offset - least for offset in offsets]


@contextmanager
def pinned() -> Iterator[None]:
    """Give one core to every process started in the block."""
    mine = psutil.Process()
    cores = _cores()
    _restrict(mine, cores[:1])
    try:
        yield
    finally:
        _restrict(mine, cores)


def _cores() -> list[int]:
    return list(range(os.cpu_count() or 1))


def _restrict(process: psutil.Process, cores: Sequence[int]) -> None:
    if hasattr(process, "cpu_affinity"):  # Linux; elsewhere the figures are kinder
        process.cpu_affinity(list(cores))


async def _place(
    rest: httpx.AsyncClient, account: tuple[str, str], calls: int, port: int
) -> None:
    twiml = (
        f'<Response><Connect><Stream url="wss://127.0.0.1:{port}/media"/>'
        "</Connect></Response>"
    )
    path = f"/2010-04-01/Accounts/{account[0]}/Calls.json"
    for number in range(calls):
        order = {"To": world.phone(number), "From": CALLER, "Twiml": twiml}
        answer = await rest.post(path, data=order, auth=account)
        answer.raise_for_status()


async def _all_up(desk: Desk, calls: int) -> None:
    async with asyncio.timeout(ANSWERED_WITHIN_S + calls / CALLS_PER_S):
        while sum(bool(one.heard.came) for one in desk.talkers) < calls:  # noqa: ASYNC110
            await asyncio.sleep(0.1)


def _carrier(processes: Iterable[psutil.Process]) -> psutil.Process:
    for process in processes:
        if any("simulator.carrier.server" in word for word in process.cmdline()):
            return process
    raise RuntimeError("the carrier's process is not there")


def _cpu_s(*processes: psutil.Process) -> float:
    each = [process.cpu_times() for process in processes]
    return float(sum(times.user + times.system for times in each))


def _ears(records: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, int]]:
    for record in records:
        if record["kind"] == "ear":
            yield {name: record[name] for name in asdict(Counters())}


def _sum(many: Iterable[Mapping[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in many:
        total.update(one)
    return total


def show(console: Console, figures: Figures) -> None:
    """Print everything; * marks a missed target."""
    late = [percentile(figures.client_ms, share) for share in (0.5, 0.99, 1.0)]
    own = [figures.own[name] for name in ("p50_ms", "p99_ms", "worst_ms")]
    cpu = figures.cpu_ms_per_s
    missed = "*" if own[1] > LATE_MS else ""
    table = Table(
        title=f"{figures.calls} data calls for {figures.seconds:.0f} s, simulator on"
        " one core",
        caption="* = target missed",
    )
    table.add_column("figure")
    table.add_column("value", justify="right")
    rows = {
        "beats of the carrier, 20 ms of one call each": f"{figures.own['beats']:.0f}",
        "sent late, p50 ms": f"{own[0]:.1f}",
        f"sent late, p99 ms (target {LATE_MS:g})": f"{own[1]:.1f}{missed}",
        "sent late, worst ms": f"{own[2]:.1f}",
        "came late to its client, p50 / p99 / worst ms": " / ".join(
            f"{one:.1f}" for one in late
        ),
        "simulator CPU, share of a core": f"{cpu / 10:.0f} %",
        "simulator CPU, ms a call-second": f"{cpu / figures.calls:.2f}",
        "of that the carrier's": f"{figures.carrier_ms_per_s / figures.calls:.2f}",
        "messages missing from the streams": str(figures.missing),
        "questions put, answers heard": f"{figures.questions}, {figures.answers}",
        "calls that ended early": str(figures.ended_early),
    }
    for name, value in rows.items():
        table.add_row(name, value)
    console.print(table)
    fates = Table(title="Frames of tones, by what became of them")
    for column in ("", "at the clients", "at the callees"):
        fates.add_column(column, justify="left" if not column else "right")
    for name in asdict(Counters()):
        fates.add_row(name, str(figures.heard[name]), str(figures.at_callee[name]))
    console.print(fates)


def main(argv: Sequence[str]) -> int:
    """Measure; the exit code is 1 if a frame was harmed or the target missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--calls", type=int, default=100, help="at most 100")
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="keep ledgers and logs")
    parser.add_argument("--json", type=Path, help="write all figures here")
    options = parser.parse_args(argv)
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        figures = uvloop.run(
            measure(options.calls, options.seconds, folder, seed=options.seed)
        )
    finally:
        if options.keep:
            print(f"kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    console = Console(width=None if sys.stdout.isatty() else 100)
    show(console, figures)
    console.print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end")
    if options.json is not None:
        options.json.write_text(json.dumps(asdict(figures), indent=1))
    return int(bool(figures.harmed) or figures.own["p99_ms"] > LATE_MS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
