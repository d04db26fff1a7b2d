"""Dial intents, as rows: what is written before the carrier hears of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panda.campaign import DialIntent, IntentState, Target
from panda.dialing import concluded, require_step
from storage import campaigns
from storage.database import from_utc, to_utc
from storage.queries import run

if TYPE_CHECKING:
    import duckdb


def reserve(db: duckdb.DuckDBPyConnection, intent: DialIntent, target: Target) -> bool:
    """Write an intent and its target's new state, or neither.

    False when the same (target, attempt) was reserved before, or another intent to
    the same number is unresolved. Asked again for the very same intent, its answer
    having been lost, this is true as long as nothing has become of it.
    """
    if (kept := get(db, intent.call_id)) is not None:
        return kept == intent
    reserved = run(
        db,
        "reserve",
        call_id=intent.call_id,
        campaign_id=intent.campaign_id,
        target_id=intent.target_id,
        number=intent.number,
        attempt=intent.attempt,
        state=intent.state.value,
        epoch=intent.epoch,
        call_sid=intent.call_sid,
        actor=intent.actor,
        reserved_at=to_utc(intent.reserved_at),
        reserved_real_at=to_utc(real) if (real := intent.reserved_real_at) else None,
    )
    if not reserved:
        return False
    campaigns.put_target(db, target)
    return True


def advance(
    db: duckdb.DuckDBPyConnection,
    call_id: str,
    before: IntentState,
    after: IntentState,
    call_sid: str,
) -> bool:
    """Compare and set the state; true for the one winner.

    Raises:
        PandaError: An intent cannot take this step.
    """
    require_step(before, after)
    return bool(
        run(
            db,
            "advance",
            call_id=call_id,
            before=before.value,
            after=after.value,
            call_sid=call_sid,
        )
    )


def conclude(
    db: duckdb.DuckDBPyConnection,
    call_id: str,
    *,
    call_sid: str,
    is_uncertain: bool,
) -> None:
    """Close the intent of a call whose result is kept, if it may be closed."""
    intent = get(db, call_id)
    if intent is None:
        return
    state = concluded(intent.state, has_sid=bool(call_sid), is_uncertain=is_uncertain)
    run(db, "conclude_intent", call_id=call_id, state=state.value, call_sid=call_sid)


def reattach(db: duckdb.DuckDBPyConnection, call_id: str, epoch: int) -> bool:
    """Raise the epoch by one, to `epoch`; true, too, if it is that already."""
    return bool(run(db, "reattach", call_id=call_id, epoch=epoch))


def assign(db: duckdb.DuckDBPyConnection, call_id: str, actor: str) -> None:
    """Note which actor has a call."""
    run(db, "assign", call_id=call_id, actor=actor)


def get(db: duckdb.DuckDBPyConnection, call_id: str) -> DialIntent | None:
    """Return an intent, if there is one."""
    rows = run(db, "intent", call_id=call_id)
    return _intent(rows[0]) if rows else None


def unresolved(db: duckdb.DuckDBPyConnection) -> list[DialIntent]:
    """All intents that are not done, oldest first."""
    return [_intent(row) for row in run(db, "open_intents")]


def _intent(row: tuple[Any, ...]) -> DialIntent:
    *columns, call_sid, actor, reserved_at, real_at = row
    call_id, campaign_id, target_id, number, attempt, state, epoch = columns
    return DialIntent(
        call_id=call_id,
        campaign_id=campaign_id,
        target_id=target_id,
        number=number,
        attempt=attempt,
        state=IntentState(state),
        epoch=epoch,
        call_sid=call_sid,
        actor=actor,
        reserved_at=from_utc(reserved_at),
        reserved_real_at=from_utc(real_at) if real_at else None,
    )
