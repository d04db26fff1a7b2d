"""A campaign's answers as a file for other programs."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.research.comparison import Comparison, Row

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a cell that begins so; what a callee said must not be run."""


def as_csv(comparison: Comparison) -> str:
    """Write a row a business; each question has its value, quote and time.

    The value's column is empty where the answer is unknown. The list's own other
    columns come last, as `list_…` where a heading of ours has their name.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    heads = ["name", "phone", "outcome", "attempts", "seconds", "cost_usd"]
    for column in comparison.columns:
        heads += [column.name, f"{column.name}_quote", f"{column.name}_at_ms"]
    carried = list(dict.fromkeys(name for row in comparison.rows for name in row.extra))
    writer.writerow(heads + [_harmless(name) for name in _apart(carried, heads)])
    for row in comparison.rows:
        cells = [_harmless(row.extra.get(name, "")) for name in carried]
        writer.writerow(_row(comparison, row) + cells)
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


def _row(comparison: Comparison, row: Row) -> list[str]:
    cells = [
        _harmless(row.name),
        row.phone,
        str(row.outcome or ""),
        str(row.attempts),
        f"{row.seconds:.1f}",
        f"{row.cost_usd:.4f}",
    ]
    for column in comparison.columns:
        cell = row.cells[column.name]
        if cell.value is None:
            cells += ["", "", ""]
        else:
            cells += [_written(cell.value), _harmless(cell.quote), str(cell.at_ms)]
    return cells


def _written(value: bool | float | str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.15g}" if isinstance(value, float) else _harmless(str(value))


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
