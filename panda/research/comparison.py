"""All answers of a campaign side by side, each with what it rests on."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from pydantic import AwareDatetime, BaseModel, ConfigDict

from panda.call import Outcome
from panda.campaign import TargetStatus
from panda.research.criteria import Criterion
from panda.research.finding import Value
from panda.research.planterms import PlanTerm, plan_terms
from panda.research.questionnaire import FieldType
from panda.research.ranking import Standing, standings, usual
from panda.research.sources import Evidence, Source, answered_at, listed_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.campaign import CallResult, Campaign, Target
    from panda.research.questionnaire import Question, Questionnaire

_FROZEN = ConfigDict(frozen=True, extra="forbid")

UNKNOWN = "unknown"
NOT_ASKED = "not asked"
"""Of a question whose condition was not met."""


class CellStatus(StrEnum):
    """How far an answer can be relied on."""

    FOUND = auto()
    CONTRADICTED = auto()
    """Two things were said, or the list has another; the last one said is shown, all
    are kept."""
    UNKNOWN = auto()


class Column(BaseModel):
    """A question, as a heading."""

    model_config = _FROZEN

    name: str
    heading: str
    type: FieldType
    required: bool


class Cell(BaseModel):
    """An answer of one business to one question."""

    model_config = _FROZEN

    status: CellStatus = CellStatus.UNKNOWN
    value: Value | None = None
    text: str = UNKNOWN
    """The value as it is shown: `$120.00`, `Tue 1 Dec 10:30`, `yes`."""
    quote: str = ""
    at_ms: int = 0
    """When it was said, from the answer of the call `call_id`."""
    call_id: str = ""
    said_at: AwareDatetime | None = None
    """When, by the wall."""
    source: Source = Source.CALL
    """`earlier` where it was known from another campaign and not asked again."""
    others: tuple[Evidence, ...] = ()
    """What contradicts it: said before, on this call or another, or in the list."""


class Row(BaseModel):
    """A business."""

    model_config = _FROZEN

    target_id: str
    name: str
    phone: str
    extra: dict[str, str]
    outcome: Outcome | None
    """None while it is still to be called, or on the phone."""
    reasons: tuple[str, ...]
    attempts: int
    is_complete: bool
    """Whether every required question has an answer."""
    seconds: float
    """On the phone, from answer to end, over all calls."""
    cost_usd: float
    held_s: float = 0.0
    """Of those, seconds in queues."""
    saved_usd: float = 0.0
    """What suspending the voice there saved, at most."""
    cells: dict[str, Cell]
    """By the column's name; one for each."""
    terms: tuple[PlanTerm, ...] = ()
    """What they told of insurance plans beside that."""
    standing: Standing = Standing()
    """Its rank, and why."""

    @property
    def contradicted(self) -> tuple[str, ...]:
        """The names of the columns in which something contradicts the answer."""
        return tuple(
            name
            for name, cell in self.cells.items()
            if cell.status is CellStatus.CONTRADICTED
        )


class Comparison(BaseModel):
    """The table."""

    model_config = _FROZEN

    campaign_id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cost_usd: float
    saved_usd: float = 0.0
    """What suspending the voice in queues saved, at most."""
    finished: bool
    criteria: tuple[Criterion, ...] = ()
    """What the ranks go by."""

    @property
    def ranked(self) -> tuple[Row, ...]:
        """The rows by rank; those without one come last, in the order of the list."""
        last = len(self.rows) + 1
        return tuple(sorted(self.rows, key=lambda row: row.standing.rank or last))

    @property
    def undecided(self) -> tuple[Row, ...]:
        """Those that might still be better than the first, by what is open."""
        leaders = [row for row in self.rows if row.standing.rank == 1]
        best = max((row.standing.score for row in leaders), default=1.0)
        return tuple(
            row
            for row in self.ranked
            if row.standing.rank not in {None, 1} and row.standing.at_most > best
        )


def compare(
    campaign: Campaign,
    targets: Sequence[Target],
    results: Sequence[CallResult],
    criteria: Sequence[Criterion] = (),
) -> Comparison:
    """Lay out what is known now, a row a business in the order of the list.

    A business called more than once keeps what each call found out; where calls
    disagree, or the list has something else, the last one said is shown and the cell
    says so.

    Args:
        campaign: What was asked.
        targets: Who was to be called.
        results: What came of the calls so far.
        criteria: What counts when they are ranked; the campaign's own if left out, or
            else the usual, see `panda.research.ranking.usual`.
    """
    fields = campaign.questionnaire.fields
    by_target: dict[str, list[CallResult]] = {}
    for result in sorted(results, key=lambda one: one.started_at):
        by_target.setdefault(result.target_id, []).append(result)
    rows = [
        _row(target, campaign.questionnaire, by_target.get(target.target_id, []))
        for target in sorted(targets, key=lambda one: one.position)
    ]
    counting = tuple(criteria or campaign.questionnaire.ranking) or usual(
        campaign.questionnaire
    )
    ranks = standings(rows, counting, {one.name: one for one in fields})
    rows = [
        row.model_copy(update={"standing": standing})
        for row, standing in zip(rows, ranks, strict=True)
    ]
    return Comparison(
        campaign_id=campaign.campaign_id,
        title=campaign.title,
        columns=tuple(
            Column(name=q.name, heading=q.heading, type=q.type, required=q.required)
            for q in fields
        ),
        rows=tuple(rows),
        cost_usd=round(sum(row.cost_usd for row in rows), 4),
        saved_usd=round(sum(row.saved_usd for row in rows), 4),
        finished=all(target.status is TargetStatus.DONE for target in targets),
        criteria=counting,
    )


