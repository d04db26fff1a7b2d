"""What counts when businesses are ranked, how much, and which end of it is good."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from panda.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from panda.research.questionnaire import Questionnaire

MOST_WEIGHT = 100.0


class Best(StrEnum):
    """Which answer is the best one."""

    LOW = auto()
    HIGH = auto()
    SOON = auto()
    LATE = auto()
    YES = auto()
    NO = auto()


class Criterion(BaseModel):
    """One thing that counts: a question, or a column of the list such as a rating."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str = ""
    """The name of a question."""
    column: str = ""
    """Or the heading of a column of the list."""
    weight: float = Field(default=1.0, gt=0, le=MOST_WEIGHT)
    """How much it counts beside the others."""
    best: Best | None = None
    """If left out, what is best goes by the question's type; a column has no type."""
    order: tuple[str, ...] = ()
    """Of a question with choices: these, the best first; others are worth nothing."""
    must: bool = False
    """Whether a business that answers the other way is out, however good the rest."""

    @model_validator(mode="after")
    def _is_of_one_thing(self) -> Self:
        if bool(self.field) == bool(self.column):
            raise ValueError("write either `field` or `column`")
        if self.column and self.best in {None, Best.SOON, Best.LATE}:
            raise ValueError("a column needs `best`: low, high, yes or no")
        return self


def read_weights(
    texts: Iterable[str], questionnaire: Questionnaire, columns: Collection[str]
) -> tuple[Criterion, ...]:
    """Read weights as they are written on a command line.

    Each is `NAME=WEIGHT`, `NAME=WEIGHT:BEST` or `NAME=must`, of a question or a column.

    Raises:
        BadInput: One cannot be used; says why.

    Example:
        >>> from panda.research.questionnaire import FieldType, Question, Questionnaire
        >>> price = Question(name="price", type=FieldType.MONEY, ask="How much is it?")
        >>> asked = Questionnaire(goal="a cleaning", fields=(price,))
        >>> [
        ...     (one.field or one.column, one.weight)
        ...     for one in read_weights(["price=3", "rating=1:high"], asked, {"rating"})
        ... ]
        [('price', 3.0), ('rating', 1.0)]
    """
    found = tuple(_criterion(text, questionnaire, columns) for text in texts)
    names = [one.field or one.column for one in found]
    if len(set(names)) != len(names):
        raise BadInput(
            "something is weighed twice", where="weight", advice="give each once"
        )
    try:
        questionnaire.check_ranking(found)
    except ValueError as error:
        raise BadInput(str(error), where="weight", advice=_HOW) from None
    return found


_HOW = "write NAME=WEIGHT, NAME=WEIGHT:BEST (low, high, soon, late, yes, no) or "
_HOW += "NAME=must"


def _criterion(
    text: str, questionnaire: Questionnaire, columns: Collection[str]
) -> Criterion:
    name, equals, rest = (part.strip() for part in text.rpartition("="))
    amount, _, best = rest.partition(":")
    is_field = questionnaire.question(name) is not None
    if not equals or not (is_field or name in columns):
        there_are = [one.name for one in questionnaire.fields] + sorted(columns)
        raise BadInput(
            "is neither a question nor a column of the list",
            where=f"weight {name or text}",
            advice="there are: " + ", ".join(there_are),
        )
    must = amount == "must"
    try:
        weight = 1.0 if must else float(amount)
        return Criterion(
            field=name if is_field else "",
            column="" if is_field else name,
            weight=weight,
            best=Best(best) if best else Best.YES if must and not is_field else None,
            must=must,
        )
    except ValueError:
        raise BadInput(
            f"is no weight from 0 to {MOST_WEIGHT:g} with a good end to it",
            where=f"weight {name}",
            advice=_HOW,
        ) from None
