"""What a watcher is told of a campaign, from its businesses and its calls."""

from datetime import UTC, datetime, timedelta

from panda.call import CallState, Outcome
from panda.campaign import CallSnapshot, Provider, Target, TargetStatus
from panda.progress import progress
from panda.research.finding import Finding

NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)


def target(number, status, outcome=None):
    return Target(
        target_id=f"t{number}",
        campaign_id="c",
        position=number,
        provider=Provider(name=f"Office {number}", phone="+12175550123"),
        status=status,
        outcome=outcome,
    )


def call(number, state, *fields, began_s=0):
    return CallSnapshot(
        call_id=f"call{number}",
        campaign_id="c",
        target_id=f"t{number}",
        business=f"Office {number}",
        number="+12175550123",
        state=state,
        since=NOW,
        started_at=NOW + timedelta(seconds=began_s),
        findings=tuple(Finding(field=f, value=1, quote="q", at_ms=0) for f in fields),
        cost_usd=0.25,
    )


TARGETS = [
    target(0, TargetStatus.DONE, Outcome.COMPLETED),
    target(1, TargetStatus.DONE, Outcome.VOICEMAIL),
    target(2, TargetStatus.CALLING),
    target(3, TargetStatus.CALLING),
    target(4, TargetStatus.WAITING),
]
CALLS = [
    call(0, CallState.ENDED, "price", "price", "hours"),
    call(3, CallState.TALKING, "price", began_s=9),
    call(2, CallState.ON_HOLD, began_s=4),
]


def test_businesses_and_answers_are_counted_and_live_calls_stand_in_order():
    seen = progress(TARGETS, CALLS, NOW)
    assert (seen.waiting, seen.calling, seen.done, seen.total) == (1, 2, 2, 5)
    assert seen.outcomes == {Outcome.COMPLETED: 1, Outcome.VOICEMAIL: 1}
    assert [one.call_id for one in seen.live] == ["call2", "call3"]
    assert seen.findings == 3, "a field found twice on a call is one answer"
    assert not seen.finished


def test_it_says_itself_in_a_line():
    assert str(progress(TARGETS, CALLS, NOW)) == (
        "2 of 5 done; 2 on the phone (1 on hold, 1 talking); 1 waiting; 3 answers; "
        "$0.75"
    )


def test_a_campaign_is_finished_when_every_business_has_its_outcome():
    seen = progress(TARGETS[:2], CALLS[:1], NOW)
    assert seen.finished
    assert str(seen) == "2 of 2 done; 2 answers; $0.25"
