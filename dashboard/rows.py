"""What the tables of the dashboard show, as plain rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.call import CallState
from panda.research.comparison import CellStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from panda.campaign import CallSnapshot, Target
    from panda.research.comparison import Comparison, Row

SPEAKERS = {"agent": "we", "business": "they", "operator": "you"}
SILENT_DB = -60.0
"""Level at which a bar of the line's loudness is empty."""


def call_rows(calls: Sequence[CallSnapshot], now: datetime) -> list[dict[str, object]]:
    """One row a call, those that are live first."""
    return [_call(one, now) for one in live_first(calls)]


def live_first(calls: Sequence[CallSnapshot]) -> list[CallSnapshot]:
    """Order calls: those that are live, then the others, each by their beginning."""
    return sorted(calls, key=lambda one: (one.state is CallState.ENDED, one.started_at))


def _call(one: CallSnapshot, now: datetime) -> dict[str, object]:
    ended = one.state is CallState.ENDED
    until = one.updated_at if ended and one.updated_at else now
    speaker = SPEAKERS.get(one.last_speaker, "")
    return {
        "Business": one.business,
        "State": spaced(one.outcome or one.state),
        "Seconds": max(0, int((until - one.started_at).total_seconds())),
        "They": 0.0 if ended else loudness(one.level_in_db),
        "We": 0.0 if ended else loudness(one.level_out_db),
        "Keys": one.keys,
        "Found": len(one.findings),
        "Last words": f"{speaker}: {one.last_words}" if one.last_words else "",
        "Cost": one.cost_usd,
    }


def loudness(db: float) -> float:
    """Turn dBFS into the share of a bar, 0 to 1.

    Example:
        >>> loudness(-30.0)
        0.5
    """
    return round(max(0.0, min(1.0, 1 - db / SILENT_DB)), 2)


def answer_rows(comparison: Comparison) -> list[dict[str, object]]:
    """One row a business, one column a question."""
    return [
        {
            "Business": row.name,
            "Outcome": spaced(row.outcome or "not finished"),
            **{
                column.heading: row.cells[column.name].text
                for column in comparison.columns
            },
            "Calls": row.attempts,
            "Cost": row.cost_usd,
        }
        for row in comparison.rows
    ]


def evidence_rows(comparison: Comparison, row: Row) -> list[dict[str, object]]:
    """One row a question: the answer, and the words it rests on."""
    found: list[dict[str, object]] = []
    for column in comparison.columns:
        cell = row.cells[column.name]
        known = cell.status is not CellStatus.UNKNOWN
        found.append(
            {
                "Question": column.heading,
                "Answer": cell.text,
                "In their words": cell.quote,
                "At": f"{cell.at_ms / 1000:.0f} s" if known else "",
                "Said before": ", ".join(
                    f"{one.value}: {one.quote}" for one in cell.earlier
                ),
            }
        )
    return found


def refusal_rows(targets: Sequence[Target]) -> list[dict[str, object]]:
    """One row a business that is not called, with why."""
    return [
        {
            "Business": one.provider.name,
            "Number": one.provider.phone,
            "Why": ", ".join(map(spaced, one.reasons)),
        }
        for one in targets
        if one.reasons
    ]


def spaced(code: str) -> str:
    """Write a stable code as words."""
    return code.replace("_", " ")
