"""Numbered steps from an empty file to today's tables; applied once, in order.

A step that has been released is never edited: write the next one.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


def migrate(db: duckdb.DuckDBPyConnection) -> list[str]:
    """Bring a database up to date; return the names of what was applied.

    Each file and the record of it are one transaction.
    """
    db.execute(
        "CREATE TABLE IF NOT EXISTS migration"
        " (name VARCHAR PRIMARY KEY, applied_at TIMESTAMP DEFAULT localtimestamp)"
    )
    done = {name for (name,) in db.execute("SELECT name FROM migration").fetchall()}
    files = sorted(resources.files(__name__).iterdir(), key=lambda file: file.name)
    applied: list[str] = []
    for file in files:
        if not file.name.endswith(".sql") or file.name in done:
            continue
        db.begin()
        try:
            db.execute(file.read_text())
            db.execute("INSERT INTO migration (name) VALUES (?)", [file.name])
        except Exception:  # whatever it is, half a migration may not stay
            db.rollback()
            raise
        db.commit()
        applied.append(file.name)
    return applied
