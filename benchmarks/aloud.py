"""Phone menus by real audio: generated businesses called by the whole product.

    python -m benchmarks.aloud [--businesses 40] [--seed 31] [--json FILE] [--keep]

Businesses with menus in menus are made up and spoken by the simulated network; the
product recognises what they say, chooses, and presses keys as tones. Everybody is
called twice: the first visit explores, the second one knows the route. We end a call
once a person is being talked to: how the talk goes is not what is measured here.

Every figure is from the network's ledger but the cost, which is the product's own: at
list prices, up to the person and a few seconds of talk. 1 if one is short of its bar.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from benchmarks import visits
from panda.call import CallState
from panda.campaign import Limits, TargetStatus
from panda.mailbox import End
from panda.research.questionnaire import FieldType, Question, Questionnaire
from panda_cli.network import environment, simulated_network
from panda_cli.running import installation, interruptible, workspace
from panda_cli.scenario import read_scenario
from simulator.generator import files, tables, world
from simulator.generator.mix import Mix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.campaign import CallResult, Campaign, Provider
    from panda_cli.scenario import Scenario
    from panda_cli.system import System
    from simulator.generator.tables import Tongue
    from simulator.generator.world import GeneratedWorld

MIX = Mix.model_validate(
    {
        "answered": {"menu": 1.0},
        "depth": {"2": 0.5, "3": 0.3, "4": 0.2},
        "changed": 0,
        "hold_s": (5, 8),
        "difficult": 0,
    }
)
"""Menus in menus, and short queues: a second on hold says nothing of menus."""
AT_ONCE = 3
"""As many as two cores recognise in time, both sides of the wire being on them."""
TALKED_S = 8.0
"""After so long with a person a call has shown what is asked here."""
LOOK_S = 0.5
LONGEST_S = 2_400
LIMITS = Limits(call_s=240, attempts=1, concurrency=AT_ONCE)
QUESTION = {
    "en": Question(
        name="open_saturday", type=FieldType.YES_NO, ask="Are you open on Saturdays?"
    ),
    "es": Question(
        name="open_saturday", type=FieldType.YES_NO, ask="¿Abren los sábados?"
    ),
}

Groups = list[tuple[Questionnaire, list["Provider"]]]


async def call_all(system: System, groups: Groups, visit: int) -> list[CallResult]:
    """Call everybody once, each with the goal of its trade; return what came of it."""
    campaigns = [
        await system.create(
            title=f"{questions.goal}, visit {visit}",
            questionnaire=questions,
            providers=providers,
            limits=LIMITS,
            attested=True,
            fresh=True,
        )
        for questions, providers in groups
    ]
    await asyncio.wait_for(_until_talked(system, campaigns), LONGEST_S)
    return [
        result
        for campaign in campaigns
        for result in await system.results(campaign.campaign_id)
    ]


async def _until_talked(system: System, campaigns: Sequence[Campaign]) -> None:
    """Wait until all calls have ended; end those that have talked for a while."""
    loop = asyncio.get_running_loop()
    since: dict[str, float] = {}
    waiting = [campaign.campaign_id for campaign in campaigns]
    while waiting:
        for call in await system.snapshots():
            if call.state is not CallState.TALKING:
                since.pop(call.call_id, None)
            elif loop.time() - since.setdefault(call.call_id, loop.time()) > TALKED_S:
                await system.tell(call.call_id, End())
        waiting = [one for one in waiting if not await _is_done(system, one)]
        await asyncio.sleep(LOOK_S)


async def _is_done(system: System, campaign_id: str) -> bool:
    targets = await system.targets(campaign_id)
    return all(target.status is TargetStatus.DONE for target in targets)


def groups(made: GeneratedWorld, scenario: Scenario) -> Groups:
    """Return whom to ask what: those of one trade and language have a campaign."""
    plans = {one.business.name: one.plan for one in made.made}
    sorted_out: defaultdict[tuple[str, Tongue], list[Provider]] = defaultdict(list)
    for provider in scenario.providers:
        plan = plans[provider.name]
        sorted_out[plan.sector, plan.tongue].append(provider)
    return [
        (_questions(sector, tongue, scenario.questionnaire), providers)
        for (sector, tongue), providers in sorted_out.items()
    ]


def _questions(sector: str, tongue: Tongue, like: Questionnaire) -> Questionnaire:
    return Questionnaire(
        goal=tables.sectors()[sector].goal.of(tongue),
        caller=like.caller,
        opening=tables.sectors()[sector].opening.of(tongue),
        language=tongue,
        fields=(QUESTION[tongue],),
    )


def run(made: GeneratedWorld, times: int, folder: Path) -> list[visits.Visit]:
    """Call a world `times` times over with a whole installation of its own."""
    source, ledgers = folder / "scenario", folder / "ledger"
    files.write(made, source)
    scenario = read_scenario(source)
    with simulated_network(source, ledgers, seed=made.seed) as network:
        values = environment(network, folder=folder, clock_start=scenario.clock)
        values["PANDA_MAX_CALLS"] = str(AT_ONCE)
        with installation(values) as system:
            whom = groups(made, scenario)
            results = [
                result
                for visit in range(1, times + 1)
                for result in asyncio.run(call_all(system, whom, visit))
            ]
    return visits.read(ledgers, made, results)


def main(argv: list[str]) -> int:
    """Call them all twice and print the table; 1 if a figure is short of its bar."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--businesses", type=int, default=40)
    parser.add_argument("--seed", type=int, default=31)
    parser.add_argument("--visits", type=int, default=2)
    parser.add_argument("--json", type=Path, help="where the visits are written")
    parser.add_argument("--keep", action="store_true", help="keep ledgers and logs")
    asked = parser.parse_args(argv)
    console = Console(highlight=False)
    made = world.make(asked.seed, asked.businesses, MIX)
    with interruptible(), workspace(keep=asked.keep) as folder:
        seen = run(made, asked.visits, folder)
        if asked.keep:
            console.print(f"kept: {folder}")
    if asked.json is not None:
        asked.json.write_text(visits.to_json(seen))
    visits.show(seen, console)
    return 0 if visits.is_good(seen, asked.businesses) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
