"""`make bench-viewers`: what it does to ten calls that people look at them.

Twenty-five viewers and five operators come and go beside calls that run on: a while
with nobody, a while with all of them, and so on in turns within one run, so that what
changes in the machine meanwhile is on both sides. They are a process of their own
(`benchmarks.audience`) on the same cores, behind all others: browsers are elsewhere.
Taps (`benchmarks.probe`) see every frame of the callees on its way to the model:

* under way: from the carrier's frame to the model's append
* late: frames that were under way for more than 20 ms, a frame's length
* lost: frames that never came

What is held against the target is the ratio of the two sides' 99th percentiles.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import uvloop
from rich.console import Console
from rich.table import Table

from benchmarks import world
from benchmarks.findings import percentile
from benchmarks.following import arrivals, departures, expected
from benchmarks.media import beside
from benchmarks.probe import Tap
from panda.call import CallState
from panda.campaign import CampaignStatus, Limits
from panda_cli.network import environment
from panda_cli.running import installation
from panda_cli.scenario import read_scenario
from panda_cli.simulated import Network

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator, Sequence

    from panda_cli.system import System

SETTLE_S = 2.0
"""Left out at the beginning of each while: people come and go in it."""
BEGIN_WITHIN_S = 120.0
GOODBYE_S = 30.0
FRAME_MS = 20.0
UNCHANGED = 1.5
"""Ratio of the 99th percentiles up to which timing counts as unchanged. How much whiles
without any audience differ among themselves is printed beside it."""
NO_MATTER_MS = 10.0
"""The target for added latency: a 99th percentile below it passes, whatever the ratio,
and is told apart from one that is unchanged."""
BUSY_MS = 50.0
"""A 99th percentile without an audience above which the machine does other work, too:
nothing can be told on it."""


@dataclass(frozen=True, slots=True)
class While:
    """A stretch of time with the audience, or without; monotonic ms."""

    watched: bool
    from_ms: float
    to_ms: float


@dataclass(slots=True)
class Side:
    """What was measured with the audience, or without."""

    seconds: float = 0.0
    took_ms: list[float] = field(default_factory=list)
    whiles_ms: list[list[float]] = field(default_factory=list)
    """The same, while by while."""

    @property
    def spread(self) -> float:
        """The worst while's 99th percentile over the best one's."""
        each = [percentile(one, 0.99) for one in self.whiles_ms if one]
        return max(each) / min(each) if each else 1.0

    def figures(self) -> dict[str, float]:
        """Sum it up."""
        late = sum(one > FRAME_MS for one in self.took_ms)
        return {
            "frames": float(len(self.took_ms)),
            "under way p50, ms": percentile(self.took_ms, 0.5),
            "under way p95, ms": percentile(self.took_ms, 0.95),
            "under way p99, ms": percentile(self.took_ms, 0.99),
            "late, of a thousand": 1000 * late / max(1, len(self.took_ms)),
        }


@dataclass(slots=True)
class Result:
    """All of one run."""

    without: Side = field(default_factory=Side)
    watched: Side = field(default_factory=Side)
    lost: int = 0
    seen: dict[str, int] = field(default_factory=dict)

    @property
    def unchanged(self) -> bool:
        """Whether the audience made no difference that can be told, and was there."""
        before, after = (
            percentile(side.took_ms, 0.99) for side in (self.without, self.watched)
        )
        if before > BUSY_MS:
            return False
        same = after <= max(NO_MATTER_MS, UNCHANGED * before)
        there = all(self.seen[name] for name in ("events", "frames", "answers"))
        return same and there and not self.lost


@asynccontextmanager
async def audience(
    values: dict[str, str], *, viewers: int, operators: int
) -> AsyncIterator[Process]:
    """Have an audience that waits to be told to watch."""
    port = values["PANDA_FRONT_PORT"]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "benchmarks.audience",
        *("--url", f"http://127.0.0.1:{port}", "--port", port),
        *("--viewers", str(viewers), "--operators", str(operators)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=os.environ | values,
        cwd=world.ROOT,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def run(
    calls: int, folder: Path, *, people: tuple[int, int], turns: int, while_s: float
) -> Result:
    """Measure; `turns` whiles of `while_s` each, by turns without and with people."""
    scenario = world.many_offices(folder, min(100, calls * 8))
    with world.network(scenario, folder, seed=1) as ready:
        network = Network.model_validate(ready)
        chosen = read_scenario(scenario)
        values = environment(network, folder=folder, clock_start=chosen.clock)
        model = Tap(int(network.model_url.rpartition(":")[2]), carrier=False)
        carrier = Tap(int(values["PANDA_FRONT_PORT"]), carrier=True)
        await model.open()
        await carrier.open()
        values |= {
            "OPENAI_BASE_URL": f"http://127.0.0.1:{model.port}/v1",
            "PANDA_PUBLIC_URL": f"http://127.0.0.1:{carrier.port}",
            "PANDA_CPS": "20",
            "PANDA_SPARES": str(min(calls, 10)),
            "PANDA_MAX_CALLS": str(calls),
        }
        viewers, operators = people
        async with (
            beside(installation(values)) as system,
            audience(values, viewers=viewers, operators=operators) as crowd,
        ):
            campaign = await system.create(
                title="Viewers",
                questionnaire=chosen.questionnaire,
                providers=chosen.providers,
                limits=Limits(concurrency=calls, attempts=1, budget_usd=1000.0),
                attested=True,
                fresh=True,
            )
            await _talking(system, campaign.campaign_id, calls)
            whiles = await _whiles(crowd, turns, while_s)
            async with asyncio.timeout(GOODBYE_S):
                told, _ = await crowd.communicate(b"")
            await system.set_status(campaign.campaign_id, CampaignStatus.CANCELLED)
        carrier.close()
        model.close()
    result = judge(carrier, model, whiles)
    result.seen = json.loads(told)
    return result


async def _talking(system: System, campaign_id: str, calls: int) -> None:
    """Wait until that many calls talk, or most of them: they come and go."""
    async with asyncio.timeout(BEGIN_WITHIN_S):
        while True:
            shown = await system.snapshots(campaign_id)
            talk = sum(one.state is CallState.TALKING for one in shown)
            if talk >= 0.8 * calls:
                return
            await asyncio.sleep(0.5)


async def _whiles(crowd: Process, turns: int, while_s: float) -> list[While]:
    """Have the audience come and go; say when."""
    assert crowd.stdin is not None
    done = []
    for turn in range(turns):
        # Without, with, with, without: a drift of the machine is on both sides.
        watched = turn % 4 in {1, 2}
        crowd.stdin.write(b"watch\n" if watched else b"rest\n")
        await crowd.stdin.drain()
        await asyncio.sleep(SETTLE_S)
        began = time.monotonic() * 1000
        await asyncio.sleep(while_s)
        done.append(While(watched, began, time.monotonic() * 1000))
    return done


def judge(carrier: Tap, model: Tap, whiles: Sequence[While]) -> Result:
    """Hold the frames of the watched whiles against those of the others."""
    result = Result()
    took: list[list[float]] = [[] for _ in whiles]
    left = departures(carrier.wires)
    for wire in model.wires:
        came = arrivals(left, wire)
        for passed in came:
            for one, theirs in zip(whiles, took, strict=True):
                if one.from_ms <= passed.frame.at_ms < one.to_ms:
                    theirs.append(passed.took_ms)
        if came:
            result.lost += expected(left, came)[1]
    for one, theirs in zip(whiles, took, strict=True):
        side = result.watched if one.watched else result.without
        side.seconds += (one.to_ms - one.from_ms) / 1000
        side.took_ms += theirs
        side.whiles_ms.append(theirs)
    return result


def show(console: Console, result: Result) -> None:
    """Print both sides beside each other."""
    columns = [result.without.figures(), result.watched.figures()]
    table = Table(title="Calls' frames, with an audience and without")
    table.add_column("figure")
    for name in ("without", "with", "ratio"):
        table.add_column(name, justify="right")
    for name in columns[0]:
        before, after = (column[name] for column in columns)
        ratio = f"{after / before:.2f}" if before and name != "frames" else ""
        table.add_row(name, f"{before:.1f}", f"{after:.1f}", ratio)
    console.print(table)
    seconds = f"{result.without.seconds:.0f} s without, {result.watched.seconds:.0f} s"
    seen = ", ".join(f"{name} {count}" for name, count in result.seen.items())
    console.print(f"{seconds} with; frames lost: {result.lost}; audience: {seen}")
    spread = f"{result.without.spread:.2f} without, {result.watched.spread:.2f} with"
    console.print(f"worst while's p99 over the best one's: {spread}")
    if percentile(result.without.took_ms, 0.99) > BUSY_MS:
        console.print("cannot tell: this machine is busy with something else, too")
    else:
        console.print(_verdict(result))


def _verdict(result: Result) -> str:
    """Say what the figures mean: the same, slower but as it may be, or too slow."""
    if not result.unchanged:
        return "NOT unchanged"
    before, after = (
        percentile(side.took_ms, 0.99) for side in (result.without, result.watched)
    )
    if after <= UNCHANGED * before:
        return "unchanged"
    return f"slower, within the {NO_MATTER_MS:.0f} ms that the audio path may add"


def main(argv: Sequence[str]) -> int:
    """Measure; the exit code is 1 if the audience made a difference."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--calls", type=int, default=10)
    parser.add_argument("--viewers", type=int, default=25)
    parser.add_argument("--operators", type=int, default=5)
    parser.add_argument("--turns", type=int, default=8, help="whiles in all")
    parser.add_argument("--while", type=float, default=15.0, dest="while_s")
    parser.add_argument("--json", type=Path, help="write all figures here")
    given = parser.parse_args(argv)
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        result = uvloop.run(
            run(
                given.calls,
                folder,
                people=(given.viewers, given.operators),
                turns=given.turns,
                while_s=given.while_s,
            )
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if given.json is not None:
        plain = {
            "without": result.without.figures(),
            "watched": result.watched.figures(),
            "lost": result.lost,
            "seen": result.seen,
        }
        given.json.write_text(json.dumps(plain, indent=1))
    console = Console(width=None if sys.stdout.isatty() else 100)
    console.print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end")
    show(console, result)
    return int(not result.unchanged)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
