"""Where an answer comes from, and what else has been said or written."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from pydantic import AwareDatetime, BaseModel, ConfigDict

from panda.errors import FunctionError
from panda.research.finding import Value
from panda.research.questionnaire import FieldType
from panda.research.values import in_form
from panda.research.words import plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from panda.campaign import CallResult
    from panda.research.questionnaire import Question


class Source(StrEnum):
    """Who says so."""

    CALL = auto()
    """The business, on a call of this campaign."""
    EARLIER = auto()
    """The business, on a call of another campaign, and it still holds."""
    LIST = auto()
    """The list that the campaign was begun with."""


class Evidence(BaseModel):
    """One statement of a value."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Source
    value: Value
    text: str
    """The value as it is shown."""
    quote: str = ""
    """Their words; of the list, what stands in the cell."""
    at_ms: int = 0
    """When it was said, from the answer of the call `call_id`."""
    call_id: str = ""
    said_at: AwareDatetime | None = None
    """The time by the wall; None of a list."""
    column: str = ""
    """Of the list: the heading."""


def answered_at(result: CallResult) -> datetime:
    """Return when a call was answered, from which its times count."""
    return result.ended_at - timedelta(seconds=result.answered_s)


def other_words(one: Evidence) -> str:
    """Say what contradicts an answer, and who says so."""
    if one.source is Source.LIST:
        return f"{one.text} (the list, column {one.column})"
    return f"{one.text} (“{one.quote}”, {one.said_at:%Y-%m-%d %H:%M})"


_YES = frozenset({"yes", "y", "true", "1", "x", "accepted", "si", "ja", "oui"})
_NO = frozenset({"no", "n", "false", "0", "none", "not accepted", "nein", "non"})


def listed_value(
    question: Question, extra: Mapping[str, str]
) -> tuple[str, Value] | None:
    """Return what the list itself says about a question, with the column's heading.

    It does where a column is called as the question is, by name or heading, and its
    cell is a value of the question's type.

    Example:
        >>> from panda.research.questionnaire import Question
        >>> price = Question(name="price", type=FieldType.MONEY, ask="How much is it?")
        >>> listed_value(price, {"Price": "$120"})
        ('Price', 120.0)
    """
    names = {_name(question.name), _name(question.heading)}
    for heading, cell in extra.items():
        if _name(heading) in names and (value := _read(question, cell)) is not None:
            return heading, value
    return None


def _name(text: str) -> str:
    return plain(text.replace("_", " "))


def _read(question: Question, cell: str) -> Value | None:
    value: Value = cell.strip()
    if question.type is FieldType.YES_NO:
        word = plain(cell)
        if word not in _YES | _NO:
            return None
        value = word in _YES
    try:
        return in_form(value, question)
    except FunctionError:
        return None
