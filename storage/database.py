"""Opening the one file everything is kept in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb

from panda.errors import StoreError
from storage.migrations import migrate

_LOCKED_DOWN = (
    # DuckDB's defaults would let a statement read files, fetch URLs and load
    # extensions (RELIABILITY 3.6).
    "SET enable_external_access = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    "SET TimeZone = 'UTC'",
    # Statements here touch few rows: one thread, so that calls keep their cores.
    "SET threads = 1",
    "SET memory_limit = '512MB'",
    "SET lock_configuration = true",
)


def open_database(path: str) -> duckdb.DuckDBPyConnection:
    """Open a file (or ``:memory:``), locked down and with today's tables.

    Raises:
        StoreError: It cannot be opened, most often because another process has it:
            DuckDB lets one process hold a file, even to read.
    """
    if path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    try:
        db = duckdb.connect(path)
    except duckdb.IOException as error:
        raise StoreError("the database file cannot be opened") from error
    for setting in _LOCKED_DOWN:
        db.execute(setting)
    migrate(db)
    return db


def to_utc(moment: datetime) -> datetime:
    """Write an aware time as the naive UTC that TIMESTAMP columns hold."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def from_utc(moment: datetime) -> datetime:
    """Read a TIMESTAMP column."""
    return moment.replace(tzinfo=UTC)
