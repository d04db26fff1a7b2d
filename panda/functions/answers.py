"""What plugins may answer in our look-ups, and how it is told beside what we know.

A directory on the network may be wrong, late, or hostile. So what it answers is a small
typed value, checked here, told in words of ours with its source and its day; what the
business itself has said stands before it.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from panda.errors import FunctionError
from panda.insurance.finding import Standing
from panda.research.known import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.functions.spec import FunctionSpec

ANSWER_S = 0.8
"""How long a plugin may take to answer in a look-up: a consultation has two seconds,
and the model needs most of them."""
GRACE_S = 0.3
"""What its answer may take to us, beside that."""
_Short = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)
]


class _Answer(BaseModel, ABC):
    model_config = ConfigDict(frozen=True, extra="forbid")

    as_of: date
    """The day of the source."""

    @abstractmethod
    def said(self) -> str:
        """Say the value in words of ours."""


class TakesPlan(_Answer):
    """How a business stands to a plan."""

    plan: _Short
    standing: Standing

    def said(self) -> str:
        """Say it."""
        return f"{_line(self.plan)}: {self.standing.replace('_', ' ')}"


class Costs(_Answer):
    """What a service costs."""

    service: _Short
    amount: float = Field(ge=0, le=1_000_000, allow_inf_nan=False)
    currency: str = Field(default="USD", pattern=r"^[A-Z]{3}$")

    def said(self) -> str:
        """Say it."""
        return f"{_line(self.service)}: {self.amount:.2f} {self.currency}"


class FreeAt(_Answer):
    """Times that are free, in the business's own time."""

    service: _Short
    slots: tuple[datetime, ...] = Field(max_length=8)

    def said(self) -> str:
        """Say it."""
        times = ", ".join(f"{slot:%Y-%m-%dT%H:%M}" for slot in self.slots)
        return f"{_line(self.service)}: {times or 'nothing is free'}"


class Says(_Answer):
    """One thing about a business: its hours, its address."""

    topic: _Short
    text: _Short

    def said(self) -> str:
        """Say it."""
        return f"{_line(self.topic)}: {_line(self.text)}"


ANSWERS: dict[str, type[_Answer]] = {
    "validateInsurance": TakesPlan,
    "lookupPricing": Costs,
    "checkAvailability": FreeAt,
    "getBusinessInfo": Says,
}
"""What a plugin answers, by the look-up it may answer in."""
ARGUMENTS: dict[str, str] = {
    "validateInsurance": "plan",
    "lookupPricing": "service",
    "checkAvailability": "service",
    "getBusinessInfo": "topic",
}
"""The one argument of each."""
_MARKS = re.compile(r"[^\w\s.,:;()&'$%/+-]|\s+")
_DIGITS = re.compile(r"\w*\d{3,}\w*")
"""No plan and no service has such: a member's number has."""


def objection_to(spec: FunctionSpec) -> str:
    """Say why a plugin's function cannot answer what it offers to; empty if it can."""
    if spec.answers not in ANSWERS:
        return f"{spec.name} answers {spec.answers}, which is no look-up of ours"
    argument = ARGUMENTS[spec.answers]
    required = spec.parameters.get("required", [])
    if required != [argument]:
        return f"{spec.name} answers {spec.answers}: it takes `{argument}`, no more"
    return ""


def asked_for(look_up: str, given: str) -> dict[str, str]:
    """Return the arguments a plugin gets: what is looked for, and no number of anybody.

    Args:
        look_up: Which of ours.
        given: What is looked for.
    """
    return {ARGUMENTS[look_up]: " ".join(_DIGITS.sub(" ", given).split())}


def told(look_up: str, answer: str, source: str, today: date) -> str:
    """Return a plugin's answer as it is told to a model.

    Raises:
        FunctionError: It is none; nobody is told its words.
    """
    try:
        read = ANSWERS[look_up].model_validate_json(answer)
    except ValidationError:
        raise FunctionError(f"{source} made no sense") from None
    if read.as_of > today:
        raise FunctionError(f"{source} speaks of a day to come")
    return f"{read.said()} (the directory {source}, of {read.as_of:%Y-%m-%d})"


def beside(ours: str, answers: Sequence[str]) -> str:
    """Put plugins' answers behind what we know: what the business said goes first."""
    if not answers:
        return ours
    if ours.startswith(UNKNOWN):
        return "\n".join([*answers, "confirm it with the person on the phone"])
    rank = "what the business itself said, the latest first, counts before a directory"
    return "\n".join([ours, *answers, rank])


def _line(text: str) -> str:
    """Return a text as a single line of ordinary signs."""
    return _MARKS.sub(" ", text)
