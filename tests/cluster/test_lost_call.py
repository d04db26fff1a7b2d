"""Calls whose actors die while they talk, beside one that must not notice.

The carrier goes on with Birch's call and asks us how; it drops Elm's. Ash's call has
nothing to do with it.
"""

from dataclasses import dataclass, field

import pytest

from tests.cluster.installation import MARKS, now_ms, until
from tests.cluster.town import ASH, BIRCH, ELM, FIELDS

pytestmark = MARKS

SILENCE_MS = 6_000
"""How long a callee may hear nothing: the 99th percentile of RELIABILITY R1."""
AROUND_MS = 3_000
"""How long after a death others could suffer from it."""


@dataclass
class Story:
    """What came of three calls, two of which were killed."""

    campaign: str
    calls: dict = field(default_factory=dict)
    results: dict = field(default_factory=dict)
    before: dict = field(default_factory=dict)
    """The stored logs of the killed calls when they were killed."""
    killed_ms: dict = field(default_factory=dict)


@pytest.fixture(scope="module")
def story(installation):
    """The actors of two calls are killed when they have found something out."""
    installation.witness.when_media_is_lost(BIRCH, "continue")
    offices = ASH, BIRCH, ELM
    story = Story(installation.begin("Two are killed", *offices))
    for office in offices:
        story.calls[office] = installation.call_of(story.campaign, office)
    for office in (BIRCH, ELM):
        call = story.calls[office]
        installation.until_logged(call, "found")
        story.before[office] = installation.transcript(call)
        story.killed_ms[office] = now_ms()
        installation.kill_call(call)
        until(lambda call=call: installation.epoch(call) == 1)
    installation.finished(story.campaign)
    for office in offices:
        story.results[office] = installation.result(story.calls[office])
    return story


def sid(story, office):
    return story.results[office]["call_sid"]


def found(story, office):
    return {one["field"] for one in story.results[office]["findings"]}


def heard_since_it_is_back(installation, story):
    """What the callee heard of the second stream."""
    call = sid(story, BIRCH)
    (second,) = (
        one
        for one in installation.witness.records("stream_start", call)
        if one["n"] == 2
    )
    return " ".join(
        one["text"]
        for one in installation.witness.records("heard", call)
        if one["t_ms"] > second["t_ms"]
    )


def test_a_call_beside_them_is_untouched(installation, story):
    witness, ash = installation.witness, sid(story, ASH)
    assert story.results[ASH]["outcome"] == "completed"
    assert found(story, ASH) == FIELDS
    assert len(witness.records("stream_start", ash)) == 1
    assert witness.losses(ash) == {}
    for at_ms in story.killed_ms.values():
        assert witness.gaps(ash, at_ms, at_ms + AROUND_MS) == []


def test_a_call_the_carrier_goes_on_with_is_taken_over(installation, story):
    witness, birch = installation.witness, sid(story, BIRCH)
    assert story.results[BIRCH]["outcome"] == "completed"
    assert [one["n"] for one in witness.records("stream_start", birch)] == [1, 2]
    assert witness.records("recover", birch)[0]["http"] == 200
    assert [one["by"] for one in witness.records("hangup", birch)] == ["caller"]
    kinds = installation.kinds(story.calls[BIRCH])
    assert kinds.count("reattached") == 1


def test_it_says_that_it_is_back_and_does_not_introduce_itself_again(
    installation, story
):
    heard = installation.witness.words(sid(story, BIRCH))
    assert "the line was gone for a moment" in heard
    assert heard.count("AI assistant") == 1
    assert installation.kinds(story.calls[BIRCH]).count("disclosed") == 1


def test_it_knows_what_was_found_out_before_and_finds_out_the_rest(installation, story):
    known = {line["text"] for line in story.before[BIRCH] if line["kind"] == "found"}
    assert known
    log = installation.transcript(story.calls[BIRCH])
    assert log[: len(story.before[BIRCH])] == story.before[BIRCH]
    assert [line["seq"] for line in log] == list(range(1, len(log) + 1))
    assert found(story, BIRCH) == FIELDS
    heard = heard_since_it_is_back(installation, story)
    assert heard.startswith("Sorry, the line was gone for a moment.")
    assert "how much is a cleaning" in heard.lower()
    assert "Delta Dental" not in heard, "they are not asked for what is known"


def test_the_callee_need_not_wait_so_long_that_they_ask_for_us(installation, story):
    audible = installation.witness.audible(sid(story, BIRCH))
    killed = story.killed_ms[BIRCH]
    last = max(end for _, end in audible if end <= killed + 1000)
    first = min(start for start, _ in audible if start > last)
    assert first - last < SILENCE_MS
    assert "still there" not in installation.witness.words(sid(story, BIRCH), "said")


def test_a_call_the_carrier_drops_ends_with_what_was_heard(installation, story):
    witness, elm = installation.witness, sid(story, ELM)
    result = story.results[ELM]
    assert (result["outcome"], result["reason"]) == ("failed", "line_lost")
    assert result["disclosed"]
    assert [one["by"] for one in witness.records("hangup", elm)] == ["carrier"]
    assert elm not in witness.live()
    log = installation.transcript(story.calls[ELM])
    assert log[: len(story.before[ELM])] == story.before[ELM]
    assert log[-1]["kind"] == "ended"
    known = {line["text"] for line in log if line["kind"] == "found"}
    assert len(known) == len(result["findings"]) > 0


def test_nobody_is_dialled_twice(installation, story):
    for office in (ASH, BIRCH, ELM):
        assert len(installation.witness.dials(office)) == 1
