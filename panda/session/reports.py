"""What a call shows of itself while it lasts, and what it leaves when it has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.call import Outcome
from panda.campaign import CallResult, CallSnapshot
from panda.changes import config_of
from panda.cost import saved_usd
from panda.insurance.matching import shipped_matcher
from panda.insurance.told import told_terms
from panda.navigation import Navigation
from panda.session.turning_away import opens_at

if TYPE_CHECKING:
    from panda.insurance.finding import ToldTerm
    from panda.session.record import CallRecord


def snapshot_of(call: CallRecord, now_ms: int) -> CallSnapshot:
    """The latest of the call, for whoever watches."""
    brief = call.briefing
    last = next((line for line in reversed(call.lines) if line.text), None)
    return CallSnapshot(
        call_id=brief.call_id,
        campaign_id=brief.campaign_id,
        target_id=brief.target_id,
        business=brief.provider.name,
        number=brief.provider.phone,
        attempt=brief.attempt,
        epoch=brief.epoch,
        state=call.state,
        since=call.since,
        started_at=call.wall(0),
        answered_at=call.answered_at,
        outcome=call.outcome,
        last_speaker=last.speaker if last else "",
        last_words=last.text if last else "",
        findings=tuple(call.findings),
        keys=call.keys,
        operator=call.operator,
        config=config_of(brief),
        questions=call.people.shown(call.wall),
        ended_questions=call.people.ended(call.wall),
        needs=tuple(call.people.needs),
        needs_person=bool(call.people.needs),
        queue=call.queue,
        cost_usd=call.cost_usd(now_ms),
        updated_at=call.wall(now_ms),
    )


def result_of(call: CallRecord, now_ms: int) -> CallResult:
    """What came of the call; only after it has ended."""
    if call.outcome is None:
        raise AssertionError("a call has a result when it has ended")
    brief = call.briefing
    ended_ms = call.ended_ms(now_ms)
    reached_s = (
        0.0 if call.reached_ms is None else call.answer_ms(call.reached_ms) / 1000
    )
    return CallResult(
        call_id=brief.call_id,
        campaign_id=brief.campaign_id,
        target_id=brief.target_id,
        outcome=call.outcome,
        reason=call.reason,
        answered_by=call.answered_by,
        navigation=Navigation(
            goal=brief.questionnaire.goal,
            reached=bool(call.menus or call.keys) and call.reached_ms is not None,
            keys=call.keys,
            route=call.route,
            menus=call.menus,
            wrong_keys=call.wrong_keys,
            seconds=reached_s,
        ),
        findings=tuple(call.findings),
        terms=_terms(call),
        appointments=tuple(call.uses.appointments),
        proposals=tuple(call.uses.unanswered),
        offers=tuple(call.uses.offers),
        disclosed=call.disclosed,
        started_at=call.wall(0),
        ended_at=call.wall(ended_ms),
        answered_s=call.answer_ms(ended_ms) / 1000,
        held_s=call.held_s,
        suspended_s=call.suspended_s(ended_ms),
        saved_usd=saved_usd(call.suspended_s(ended_ms), brief.prices),
        callback=call.callback,
        opens_at=opens_at(call, ended_ms) if call.outcome is Outcome.CLOSED else None,
        cost_usd=call.cost_usd(ended_ms),
        call_sid=call.call_sid,
        features=dict(brief.features),
    )


def _terms(call: CallRecord) -> tuple[ToldTerm, ...]:
    """List what was told of plans, by whoever came after the menus."""
    if call.reached_ms is None:
        return ()
    since = call.answer_ms(call.reached_ms)
    # Who picks up at once is known for a person in the middle of a first sentence.
    lines = [one for one in call.lines if one.at_ms >= since or not call.menus]
    brief = call.briefing
    spoken = brief.provider.language or brief.questionnaire.language
    return told_terms(lines, shipped_matcher, language=spoken)
