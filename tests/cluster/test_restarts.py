"""The standing actors die, one after the other, while calls are under way.

Their processes are killed with SIGKILL; the calls go on, nothing that was heard is
lost, and campaigns go on as soon as there is somebody to run them.
"""

from dataclasses import dataclass, field

import pytest

from tests.cluster.installation import MARKS, now_ms, until
from tests.cluster.town import ALDER, FIELDS, LINDEN, OAK

pytestmark = MARKS

AGAIN_MS = 30_000
"""Until a new orchestrator dials, at most; some 5 s on two idle cores (the 95th
percentile of RELIABILITY R3 is 10)."""


@dataclass
class Story:
    """What came of calls during which everything else died."""

    results: dict = field(default_factory=dict)
    dials_again_ms: int = 0
    """From the orchestrator's death to the next dial."""
    refusals: set = field(default_factory=set)
    """How a campaign was refused while the orchestrator was away."""


@pytest.fixture(scope="module")
def story(installation):
    """Kill what stands while two offices are talked to, then call a third."""
    story = Story()
    campaign = installation.begin("Everything dies", OAK, LINDEN)
    calls = {one: installation.call_of(campaign, one) for one in (OAK, LINDEN)}
    for call in calls.values():
        installation.until_logged(call, "disclosed")
    transcript = f"/api/calls/{calls[OAK]}/transcript"
    for actor in ("StoreActor", "HubActor", "FrontDoorActor"):
        installation.kill_actor(actor)
        until(lambda: installation.answers(transcript))
        until(lambda: installation.answers("/api/calls"))
    installation.kill_actor("OrchestratorActor")
    killed_ms = now_ms()
    installation.kill_actor("CarrierActor")
    following = until(lambda: begin(installation, story.refusals))
    calls[ALDER] = installation.call_of(following, ALDER)
    dial = until(lambda: installation.witness.dials(ALDER))[0]
    story.dials_again_ms = dial["t_ms"] - killed_ms
    until(lambda: installation.get(f"/api/calls/{calls[ALDER]}")["state"] == "talking")
    installation.end(calls[ALDER])
    for one in (campaign, following):
        installation.finished(one)
    for office, call in calls.items():
        story.results[office] = installation.result(call)
    return story


def begin(installation, refusals):
    """Begin the next campaign, if that is possible now."""
    answer = installation.try_to_begin("Afterwards", ALDER)
    if answer.status_code != 201:
        refusals.add(answer.status_code)
        return None
    return answer.json()["campaign"]["campaign_id"]


@pytest.mark.parametrize("office", [OAK, LINDEN], ids=lambda office: office.name)
def test_the_calls_go_on_and_nothing_is_lost(installation, story, office):
    result, witness = story.results[office], installation.witness
    sid = result["call_sid"]
    assert result["outcome"] == "completed"
    assert {one["field"] for one in result["findings"]} == FIELDS
    assert len(witness.dials(office)) == 1
    assert len(witness.records("stream_start", sid)) == 1
    assert witness.losses(sid) == {}
    log = installation.transcript(result["call_id"])
    assert [line["seq"] for line in log] == list(range(1, len(log) + 1))
    texts = {line["text"] for line in log}
    for said in witness.records("said", sid):
        assert f"business: {said['text']}" in texts


def test_a_new_orchestrator_dials_within_seconds(story):
    assert story.dials_again_ms < AGAIN_MS
    assert story.refusals <= {503}


def test_a_call_placed_by_a_carrier_actor_that_is_just_back_is_like_any_other(
    installation, story
):
    result = story.results[ALDER]
    assert (result["outcome"], result["disclosed"]) == ("cancelled", False)
    assert len(installation.witness.dials(ALDER)) == 1
