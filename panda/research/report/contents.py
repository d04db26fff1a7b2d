"""What a report says, whatever it is written on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.appointments.life import STANDING
from panda.call import Outcome
from panda.campaign import CampaignStatus
from panda.research.comparison import CellStatus
from panda.research.sources import Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from panda.appointments.booking import Booking
    from panda.campaign import CallResult, Campaign
    from panda.research.comparison import Cell, Column, Comparison, Row
    from panda.research.planterms import PlanTerm
    from panda.research.sources import Evidence


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer with what it rests on."""

    question: str
    text: str
    quote: str
    moment: str
    """When it was said, and on which call."""
    others: tuple[str, ...]
    """What contradicts it, each with its evidence."""


@dataclass(frozen=True, slots=True)
class Business:
    """One business."""

    rank: str
    """Its rank, or a dash."""
    name: str
    phone: str
    outcome: str
    score: str
    why: tuple[str, ...]
    """The reason of every point."""
    cells: tuple[str, ...]
    """In short, a text a question."""
    flagged: tuple[bool, ...]
    """Beside those: whether something contradicts it."""
    answers: tuple[Answer, ...]
    terms: tuple[Answer, ...]
    """What they told of insurance plans beside that; the question is what it is of."""
    unknown: tuple[str, ...]
    booked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that is told of a campaign; every text is plain, none is markup."""

    title: str
    goal: str
    day: str
    simulated: bool
    summary: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    """What is counted, and how much."""
    columns: tuple[str, ...]
    businesses: tuple[Business, ...]
    """The best first."""
    criteria: tuple[str, ...]
    contradictions: tuple[tuple[str, Answer], ...]
    """With the business's name."""
    booked: tuple[str, ...]
    method: tuple[str, ...]
    """How it was obtained."""


BESIDE = 5
"""Most questions beside each other on a page."""


