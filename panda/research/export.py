"""A campaign's answers as a file for other programs."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from panda.research.cells import harmless
from panda.research.sources import other_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.research.comparison import Cell, Comparison, Row
    from panda.research.finding import Value


@dataclass(frozen=True, slots=True)
class Sheet:
    """A comparison as other programs take it: headings, and typed cells below them."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Value | None, ...], ...]
    """None where nothing is known."""


def sheet(comparison: Comparison) -> Sheet:
    """Lay out a row a business; each question has its value, quote and time.

    `…_contradicts` is what else was said, or stands in the list. What was told of
    insurance besides stands in one column, if anything was.

    The list's own other columns come last, as `list_…` where a heading of ours has
    their name.
    """
    heads = ["name", "phone", "outcome", "attempts", "seconds", "cost_usd"]
    heads += ["rank", "score", "score_at_most"]
    for column in comparison.columns:
        heads += [column.name, *(f"{column.name}_{one}" for one in _BESIDE)]
    told = ["insurance_terms"] if any(row.terms for row in comparison.rows) else []
    carried = list(dict.fromkeys(name for row in comparison.rows for name in row.extra))
    return Sheet(
        heads=(*heads, *told, *_apart(carried, [*heads, *told])),
        rows=tuple(
            (
                *_row(comparison, row),
                *(_told(row) for _ in told),
                *(row.extra.get(name, "") for name in carried),
            )
            for row in comparison.rows
        ),
    )


def as_csv(comparison: Comparison) -> str:
    """Write the sheet; nothing in it is run by the spreadsheet that opens it."""
    made = sheet(comparison)
    phone = made.heads.index("phone")  # ours, and begins with a plus
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(map(harmless, made.heads))
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


_BESIDE = ("quote", "at_ms", "said_at", "call_id", "contradicts")
"""What stands beside each value."""


def _row(comparison: Comparison, row: Row) -> list[Value | None]:
    cells: list[Value | None] = [
        row.name,
        row.phone,
        str(row.outcome or ""),
        row.attempts,
        row.seconds,
        row.cost_usd,
        row.standing.rank,
        *((row.standing.score, row.standing.at_most) if row.standing.rank else _NONE),
    ]
    for column in comparison.columns:
        cells += _answer(row.cells[column.name])
    return cells


def _told(row: Row) -> str | None:
    terms = (f"{one.heading}: {one.text} (“{one.quote}”)" for one in row.terms)
    return "; ".join(terms) or None


_NONE = (None, None)


def _answer(cell: Cell) -> list[Value | None]:
    if cell.value is None:
        return [None] * (1 + len(_BESIDE))
    return [
        cell.value,
        cell.quote,
        cell.at_ms,
        cell.said_at.isoformat() if cell.said_at else None,
        cell.call_id,
        "; ".join(map(other_words, cell.others)) or None,
    ]


_DIGITS = {"seconds": ".1f", "cost_usd": ".4f", "score": ".4f", "score_at_most": ".4f"}


def _written(head: str, cell: Value | None) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case str():
            return harmless(cell)
        case _:
            return format(cell, _DIGITS.get(head, ".15g"))
