"""`make bench-takeover`: how soon an operator is heard, and that nobody else is then.

Operators take calls over at moments of no pattern, many of them in the middle of the
AI's sentence, while ten calls talk; each holds the floor for a second and hands back.
A tap between product and carrier (`benchmarks.probe`) sees every frame on its way to
the callee, and each frame says whose it is, since all voices are data voices:

* takeover: from the click (before it is sent) to the operator's first frame at the tap
* hand-back: from the click to the operator's last frame, and to the AI's next
* two voices: frames of the AI between the first and last frame of an operator's turn,
  and frames in which the callee's ear, by the network's ledger, heard sound but no one
  voice

The carrier plays a frame within 40 ms of its passing the tap, which is not counted.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import shutil
import sys
import tempfile
from base64 import b64decode
from bisect import bisect_left
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import uvloop
from rich.console import Console
from rich.table import Table

from benchmarks import world
from benchmarks.findings import percentile
from benchmarks.headset import Headset, at_port
from benchmarks.media import beside
from benchmarks.probe import Tap
from panda.call import CallState
from panda.campaign import CampaignStatus, Limits
from panda.operator.views import AdmissionRequest
from panda_cli.network import environment
from panda_cli.running import installation
from panda_cli.scenario import read_scenario
from panda_cli.simulated import Network
from simulator.speech import modem
from simulator.speech.data import call_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from actors.client import Client
    from benchmarks.headset import Turn
    from benchmarks.probe import Wire

FRAME = 160
HELD_S = 1.0
"""How long each turn lasts."""
PAUSE_S = (1.0, 4.0)
"""How long a call is the AI's again before the next."""
GIVE_UP_S = 600.0
TARGET_MS = 500.0
Talker = Literal["operator", "ai", "nobody"]


@dataclass(slots=True)
class Figures:
    """What came of all turns, in ms."""

    takeover: list[float] = field(default_factory=list)
    granted: list[float] = field(default_factory=list)
    """From the click to the word of the server that it is done."""
    silent: list[float] = field(default_factory=list)
    """From `hand_back` to the operator's last frame; under 0 if none was under way."""
    handed: list[float] = field(default_factory=list)
    """From `hand_back` to the AI's first frame."""
    mid_sentence: int = 0
    """Takeovers that cut the AI off."""
    missed: int = 0
    """Turns in which the operator was taken for gone: this machine was too slow."""
    both: int = 0
    """Frames of the AI within an operator's turn."""
    garbled: int = 0
    """Frames of sound at a callee in which there was no one voice."""
    unheard: int = 0
    """Turns of which no frame reached the callee."""


@dataclass(slots=True)
class Desk:
    """The operators, one for each call that talks."""

    system: Client
    port: int
    tries: int
    seed: int
    headsets: dict[str, Headset] = field(default_factory=dict)
    _begun: int = 0

    async def run(self, campaign_id: str) -> None:
        """Attend to calls as they come, until enough was tried."""
        async with asyncio.timeout(GIVE_UP_S), asyncio.TaskGroup() as group:
            while self._begun < self.tries:
                for call in await self.system.snapshots(campaign_id):
                    known = call.call_id in self.headsets
                    if call.state is CallState.TALKING and not known:
                        headset = self._admitted(call.call_id)
                        group.create_task(headset.attend())
                        group.create_task(self._work(headset))
                await asyncio.sleep(0.2)
            await self._all_returned()
            await self.system.set_status(campaign_id, CampaignStatus.CANCELLED)

    def _admitted(self, call: str) -> Headset:
        name = f"Operator {len(self.headsets)}"
        request = AdmissionRequest(operator=name)
        url = at_port(self.system.admission(call, request).url, self.port)
        self.headsets[call] = Headset(call, url, name)
        return self.headsets[call]

    async def _work(self, headset: Headset) -> None:
        rng = random.Random(f"{self.seed}/{headset.call_id}")
        while self._begun < self.tries and not headset.is_over:
            await asyncio.sleep(rng.uniform(*PAUSE_S))
            if self._begun >= self.tries or headset.is_over:
                return
            self._begun += 1
            turn = await headset.take_over()
            if turn is None:
                self._begun -= 1
                return
            await asyncio.sleep(HELD_S)
            await headset.hand_back(turn)

    async def _all_returned(self) -> None:
        """Wait until every turn is over, and the AI has had time to go on."""
        await asyncio.sleep(HELD_S + 6.0)


async def run(calls: int, tries: int, folder: Path, *, seed: int) -> Figures:
    """Measure with so many calls at a time."""
    scenario = world.many_offices(folder, min(100, calls * 5))
    with world.network(scenario, folder, seed=seed) as ready:
        network = Network.model_validate(ready)
        chosen = read_scenario(scenario)
        values = environment(network, folder=folder, clock_start=chosen.clock)
        front = int(values["PANDA_FRONT_PORT"])
        carrier = Tap(front, carrier=True)
        await carrier.open()
        values |= {
            "PANDA_PUBLIC_URL": f"http://127.0.0.1:{carrier.port}",
            "PANDA_CPS": "20",
            "PANDA_SPARES": str(min(calls, 10)),
            "PANDA_MAX_CALLS": str(calls),
        }
        async with beside(installation(values)) as system:
            campaign = await system.create(
                title="Takeovers",
                questionnaire=chosen.questionnaire,
                providers=chosen.providers,
                limits=Limits(concurrency=calls, attempts=1, budget_usd=1000.0),
                attested=True,
                fresh=True,
            )
            desk = Desk(system, front, tries, seed)
            await desk.run(campaign.campaign_id)
        carrier.close()
        records = world.ledger(network.ledger)
    return judge(desk.headsets.values(), carrier.wires, records)


