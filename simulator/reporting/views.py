"""A ledger as tables, for SQL (DuckDB).

records   every record: seq, t_ms, utc, kind, call_sid, ledger (its file),
          body (the whole record as JSON: ``body->>'field'``)
calls     call_sid, number, caller, attempt, created, answered, ended, seconds,
          status, hung_up_by, machine
words     call_sid, start_ms, end_ms (from the answer), speaker (``caller`` or the
          kind of node), text, cut
keys      call_sid, utc, digit, node, accepted
nodes     call_sid, utc, node: the way through a business
gaps      call_sid, utc, gap_ms, late_ms: starved audio at a callee's ear
faults    call_sid, utc, name, body
ears      call_sid, received, lost, duplicated, reordered, cross_talk, garbled,
          resumed: frames of tones
sessions  records of the model's ledger, by kind: utc, kind, body
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from pathlib import Path

_RECORDS = """
CREATE TABLE records AS
SELECT (json->>'seq')::BIGINT AS seq, (json->>'t_ms')::BIGINT AS t_ms,
       make_timestamp((json->>'t_ms')::BIGINT * 1000) AS utc,
       json->>'kind' AS kind, json->>'call_sid' AS call_sid,
       parse_filename(filename, true) AS ledger, json AS body
FROM read_ndjson_objects($files, filename = true, ignore_errors = true)
ORDER BY t_ms, ledger, seq
"""
VIEWS = {
    "calls": """
SELECT c.call_sid, any_value(coalesce(body->>'party', body->>'to'))
         FILTER (kind IN ('create', 'dial')) AS number,
       any_value(body->>'from') FILTER (kind = 'dial') AS caller,
       max((body->>'attempt')::INT) FILTER (kind = 'dial') AS attempt,
       min(utc) AS created,
       min(utc) FILTER (kind = 'answer') AS answered,
       max(utc) FILTER (kind = 'end') AS ended,
       date_diff('millisecond', answered, ended) / 1000 AS seconds,
       any_value(body->>'status') FILTER (kind = 'end') AS status,
       any_value(body->>'by') FILTER (kind = 'hangup') AS hung_up_by,
       any_value((body->>'machine')::BOOL) FILTER (kind = 'answer') AS machine
FROM records c WHERE call_sid IS NOT NULL AND ledger <> 'model' GROUP BY call_sid
ORDER BY created""",
    "words": """
SELECT call_sid, (body->>'start_ms')::BIGINT AS start_ms,
       (body->>'end_ms')::BIGINT AS end_ms,
       CASE kind WHEN 'heard' THEN 'caller' ELSE body->>'by' END AS speaker,
       body->>'text' AS text, coalesce((body->>'cut')::BOOL, false) AS cut
FROM records WHERE kind IN ('said', 'heard') AND ledger <> 'model'""",
    "keys": """
SELECT call_sid, utc, body->>'digit' AS digit, body->>'node' AS node,
       (body->>'accepted')::BOOL AS accepted
FROM records WHERE kind = 'key'""",
    "nodes": "SELECT call_sid, utc, body->>'node' AS node FROM records"
    " WHERE kind = 'node'",
    "gaps": """
SELECT call_sid, utc, (body->>'gap_ms')::INT AS gap_ms,
       (body->>'late_ms')::INT AS late_ms
FROM records WHERE kind = 'frame_gap'""",
    "faults": "SELECT call_sid, utc, body->>'name' AS name, body FROM records"
    " WHERE kind = 'fault'",
    "ears": """
SELECT call_sid, (body->>'received')::BIGINT AS received,
       (body->>'lost')::BIGINT AS lost, (body->>'duplicated')::BIGINT AS duplicated,
       (body->>'reordered')::BIGINT AS reordered,
       (body->>'cross_talk')::BIGINT AS cross_talk,
       (body->>'garbled')::BIGINT AS garbled, (body->>'resumed')::BIGINT AS resumed
FROM records WHERE kind = 'ear'""",
    "sessions": "SELECT utc, kind, body FROM records WHERE ledger = 'model'",
}


class QueryError(ValueError):
    """A ledger could not be asked that."""


def connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """Return a database in memory with the tables of this module.

    Raises:
        QueryError: There is no ledger in the folder.
    """
    files = [str(path) for path in sorted(folder.glob("*.jsonl"))]
    if not files:
        raise QueryError(f"no ledger (*.jsonl) in {folder}")
    db = duckdb.connect()
    db.execute(_RECORDS, {"files": files})
    for name, select in VIEWS.items():
        db.execute(f"CREATE VIEW {name} AS {select}")
    return db


def query(folder: Path, sql: str) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return the columns and rows of a query on a folder's ledgers.

    Raises:
        QueryError: No ledger is there, or it is no SQL that fits the tables.
    """
    with connect(folder) as db:
        try:
            found = db.execute(sql)
            columns = [str(one[0]) for one in found.description or ()]
            return columns, found.fetchall()
        except duckdb.Error as error:
            raise QueryError(str(error)) from None
