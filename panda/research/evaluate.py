"""How well values are read out of what people say, measured on labelled sentences.

A row asks one question of one utterance (JSON lines). The answer is what a call could
have recorded, see `answer`. Precision counts over the answers that were given, recall
over the questions that the utterance answers; where it leaves a question open, every
answer is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    model_validator,
)

from panda.errors import FunctionError
from panda.labelled import Language, load as load_rows
from panda.research.answer import answer
from panda.research.questionnaire import FieldType, Question
from panda.research.values import in_form
from panda.research.words import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from panda.research.finding import Bounds, Stated

EACH_LINE = (
    "each line is a JSON object with id, utterance, asked_on, question and value"
)
_YEARS = (1970, 2200)
"""Outside of these years a day is a slip of the pen."""
_NOON = time(12)
"""No zone comes with a row, so days count from the middle of the day it was asked."""


def _sensible(day: date) -> date:
    if not _YEARS[0] <= day.year <= _YEARS[1]:
        raise ValueError(f"a year from {_YEARS[0]} to {_YEARS[1]} is wanted")
    return day


Amount = Annotated[StrictInt | StrictFloat, Field(ge=0, lt=1e9, allow_inf_nan=False)]


class GoldQuestion(BaseModel):
    """What is asked of an utterance."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    type: FieldType
    about: Annotated[str, Field(min_length=3, max_length=300)]
    """In a few words, or as it is asked on a call."""
    choices: tuple[str, ...] = ()
    unit: str = ""
    """Of a number: what it is to be in."""

    @model_validator(mode="after")
    def _choices_fit(self) -> GoldQuestion:
        if (self.type is FieldType.CHOICE) != bool(self.choices):
            raise ValueError("`choices` goes with type choice, and only with it")
        return self

    def put(self) -> Question:
        """Return it as a questionnaire has it."""
        return Question(
            name="fact",
            type=self.type,
            ask=self.about,
            choices=self.choices,
            unit=self.unit,
        )