def judge(
    headsets: Iterable[Headset],
    wires: Sequence[Wire],
    records: Sequence[dict[str, Any]],
) -> Figures:
    """Read what passed to each callee against what was clicked."""
    figures = Figures()
    for headset in headsets:
        theirs = [
            wire for wire in wires if wire.path.startswith(f"/media/{headset.call_id}")
        ]
        voice = headset.call_id + "/operator"
        passed = [one for wire in theirs for one in _passed(wire, voice)]
        cleared = [
            note.at_ms for wire in theirs for note in wire.down if note.kind == "clear"
        ]
        times = [at_ms for at_ms, _ in passed]
        for number, turn in enumerate(headset.turns):
            following = headset.turns[number + 1 : number + 2]
            until_ms = following[0].asked_ms if following else float("inf")
            first, last = (
                bisect_left(times, turn.asked_ms),
                bisect_left(times, until_ms),
            )
            _judge_turn(figures, turn, passed[first:last], cleared)
    figures.garbled = sum(one["garbled"] for one in records if one["kind"] == "ear")
    return figures


def _judge_turn(
    figures: Figures,
    turn: Turn,
    passed: Sequence[tuple[float, Talker]],
    cleared: Sequence[float],
) -> None:
    """Take one turn in: all that passed from its click to the next one's."""
    ours = [at for at, (_, who) in enumerate(passed) if who == "operator"]
    if not ours:
        figures.unheard += 1
        return
    first, last = ours[0], ours[-1]
    figures.takeover.append(passed[first][0] - turn.asked_ms)
    figures.granted.append(turn.granted_ms - turn.asked_ms)
    if turn.was_missed:  # the AI has covered up for them, as it should
        figures.missed += 1
    else:
        figures.both += sum(who == "ai" for _, who in passed[first:last])
    began_ms = passed[first][0]
    cut_off = any(turn.asked_ms <= at_ms <= began_ms for at_ms in cleared)
    figures.mid_sentence += cut_off
    if turn.handing_ms:
        figures.silent.append(passed[last][0] - turn.handing_ms)
        after = [at for at, who in passed[last:] if who == "ai"]
        if after:
            figures.handed.append(after[0] - turn.handing_ms)


def _passed(wire: Wire, operator: str) -> list[tuple[float, Talker]]:
    """Say of each frame that passed to the callee when, and whose it is."""
    ours = call_id(operator)
    passed: list[tuple[float, Talker]] = []
    for note in wire.down:
        if note.kind != "media":
            continue
        mulaw = b64decode(note.value)
        for at in range(0, len(mulaw), FRAME):
            packet = modem.demodulate(mulaw[at : at + FRAME])
            if packet is None:
                passed.append((note.at_ms, "nobody"))
            else:
                talker: Talker = "operator" if packet.call == ours else "ai"
                passed.append((note.at_ms, talker))
    return passed


def show(console: Console, figures: Figures) -> bool:
    """Print the figures; whether they are what they should be."""
    table = Table(title=f"{len(figures.takeover)} takeovers")
    for column in ("ms", "p50", "p95", "max"):
        table.add_column(column, justify="left" if column == "ms" else "right")
    rows = {
        "click to the operator's first frame": figures.takeover,
        "click to the server's word": figures.granted,
        "hand-back to the operator's last frame": figures.silent,
        "hand-back to the AI's first frame": figures.handed,
    }
    for name, values in rows.items():
        worst = max(values, default=0.0)
        cells = [percentile(values, 0.5), percentile(values, 0.95), worst]
        table.add_row(name, *(f"{value:.0f}" for value in cells))
    console.print(table)
    console.print(
        f"{figures.mid_sentence} in the middle of a sentence; frames with two voices: "
        f"{figures.both} on the wire, {figures.garbled} at the callees; not heard at "
        f"all: {figures.unheard}; taken for gone meanwhile: {figures.missed}"
    )
    soon = percentile(figures.takeover, 0.95) < TARGET_MS
    return soon and not (figures.both or figures.garbled or figures.unheard)


def main(argv: Sequence[str]) -> int:
    """Measure; the exit code is 1 if somebody was late, or two were heard at once."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--calls", type=int, default=10)
    parser.add_argument("--tries", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write all figures here")
    options = parser.parse_args(argv)
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        figures = uvloop.run(
            run(options.calls, options.tries, folder, seed=options.seed)
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if options.json is not None:
        names = Figures.__slots__
        plain = {name: getattr(figures, name) for name in names}
        options.json.write_text(json.dumps(plain, indent=1))
    console = Console(width=None if sys.stdout.isatty() else 100)
    return 0 if show(console, figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
