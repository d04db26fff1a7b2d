"""Calls put through to operators' own telephones, by the ledger of the network."""

from dataclasses import dataclass

import pytest

from panda.session.transfers import COMFORT_MS
from tests.cluster.installation import MARKS, until
from tests.cluster.town import GIL, LARCH, OURS, ROWAN, YEW

pytestmark = MARKS

PUT_THROUGH = "I will put you through to a colleague."
AWAY = "call is transferred"
GOES, MUSIC = "call is transferring", "music is heard"
SORRY = "my colleague is not available"
TO = {ROWAN: "Gil", YEW: "Ida", LARCH: "Max"}
"""Who takes the call; whose telephone is busy; who takes it and hangs up at once."""


@dataclass
class Story:
    """Three calls, each put through to another telephone in the middle of the talk."""

    calls: dict
    sids: dict
    leg: str
    """Gil's telephone at the carrier."""


@pytest.fixture(scope="module")
def story(installation):
    campaign = installation.begin("Put through", *TO)
    calls = {office: installation.call_of(campaign, office) for office in TO}
    for office, name in TO.items():
        # Who does not come back to the AI need not have heard all of its greeting.
        heard = "identified" if office is ROWAN else "disclosed"
        installation.until_logged(calls[office], heard)
        path = f"/api/calls/{calls[office]}/transfer"
        installation.post(path, {"to": name, "author": "Bo"}, status=202)
    witness = installation.witness
    sids = {office: witness.dials(office)[0]["call_sid"] for office in TO}
    until(lambda: GIL in witness.words(sids[ROWAN]))
    assert installation.get(f"/api/calls/{calls[ROWAN]}")["state"] == "transferred"
    (leg,) = [
        one["call_sid"]
        for one in witness.ledger()
        if one["kind"] == "dial" and one["to"] == OURS["Gil"]
    ]
    for office in (YEW, LARCH):
        installation.until_logged(calls[office], "found")
    for office in TO:
        installation.end(calls[office])
        installation.result(calls[office])
    until(lambda: leg not in witness.live())
    return Story(calls, sids, leg)


def test_the_callee_and_the_operators_telephone_hear_each_other_and_no_one_else(
    installation, story
):
    together = [
        one
        for one in installation.witness.ledger()
        if one["kind"] == "conference_hears"
        and story.leg in one["hears"]
        and story.sids[ROWAN] in one["hears"]
    ]
    hears = together[-1]["hears"]
    both = {story.leg, story.sids[ROWAN]}
    assert set(hears) == both
    assert hears[story.sids[ROWAN]] == [story.leg]
    assert hears[story.leg] == [story.sids[ROWAN]]


def test_the_callee_is_told_and_then_waits_with_music(installation, story):
    # The ear of a callee cannot tell words apart that follow on others without a pause,
    # as these may; that they were played to the end is what lets the music begin early.
    for office in (ROWAN, LARCH):
        log = installation.transcript(story.calls[office])
        told, away, music = (
            next(one for one in log if one["text"] == text)
            for text in (f"agent: One moment, please. {PUT_THROUGH}", GOES, MUSIC)
        )
        assert told["seq"] < music["seq"]
        assert music["at_ms"] - away["at_ms"] < COMFORT_MS
    log = [one["text"] for one in installation.transcript(story.calls[ROWAN])]
    assert "transfer to Gil: they talk" in log


def test_nothing_of_what_they_say_there_comes_to_us(installation, story):
    log = installation.transcript(story.calls[ROWAN])
    together = [one["text"] for one in log].index("transfer to Gil: they talk")
    assert not any(one["kind"] == "heard" for one in log[together:])


def test_a_busy_telephone_gives_the_callee_back_and_the_ai_asks_on(installation, story):
    assert SORRY in installation.witness.words(story.sids[YEW])
    assert installation.result(story.calls[YEW])["findings"]
    log = [one["text"] for one in installation.transcript(story.calls[YEW])]
    assert "transfer to Ida: over (busy)" in log
    assert AWAY not in log, "the callee never left"


def test_who_hangs_up_at_once_leaves_the_callee_to_the_ai_which_knows_what_was_said(
    installation, story
):
    log = [one["text"] for one in installation.transcript(story.calls[LARCH])]
    assert "call is talking" in log[log.index(AWAY) :]
    assert any(text.startswith("call re-attached") for text in log)
    assert installation.result(story.calls[LARCH])["findings"]
    assert not any(text == "said that it is an AI" for text in log[log.index(AWAY) :])


def test_no_telephone_of_ours_rings_on(installation, story):
    assert story.leg not in installation.witness.live()
    dialled = [
        one["to"]
        for one in installation.witness.ledger()
        if one["kind"] == "create" and one["to"] in OURS.values()
    ]
    assert sorted(dialled) == sorted(OURS.values())
