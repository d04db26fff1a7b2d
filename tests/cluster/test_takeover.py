"""Operators at calls that talk: heard by the callee, by the ledger of the network."""

import json
import time
from dataclasses import dataclass

import httpx
import pytest
import websockets
from websockets.asyncio.client import connect

from panda.operator.wire import Side
from tests.cluster.installation import MARKS, until
from tests.cluster.operator import Operator
from tests.cluster.town import SPRUCE, WILLOW

pytestmark = MARKS

CUT_OFF_S = 0.6
"""After this the ear of a callee knows that a talker has been cut off."""
ASKED = "This is Ann. How much is a cleaning?"
BACK = "this is the automated AI assistant"
PRICE = "A cleaning is $120."
WRITTEN = ("operator", ASKED, True)


@dataclass
class Story:
    """Spruce's call is taken over and handed back; Willow's operator vanishes."""

    calls: dict
    sids: dict
    ann: Operator
    bo: Operator
    lost_ms: int


def line(message):
    return message["speaker"], message["text"], message["final"]


@pytest.fixture(scope="module")
def story(installation):
    offices = SPRUCE, WILLOW
    campaign = installation.begin("Taken over", *offices)
    calls = {office: installation.call_of(campaign, office) for office in offices}
    ann = Operator(installation, calls[SPRUCE], "Ann")
    bo = Operator(installation, calls[SPRUCE], "Bo")
    eve = Operator(installation, calls[WILLOW], "Eve")
    for call in calls.values():
        installation.until_logged(call, "disclosed")
    for operator in (ann, bo, eve):
        operator.ask("take_over")
    until(lambda: ann.floor and bo.of("refused") and eve.floor)
    eve.vanish()
    lost_ms = time.time_ns() // 1_000_000
    time.sleep(CUT_OFF_S)
    ann.say(ASKED)
    until(lambda: PRICE in ann.heard[Side.CALLEE])
    until(lambda: WRITTEN in map(line, ann.of("transcript")))
    ann.ask("hand_back", note="Be brief.")
    sids = {
        office: installation.witness.dials(office)[0]["call_sid"] for office in offices
    }
    until(lambda: BACK in installation.witness.words(sids[SPRUCE]))
    until(lambda: installation.get(f"/api/calls/{calls[WILLOW]}")["state"] == "talking")
    for call in calls.values():
        installation.end(call)
    for call in calls.values():
        installation.result(call)
    for operator in (ann, bo):
        operator.leave()
    return Story(calls, sids, ann, bo, lost_ms)


def test_an_operator_hears_both_sides_live(story):
    assert story.ann.heard[Side.CALLEE][-1] == PRICE
    for operator in (story.ann, story.bo):
        assert any("calling for Maria" in one for one in operator.heard[Side.US])


def test_the_callee_hears_the_operator_and_then_the_ai_again(installation, story):
    heard = installation.witness.words(story.sids[SPRUCE])
    assert ASKED in heard
    before, after = heard.split(ASKED)
    assert "calling for Maria" in before
    assert BACK in after


def test_nobody_ever_spoke_at_the_same_time(installation, story):
    losses = installation.witness.losses(story.sids[SPRUCE])
    assert not losses.keys() & {"garbled", "cross_talk", "duplicated", "reordered"}


def test_what_the_operator_said_is_theirs_and_what_was_answered_is_found(
    installation, story
):
    log = [one["text"] for one in installation.transcript(story.calls[SPRUCE])]
    assert f"operator: {ASKED}" in log
    assert "Ann is heard" in log
    assert "instruction by Ann: Be brief." in log
    assert "cleaning_price = 120.0" in log, "found while the operator talked"


def test_of_two_who_raced_one_was_told_who_won(story):
    (refused,) = story.bo.of("refused")
    assert (refused["reason"], refused["holder"]) == ("held", "Ann")


def test_a_call_whose_operator_vanished_is_cared_for(installation, story):
    heard = installation.witness.records("heard", story.sids[WILLOW])
    comfort = next(one for one in heard if "One moment" in one["text"])
    assert comfort["t_ms"] - story.lost_ms < 4_000, "it takes 1.3 s to be said"
    log = installation.transcript(story.calls[WILLOW])
    lost = next(one for one in log if one["text"] == "ai is heard")
    back = [one for one in log if one["text"] == "call is talking"][-1]
    assert 4_900 <= back["at_ms"] - lost["at_ms"] < 6_000


def test_all_hear_that_the_call_is_over(story):
    assert story.ann.messages[-1]["type"] == "ended"
    assert story.bo.messages[-1]["type"] == "ended"


async def test_a_ticket_opens_one_socket_and_no_page_of_others(installation, story):
    for url, origin in (
        (story.ann.url, None),
        (story.ann.url, "https://elsewhere.example"),
        (story.ann.url.partition("?")[0], None),
    ):
        with pytest.raises((websockets.InvalidStatus, OSError)):
            await connect(url, origin=origin)


def test_nobody_is_let_into_a_call_that_is_over(installation, story):
    answer = httpx.post(
        f"{installation.url}/api/calls/{story.calls[SPRUCE]}/operator",
        json={"operator": "Ann"},
        headers={"Authorization": f"Bearer {installation.settings.api_token}"},
    )
    assert answer.status_code == 409


def test_whoever_follows_is_told_of_calls_at_once(installation, story):
    seen = set()
    with (
        installation.http as http,
        http.stream("GET", "/api/events") as stream,
    ):
        assert stream.headers["content-type"].startswith("text/event-stream")
        for line in stream.iter_lines():
            if line.startswith("data: "):
                seen.add(json.loads(line.removeprefix("data: ")).get("call_id"))
            if set(story.calls.values()) <= seen:
                return
    raise AssertionError("not told of both calls")
