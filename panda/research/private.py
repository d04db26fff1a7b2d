"""What a campaign may give of private data: a YAML file beside the questions.

Values stand in the file, or in a column of the list, which is then taken out of it:
what other columns hold is exported with the results, and shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field as dataclass_field
from datetime import date
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from panda.errors import BadInput
from panda.private import CLASSES, DataClass, Grant, PrivateField
from panda.written import read_written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from panda.campaign import Provider

_ADVICE = "see docs/guides/private.md"
_GIVEN = [one.value for one in PrivateField if CLASSES[one] is not DataClass.FORBIDDEN]


class PrivateItem(BaseModel):
    """One field: its value, or where the list has it."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    value: str = Field(default="", repr=False, max_length=60)
    column: str = ""
    """Heading in the list, for what differs from business to business."""
    machine: bool = False
    """Whether an answering machine may be given it."""

    @model_validator(mode="after")
    def _is_somewhere(self) -> PrivateItem:
        if bool(self.value) == bool(self.column):
            raise ValueError("write either `value` or `column`")
        return self


class PrivateTerms(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    consent: str = Field(min_length=3, max_length=300)
    """Whose data it is, and when they agreed."""
    fields: dict[PrivateField, PrivateItem] = Field(min_length=1)

    @model_validator(mode="after")
    def _may_be_given(self) -> PrivateTerms:
        for name in self.fields:
            if CLASSES[name] is DataClass.FORBIDDEN:
                raise ValueError(f"{name} is never given; there are {_GIVEN}")
        return self

    def grants(self, goal: str) -> tuple[Grant, ...]:
        """Return the consent for calls with a goal, without values."""
        return tuple(
            Grant(field=name, consent=self.consent, purpose=goal, machine=item.machine)
            for name, item in self.fields.items()
        )


@dataclass(frozen=True, slots=True)
class Entrusted:
    """A business, and what may be given to it: not sealed yet, so keep it short."""

    provider: Provider
    values: dict[PrivateField, str] = dataclass_field(repr=False)


def read_private(text: str, filename: str) -> PrivateTerms:
    """Read the file.

    Raises:
        BadInput: It cannot be used; the message quotes no value.
    """
    written = read_written(text, filename, as_text=True)
    try:
        terms = PrivateTerms.model_validate(written.value)
    except ValidationError as error:
        raise written.refused(error, {}, _ADVICE) from None
    for name, item in terms.fields.items():
        if item.value and not _is_well_formed(name, item.value):
            raise _unusable(filename, f"{name}: write the date as YYYY-MM-DD")
    return terms


def entrust(
    providers: Iterable[Provider], terms: PrivateTerms, filename: str
) -> list[Entrusted]:
    """Give each business its values, and take them out of the list's other columns.

    Raises:
        BadInput: A column is named that no business has, or a date is none.
    """
    columns = {item.column for item in terms.fields.values() if item.column}
    listed = list(providers)
    for column in sorted(columns):
        if not any(column in one.extra for one in listed):
            raise _unusable(filename, f"the list has no column {column!r} with values")
    return [_entrusted(one, terms, columns, filename) for one in listed]


def _entrusted(
    provider: Provider, terms: PrivateTerms, columns: set[str], filename: str
) -> Entrusted:
    values = {
        name: value
        for name, item in terms.fields.items()
        if (value := item.value or provider.extra.get(item.column, ""))
    }
    for name, value in values.items():
        if not _is_well_formed(name, value):
            raise _unusable(filename, f"{name}: the list has it not as YYYY-MM-DD")
    left = {key: cell for key, cell in provider.extra.items() if key not in columns}
    return Entrusted(provider.model_copy(update={"extra": left}), values)


def _is_well_formed(name: PrivateField, value: str) -> bool:
    if name is not PrivateField.DATE_OF_BIRTH:
        return True
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _unusable(filename: str, problem: str) -> BadInput:
    return BadInput(problem, where=filename, advice=_ADVICE)
