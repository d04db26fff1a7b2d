"""A campaign's answers as a file for other programs."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.research.comparison import Comparison, Row
    from panda.research.finding import Value

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a cell that begins so; what a callee said must not be run."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A comparison as other programs take it: headings, and typed cells below them."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Value | None, ...], ...]
    """None where nothing is known."""


def sheet(comparison: Comparison) -> Sheet:
    """Lay out a row a business; each question has its value, quote and time.

    The list's own other columns come last, as `list_…` where a heading of ours has
    their name.
    """
    heads = ["name", "phone", "outcome", "attempts", "seconds", "cost_usd"]
    for column in comparison.columns:
        heads += [column.name, f"{column.name}_quote", f"{column.name}_at_ms"]
    carried = list(dict.fromkeys(name for row in comparison.rows for name in row.extra))
    return Sheet(
        heads=(*heads, *_apart(carried, heads)),
        rows=tuple(
            (*_row(comparison, row), *(row.extra.get(name, "") for name in carried))
            for row in comparison.rows
        ),
    )


def as_csv(comparison: Comparison) -> str:
    """Write the sheet; nothing in it is run by the spreadsheet that opens it."""
    made = sheet(comparison)
    phone = made.heads.index("phone")  # ours, and begins with a plus
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(map(_harmless, made.heads))
    for row in made.rows:
        writer.writerow(
            str(cell) if place == phone else _written(made.heads[place], cell)
            for place, cell in enumerate(row)
        )
    return text.getvalue()


def _apart(names: Sequence[str], taken: Sequence[str]) -> list[str]:
    """Rename headings so that no two columns of the file have the same."""
    used = set(taken)
    apart: list[str] = []
    for name in names:
        new = name
        while new in used:
            new = f"list_{new}"
        used.add(new)
        apart.append(new)
    return apart


def _row(comparison: Comparison, row: Row) -> list[Value | None]:
    cells: list[Value | None] = [
        row.name,
        row.phone,
        str(row.outcome or ""),
        row.attempts,
        row.seconds,
        row.cost_usd,
    ]
    for column in comparison.columns:
        cell = row.cells[column.name]
        known = cell.value is not None
        cells += [cell.value, cell.quote, cell.at_ms] if known else [None, None, None]
    return cells


_DIGITS = {"seconds": ".1f", "cost_usd": ".4f"}


def _written(head: str, cell: Value | None) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case str():
            return _harmless(cell)
        case _:
            return format(cell, _DIGITS.get(head, ".15g"))


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
