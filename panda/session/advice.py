"""A call's question to its supervisor, and what an answer leaves in the log."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from panda.compliance.whereabouts import local_times
from panda.events import Found, FunctionCalled
from panda.functions.decisions import AddNote, NoteOffer
from panda.functions.permission import Caller
from panda.research.evidence import add
from panda.session.commands import Consult
from panda.session.phases.phase import Do
from panda.supervisor.consultation import Consultation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panda.session.record import CallRecord
    from panda.supervisor.consultation import Advice


NOTES = (AddNote, NoteOffer)
"""Decisions that change nothing on the line: they only take something down."""


def keys_pressed(call: CallRecord) -> int:
    """Count the keys of a call so far; options that were spoken are none."""
    keys = re.sub(r"\([^)]*\)|\[[^]]*\]", "", call.keys)
    return sum(key.isdigit() or key in "*#" for key in keys)


def consultation(
    call: CallRecord, request: str, now_ms: int, *, deadline_ms: int, context: str = ""
) -> Consultation:
    """Word a question: the whole conversation, and what is open.

    Args:
        call: All that is known.
        request: The id by which the answer is known again.
        now_ms: The time of the session.
        deadline_ms: How long an answer is of use.
        context: What the voice noted of their last words.
    """
    brief = call.briefing
    now, *or_now = local_times(brief.provider, call.wall(now_ms))
    return Consultation(
        request=request,
        call_id=brief.call_id,
        business=brief.provider.name,
        number=brief.provider.phone,
        questionnaire=brief.questionnaire,
        conversation=tuple(call.lines),
        findings=tuple(call.findings),
        context=context,
        instructions=tuple(call.instructions),
        approved=tuple(sorted(call.people.approved)),
        denied=tuple(sorted(call.people.denied)),
        asked_people=tuple(one.question.ask for one in call.people.asked),
        now=now,
        or_now=tuple(or_now),
        deadline_ms=deadline_ms,
        state=call.state,
        keys=keys_pressed(call),
        known=brief.known,
        listed=brief.provider.extra,
        phones=call.phones,
        booking=brief.booking,
        appointments=tuple(
            one.slot for one in (*call.uses.appointments, *call.uses.unanswered)
        ),
        declined=tuple(sorted(call.uses.declined)),
        offers=tuple(one.slot for one in call.uses.offers),
        functions=brief.functions,
    )


def noted(call: CallRecord, advice: Advice) -> Iterator[FunctionCalled | Found | Do]:
    """Log what a supervisor did, and each finding that holds; take down what it noted.

    All of that counts however late it comes, and whoever talks by then.
    """
    for used in advice.functions:
        yield FunctionCalled(
            name=used.name,
            caller="supervisor",
            arguments=used.arguments,
            result=used.result,
            request=used.request,
            version=used.version,
            refused=used.refused,
        )
    findings = list(call.findings)
    for claimed in advice.findings:
        finding = add(findings, claimed)
        if finding is not None:
            findings.append(finding)
            yield Found(finding=finding)
    for decision in advice.decisions:
        if isinstance(decision, NOTES):
            yield Do(decision, Caller.SUPERVISOR)


def consult(call: CallRecord, question: Consultation) -> Consult:
    """Ask a supervisor, with the approved uses that no other one has in hand."""
    approved = call.people.lend(question.request)
    return Consult(question.model_copy(update={"approved": approved}))
