"""The guide's example is a scenario that works, and the guide names every key."""

import re
from pathlib import Path

import pytest

from simulator.businesses import documents, scenario
from simulator.businesses.directory import Businesses
from simulator.businesses.testing import Caller, FakeEnds, ListLedger
from simulator.ports import Leg

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "scenarios.md"
FILES = re.compile(r"```(?:yaml|csv)\n# file: (\S+)\n(.*?)```", re.DOTALL)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "businesses").mkdir()
    for name, text in FILES.findall(GUIDE.read_text()):
        (tmp_path / name).write_text(text)
    return tmp_path


async def test_the_example_can_be_called(folder):
    world = scenario.load(folder)
    ledger = ListLedger()
    offices = Businesses(
        world, ends=FakeEnds(), ledger=ledger, seed=1, now=lambda: world.clock
    )
    number = world.providers[0].number
    assert offices.dial(Leg("CA1", number, "+12175550199", 1)).result == "busy"
    caller = Caller(offices.dial(Leg("CA2", number, "+12175550199", 2)).callee)
    await caller.until_quiet(300)
    await caller.say("Appointments")
    await caller.hear("number 2 in line")
    await caller.hear("Ann")
    await caller.until_quiet(500)
    await caller.say("How much is a cleaning?")
    await caller.hear("who is calling")
    await caller.until_quiet(300)
    await caller.say("An AI assistant of Maria Alvarez.")
    await caller.hear("$")
    assert ledger.of("said")[-1]["facts"] == []  # being said


def test_the_example_holds_what_the_guide_says_of_mistakes(folder):
    path = folder / "businesses" / "corner.yaml"
    path.write_text(path.read_text().replace("goto: billing", "gotoo: billing"))
    with pytest.raises(scenario.ScenarioError) as caught:
        scenario.load(folder)
    assert f"my-scenario/{caught.value.problems[0]}\n" in GUIDE.read_text()


@pytest.mark.parametrize(
    "part",
    [
        part
        for part in vars(documents).values()
        if isinstance(part, type) and issubclass(part, documents.Part)
    ],
)
def test_every_key_is_in_the_guide(part):
    guide = GUIDE.read_text()
    for key in part.model_fields:
        assert re.search(rf"[`.{{,* ]{key}[:`,.\[]|^{key}:", guide, re.MULTILINE), key
