"""Businesses in the order of what somebody prefers, with the reason of every point.

Four rules, so that nothing is made up:

1. Among the answers of one campaign the best is worth 1 and the worst 0, those between
   in proportion; are all the same, each is worth 1. A yes or a no is worth 1 or 0.
2. What nobody said earns nothing. How far the score could still rise, were all that is
   open the best there is, stands beside it (`at_most`).
3. Of answers that contradict each other the worst counts, and the best for `at_most`:
   they are never averaged.
4. Who answered nothing that counts, or fails a `must`, has no rank. Equal scores share
   one, in the order of the list.
"""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from panda.research.criteria import Best, Criterion
from panda.research.questionnaire import DIRECTIONS, FieldType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from panda.research.comparison import Row
    from panda.research.finding import Value
    from panda.research.questionnaire import Question, Questionnaire

_FROZEN = ConfigDict(frozen=True, extra="forbid")
_AMOUNT = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"no", "n", "false", "0"})
_PLACES = 4
"""Scores that differ by less are equal."""


class Part(BaseModel):
    """What one criterion adds."""

    model_config = _FROZEN

    heading: str
    weight: float
    score: float
    """From 0 to 1; 0 where it is open."""
    at_most: float
    """What it may still come to."""
    reason: str
    """In words: "$95.00, the lowest of 4"."""


class Standing(BaseModel):
    """Where a business stands."""

    model_config = _FROZEN

    rank: int | None = None
    """From 1; None if there is none, see `without`."""
    score: float = 0.0
    """From 0 to 1."""
    at_most: float = 0.0
    parts: tuple[Part, ...] = ()
    without: str = ""
    """Why it has no rank."""


def usual(questionnaire: Questionnaire) -> tuple[Criterion, ...]:
    """Return what counts where nobody said: each required question with a good end."""
    return tuple(
        Criterion(field=one.name)
        for one in questionnaire.fields
        if one.required and one.type in DIRECTIONS
    )


def standings(
    rows: Sequence[Row],
    criteria: Sequence[Criterion],
    questions: Mapping[str, Question],
) -> list[Standing]:
    """Rank the businesses, in the order they came in.

    Args:
        rows: All of a campaign.
        criteria: What counts; nobody has a rank if nothing does.
        questions: Of the campaign, by name.
    """
    scales = [_Scale(one, questions.get(one.field), rows) for one in criteria]
    found = [_standing(row, scales) for row in rows]
    scores = sorted((one.score for one in found if not one.without), reverse=True)
    return [
        one
        if one.without
        else one.model_copy(update={"rank": scores.index(one.score) + 1})
        for one in found
    ]


def _standing(row: Row, scales: Sequence[_Scale]) -> Standing:
    total = sum(one.criterion.weight for one in scales)
    if not total:
        return Standing(without="nothing counts")
    parts = tuple(scale.part(row) for scale in scales)
    without = next((why for one in scales if (why := one.failed(row))), "")
    asked = [one for one in scales if one.criterion.field]
    if asked and not any(one.values(row) for one in asked):
        without = without or "nothing that counts is known"
    return Standing(
        score=round(sum(one.score * one.weight for one in parts) / total, _PLACES),
        at_most=round(sum(one.at_most * one.weight for one in parts) / total, _PLACES),
        parts=parts,
        without=without,
    )


class _Scale:
    """One criterion, and between which answers it is measured."""

    def __init__(
        self, criterion: Criterion, question: Question | None, rows: Sequence[Row]
    ) -> None:
        self.criterion = criterion
        self._question = question
        self._best = criterion.best or (
            DIRECTIONS.get(question.type) if question else None
        )
        self.heading = question.heading if question else criterion.column
        measured = [self._measured(one) for row in rows for one in self.values(row)]
        known = [one for one in measured if one is not None]
        self._low, self._high = min(known, default=0.0), max(known, default=0.0)
        self._count = sum(bool(self.values(row)) for row in rows)

    def values(self, row: Row) -> list[Value]:
        """Return all that is said of it, the one that counts first."""
        if self._question is None:
            cell = row.extra.get(self.criterion.column, "").strip()
            return [cell] if cell and self._measured(cell) is not None else []
        cell_ = row.cells[self._question.name]
        said = [] if cell_.value is None else [cell_.value]
        return said + [one.value for one in cell_.others]

    def part(self, row: Row) -> Part:
        """Say what it adds to a business, and why."""
        values = self.values(row)
        scores = [self._score(one) for one in values] or [0.0]
        return Part(
            heading=self.heading,
            weight=self.criterion.weight,
            score=round(min(scores), _PLACES),
            at_most=round(max(scores), _PLACES) if values else 1.0,
            reason=self._reason(row, values, scores),
        )

    def failed(self, row: Row) -> str:
        """Say why a business is out by this; empty if it is not.

        Only an answer nobody contradicted puts it out.
        """
        values = self.values(row)
        if not self.criterion.must or not values or any(map(self._score, values)):
            return ""
        return f"{self.heading}: {self._shown(row)}"

    def _reason(
        self, row: Row, values: Sequence[Value], scores: Sequence[float]
    ) -> str:
        if not values:
            return "unknown: earns nothing"
        shown = self._shown(row)
        if len(set(scores)) > 1:
            return f"{shown}, but contradicted: the worse counts"
        if self._best in {Best.YES, Best.NO} or self.criterion.order:
            return shown
        if self._low == self._high:
            return f"{shown}, the same for all" if self._count > 1 else shown
        ends = {1.0: "the best", 0.0: "the worst"}
        return f"{shown}, {ends.get(scores[0], 'between the ends')} of {self._count}"

    def _shown(self, row: Row) -> str:
        if self._question is None:
            return row.extra[self.criterion.column]
        return row.cells[self._question.name].text

    def _score(self, value: Value) -> float:
        measured = self._measured(value)
        if measured is None:
            return 0.0
        match self._best:
            case Best.YES | Best.NO:
                return measured
            case Best.LOW | Best.SOON:
                return self._between(self._high - measured)
            case Best.HIGH | Best.LATE | None:
                return self._between(measured - self._low)

    def _between(self, above: float) -> float:
        span = self._high - self._low
        return above / span if span else 1.0

    def _measured(self, value: Value) -> float | None:
        """Return a number of which more is better, or worse; None if it is none."""
        if self.criterion.order:
            order = self.criterion.order
            place = order.index(str(value)) if value in order else len(order)
            return 1.0 - place / len(order)
        if self._best in {Best.YES, Best.NO}:
            is_yes = _yes(value)
            return None if is_yes is None else float(is_yes is (self._best is Best.YES))
        if isinstance(value, bool):
            return None
        if isinstance(value, float | int):
            return float(value)
        return _moment(value, self._question.type) if self._question else _amount(value)


def _yes(value: Value) -> bool | None:
    if isinstance(value, bool):
        return value
    word = str(value).strip().casefold()
    return word in _YES if word in _YES | _NO else None


def _amount(text: str) -> float | None:
    """Read the number in a cell such as "3.2 mi" or "4,5 of 5"."""
    found = _AMOUNT.search(text.replace("\u00a0", " "))
    return float(found[0].replace(",", ".")) if found else None


def _moment(text: str, kind: FieldType) -> float | None:
    """Return minutes since an arbitrary one, by the clock where it is said."""
    match kind:
        case FieldType.DATE | FieldType.DATETIME:
            at = datetime.fromisoformat(text)
            return at.toordinal() * 1440.0 + at.hour * 60 + at.minute
        case FieldType.TIME:
            clock = time.fromisoformat(text)
            return clock.hour * 60.0 + clock.minute
        case _:
            return None
