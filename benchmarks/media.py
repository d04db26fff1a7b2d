"""`make bench-media`: what the audio path costs, and what it does to the sound.

For 1, 10 and 20 calls through the whole product, on the simulated network with data
voices: CPU and memory of each kind of process, added latency both ways, truncation
error against what the carrier had played, frames lost, frames at the wrong call. The
targets are those of docs/architecture.md.

Two taps (`benchmarks.probe`) see every message at the carrier and at the model; all
three share this machine's cores with the product, so its latencies are pessimistic.
In the second half of a run a "callee speaks" is slipped into each model's wire every
few seconds, so that there is something to truncate.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import shutil
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import psutil
import uvloop
from rich.console import Console
from rich.table import Table

from benchmarks import world
from benchmarks.findings import Findings, find, percentile
from benchmarks.probe import Tap
from benchmarks.processes import CALL, SPARE, Cost, Sampler
from panda.campaign import CampaignStatus, Limits
from panda_cli.network import environment
from panda_cli.running import installation
from panda_cli.scenario import read_scenario
from panda_cli.simulated import Network

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from contextlib import AbstractContextManager

    from panda_cli.system import System

T = TypeVar("T")
WINDOW_S = 12.0
"""How long CPU is measured with all calls in two-way audio."""
INTERRUPT_S = 12.0
BEGIN_WITHIN_S = 90.0
TARGETS = {
    "call actor, CPU ms a call-second": 12.0,
    "all processes, CPU ms a call-second": 15.0,
    "call actor, MiB": 65.0,
    "added latency up p99, ms": 10.0,
    "added latency down p99, ms": 10.0,
    "truncation error p99, ms": 20.0,
    "clear p99, ms": 5.0,
    "frames lost": 0.0,
    "frames at the wrong call": 0.0,
}


@dataclass(frozen=True, slots=True)
class Run:
    """What was measured with one number of calls."""

    calls: int
    costs: dict[str, Cost]
    measure: str
    found: Findings

    def figures(self) -> dict[str, float]:
        """Return what the targets are about."""
        found, calls = self.found, self.calls
        actor = self.costs.get(CALL, Cost(0, 0.0, 0.0))
        every = sum(cost.cpu_ms_per_s for cost in self.costs.values())
        errors = [abs(error) for error in found.truncation_ms]
        return {
            "call actor, CPU ms a call-second": actor.cpu_ms_per_s / calls,
            "all processes, CPU ms a call-second": every / calls,
            "call actor, MiB": actor.mib,
            "added latency up p50, ms": percentile(found.up_ms, 0.5),
            "added latency up p99, ms": percentile(found.up_ms, 0.99),
            "added latency down p50, ms": percentile(found.down_ms, 0.5),
            "added latency down p99, ms": percentile(found.down_ms, 0.99),
            "truncation error p50, ms": percentile(errors, 0.5),
            "truncation error p99, ms": percentile(errors, 0.99),
            "truncations": float(len(errors)),
            "clear p99, ms": percentile(found.clear_ms, 0.99),
            "frames followed": float(found.frames),
            "frames lost": float(found.lost + found.lost_at_callee),
            "of those, frames of ours": float(found.lost_at_callee),
            "frames at the wrong call": float(found.astray),
            "gaps over 60 ms": float(found.gaps),
            "worst lateness of the carrier in them, ms": found.carrier_late_ms,
        }


async def run(calls: int, folder: Path, *, seed: int) -> Run:
    """Measure one number of calls, everything started afresh."""
    scenario = world.many_offices(folder, calls)
    with world.network(scenario, folder, seed=seed) as ready:
        network = Network.model_validate(ready)
        chosen = read_scenario(scenario)
        values = environment(network, folder=folder, clock_start=chosen.clock)
        model = Tap(_port(network.model_url), carrier=False)
        carrier = Tap(int(values["PANDA_FRONT_PORT"]), carrier=True)
        await model.open()
        await carrier.open()
        values |= {
            "OPENAI_BASE_URL": f"http://127.0.0.1:{model.port}/v1",
            "PANDA_PUBLIC_URL": f"http://127.0.0.1:{carrier.port}",
            "PANDA_CPS": "20",
            "PANDA_SPARES": str(calls),
            "PANDA_MAX_CALLS": str(calls),
        }
        async with beside(installation(values)) as system:
            sampler = Sampler(psutil.Process(), model.port)
            await _all_warm(sampler, calls)
            campaign = await system.create(
                title="Audio path",
                questionnaire=chosen.questionnaire,
                providers=chosen.providers,
                limits=Limits(concurrency=calls, attempts=1, budget_usd=1000.0),
                attested=True,
                fresh=True,
            )
            await _all_on_the_line(carrier, calls)
            sampler.start()
            began = time.monotonic()
            await asyncio.sleep(WINDOW_S)
            costs = sampler.stop(time.monotonic() - began)
            slipped = await _interrupt(model, seed)
            await system.set_status(campaign.campaign_id, CampaignStatus.CANCELLED)
            await _all_ended(system, campaign.campaign_id)
        carrier.close()
        model.close()
        records = world.ledger(network.ledger)
    found = find(carrier.wires, model.wires, records, slipped)
    return Run(calls, _of_the_product(costs), sampler.measure, found)


@asynccontextmanager
async def beside(starting: AbstractContextManager[T]) -> AsyncIterator[T]:
    """Start and stop something slow in a thread, so that the taps go on meanwhile."""
    system = await asyncio.to_thread(starting.__enter__)
    try:
        yield system
    finally:
        await asyncio.to_thread(starting.__exit__, None, None, None)


def _port(url: str) -> int:
    return int(url.rpartition(":")[2])


def _of_the_product(costs: dict[str, Cost]) -> dict[str, Cost]:
    """Leave out what is the harness's, and idle workers that nobody uses."""
    return {kind: cost for kind, cost in costs.items() if kind != "IDLE"}


