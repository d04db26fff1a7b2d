"""`python -m simulator ledger`: ask a ledger, have it reported, or follow it."""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from simulator import ledger
from simulator.reporting import follow, tables, views
from simulator.reporting.board import Board


def main(argv: list[str]) -> int:
    """Run one of `query`, `report` and `follow`; 2 if what was asked is wrong."""
    options = _parser().parse_args(argv)
    folder: Path = options.dir
    if options.what == "query":
        return _query(folder, options.sql, options.format)
    path = folder / "ledger.jsonl" if folder.is_dir() else folder
    if not path.exists():
        sys.stderr.write(f"ledger: no {path}\n")
        return 2
    if options.what == "report":
        board = Board(ledger.read(path))
        _console().print(tables.report(board, with_talk=options.talk))
        return 0
    try:
        asyncio.run(follow.show(path, _console()))
    except KeyboardInterrupt:
        return 0
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="simulator ledger",
        description="Ask what happened on the simulated network.",
        epilog=views.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ways = parser.add_subparsers(dest="what", required=True)
    query = ways.add_parser("query", help="answer SQL (DuckDB); tables: see above")
    query.add_argument("dir", type=Path, help="the folder of the ledgers")
    query.add_argument("sql")
    query.add_argument("--format", choices=("table", "csv", "json"), default="table")
    report = ways.add_parser("report", help="sum a run up")
    report.add_argument("dir", type=Path, help="the folder of the ledgers")
    report.add_argument("--talk", action="store_true", help="with all that was said")
    live = ways.add_parser("follow", help="show a run that is going on")
    live.add_argument("dir", type=Path, help="the folder of the ledgers")
    return parser


def _console() -> Console:
    return Console(width=None if sys.stdout.isatty() else 120)


def _query(folder: Path, sql: str, form: str) -> int:
    try:
        columns, rows = views.query(folder, sql)
    except views.QueryError as error:
        sys.stderr.write(f"ledger: {error}\n")
        return 2
    match form:
        case "csv":
            writer = csv.writer(sys.stdout, lineterminator="\n")
            writer.writerows([columns, *rows])
        case "json":
            records = [dict(zip(columns, row, strict=True)) for row in rows]
            sys.stdout.write(json.dumps(records, default=str, indent=1) + "\n")
        case _:
            table = Table(*columns)
            for row in rows:
                table.add_row(*("" if one is None else str(one) for one in row))
            _console().print(table, markup=False)
    return 0
