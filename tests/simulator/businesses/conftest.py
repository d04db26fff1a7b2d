"""One business written in a test, ready to be called."""

import pytest

from simulator.businesses import documents, scenario, yamltext
from simulator.businesses.checks import business_problems
from simulator.businesses.directory import Businesses
from simulator.businesses.scenario import World
from simulator.businesses.testing import Caller, FakeEnds, ListLedger
from simulator.ports import Leg

NUMBER = "+12175550123"
HEAD = f"""
name: Test Office
numbers: ["{NUMBER}"]
timezone: America/Chicago
"""


@pytest.fixture
def ledger():
    return ListLedger()


@pytest.fixture
def ends():
    return FakeEnds()


@pytest.fixture
def directory(tmp_path, ledger, ends):
    def make(text, *, clock="2026-11-23T10:00:00-06:00", ends=ends):
        path = tmp_path / "office.yaml"
        path.write_text(HEAD + text)
        source = yamltext.read(path, "office.yaml")
        business = scenario.parse(source, documents.Business)
        assert business_problems(business, source) == []
        asked = documents.Question(name="q", type="text", ask="What?")
        world = World(
            scenario=documents.Scenario(
                title="A test", clock=clock, goal="schedule", answers={"q": "price"}
            ),
            questions=documents.Questions(goal="to test", fields=[asked]),
            businesses=(business,),
            providers=(),
        )
        return Businesses(
            world, ends=ends, ledger=ledger, seed=1, now=lambda: world.clock
        )

    return make


@pytest.fixture
def call(directory):
    """Dial the business of a YAML text; returns the caller's end."""

    def dial(text, *, attempt=1, **options):
        leg = Leg("CA1", NUMBER, "+12175550199", attempt)
        return Caller(directory(text, **options).dial(leg).callee)

    return dial