class GoldFact(BaseModel):
    """A labelled question over an utterance."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    utterance: str
    asked_on: Annotated[date, AfterValidator(_sensible)]
    """The day it was said, in ISO 8601: "tomorrow" counts from it."""
    question: GoldQuestion
    value: (
        StrictBool | Amount | StrictStr | tuple[Amount | None, Amount | None] | None
    ) = Field(...)
    """None if the utterance leaves it open; two numbers for a range, None for an open
    end."""
    language: Language = "en"

    @model_validator(mode="after")
    def _value_fits(self) -> GoldFact:
        if self.value is not None:
            _in_form(self.value, self.question)
        return self

    @property
    def wanted(self) -> Stated | None:
        """The value in the one form its type has."""
        return None if self.value is None else _in_form(self.value, self.question)


class Score(BaseModel):
    """How many of a group were right."""

    model_config = ConfigDict(frozen=True)

    n: int
    precision: float
    """Right answers among those that were given; 1 if none was."""
    recall: float
    """Right answers among the questions that have one; 1 if none has."""
    answered: int
    answerable: int
    right: int


class Miss(BaseModel):
    """A question that was answered wrongly, or not at all though it has an answer."""

    model_config = ConfigDict(frozen=True)

    id: str
    type: FieldType
    wanted: Shown
    read: Shown


class Evaluation(BaseModel):
    """The figures."""

    model_config = ConfigDict(frozen=True)

    n: int
    precision: float
    recall: float
    answered: int
    answerable: int
    right: int
    by_type: dict[str, Score]
    by_language: dict[str, Score]
    ms_per_item: float
    misses: tuple[Miss, ...] = ()


Shown = bool | float | str | tuple[float | None, float | None] | None


@dataclass(frozen=True, slots=True)
class _Judged:
    fact: GoldFact
    wanted: Stated | None
    read: Stated | None

    @property
    def right(self) -> bool:
        """Whether the answer is the wanted one; an open question has no right one."""
        return self.read is not None and _same(self.read, self.wanted)


def load(path: Path) -> list[GoldFact]:
    """Read labelled facts.

    Raises:
        BadInput: A line is not one, or there is none.
    """
    return load_rows(path, GoldFact, "fact", EACH_LINE)


def evaluate(facts: Sequence[GoldFact], clock_ms: Callable[[], float]) -> Evaluation:
    """Score our reading of labelled facts; `clock_ms` times it."""
    began = clock_ms()
    judged = [_Judged(fact, fact.wanted, _read(fact)) for fact in facts]
    took = clock_ms() - began
    return Evaluation(
        **_score(judged).model_dump(),
        by_type=_grouped(judged, lambda one: one.fact.question.type.value),
        by_language=_grouped(judged, lambda one: one.fact.language),
        ms_per_item=round(took / max(1, len(facts)), 3),
        misses=tuple(
            Miss(
                id=one.fact.id,
                type=one.fact.question.type,
                wanted=one.wanted,
                read=one.read,
            )
            for one in judged
            if not one.right and (one.read is not None or one.wanted is not None)
        ),
    )


def _read(fact: GoldFact) -> Stated | None:
    now = datetime.combine(fact.asked_on, _NOON, UTC)
    language = fact.language.partition("-")[0]
    return answer(fact.question.put(), fact.utterance, now, language=language)


def _in_form(
    value: bool | float | str | tuple[float | None, float | None],  # noqa: FBT001
    question: GoldQuestion,
) -> Stated:
    """Return a labelled value as its type is written.

    Raises:
        ValueError: It is no value of that type; says how one is written.
    """
    if isinstance(value, tuple):
        return _range(value, question)
    if isinstance(value, str) and question.type in _NUMBERS:
        raise ValueError(f"a value of type {question.type} must be a number")
    try:
        return in_form(value, question.put())
    except FunctionError as error:
        form = str(error).partition("must be ")[2]
        raise ValueError(f"a value of type {question.type} must be {form}") from None


_NUMBERS = (FieldType.MONEY, FieldType.NUMBER)


def _range(value: Bounds, question: GoldQuestion) -> Bounds:
    low, high = value
    if question.type not in _NUMBERS:
        raise ValueError("only money and numbers have ranges")
    if low is None and high is None:
        raise ValueError("a range has one end at least; write null for an open value")
    if low is not None and high is not None and low >= high:
        raise ValueError("a range begins with its lower end")
    return value


def _same(read: Stated, wanted: Stated | None) -> bool:
    """Compare; money to half a cent, words without case, accents and punctuation."""
    if isinstance(read, str) and isinstance(wanted, str):
        return plain(read) == plain(wanted)
    if isinstance(read, bool) or isinstance(wanted, bool):
        return read is wanted
    if isinstance(read, tuple) and isinstance(wanted, tuple):
        return all(map(_alike, read, wanted))
    if isinstance(read, float) and isinstance(wanted, int | float):
        return _alike(read, wanted)
    return False


def _alike(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) < 0.005


def _score(judged: Sequence[_Judged]) -> Score:
    right = sum(one.right for one in judged)
    answered = sum(one.read is not None for one in judged)
    answerable = sum(one.wanted is not None for one in judged)
    return Score(
        n=len(judged),
        precision=_share(right, answered),
        recall=_share(right, answerable),
        answered=answered,
        answerable=answerable,
        right=right,
    )


def _grouped(
    judged: Iterable[_Judged], key: Callable[[_Judged], str]
) -> dict[str, Score]:
    groups: dict[str, list[_Judged]] = {}
    for one in judged:
        groups.setdefault(key(one), []).append(one)
    return {name: _score(group) for name, group in sorted(groups.items())}


def _share(part: int, whole: int) -> float:
    return 1.0 if whole == 0 else round(part / whole, 4)
