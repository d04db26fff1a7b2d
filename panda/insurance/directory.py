"""Payers and their plans, as a file that an installation may replace.

The file is YAML; `plans.yaml` beside this module is one, docs/guides/insurance.md
describes it.
"""

from __future__ import annotations

from enum import StrEnum, auto
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from panda.written import read_written

_FROZEN = ConfigDict(frozen=True, extra="forbid")
FILE = "plans.yaml"


class Product(StrEnum):
    """What kind of plan it is: it decides whom a patient may go to."""

    PPO = auto()
    """Preferred providers: any dentist, at less cost in the network."""
    DHMO = auto()
    """Prepaid (also HMO, DMO): a dentist of the network, who is assigned."""
    EPO = auto()
    """Exclusive providers: the network only."""
    INDEMNITY = auto()
    """Any dentist; a share of the fee is paid."""
    MEDICAID = auto()
    MEDICARE_ADVANTAGE = auto()
    DISCOUNT = auto()
    """Lower prices for a fee: no insurance."""


class PayerKind(StrEnum):
    """Who pays in the end."""

    INSURER = auto()
    PUBLIC = auto()
    """A programme of a state or of the country."""
    NETWORK = auto()
    """Rents dentists to insurers; a patient's card names an insurer as well."""
    DISCOUNT = auto()
    """The patient pays, less."""
    FINANCING = auto()
    """The patient pays, later."""
    NOBODY = auto()
    """The patient pays."""


class Settles(StrEnum):
    """What has to be known before "do you take it?" has one answer."""

    PAYER = auto()
    PLAN = auto()
    """Its plans have networks of their own: Delta Dental PPO and DeltaCare."""
    REGION = auto()
    """Independent companies share the name: Blue Cross Blue Shield of a state."""


class Plan(BaseModel):
    """One of a payer's plans."""

    model_config = _FROZEN

    name: str = Field(min_length=2, max_length=80)
    product: Product | None = None
    also: tuple[str, ...] = ()
    """Other names of it."""


class Payer(BaseModel):
    """An insurer, a programme, or whoever else is named when one asks who pays."""

    model_config = _FROZEN

    name: str = Field(min_length=2, max_length=80)
    kind: PayerKind = PayerKind.INSURER
    also: tuple[str, ...] = ()
    """Other names of it; one that several payers share is ambiguous."""
    heard: tuple[str, ...] = ()
    """What recognisers make of its name."""
    settled_by: Settles = Settles.PAYER
    plans: tuple[Plan, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names, misheard ones as well."""
        return (self.name, *self.also, *self.heard)

    @property
    def is_insurance(self) -> bool:
        """Whether somebody else than the patient pays."""
        return self.kind in {PayerKind.INSURER, PayerKind.PUBLIC, PayerKind.NETWORK}


class Directory(BaseModel):
    """All payers that are known."""

    model_config = _FROZEN

    payers: tuple[Payer, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_differ(self) -> Directory:
        names = [payer.name.casefold() for payer in self.payers]
        if len(set(names)) != len(names):
            raise ValueError("two payers have the same name")
        return self

    def payer(self, name: str) -> Payer | None:
        """The payer of that very name."""
        return next((one for one in self.payers if one.name == name), None)

    def without(self, name: str) -> Directory:
        """Return a directory that lacks a payer."""
        return Directory(payers=tuple(one for one in self.payers if one.name != name))


def read_directory(text: str, filename: str) -> Directory:
    """Read a directory's file.

    Raises:
        BadInput: It cannot be used; says where.
    """
    written = read_written(text, filename)
    try:
        return Directory.model_validate(written.value or {})
    except ValidationError as error:
        raise written.refused(error, {}, _ADVICE) from None


@cache
def shipped() -> Directory:
    """Return the directory that comes with us."""
    text = (files("panda.insurance") / FILE).read_text(encoding="utf-8")
    return read_directory(text, FILE)


_ADVICE = "see docs/guides/insurance.md"
