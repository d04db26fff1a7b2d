"""Facts: what is true at a business and how people there say it."""

# ruff: noqa: RUF012 - pydantic reads types at run time, and copies defaults

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from simulator.businesses.documents.parts import (
    Chance,
    FieldType,
    Language,
    Part,
    Texts,
)


class Between(Part):
    """A number the seed picks between two bounds (both included)."""

    between: tuple[float, float]
    step: float = Field(default=1, gt=0)


class OneOf(Part):
    """A value the seed picks from a list."""

    one_of: Annotated[list[bool | int | float | str], Field(min_length=1)]


class Range(Part):
    """Two bounds that are said instead of one number, such as $80 to $120."""

    range: tuple[float, float]
    exact: float | Between | None = None
    """The one number, told when asked again or asked for it; never, if left out."""


class Slip(Part):
    """A wrong value is said first, then put right in the same breath."""

    chance: Chance = 1
    value: Between | OneOf | bool | int | float | str | None = None
    """What is said first; something near the truth when left out."""
    say: Texts | None = None
    """Sentences that put it right with `{value}`; the language's own if left out."""


class Wording(Part):
    """How a fact is asked for and said in another language than the business's."""

    asked_with: Texts
    say: Texts | dict[str, Texts]
    exactly: Texts | None = None


class Fact(Part):
    """Something a business knows, or knows that it does not know."""

    type: FieldType
    value: Between | OneOf | Range | bool | int | float | str
    """The truth; the word `unknown` when nobody there can tell, or `diary`: the first
    time that is free."""
    asked_with: Texts
    """Phrases that ask for it; each counts when all its words are said."""
    say: Texts | dict[str, Texts]
    """Sentences that state it, or for each possible value such a list."""
    exactly: Texts | None = None
    """Sentences that state the `exact` number of a range."""
    slip: Slip | None = None
    """A slip of the tongue the first time it is told."""
    languages: dict[Language, Wording] = {}
    """The wording for people who speak another language."""
