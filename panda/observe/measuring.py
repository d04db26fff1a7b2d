"""Samples of the table's metrics, from what goes on and from what has happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.alerts.alert import AlertKind
from panda.call import CallState, is_live
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
from panda.observe import metrics
from panda.observe.metrics import Fate, Sample
from panda.operator.lease import Talker
from panda.people.need import Need

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from panda.campaign import CallResult
    from panda.events import CallEvent
    from panda.observe.moment import Moment
    from panda.observe.naming import FunctionLabels


def of_moment(moment: Moment, *, waiting: int, paused: bool) -> Iterator[Sample]:
    """Measure what goes on.

    Args:
        moment: How all calls stand.
        waiting: Businesses that are still to be called.
        paused: Whether nobody is dialled.
    """
    for state in CallState:
        if state is not CallState.ENDED:
            count = moment.states.get(state, 0)
            yield Sample(metrics.LIVE_CALLS, count, (state,))
            yield Sample(metrics.LONGEST, moment.longest_s.get(state, 0.0), (state,))
    for need in Need:
        yield Sample(metrics.NEEDS, moment.needs.get(need, 0), (need,))
    yield Sample(metrics.LIVE_GAPS, moment.gaps)
    yield Sample(metrics.LIVE_LOST, moment.lost)
    yield Sample(metrics.LIVE_FINDINGS, moment.findings)
    yield Sample(metrics.LIVE_COST, moment.cost_usd)
    for kind in AlertKind:
        count = moment.open_alerts.get(kind, 0)
        yield Sample(metrics.OPEN_ALERTS, count, (kind,))
    yield Sample(metrics.WAITING, waiting)
    yield Sample(metrics.PAUSED, paused)
    for jitter_ms in moment.jitter_ms:
        yield Sample(metrics.JITTER, jitter_ms / 1000)
    for round_trip_ms in moment.round_trip_ms:
        yield Sample(metrics.ROUND_TRIP, round_trip_ms / 1000)
    for one in moment.news:
        alert = one.alert
        status = one.kind.removeprefix("alert_")
        yield Sample(metrics.ALERTS, 1, (alert.kind, status))


def of_call(
    result: CallResult,
    events: Sequence[CallEvent],
    *,
    gaps: int,
    labels: FunctionLabels,
) -> Iterator[Sample]:
    """Measure a call that has ended.

    Args:
        result: What came of it.
        events: Its log.
        gaps: In the callee's audio.
        labels: Names functions, of all calls that are measured.
    """
    yield Sample(metrics.CALLS, 1, (result.outcome,))
    yield Sample(metrics.COST, result.cost_usd)
    yield Sample(metrics.FINDINGS, len(result.findings))
    yield Sample(metrics.WRONG_KEYS, result.navigation.wrong_keys)
    yield Sample(metrics.GAPS, gaps)
    if result.answered_s:
        yield Sample(metrics.CALL_SECONDS, result.answered_s)
    if result.held_s:
        yield Sample(metrics.HOLD_SECONDS, result.held_s)
    if (person_s := time_to_person_s(events)) is not None:
        yield Sample(metrics.PERSON_SECONDS, person_s)
    if taken := takeovers(events):
        yield Sample(metrics.TAKEOVERS, taken)
    for event in events:
        yield from _of_event(event, labels)


def takeovers(events: Sequence[CallEvent]) -> int:
    """Count how often an operator took a call over.

    Who holds it still, after music or a bad second of theirs, has not taken it again.
    """
    count, holder = 0, ""
    for event in events:
        if isinstance(event, FloorGiven):
            taken = event.talker is Talker.OPERATOR
            count += taken and event.holder != holder
            holder = event.holder
    return count


def time_to_person_s(events: Sequence[CallEvent]) -> float | None:
    """Return seconds from the answer to the first talk; None if there was none."""
    moves = [one for one in events if isinstance(one, StateChanged)]
    answered = next((one.at_ms for one in moves if is_live(one.state)), None)
    talks = (one.at_ms for one in moves if one.state is CallState.TALKING)
    talked = next(talks, None)
    if answered is None or talked is None:
        return None
    return (talked - answered) / 1000


def _of_event(event: CallEvent, labels: FunctionLabels) -> Iterator[Sample]:
    match event:
        case Heard(after_ms=after_ms) if after_ms:
            yield Sample(metrics.REPLY, after_ms / 1000)
        case Pressed(keys=keys, transport=by) if by != "spoken":
            yield Sample(metrics.KEYS, len(keys))
        case Advised(about=about, took_ms=took_ms):
            yield Sample(metrics.SUPERVISOR, took_ms / 1000, (about, _fate(event)))
        case FunctionCalled(caller=caller):
            yield Sample(metrics.FUNCTIONS, 1, (caller,))
            yield Sample(metrics.NAMED, 1, (labels.label(event),))
        case Interrupted():
            yield Sample(metrics.INTERRUPTIONS, 1)
        case VoiceReopened():
            yield Sample(metrics.VOICE_LOST, 1)
        case Reattached():
            yield Sample(metrics.REATTACHED, 1)
        case _:  # the rest is told by the result, or says nothing about how things go
            pass


def _fate(event: Advised) -> Fate:
    fates = {
        Fate.FAILED: event.failed,
        Fate.LATE: event.late,
        Fate.REFUSED: event.refused,
    }
    return next((fate for fate, it_is in fates.items() if it_is), Fate.ANSWERED)
