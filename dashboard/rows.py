"""What the tables of the dashboard show, as plain rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.timeline import clock
from panda.research.comparison import CellStatus, display
from panda.research.sources import Source, other_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from panda.appointments.booking import Booking
    from panda.appointments.choice import Judged
    from panda.campaign import Target
    from panda.menu.memory import Graph
    from panda.menu.memory.stats import RouteStats
    from panda.research.comparison import Cell, Comparison, Row
    from panda.research.finding import Finding
    from panda.research.followup import FollowUp
    from panda.research.questionnaire import Questionnaire

SPEAKERS = {"agent": "we", "business": "they", "operator": "you"}
WHEN = "%a %d %b %Y, %H:%M"
"""How an offered time is written; with a year, as it may be months ahead."""
SILENT_DB = -60.0
"""Level at which a bar of the line's loudness is empty."""


def loudness(db: float) -> float:
    """Turn dBFS into the share of a bar, 0 to 1.

    Example:
        >>> loudness(-30.0)
        0.5
    """
    return round(max(0.0, min(1.0, 1 - db / SILENT_DB)), 2)


def answer_rows(comparison: Comparison) -> list[dict[str, object]]:
    """One row a business, the best first; one column a question."""
    return [
        {
            "Rank": row.standing.rank,
            "Business": row.name,
            "Outcome": spaced(row.outcome or "not finished"),
            **{
                column.heading: _marked(row.cells[column.name])
                for column in comparison.columns
            },
            "Score": row.standing.score if row.standing.rank else None,
            "Calls": row.attempts,
            "Cost": row.cost_usd,
        }
        for row in comparison.ranked
    ]


def _marked(cell: Cell) -> str:
    """Mark what something contradicts; what, stands with the evidence."""
    return f"{cell.text} ⚠" if cell.status is CellStatus.CONTRADICTED else cell.text


def standing_rows(comparison: Comparison) -> list[dict[str, object]]:
    """One row a business and criterion: what each adds to its score, and why."""
    return [
        {
            "Rank": row.standing.rank,
            "Business": row.name,
            "What counts": part.heading,
            "Weight": part.weight,
            "Points": part.score,
            "At most": part.at_most,
            "Why": part.reason,
        }
        for row in comparison.ranked
        for part in row.standing.parts
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
                "At": clock(cell.at_ms) if known else "",
                "Known from": _known_from(cell),
                "Contradicts": "; ".join(map(other_words, cell.others)),
            }
        )
    return found


def term_rows(row: Row) -> list[dict[str, object]]:
    """One row a term of a plan that a business told besides."""
    return [
        {
            "Of insurance": one.heading,
            "Told": one.text,
            "In their words": one.quote,
            "At": clock(one.at_ms),
            "Contradicts": "; ".join(map(other_words, one.others)),
        }
        for one in row.terms
    ]


def _known_from(cell: Cell) -> str:
    """Say when another campaign found it out; empty where it was asked by this one."""
    if cell.source is not Source.EARLIER or cell.said_at is None:
        return ""
    return f"{cell.said_at:%Y-%m-%d}, call {cell.call_id}"


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


def follow_up_rows(plan: FollowUp) -> list[dict[str, object]]:
    """One row a business that is to be called once more, and for what."""
    return [
        {
            "Business": one.name,
            "Unknown": ", ".join(one.unknown),
            "Contradicts itself": ", ".join(one.contradicted),
        }
        for one in plan.items
    ]


def booking_rows(
    bookings: Sequence[Booking], *, has_calendar: bool = True
) -> list[dict[str, object]]:
    """One row an offered time, on the business's own clocks."""
    return [
        {
            "When": f"{one.begins:{WHEN}}",
            "Business": one.business,
            "For": one.service,
            "Stage": spaced(one.stage),
            "Why": one.reason,
            "In their words": one.quote,
            "Calendar": _written(one) if has_calendar else "none is named",
        }
        for one in bookings
    ]


def judged_rows(
    judged: Sequence[Judged], bookings: Mapping[str, Booking]
) -> list[dict[str, object]]:
    """One row an offer, the best first, and why it has its rank or is left out."""
    return [
        {
            "Rank": one.rank or None,
            "When": f"{bookings[one.booking_id].begins:{WHEN}}",
            "Business": bookings[one.booking_id].business,
            "Why": one.reason,
        }
        for one in judged
        if one.booking_id in bookings
    ]


def _written(one: Booking) -> str:
    if one.to_write:
        return "to be written"
    return "written" if one.written >= 0 else ""


def finding_rows(
    questions: Questionnaire, findings: Sequence[Finding]
) -> list[dict[str, object]]:
    """One row a question of a call that goes on: what is known of it by now."""
    latest = {one.field: one for one in findings}
    rows: list[dict[str, object]] = []
    for question in questions.fields:
        found = latest.get(question.name)
        rows.append(
            {
                "Question": question.heading,
                "Answer": display(question.type, found.value, question.unit)
                if found
                else "",
                "In their words": found.quote if found else "",
            }
        )
    return rows


def way_rows(graph: Graph) -> list[dict[str, object]]:
    """One row a way through a number's menus."""
    return [
        {
            "Goal": path.goal,
            "Keys": " → ".join(turn.keys or f"“{turn.say}”" for turn in path.turns),
            "Reached": path.successes,
            "Failed": path.failures,
            "Seconds": round(path.seconds, 1) if path.successes else None,
            "Last used": path.last_used_at,
        }
        for path in graph.paths
    ]


def stats_rows(stats: Sequence[RouteStats]) -> list[dict[str, object]]:
    """One row a number and version: how often its menus were got through, how fast."""
    return [
        {
            "Menus": one.group,
            "Trips": one.trips,
            "Reached": f"{one.success_rate:.0%}",
            "Known way": one.known,
            "Drifted": one.drifted,
            "Wrong keys": one.wrong_keys,
            "First visit": _seconds(one.seconds_first),
            "Known way takes": _seconds(one.seconds_known),
        }
        for one in stats
    ]


def _seconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.1f} s"


def spaced(code: str) -> str:
    """Write a stable code as words."""
    return code.replace("_", " ")
