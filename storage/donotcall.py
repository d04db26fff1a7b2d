"""The do-not-call list, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.compliance.donotcall import DoNotCall
from storage.database import from_utc, to_utc
from storage.queries import run

if TYPE_CHECKING:
    import duckdb


def every(db: duckdb.DuckDBPyConnection) -> list[DoNotCall]:
    """List them, by number."""
    return [
        DoNotCall(number=number, since=from_utc(since), why=why, call_id=call_id)
        for number, since, why, call_id in run(db, "do_not_call")
    ]


def bar(db: duckdb.DuckDBPyConnection, one: DoNotCall) -> None:
    """Add a number; one that is there already stays as it is."""
    run(
        db,
        "bar",
        number=one.number,
        since=to_utc(one.since),
        why=one.why,
        call_id=one.call_id,
    )


def unbar(db: duckdb.DuckDBPyConnection, number: str) -> bool:
    """Let a number be called again; false if it might be."""
    return bool(run(db, "unbar", number=number))
