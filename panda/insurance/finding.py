"""What an office says of insurance, typed and with the words that say it."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from panda.insurance.directory import Product
from panda.insurance.procedures import Class


class Standing(StrEnum):
    """How an office stands to a plan."""

    IN_NETWORK = auto()
    OUT_OF_NETWORK = auto()
    """It treats the plan's patients, who pay more."""
    ACCEPTED = auto()
    """They take it, and did not say whether in the network."""
    NOT_ACCEPTED = auto()
    ASK_INSURER = auto()
    """They do not say: the insurer or a look at the card has to."""


class TermKind(StrEnum):
    """What is said of a plan's terms."""

    COVERAGE = auto()
    """Percent of the fee that the plan pays."""
    COPAY = auto()
    """Dollars that the patient pays each time."""
    DEDUCTIBLE = auto()
    """Dollars that the patient pays first, a year."""
    ANNUAL_MAXIMUM = auto()
    """Dollars that the plan pays at most, a year."""
    WAITING_PERIOD = auto()
    """Months until it pays."""
    PREAUTHORIZATION = auto()
    """Whether the plan has to agree first: 1 or 0."""


class _Finding(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    payer: str = ""
    """As the directory calls it; empty if none was named."""
    plan: str = ""
    product: Product | None = None
    region: str = ""
    quote: str
    """The sentence that says it, as it was said."""


class StandingFinding(_Finding):
    """How the office stands to a plan, to all of a payer, or to a kind of plans."""

    kind: Literal["standing"] = "standing"
    standing: Standing
    files_claims: bool = False
    """Whether they send the claim in for the patient."""
    ask_insurer: bool = False
    """Whether they also said to ask the insurer."""
    partly: bool = False
    """Of most or some of them only: of a single one nothing follows."""


class TermFinding(_Finding):
    """One term: a share, an amount, a time, or whether."""

    kind: Literal["term"] = "term"
    term: TermKind
    value: float = Field(ge=0)
    codes: tuple[str, ...] = ()
    """CDT codes of the procedures it was said of; with `classes` empty: of all."""
    classes: tuple[Class, ...] = ()


class ToldTerm(TermFinding):
    """A term as it was told on a call."""

    at_ms: int
    """When, from the answer of the call."""


InsuranceFinding = StandingFinding | TermFinding
