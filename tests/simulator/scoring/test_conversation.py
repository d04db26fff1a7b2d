"""The ledger of real conversations, scored: both sides of the format agree."""

from pathlib import Path

import pytest

from simulator.businesses import facts, scenario
from simulator.businesses.directory import Businesses
from simulator.businesses.testing import Caller, FakeEnds
from simulator.ledger import JsonlLedger
from simulator.ports import Leg
from simulator.scoring import records
from simulator.scoring.results import Results
from simulator.scoring.score import score

DENTAL5 = Path(__file__).parents[3] / "scenarios" / "dental5"
LAKESIDE, PRAIRIE = "+12175550123", "+16085550147"


@pytest.fixture(params=[1, 2])
def run(request, tmp_path):
    """Call two offices, ask everything, and claim what was said."""
    world = scenario.load(DENTAL5)
    ledger = JsonlLedger(tmp_path / "ledger.jsonl")
    offices = Businesses(
        world,
        ends=FakeEnds(),
        ledger=ledger,
        seed=request.param,
        now=lambda: world.clock,
    )

    async def talk(number, *keys, opening):
        sid = f"CA{number}"
        ledger.write("dial", call_sid=sid, to=number, attempt=1, params={})
        caller = Caller(offices.dial(Leg(sid, number, "+12175550199", 1)).callee)
        ledger.write("answer", call_sid=sid, machine=False)
        await caller.until_quiet(1000)
        for key in keys:
            await caller.press(key)
            await caller.until_quiet(1000)
        await caller.say(opening)
        await caller.until_quiet(2500)
        for question in world.questions.fields:
            await caller.say(question.ask)
            await caller.until_quiet(2000)
        caller.callee.close()
        ledger.write("hangup", call_sid=sid, by="caller")
        ledger.write("end", call_sid=sid, status="completed", duration_s=60)

    def scored():
        ledger.close()
        seen = records.read(tmp_path)
        told = {
            (call.number, name)
            for call in seen.calls
            for said in call.said
            for name in said.facts
        }
        claims = []
        for number in (LAKESIDE, PRAIRIE):
            known = facts.resolve(world.business(number), seen.seed)
            findings = {
                field: {"value": known[fact].value}
                for field, fact in world.scenario.answers.items()
                if (number, fact) in told
            }
            claims.append({"number": number, "findings": findings})
        results = Results.model_validate({"calls": claims})
        return score(world, seen, results, seen.seed)

    return talk, scored


async def test_whoever_claims_what_was_said_is_complete_and_precise(run):
    talk, scored = run
    await talk(LAKESIDE, "1", "1", opening="Hello, I am an AI assistant.")
    await talk(PRAIRIE, opening="Hello, I am an AI assistant.")
    found = scored()
    assert (found.completion_rate, found.precision) == (1.0, 1.0)
    assert (found.navigation_rate, found.disclosed_rate) == (1.0, 1.0)
    assert (found.double_dials, found.skipped) == (0, 3)
    assert found.calls[0].keys == "11"
    assert found.calls[0].nodes == ("main_menu", "appointments_menu", "front_desk")


async def test_whoever_gets_lost_in_the_menu_has_neither(run):
    talk, scored = run
    await talk(LAKESIDE, "3", opening="Hello.")
    await talk(PRAIRIE, opening="Hello, I am calling for Maria.")
    found = scored()
    assert found.navigation_rate == 0.0
    assert found.calls[0].complete is None
    assert found.recall < 0.5
    assert found.disclosed_rate == 0.0
