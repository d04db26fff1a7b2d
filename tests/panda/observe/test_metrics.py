import re
from datetime import timedelta

import pytest

from panda.alerts.alert import Alert, AlertKind, AlertRaised, Severity
from panda.call import CallState, Outcome, Trigger
from panda.campaign import CallResult, CallSnapshot
from panda.events import (
    Advised,
    FloorGiven,
    FunctionCalled,
    Heard,
    Interrupted,
    Pressed,
    Reattached,
    StateChanged,
    VoiceReopened,
)
from panda.navigation import Navigation
from panda.observe import metrics
from panda.observe.measuring import (
    of_call,
    of_moment,
    takeovers,
    time_to_person_s,
)
from panda.observe.metrics import METRICS, Kind
from panda.observe.moment import Moment
from panda.observe.naming import MOST_PLUGINS, FunctionLabels
from panda.operator.lease import Talker
from panda.people.need import Need
from panda.testing.clock import START

MOST_SERIES = 60
"""Of one metric: a table that grows past this is no table."""
LOG = [
    StateChanged(seq=1, at_ms=0, trigger=Trigger.DIAL, state=CallState.DIALING),
    StateChanged(seq=2, at_ms=4000, trigger=Trigger.ANSWER, state=CallState.LISTENING),
    Pressed(seq=3, at_ms=9000, keys="21"),
    Pressed(seq=4, at_ms=9500, keys="billing", transport="spoken"),
    StateChanged(seq=5, at_ms=16_500, trigger=Trigger.PERSON, state=CallState.TALKING),
    Heard(seq=6, at_ms=20_000, speaker="agent", text="Hello.", after_ms=640),
    Advised(seq=7, at_ms=22_000, request="r", took_ms=900),
    Advised(seq=8, at_ms=23_000, request="s", took_ms=2500, late=True, about="menu"),
    FunctionCalled(
        seq=9, at_ms=24_000, name="f", caller="voice", arguments="{}", result="done"
    ),
    Interrupted(seq=10, at_ms=25_000, item="i", heard_ms=300),
    FloorGiven(
        seq=11, at_ms=26_000, talker=Talker.OPERATOR, holder="kim", epoch=1
    ),
    FloorGiven(seq=12, at_ms=27_000, talker=Talker.AI, epoch=2),
    VoiceReopened(seq=13, at_ms=28_000, attempt=1),
    Reattached(seq=14, at_ms=29_000, epoch=1),
]  # fmt: skip
RESULT = CallResult(
    call_id="c1",
    campaign_id="k1",
    target_id="t1",
    outcome=Outcome.COMPLETED,
    navigation=Navigation(wrong_keys=2),
    started_at=START,
    ended_at=START + timedelta(seconds=40),
    answered_s=36.0,
    held_s=8.0,
    cost_usd=0.12,
)


def by_name(samples):
    return {(one.metric.name, *one.labels): one.value for one in samples}


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_names_are_as_prometheus_has_them(metric):
    assert re.fullmatch(r"panda_[a-z]+(_[a-z]+)*", metric.name)
    assert metric.name.endswith("_total") is (metric.kind is Kind.COUNTER)
    if metric.kind is Kind.HISTOGRAM:
        assert metric.name.endswith("_seconds")
    assert list(metric.buckets) == sorted(set(metric.buckets))
    assert bool(metric.buckets) is (metric.kind is Kind.HISTOGRAM)
    assert metric.help


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_labels_are_few_and_name_nobody(metric):
    series = 1
    for values in metric.labels.values():
        series *= len(values)
    assert series <= MOST_SERIES
    private = {"number", "phone", "call_id", "campaign_id", "business", "keys", "text"}
    assert not private & set(metric.labels)


def use(name, version=""):
    return FunctionCalled(
        name=name, caller="supervisor", arguments="{}", result="", version=version
    )


def test_a_plugins_function_has_its_name_and_made_up_ones_have_none():
    log = [use("endCall"), use("lookUpCopay", "1.0.0"), use("tellMeAboutAmy")]
    found = of_call(RESULT, log, gaps=0, labels=FunctionLabels())
    named = [one.labels for one in found if one.metric is metrics.NAMED]
    assert named == [("endCall",), ("lookUpCopay",), ("other",)]


def test_no_installation_has_more_labels_than_a_table():
    labels = FunctionLabels()
    asked = [use(f"plugin{number}", "1.0.0") for number in range(1_000)]
    found = {labels.label(one) for one in asked}
    assert len(found) == MOST_PLUGINS + 1
    assert labels.label(asked[0]) == "plugin0", "who has one keeps it"
    assert len(metrics.NAMED.labels["function"]) + MOST_PLUGINS <= MOST_SERIES


def test_no_two_metrics_have_one_name():
    names = [metric.name for metric in METRICS]
    assert len(set(names)) == len(names)