async def _all_warm(sampler: Sampler, calls: int) -> None:
    """Wait for the spares: what it costs to start processes is not what is measured."""
    async with asyncio.timeout(BEGIN_WITHIN_S):
        while await asyncio.to_thread(sampler.count, SPARE) < calls:  # noqa: ASYNC110
            await asyncio.sleep(0.5)


async def _all_on_the_line(carrier: Tap, calls: int) -> None:
    async with asyncio.timeout(BEGIN_WITHIN_S):
        while sum(bool(wire.up) for wire in carrier.wires) < calls:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    await asyncio.sleep(1.0)


async def _interrupt(model: Tap, seed: int) -> dict[int, list[float]]:
    """Let callees seem to speak over the agent, at moments of no pattern."""
    rng = random.Random(seed)
    slipped: dict[int, list[float]] = {}
    until = time.monotonic() + INTERRUPT_S
    while time.monotonic() < until:
        await asyncio.sleep(rng.uniform(0.05, 0.3))
        number = rng.randrange(len(model.wires))
        recent = slipped.get(number, [0.0])[-1]
        now = time.monotonic() * 1000
        if now - recent < 2_500:
            continue
        speaks = {"type": "input_audio_buffer.speech_started", "event_id": "event_tap"}
        place = {"audio_start_ms": 0, "item_id": "item_tap"}
        if model.slip_in(model.wires[number], {**speaks, **place}):
            slipped.setdefault(number, []).append(now)
    return slipped


async def _all_ended(system: System, campaign_id: str) -> None:
    async with asyncio.timeout(30):
        while any(  # noqa: ASYNC110
            call.outcome is None for call in await system.snapshots(campaign_id)
        ):
            await asyncio.sleep(0.2)


def show(console: Console, runs: Sequence[Run]) -> None:
    """Print figures against targets, then every kind of process."""
    table = Table(title="The audio path", caption="* = target missed")
    table.add_column("figure")
    table.add_column("target", justify="right")
    for one in runs:
        table.add_column(f"{one.calls} calls", justify="right")
    columns = [one.figures() for one in runs]
    for name in columns[0]:
        target = TARGETS.get(name)
        cells = [_cell(column[name], target) for column in columns]
        table.add_row(name, "" if target is None else f"≤ {target:g}", *cells)
    console.print(table)
    for one in runs:
        console.print(_processes(one))


def _cell(value: float, target: float | None) -> str:
    missed = "*" if target is not None and value > target else ""
    return f"{value:.1f}{missed}"


def _processes(one: Run) -> Table:
    table = Table(title=f"Processes with {one.calls} calls")
    for column in ("kind", "count", "CPU ms a second", f"MiB each ({one.measure})"):
        table.add_column(column, justify="left" if column == "kind" else "right")
    for kind, cost in one.costs.items():
        table.add_row(
            kind, str(cost.count), f"{cost.cpu_ms_per_s:.1f}", f"{cost.mib:.0f}"
        )
    return table


def main(argv: Sequence[str]) -> int:
    """Measure; the exit code is 1 if a frame was lost or went astray."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--calls", default="1,10,20", help="numbers of calls")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="keep ledgers and logs")
    parser.add_argument("--json", type=Path, help="write all figures here")
    options = parser.parse_args(argv)
    runs = []
    for calls in map(int, options.calls.split(",")):
        folder = Path(tempfile.mkdtemp(prefix="bench-"))
        try:
            runs.append(uvloop.run(run(calls, folder, seed=options.seed)))
        finally:
            if options.keep:
                print(f"kept: {folder}")
            else:
                shutil.rmtree(folder, ignore_errors=True)
    console = Console(width=None if sys.stdout.isatty() else 100)
    console.print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end")
    show(console, runs)
    if options.json is not None:
        options.json.write_text(json.dumps([_plain(one) for one in runs], indent=1))
    return int(any(one.found.lost or one.found.astray for one in runs))


def _plain(one: Run) -> dict[str, Any]:
    costs = {kind: asdict(cost) for kind, cost in one.costs.items()}
    return {"calls": one.calls, "figures": one.figures(), "processes": costs}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