def display(kind: FieldType, value: Value, unit: str = "") -> str:
    """Show a value as people write it.

    Example:
        >>> display(FieldType.MONEY, 1250.0)
        '$1,250.00'
        >>> display(FieldType.DATETIME, "2026-12-01T10:30")
        'Tue 1 Dec 10:30'
    """
    match kind:
        case FieldType.YES_NO:
            return "yes" if value is True else "no"
        case FieldType.MONEY:
            return f"${value:,.2f}" if isinstance(value, float | int) else str(value)
        case FieldType.NUMBER:
            shown = f"{value:,g}" if isinstance(value, float | int) else str(value)
            return f"{shown} {unit}".rstrip()
        case FieldType.DATE:
            return _day(date.fromisoformat(str(value)))
        case FieldType.DATETIME:
            moment = datetime.fromisoformat(str(value))
            return f"{_day(moment.date())} {moment:%H:%M}"
        case FieldType.TIME | FieldType.PHONE | FieldType.CHOICE | FieldType.TEXT:
            return str(value)


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def _row(target: Target, form: Questionnaire, results: Sequence[CallResult]) -> Row:
    fields = form.fields
    cells = {one.name: _cell(one, target, results) for one in fields}
    values = {
        name: cell.value for name, cell in cells.items() if cell.value is not None
    }
    asked = {one.name: form.applies(one, values) for one in fields}
    for name, applies in asked.items():
        if applies is False and name not in values:
            cells[name] = Cell(text=NOT_ASKED)
    return Row(
        target_id=target.target_id,
        name=target.provider.name,
        phone=target.provider.phone,
        extra=target.provider.extra,
        outcome=target.outcome if target.status is TargetStatus.DONE else None,
        reasons=target.reasons,
        attempts=target.attempts,
        is_complete=all(
            cells[question.name].status is not CellStatus.UNKNOWN
            for question in fields
            if question.required and asked[question.name] is not False
        ),
        seconds=round(sum(result.answered_s for result in results), 1),
        cost_usd=round(sum(result.cost_usd for result in results), 4),
        held_s=round(sum(result.held_s for result in results), 1),
        saved_usd=round(sum(result.saved_usd for result in results), 4),
        cells=cells,
        terms=plan_terms(results),
    )


def _cell(question: Question, target: Target, results: Sequence[CallResult]) -> Cell:
    found = [
        (result, finding)
        for result in results
        for finding in result.findings
        if finding.field == question.name
    ]
    if not found:
        return _known(question, target)
    said = [
        Evidence(
            source=Source.CALL,
            value=finding.value,
            text=display(question.type, finding.value, question.unit),
            quote=finding.quote,
            at_ms=finding.at_ms,
            call_id=result.call_id,
            said_at=answered_at(result) + timedelta(milliseconds=finding.at_ms),
        )
        for result, finding in found
    ]
    last = said[-1]
    extra = target.provider.extra
    listed = listed_value(question, extra)
    if listed is not None:
        heading, value = listed
        said.append(
            Evidence(
                source=Source.LIST,
                value=value,
                text=display(question.type, value, question.unit),
                quote=extra[heading],
                column=heading,
            )
        )
    others = tuple(one for one in said if one.value != last.value)
    _, latest = found[-1]
    contradicted = latest.contradicts or bool(others)
    return Cell(
        status=CellStatus.CONTRADICTED if contradicted else CellStatus.FOUND,
        value=last.value,
        text=last.text,
        quote=last.quote,
        at_ms=last.at_ms,
        call_id=last.call_id,
        said_at=last.said_at,
        others=others,
    )


def _known(question: Question, target: Target) -> Cell:
    """Return what other campaigns have found out, and was not asked again."""
    for fact in target.known:
        if fact.question.name == question.name:
            return Cell(
                status=CellStatus.FOUND,
                value=fact.value,
                text=display(question.type, fact.value, question.unit),
                quote=fact.quote,
                at_ms=fact.at_ms,
                call_id=fact.call_id,
                said_at=fact.said_at,
                source=Source.EARLIER,
            )
    return Cell()
