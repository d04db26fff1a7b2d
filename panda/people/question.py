"""A question of a call to the people it is made for, and how their answer is read."""

from __future__ import annotations

from datetime import date
from enum import StrEnum, auto
from typing import Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from panda.errors import BadInput
from panda.private import CLASSES, DataClass, PrivateField

_FROZEN = ConfigDict(frozen=True, extra="forbid")

MOST_CHOICES = 8
MOST_TEXT = 500
"""Characters of an answer."""
PATIENCE_S = 60
"""How long an answer is waited for unless it is said: so long somebody on the phone
stays who is told that it is being found out."""
_YES = frozenset({"yes", "y", "true"})
_NO = frozenset({"no", "n", "false"})


class AnswerKind(StrEnum):
    """What an answer has to be."""

    TEXT = auto()
    CHOICE = auto()
    YES_NO = auto()
    DATE = auto()
    """Written YYYY-MM-DD."""


class PeopleQuestion(BaseModel):
    """Something a call must know that only the people it is made for can say.

    With a `field` the answer is private: it is sealed where it comes in, told to no
    model and written in no log, and serves only to be keyed into a machine that asks
    for that field (docs/guides/private.md).
    """

    model_config = _FROZEN

    ask: str = Field(min_length=1, max_length=300)
    kind: AnswerKind = AnswerKind.TEXT
    choices: tuple[str, ...] = Field(default=(), max_length=MOST_CHOICES)
    field: PrivateField | None = None
    default: str = Field(default="", max_length=MOST_TEXT)
    """What holds if nobody answers; empty if nothing does."""
    approves: str = Field(default="", max_length=MOST_TEXT)
    """Which use of a function a "yes" allows, by its name and arguments."""
    timeout_s: int = Field(default=PATIENCE_S, ge=10, le=600)

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        if (self.kind is AnswerKind.CHOICE) != bool(self.choices):
            raise ValueError("a choice, and nothing else, has choices")
        if len({one.casefold().strip() for one in self.choices}) < len(self.choices):
            raise ValueError("two choices are the same")
        if self.choices and len(self.choices) < 2:
            raise ValueError("a choice needs two choices or more")
        if self.field is not None:
            if CLASSES[self.field] is DataClass.FORBIDDEN:
                raise ValueError(f"{self.field} is never given, so it is never asked")
            if self.default:
                raise ValueError("a private answer has no default")
        if self.default:
            try:
                self.read(self.default)
            except BadInput as error:
                raise ValueError(f"the default is no answer: {error.advice}") from None
        return self

    def read(self, text: str) -> str:
        """Return an answer as it is passed on: a choice as it was offered, yes or no.

        Raises:
            BadInput: It does not answer; says what does, and never quotes it.
        """
        said = " ".join(text.split())
        if not said or len(said) > MOST_TEXT:
            raise _unfit("nothing was said", f"write 1 to {MOST_TEXT} characters")
        if self.field is PrivateField.DATE_OF_BIRTH or self.kind is AnswerKind.DATE:
            return _date(said)
        match self.kind:
            case AnswerKind.TEXT:
                return said
            case AnswerKind.YES_NO:
                return _yes_or_no(said)
            case AnswerKind.CHOICE:
                return self._choice(said)

    def _choice(self, said: str) -> str:
        for choice in self.choices:
            if " ".join(choice.split()).casefold() == said.casefold():
                return choice
        offered = ", ".join(self.choices)
        raise _unfit("not one of the choices", f"choose one of: {offered}")


class OpenQuestion(BaseModel):
    """A question that waits for its answer, as whoever may answer sees it."""

    model_config = _FROZEN

    question_id: str
    """Its name within the call."""
    question: PeopleQuestion
    asked_at: AwareDatetime
    due_at: AwareDatetime
    """When the call goes on without an answer."""


How = Literal["answered", "timed_out", "withdrawn"]
"""How a question ended: withdrawn if the call was over first."""


class EndedQuestion(OpenQuestion):
    """A question that waits no more, and what came of it."""

    ended_at: AwareDatetime
    how: How
    answer: str = ""
    """As it was passed on; empty if it is private. Without one in time, the default."""
    author: str = ""


def _yes_or_no(said: str) -> str:
    word = said.casefold().rstrip(".!")
    if word in _YES:
        return "yes"
    if word in _NO:
        return "no"
    raise _unfit("neither yes nor no", "answer yes or no")


def _date(said: str) -> str:
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        raise _unfit("not a date", "write it as YYYY-MM-DD") from None


def _unfit(problem: str, advice: str) -> BadInput:
    return BadInput(problem, where="answer", advice=advice)
