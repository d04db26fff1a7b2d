"""The questionnaire a supervisor's prompt carries, and what has become of it.

The prompt holds, after a line `QUESTIONNAIRE`, a JSON object with `goal`, `asked_on`,
`timezone` and `fields`. Everything else the engine knows about a call it works out
from the conversation: which question was asked last, which were asked before.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from simulator.model.engine.jsonblock import objects
from simulator.model.engine.prompt import Message, Prompt
from simulator.model.reading.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping

FieldType = Literal[
    "yes_no", "money", "number", "date", "time", "datetime", "choice", "text"
]
_HEADING = re.compile(r"^\W*QUESTIONNAIRE\b", re.MULTILINE)
_HEARD_ENOUGH = 0.7
"""A question counts as asked when this share of its words was said in order."""


class Condition(BaseModel):
    """Upon which answer to another field a field is asked."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    field: str
    equals: bool | float | str

    def met(self, told: Mapping[str, object]) -> bool:
        """Whether that answer was given."""
        given = told.get(self.field)
        return given is not None and str(given).lower() == str(self.equals).lower()


class Field(BaseModel):
    """One thing to find out."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    name: str
    type: FieldType
    ask: str
    required: bool = True
    choices: tuple[str, ...] = ()
    ask_again: str = ""
    """How it is put where the answer was vague; as before if empty."""
    only_if: Condition | None = None
    status: str = "open"
    value: bool | float | str | None = None
    """What was found, if anything."""

    @field_validator("choices", mode="before")
    @classmethod
    def _none_is_empty(cls, value: object) -> object:
        return () if value is None else value

    @property
    def open(self) -> bool:
        """Whether it still has to be found out."""
        return self.status in {"open", "asked", "waits"}


class Booking(BaseModel):
    """What is to be done about times that are offered."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    manner: str
    """`offers`: each is noted. `book`: one is taken."""
    service: str = ""
    noted: tuple[str, ...] = ()
    """Those noted on this call before, `YYYY-MM-DDTHH:MM`."""
    taken: tuple[str, ...] = ()


class Questionnaire(BaseModel):
    """What the call is for."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    goal: str = ""
    asked_on: datetime
    timezone: str = "UTC"
    caller: str = ""
    opening: str = ""
    fields: tuple[Field, ...]
    booking: Booking | None = None

    @field_validator("asked_on")
    @classmethod
    def _local(cls, value: datetime) -> datetime:
        return value.replace(tzinfo=None)

    def asked_in(self, text: str) -> Field | None:
        """Return the field whose question was asked last in a text."""
        said = [word.text for word in words(text)]
        places = [
            (place, field) for field in self.fields if (place := _place(field, said))
        ]
        return max(places, key=lambda one: one[0])[1] if places else None


def read(prompt: Prompt) -> Questionnaire | None:
    """Return the questionnaire of a prompt: the last one, if several are given."""
    texts = [prompt.instructions]
    texts += [
        entry.text
        for entry in prompt.entries
        if isinstance(entry, Message) and entry.role == "system"
    ]
    for text in reversed(texts):
        for heading in reversed(list(_HEADING.finditer(text))):
            for found in objects(text[heading.end() :]):
                try:
                    return Questionnaire.model_validate(found)
                except ValidationError:
                    continue
    return None


def _place(field: Field, said: list[str]) -> int:
    """Return where in what was said the field's question ends; 0 if it was not asked.

    A question cut off by the other side counts if enough of it was heard.
    """
    return max(_end(ask, said) for ask in {field.ask, field.ask_again or field.ask})


def _end(ask: str, said: list[str]) -> int:
    asked = [word.text for word in words(ask)]
    best = 0
    for start in range(len(said)):
        if said[start] != asked[0]:
            continue
        same = _agreeing(asked, said[start:])
        if same >= max(2, round(_HEARD_ENOUGH * len(asked))):
            best = start + same
    return best


def _agreeing(asked: list[str], said: list[str]) -> int:
    count = 0
    for one, other in zip(asked, said, strict=False):
        if one != other:
            break
        count += 1
    return count
