"""The event log of each call and what came of it, as rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from panda.call import Outcome
from panda.campaign import CallResult, Target
from panda.compliance.donotcall import barred_by
from panda.events import EVENT
from panda.notes import MOST, FoundNote, as_pattern
from panda.research.learned import MOST_CALLS, known_facts
from panda.webhooks import telling
from storage import appointments, campaigns, donotcall, intents, outbox
from storage.database import from_utc, to_utc
from storage.queries import run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import duckdb

    from panda.events import CallEvent
    from panda.research.known import KnownFact


def append(
    db: duckdb.DuckDBPyConnection, call_id: str, events: Sequence[CallEvent]
) -> None:
    """Add events; one that is there already (same seq) stays as it is."""
    if not events:
        return
    run(
        db,
        "append_events",
        call_id=call_id,
        seqs=[event.seq for event in events],
        kinds=[event.kind for event in events],
        at_ms=[event.at_ms for event in events],
        bodies=[event.model_dump_json() for event in events],
    )
    told = [event for event in events if isinstance(event, telling.TOLD)]
    intent = intents.get(db, call_id) if told else None
    if intent is not None:
        for message in telling.of_log(intent, told):
            outbox.announce(db, message)


def log(db: duckdb.DuckDBPyConnection, call_id: str, after: int) -> list[CallEvent]:
    """Return a call's events after the one numbered `after`, in order."""
    rows = run(db, "events", call_id=call_id, after=after)
    return [EVENT.validate_json(body) for (body,) in rows]


def notes(
    db: duckdb.DuckDBPyConnection, words: str, campaign_id: str | None
) -> list[FoundNote]:
    """List pinned notes with these words, the latest first."""
    rows = run(
        db,
        "notes",
        pattern=as_pattern(words),
        campaign_id=campaign_id or "",
        most=MOST,
    )
    names = tuple(FoundNote.model_fields)
    return [
        FoundNote.model_validate(
            dict(zip(names, row, strict=True)) | {"called_at": from_utc(row[5])}
        )
        for row in rows
    ]


def finish(db: duckdb.DuckDBPyConnection, ended: CallResult, target: Target) -> bool:
    """Write a result, its findings, its intent's end and its target, together.

    A number that asked not to be called again goes on the list in the same stroke.

    The first result stands: told again nothing changes, so that a retry after a lost
    acknowledgement cannot undo a newer state of the target. False for another result.
    """
    added = run(
        db,
        "add_result",
        call_id=ended.call_id,
        campaign_id=ended.campaign_id,
        target_id=ended.target_id,
        outcome=ended.outcome.value,
        started_at=to_utc(ended.started_at),
        ended_at=to_utc(ended.ended_at),
        answered_s=ended.answered_s,
        cost_usd=ended.cost_usd,
        body=ended.model_dump_json(),
    )
    if not added:
        return result(db, ended.call_id) == ended
    _add_findings(db, ended)
    intents.conclude(
        db,
        ended.call_id,
        call_sid=ended.call_sid,
        is_uncertain=ended.outcome is Outcome.UNCERTAIN,
    )
    campaigns.put_target(db, target)
    outbox.announce(db, telling.of_call(ended))
    appointments.note(db, ended, target.provider)
    one = barred_by(ended, target.provider.phone)
    if one is not None:
        donotcall.bar(db, one)
    return True


def result(db: duckdb.DuckDBPyConnection, call_id: str) -> CallResult | None:
    """Return what came of a call, once it has ended."""
    rows = run(db, "result", call_id=call_id)
    return CallResult.model_validate_json(rows[0][0]) if rows else None


def results(db: duckdb.DuckDBPyConnection, campaign_id: str) -> list[CallResult]:
    """List what came of a campaign's calls, in the order they ended."""
    rows = run(db, "results", campaign_id=campaign_id)
    return [CallResult.model_validate_json(body) for (body,) in rows]


def known(
    db: duckdb.DuckDBPyConnection, number: str, extension: str, now: datetime
) -> tuple[KnownFact, ...]:
    """Return what a business has said on earlier calls and what still holds of it."""
    rows = run(
        db, "results_of_number", number=number, extension=extension, most=MOST_CALLS
    )
    calls = (
        (CallResult.model_validate_json(body), campaigns.written(status, asked))
        for body, status, asked in rows
    )
    return known_facts(calls, now)


def _add_findings(db: duckdb.DuckDBPyConnection, result: CallResult) -> None:
    found = result.findings
    if not found:
        return
    run(
        db,
        "add_findings",
        call_id=result.call_id,
        places=list(range(len(found))),
        fields=[one.field for one in found],
        values=[json.dumps(one.value) for one in found],
        quotes=[one.quote for one in found],
        at_ms=[one.at_ms for one in found],
        contradicts=[one.contradicts for one in found],
    )
