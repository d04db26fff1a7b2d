"""The questions of a campaign: typed fields, each with the words to ask it in."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field as PydanticField, model_validator

from panda.research.criteria import Best, Criterion
from panda.research.finding import Value
from panda.written import Misplaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from panda.written import Way


class FieldType(StrEnum):
    """What kind of value answers a question, and how it is written.

    yes_no: true/false. money, number: a JSON number (money in the callee's currency).
    date: YYYY-MM-DD. time: HH:MM. datetime: YYYY-MM-DDTHH:MM in the callee's zone.
    phone: E.164. choice: one of `choices`. text: words.
    """

    YES_NO = "yes_no"
    MONEY = "money"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    PHONE = "phone"
    CHOICE = "choice"
    TEXT = "text"


DIRECTIONS: dict[FieldType, Best] = {
    FieldType.YES_NO: Best.YES,
    FieldType.MONEY: Best.LOW,
    FieldType.DATE: Best.SOON,
    FieldType.DATETIME: Best.SOON,
}
"""Which answer is best where nobody says; of other types that cannot be known."""
_GOOD_ENDS: dict[FieldType, frozenset[Best]] = {
    FieldType.YES_NO: frozenset({Best.YES, Best.NO}),
    FieldType.MONEY: frozenset({Best.LOW, Best.HIGH}),
    FieldType.NUMBER: frozenset({Best.LOW, Best.HIGH}),
    FieldType.DATE: frozenset({Best.SOON, Best.LATE}),
    FieldType.TIME: frozenset({Best.SOON, Best.LATE}),
    FieldType.DATETIME: frozenset({Best.SOON, Best.LATE}),
}


class Condition(BaseModel):
    """When a question is asked at all."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    """The name of an earlier question."""
    equals: Value
    """Its answer, as its type is written."""


class Question(BaseModel):
    """One thing to find out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = PydanticField(pattern=r"^[a-z][a-z0-9_]{0,47}$")
    type: FieldType
    ask: str = PydanticField(min_length=3, max_length=300)
    """The question as it is spoken."""
    label: str = ""
    """Heading of its column; the name, made readable, if empty."""
    required: bool = True
    choices: tuple[str, ...] = ()
    unit: str = PydanticField(default="", max_length=30)
    """What a number counts, as "minutes"; the answer is in it."""
    only_if: Condition | None = None
    """Asked only where an earlier question was answered so."""
    ask_again: str = PydanticField(default="", max_length=300)
    """How it is put once more where the answer was vague; as before if empty."""
    ask_in: dict[str, str] = PydanticField(default_factory=dict)
    """The question in other languages, by ISO 639-1."""
    holds_days: float | None = PydanticField(default=None, gt=0, le=3650)
    """How long an answer is worth repeating; by its type if left out."""

    @model_validator(mode="after")
    def _choices_fit(self) -> Question:
        if (self.type is FieldType.CHOICE) != bool(self.choices):
            raise ValueError("`choices` goes with type choice, and only with it")
        if len(set(self.choices)) != len(self.choices):
            raise ValueError("a choice stands there twice")
        if self.unit and self.type is not FieldType.NUMBER:
            raise ValueError("`unit` goes with type number; money is in dollars")
        return self

    @property
    def heading(self) -> str:
        """The words above its column."""
        return self.label or self.name.replace("_", " ").capitalize()


class Questionnaire(BaseModel):
    """All questions of a campaign, and for whom they are asked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    goal: str = PydanticField(min_length=3, max_length=200)
    """What to reach at the business, e.g. "schedule a cleaning": guides menus."""
    caller: str = PydanticField(default="a patient", max_length=120)
    """On whose behalf the call is made, as it is said aloud."""
    opening: str = PydanticField(default="", max_length=300)
    """One sentence saying why we call, spoken after the disclosure."""
    language: str = PydanticField(default="en", pattern=r"^[a-z]{2}$")
    opening_in: dict[str, str] = PydanticField(default_factory=dict)
    """That in other languages, by ISO 639-1."""
    fields: tuple[Question, ...] = PydanticField(min_length=1, max_length=30)
    ranking: tuple[Criterion, ...] = PydanticField(default=(), max_length=30)
    """What counts when the businesses are ranked; see `panda.research.ranking`."""

    @model_validator(mode="after")
    def _names_differ(self) -> Questionnaire:
        earlier: dict[str, Question] = {}
        for at, question in enumerate(self.fields):
            if question.name in earlier:
                problem = f"two fields have the same name, {question.name}"
                raise Misplaced(problem, "fields", at, "name")
            if question.only_if is not None:
                _check_condition(question, earlier, ("fields", at, "only_if"))
            earlier[question.name] = question
        self.check_ranking(self.ranking)
        return self

    def applies(self, question: Question, found: Mapping[str, Value]) -> bool | None:
        """Whether a question is asked, by what is known; None while that is open."""
        when = question.only_if
        if when is None:
            return True
        before = self.question(when.field)
        if before is not None and self.applies(before, found) is False:
            return False
        return found[when.field] == when.equals if when.field in found else None

    def missing(self, found: Mapping[str, Value]) -> list[str]:
        """Name what is required and asked, and not among what was found."""
        return [
            question.name
            for question in self.fields
            if question.required
            and question.name not in found
            and self.applies(question, found)
        ]

    def spoken_in(self, language: str) -> Questionnaire:
        """Return it in another language, as far as it has its words."""
        if not language or language == self.language:
            return self
        if any(language not in one.ask_in for one in self.fields):
            return self
        return self.model_copy(
            update={
                "language": language,
                "opening": self.opening_in.get(language, ""),
                "fields": tuple(
                    one.model_copy(
                        update={"ask": one.ask_in[language], "ask_again": ""}
                    )
                    for one in self.fields
                ),
            }
        )

    def without(self, known: Mapping[str, Value]) -> Questionnaire | None:
        """Return what is left to ask; None if nothing that is required is.

        Args:
            known: Answers by field, that need no asking.
        """
        left: list[Question] = []
        for one in self.fields:
            asked = self.applies(one, known)
            if one.name in known or asked is False:
                continue
            left.append(one.model_copy(update={"only_if": None}) if asked else one)
        if not any(one.required for one in left):
            return None
        names = {one.name for one in left}
        ranking = tuple(one for one in self.ranking if one.field in names)
        return self.model_copy(update={"fields": tuple(left), "ranking": ranking})

    def check_ranking(self, ranking: Iterable[Criterion]) -> None:
        """Make sure that these questions can be ranked so.

        Raises:
            ValueError: They cannot.
        """
        ranked: set[str] = set()
        for at, one in enumerate(ranking):
            if one.field in ranked:
                raise Misplaced(f"ranking: {one.field} is twice", "ranking", at)
            if one.field:
                ranked.add(one.field)
                try:
                    self._check_criterion(one)
                except ValueError as error:
                    raise Misplaced(str(error), "ranking", at) from None

    def _check_criterion(self, one: Criterion) -> None:
        question = self.question(one.field)
        if question is None:
            raise ValueError(f"ranking: there is no question {one.field}")
        if question.type is FieldType.CHOICE:
            if not one.order or set(one.order) - set(question.choices):
                raise ValueError(
                    f"ranking: {one.field} needs `order`: its choices, the best first"
                )
            return
        ends = _GOOD_ENDS.get(question.type, frozenset())
        best = one.best or DIRECTIONS.get(question.type)
        if best not in ends:
            good = " or ".join(sorted(ends))
            raise ValueError(
                f"ranking: {one.field} needs `best`: {good}"
                if good
                else f"ranking: {one.field} is {question.type}, which has no best"
            )
        if one.must and question.type is not FieldType.YES_NO:
            raise ValueError(f"ranking: `must` goes with yes_no, not {one.field}")

    def question(self, name: str) -> Question | None:
        """The field called `name`, if there is one."""
        return next((one for one in self.fields if one.name == name), None)


def _check_condition(
    question: Question, earlier: Mapping[str, Question], way: Way
) -> None:
    """Make sure that a question can come to be asked."""
    when = question.only_if
    if when is None:
        return
    before = earlier.get(when.field)
    if before is None:
        problem = f"only_if of {question.name}: no earlier question {when.field}"
        raise Misplaced(problem, *way)
    kind, value = before.type, when.equals
    if kind is FieldType.YES_NO:
        fits, like = isinstance(value, bool), "true or false"
    elif kind in {FieldType.MONEY, FieldType.NUMBER}:
        fits, like = (
            isinstance(value, float | int) and not isinstance(value, bool),
            "a number",
        )
    elif kind is FieldType.CHOICE:
        fits, like = value in before.choices, f"one of {', '.join(before.choices)}"
    else:
        fits, like = isinstance(value, str), f"a {kind}"
    if not fits:
        problem = f"only_if of {question.name}: {when.field} never equals that"
        raise Misplaced(f"{problem}, but {like}", *way, "equals")
