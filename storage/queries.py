"""The statements of `queries.sql`, by name."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

_NAME = re.compile(r"^-- name: (\w+)\n", re.MULTILINE)


@cache
def statements() -> Mapping[str, str]:
    """Read the file: each statement follows its ``-- name:`` line."""
    parts = _NAME.split(resources.files("storage").joinpath("queries.sql").read_text())
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def run(
    db: duckdb.DuckDBPyConnection, name: str, /, **values: object
) -> list[tuple[Any, ...]]:
    """Run the statement called `name` and return all its rows."""
    return db.execute(statements()[name], values).fetchall()
