"""Carrier callbacks, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.queries import run

if TYPE_CHECKING:
    import duckdb


def receive(db: duckdb.DuckDBPyConnection, key: str, call_id: str, body: str) -> bool:
    """Keep a callback under its key; false if it was there already."""
    return bool(run(db, "receive", key=key, call_id=call_id, body=body))


def received(db: duckdb.DuckDBPyConnection, call_id: str) -> list[str]:
    """Return the bodies of a call's callbacks, in the order they came."""
    return [body for (body,) in run(db, "received", call_id=call_id)]
