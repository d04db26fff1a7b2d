"""Generated businesses are called: who knows the way gets to somebody who answers."""

import re
from pathlib import Path

import pytest

from simulator.businesses import documents, scenario
from simulator.businesses.directory import Businesses
from simulator.businesses.testing import Caller, FakeEnds, ListLedger
from simulator.generator import files, mix as mixes, world
from simulator.generator.draft import GOAL
from simulator.generator.mix import Mix
from simulator.ports import Leg

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "generated-scenarios.md"
CALLER = "+12175550100"
CALM = Mix(
    answered={"menu": 1},
    languages={"en": 1},
    hold_s=(2, 3),
    manners=0,
    difficult=0,
    noisy=0,
    slips=0,
    ranges=0,
    unknown=0,
)


@pytest.fixture(scope="module")
def calm(tmp_path_factory):
    folder = tmp_path_factory.mktemp("calm")
    files.write(world.make(21, 8, CALM), folder)
    return scenario.load(folder)


def way(business):
    """The keys, or the words, to a node that serves the goal: the shortest."""
    ahead = [(business.answers, ())]
    for name, steps in ahead:
        node = business.nodes[name]
        if GOAL in node.goals and steps:
            return steps
        if isinstance(node, documents.Menu):
            ahead += [
                (one.goto, (*steps, (node, key))) for key, one in node.options.items()
            ]
    raise AssertionError("no way")


@pytest.mark.parametrize("at", range(8))
async def test_who_knows_the_way_gets_an_answer(calm, at):
    business = calm.businesses[at]
    ledger = ListLedger()
    offices = Businesses(
        calm, ends=FakeEnds(), ledger=ledger, seed=1, now=lambda: calm.clock
    )
    caller = Caller(offices.dial(Leg("CA1", business.numbers[0], CALLER, 1)).callee)
    for menu, key in way(business):
        await caller.hear(menu.prompt[-20:])
        await caller.until_quiet(300)
        if menu.keys:
            await caller.press(key)
        else:
            await caller.say(menu.options[key].say[0])
    entered = [record["node"] for record in ledger.of("node")]
    people = [
        name
        for name, node in business.nodes.items()
        if isinstance(node, documents.Person) and GOAL in node.goals
    ]
    for _ in range(60):
        if set(people) & set(entered):
            break
        await caller.wait(1000)
        entered = [record["node"] for record in ledger.of("node")]
    assert set(people) & set(entered), entered
    await caller.until_quiet(1000)
    await caller.say("Are you open on Saturdays?")
    await caller.until_quiet(1500)
    told = [record for record in ledger.of("said") if record["facts"]]
    assert told, caller.heard[-3:]


def test_the_mix_in_the_guide_can_be_used(tmp_path):
    example = re.compile(r"```yaml\n# mix.yaml.*?\n(.*?)```", re.DOTALL)
    (text,) = example.findall(GUIDE.read_text())
    (tmp_path / "mix.yaml").write_text(text)
    mix = mixes.read(tmp_path / "mix.yaml")
    assert mix.changed == 0.6
    assert {one.plan.sector for one in world.make(1, 3, mix).made} == {"hotel"}


@pytest.mark.parametrize("key", Mix.model_fields)
def test_every_proportion_is_in_the_guide(key):
    assert f"| `{key}` |" in GUIDE.read_text()


def test_every_option_of_the_command_is_in_the_guide():
    source = Path(files.__file__).with_name("command.py").read_text()
    for option in re.findall(r'"(--[a-z]+)"', source):
        assert f"`{option}" in GUIDE.read_text(), option
