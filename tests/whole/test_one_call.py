"""A call through every room but the cluster, and what the network says of it."""

import asyncio
from pathlib import Path

import numpy as np
import pytest

from panda.audio.mulaw import SILENCE, encode
from panda.call import AnsweredBy, CallState, Outcome
from panda.campaign import Limits
from panda.mailbox import End
from panda.recording.events import RecordingAnswered
from panda.recording.mode import Recording
from simulator.speech.data import DataEar
from storage.recordings import Recordings
from tests.whole.conftest import CALL, SCENARIO

pytestmark = pytest.mark.timeout(180)

PERSON = next(p for p in SCENARIO.providers if p.name == "Prairie Smiles")
MENU = next(p for p in SCENARIO.providers if p.name == "Lakeside Family Dental")


def listened(wav):
    """What an ear hears of the left side of a recording."""
    left = np.frombuffer(wav[44:], "<i2")[::2]
    mulaw, ear = encode(left) + bytes([SILENCE]) * 8_000, DataEar()
    frames = (mulaw[at : at + 160] for at in range(0, len(mulaw), 160))
    return [text for frame in frames for text in ear.feed(frame)]


async def test_a_person_is_asked_and_answers_with_evidence(stage):
    recorded = Limits(record=Recording.ANNOUNCE)
    result = await stage.runner(PERSON, limits=recorded).run()

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
    kept = Recordings(Path(stage.settings.data_dir))
    assert kept.excerpt(CALL, 0, 2_000)[44:].strip(b"\0") == b"", "nobody was told yet"
    for finding in result.findings:
        moment = kept.excerpt(CALL, finding.at_ms - 1_000, finding.at_ms + 12_000)
        assert finding.quote in " ".join(listened(moment)), "what was said, when it was"
    events = await stage.store.events(CALL)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))


async def test_who_is_asked_and_says_yes_is_recorded_from_then_on(stage):
    runner = stage.runner(PERSON, limits=Limits(record=Recording.ASK))
    run = asyncio.create_task(runner.run())
    await stage.board.sees(lambda one: one.recorded and one.findings)
    stage.board.posted.put_nowait(End())
    result = await run

    mine = [one for one in stage.ledger() if one.get("call_sid") == result.call_sid]
    asked = next(one["text"] for one in mine if one["kind"] == "heard")
    assert "okay with you if I also record" in asked
    said = [one["text"] for one in mine if one["kind"] == "said"]
    events = await stage.store.events(CALL)
    (answer,) = (one for one in events if isinstance(one, RecordingAnswered))
    assert answer.agreed
    assert any(answer.quote in text for text in said), "they have really said so"
    kept = Recordings(Path(stage.settings.data_dir))
    before = kept.excerpt(CALL, 0, answer.answer_ms)
    assert before[44:].strip(b"\0") == b"", "nothing is kept that was said before it"
    quotes = [one.quote for one in result.findings]
    after = kept.excerpt(CALL, answer.answer_ms, answer.answer_ms + 60_000)
    assert quotes[0] in " ".join(listened(after))


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