def together(report: Report) -> list[range]:
    """Return which columns stand in one table, so that each fits on paper."""
    count = len(report.columns)
    tables = -(-count // BESIDE)
    each = -(-count // tables)
    return [range(at, min(at + each, count)) for at in range(0, count, each)]


SIMULATED = (
    "Obtained on a simulated phone network: its businesses, people and prices are made "
    "up, and nobody real was called."
)

TOLD = "Told of insurance besides"
"""Above the terms of plans that nobody had asked for."""

_RULE = (
    "An answer counts only if the quote stands in what the business said on the call "
    "and says the value; all else is unknown. Quotes are transcripts."
)


def contents(
    campaign: Campaign,
    comparison: Comparison,
    results: Sequence[CallResult],
    *,
    made_at: datetime,
    simulated: bool,
    bookings: Sequence[Booking] = (),
) -> Report:
    """Put a campaign into words.

    Args:
        campaign: What was asked.
        comparison: What is known, ranked.
        results: What came of its calls.
        made_at: When the report is made.
        simulated: Whether the phone network was a simulator.
        bookings: The times its calls brought; those that stand are told.
    """
    rows = comparison.ranked
    businesses = tuple(
        _business(row, comparison.columns, _booked(row, campaign, results, bookings))
        for row in rows
    )
    booked = tuple(f"{one.name}: {what}" for one in businesses for what in one.booked)
    return Report(
        title=campaign.title,
        goal=campaign.questionnaire.goal,
        day=_day(made_at),
        simulated=simulated,
        summary=_summary(comparison, booked),
        figures=_figures(comparison, results),
        columns=tuple(column.heading for column in comparison.columns),
        businesses=businesses,
        criteria=_criteria(comparison),
        contradictions=tuple(
            (one.name, answer)
            for one in businesses
            for answer in (*one.answers, *one.terms)
            if answer.others
        ),
        booked=booked,
        method=_method(campaign, comparison, results, made_at, simulated=simulated),
    )


def _business(row: Row, columns: Sequence[Column], booked: tuple[str, ...]) -> Business:
    stands = row.standing
    said = [(column, row.cells[column.name]) for column in columns]
    known = [(column, cell) for column, cell in said if cell.value is not None]
    return Business(
        rank=str(stands.rank or "\u2013"),
        name=row.name,
        phone=row.phone,
        outcome=_outcome(row),
        score=f"{stands.score:.2f}" if stands.rank else "",
        why=(
            *filter(None, [stands.without]),
            *(f"{one.heading}: {one.reason}" for one in stands.parts),
        ),
        cells=tuple(cell.text for _, cell in said),
        flagged=tuple(cell.status is CellStatus.CONTRADICTED for _, cell in said),
        answers=tuple(_answer(column, cell) for column, cell in known),
        terms=tuple(map(_told, row.terms)),
        unknown=tuple(column.heading for column, cell in said if cell.value is None),
        booked=booked,
    )


def _booked(
    row: Row,
    campaign: Campaign,
    results: Sequence[CallResult],
    bookings: Sequence[Booking],
) -> tuple[str, ...]:
    """Return what stands at a business now; what was agreed on may have been moved."""
    if campaign.booking is None:
        taken = [
            (one.service, one.slot)
            for result in results
            if result.target_id == row.target_id
            for one in result.appointments
        ]
    else:
        taken = [
            (one.service, one.begins)
            for one in bookings
            if one.target_id == row.target_id and one.stage in STANDING
        ]
    return tuple(
        f"{service}, {_day(at)} at {at:%H:%M} ({at:%Z})" for service, at in taken
    )


def _outcome(row: Row) -> str:
    if row.outcome is None:
        return "not finished"
    words = [str(row.outcome), *row.reasons]
    if row.outcome is not Outcome.REFUSED:
        words.append("1 call" if row.attempts == 1 else f"{row.attempts} calls")
    return " \u00b7 ".join(word.replace("_", " ") for word in words)


def _answer(column: Column, cell: Cell) -> Answer:
    return Answer(
        question=column.heading,
        text=cell.text,
        quote=cell.quote,
        moment=_known(cell) + _moment(cell.at_ms, cell.call_id, cell.said_at),
        others=tuple(map(_other, cell.others)),
    )


def _told(one: PlanTerm) -> Answer:
    return Answer(
        question=one.heading,
        text=one.text,
        quote=one.quote,
        moment=_moment(one.at_ms, one.call_id, one.said_at),
        others=tuple(map(_other, one.others)),
    )


def _known(cell: Cell) -> str:
    return "known from another campaign: " if cell.source is Source.EARLIER else ""


def _other(one: Evidence) -> str:
    if one.source is Source.LIST:
        return f"{one.text}: the list, column \u201c{one.column}\u201d"
    at = _moment(one.at_ms, one.call_id, one.said_at)
    return f"{one.text}: \u201c{one.quote}\u201d, {at}"


def _moment(at_ms: int, call_id: str, said_at: datetime | None) -> str:
    minutes, seconds = divmod(at_ms // 1000, 60)
    day = f"{said_at:%Y-%m-%d}, " if said_at else ""
    return f"{day}{minutes}:{seconds:02} into call {call_id}"


def _summary(comparison: Comparison, booked: Sequence[str]) -> tuple[str, ...]:
    rows = comparison.rows
    complete = sum(row.is_complete for row in rows)
    lines = [f"{complete} of {len(rows)} businesses answered all that was required."]
    leaders = [row for row in comparison.ranked if row.standing.rank == 1]
    if leaders:
        names = " and ".join(row.name for row in leaders)
        verb = "is" if len(leaders) == 1 else "are"
        lines.append(f"By what counts, {names} {verb} best.")
    if undecided := ", ".join(row.name for row in comparison.undecided):
        lines.append(f"By what is still open, better may be: {undecided}.")
    if contradicted := sum(bool(row.contradicted) for row in rows):
        at = "One business has" if contradicted == 1 else f"{contradicted} have"
        lines.append(
            f"{at} an answer that something contradicts; both sides stand below."
        )
    lines += [
        f"{row.name} cannot be reached at {row.phone}: whoever answered said that it is"
        " the wrong number."
        for row in rows
        if row.outcome is Outcome.WRONG_NUMBER
    ]
    lines += [f"Booked: {one}." for one in booked]
    if not comparison.finished:
        lines.append("Not everybody has been called yet: this is how it stands.")
    return tuple(lines)


def _figures(
    comparison: Comparison, results: Sequence[CallResult]
) -> tuple[tuple[str, str], ...]:
    minutes = sum(row.seconds for row in comparison.rows) / 60
    answers = sum(
        cell.value is not None for row in comparison.rows for cell in row.cells.values()
    )
    return (
        ("businesses", str(len(comparison.rows))),
        ("calls", str(len(results))),
        ("answers", str(answers)),
        ("minutes on the phone", f"{minutes:.0f}"),
        ("cost", f"${comparison.cost_usd:.2f}"),
    )


def _criteria(comparison: Comparison) -> tuple[str, ...]:
    headings = {one.name: one.heading for one in comparison.columns}
    return tuple(
        f"{headings.get(one.field, one.field) or one.column}"
        f"{f' (best: {one.best})' if one.best else ''}"
        f"{' must be so' if one.must else f', weight {one.weight:g}'}"
        for one in comparison.criteria
    )


def _method(
    campaign: Campaign,
    comparison: Comparison,
    results: Sequence[CallResult],
    made_at: datetime,
    *,
    simulated: bool,
) -> tuple[str, ...]:
    lines = []
    if simulated:
        lines.append(SIMULATED)
    if results:
        first = min(one.started_at for one in results)
        last = max(one.ended_at for one in results)
        lines.append(
            f"Calls from {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M} "
            f"({first:%Z}), made for {campaign.questionnaire.caller} by an AI "
            "assistant that says so first."
        )
        told = sum(one.disclosed for one in results)
        lines.append(f"On {told} of {len(results)} calls a person heard that in full.")
    lines.append(_RULE)
    lines.append(
        f"Cost at list prices: ${comparison.cost_usd:.4f}. Campaign "
        f"{campaign.campaign_id}, {_status(campaign)}. Report of "
        f"{made_at:%Y-%m-%d %H:%M %Z}."
    )
    return tuple(lines)


def _status(campaign: Campaign) -> str:
    return "finished" if campaign.status is CampaignStatus.DONE else campaign.status


def _day(moment: datetime) -> str:
    return f"{moment:%A}, {moment.day} {moment:%B %Y}"