def test_a_call_that_has_ended_is_measured():
    found = by_name(of_call(RESULT, LOG, gaps=3, labels=FunctionLabels()))
    assert found == {
        ("panda_calls_total", "completed"): 1,
        ("panda_cost_usd_total",): 0.12,
        ("panda_findings_total",): 0,
        ("panda_wrong_keys_total",): 2,
        ("panda_frame_gaps_total",): 3,
        ("panda_call_seconds",): 36.0,
        ("panda_hold_seconds",): 8.0,
        ("panda_time_to_person_seconds",): 12.5,
        ("panda_keys_total",): 2,
        ("panda_reply_seconds",): 0.64,
        ("panda_supervisor_seconds", "talk", "answered"): 0.9,
        ("panda_supervisor_seconds", "menu", "late"): 2.5,
        ("panda_function_calls_total", "voice"): 1,
        ("panda_named_function_calls_total", "other"): 1,
        ("panda_interruptions_total",): 1,
        ("panda_takeovers_total",): 1,
        ("panda_voice_lost_total",): 1,
        ("panda_reattached_total",): 1,
    }


def test_a_call_that_nobody_answered_has_no_time_to_a_person():
    unheard = RESULT.model_copy(update={"answered_s": 0.0, "held_s": 0.0})
    found = by_name(of_call(unheard, LOG[:1], gaps=0, labels=FunctionLabels()))
    assert not any("seconds" in name for name, *_ in found)
    assert time_to_person_s(LOG[:3]) is None


def snapshot(state, jitter_ms=0.0):
    return CallSnapshot(
        call_id=f"c-{state}",
        campaign_id="k1",
        target_id="t1",
        business="Office",
        number="+12175550100",
        state=state,
        since=START,
        started_at=START,
        jitter_ms=jitter_ms,
        round_trip_ms=40,
    )


def test_a_moment_counts_calls_by_state_and_measures_their_lines():
    alert = Alert(
        alert_id="a",
        kind=AlertKind.CALL_STUCK,
        severity=Severity.WARNING,
        about="Office",
        value=60,
        threshold=60,
        raised_at=START,
    )
    calls = [
        snapshot(CallState.TALKING, 4.0),
        snapshot(CallState.RINGING, 9.0),
        snapshot(CallState.ENDED, 9.0),
    ]
    moment = Moment.of(calls, [alert], [AlertRaised(alert=alert)], now=START)
    samples = list(of_moment(moment, waiting=7, paused=True))
    found = by_name(samples)
    assert found["panda_live_calls", "talking"] == 1
    assert found["panda_live_calls", "ringing"] == 1
    assert found["panda_live_calls", "on_hold"] == 0
    assert found["panda_waiting_businesses",] == 7
    assert found["panda_dialling_paused",] == 1
    assert found["panda_open_alerts", "call_stuck"] == 1
    assert found["panda_open_alerts", "error_rate"] == 0
    assert found["panda_alerts_total", "call_stuck", "raised"] == 1
    jitters = [one.value for one in samples if one.metric is metrics.JITTER]
    assert jitters == [0.004]


def test_calls_are_measured_while_they_go_on():
    talking = snapshot(CallState.TALKING, 4.0).model_copy(
        update={"gaps": 3, "lost": 1, "cost_usd": 0.25, "needs": (Need.INSISTED,)}
    )
    later = talking.model_copy(update={"since": START + timedelta(seconds=20)})
    over = talking.model_copy(update={"state": CallState.ENDED})
    now = START + timedelta(seconds=30)
    moment = Moment.of([later, talking, over], [], [], now=now)
    found = by_name(list(of_moment(moment, waiting=0, paused=False)))
    assert found["panda_longest_in_state_seconds", "talking"] == 30
    assert found["panda_longest_in_state_seconds", "on_hold"] == 0
    assert found["panda_calls_needing_person", "insisted"] == 2
    assert found["panda_calls_needing_person", "stuck"] == 0
    assert found["panda_live_frame_gaps",] == 6
    assert found["panda_live_lost_messages",] == 2
    assert found["panda_live_cost_usd",] == 0.5
    assert found["panda_live_findings",] == 0


def test_what_calls_come_to_falls_back_to_nothing_with_the_last_of_them():
    moment = Moment.of([], [], [], now=START)
    samples = by_name(list(of_moment(moment, waiting=0, paused=False)))
    assert set(samples.values()) == {0}, "a gauge that is not set stands still"


def test_every_sample_has_the_labels_of_its_metric():
    alert = Alert(
        alert_id="a",
        kind=AlertKind.CALL_STUCK,
        severity=Severity.WARNING,
        about="Office",
        value=60,
        threshold=60,
        raised_at=START,
    )
    moment = Moment.of(
        [snapshot(CallState.TALKING, 4.0)], [], [AlertRaised(alert=alert)], now=START
    )
    for sample in (
        *of_call(RESULT, LOG, gaps=1, labels=FunctionLabels()),
        *of_moment(moment, waiting=0, paused=False),
    ):
        rows = zip(sample.metric.labels.values(), sample.labels, strict=True)
        assert all(label in values for values, label in rows)


def test_who_is_heard_again_has_not_taken_the_call_over_again():
    floors = [
        (Talker.OPERATOR, "kim"),
        (Talker.MUSIC, "kim"),
        (Talker.OPERATOR, "kim"),
        (Talker.AI, ""),
        (Talker.OPERATOR, "lee"),
        (Talker.OPERATOR, "kim"),
    ]
    events = [
        FloorGiven(seq=number, at_ms=number, talker=talker, holder=holder, epoch=number)
        for number, (talker, holder) in enumerate(floors, 1)
    ]
    assert takeovers(events) == 3
