"""A call through every room but the cluster, and what the network says of it."""

import asyncio

import pytest

from panda.call import AnsweredBy, CallState, Outcome
from panda.mailbox import End
from tests.whole.conftest import CALL, SCENARIO

pytestmark = pytest.mark.timeout(180)

PERSON = next(p for p in SCENARIO.providers if p.name == "Prairie Smiles")
MENU = next(p for p in SCENARIO.providers if p.name == "Lakeside Family Dental")


async def test_a_person_is_asked_and_answers_with_evidence(stage):
    result = await stage.runner(PERSON).run()

    assert result.outcome is Outcome.COMPLETED
    assert result.answered_by is AnsweredBy.HUMAN
    assert result.disclosed
    mine = [one for one in stage.ledger() if one.get("call_sid") == result.call_sid]
    said = " ".join(one["text"] for one in mine if one["kind"] == "said")
    found = {finding.field: finding for finding in result.findings}
    assert {"accepts_insurance", "cleaning_price", "next_appointment"} <= set(found)
    for finding in result.findings:
        assert finding.quote in said, "a quote stands in what the business really said"
    first = next(one for one in mine if one["kind"] == "heard")
    assert "automated AI assistant" in first["text"]
    assert not [one for one in mine if one["kind"] == "frame_gap"]
    assert stage.forged == 0
    events = await stage.store.events(CALL)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))


async def test_a_menu_of_two_levels_is_walked_through_by_key(stage):
    run = asyncio.create_task(stage.runner(MENU).run())
    await stage.board.shows(CallState.TALKING)
    stage.board.posted.put_nowait(End())
    result = await run

    mine = [one for one in stage.ledger() if one.get("call_sid") == result.call_sid]
    keys = [one["digit"] for one in mine if one["kind"] == "key"]
    assert keys == list(result.navigation.keys), "the callee's ear decoded our tones"
    goals = [goal for one in mine if one["kind"] == "node" for goal in one["goals"]]
    assert "schedule" in goals
    assert result.outcome is Outcome.CANCELLED
    assert await stage.ended(result.call_sid) == "caller"
