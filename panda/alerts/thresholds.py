"""How much is too much: the installation's idea of it, and a campaign's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from panda.plainly import plainly

if TYPE_CHECKING:
    from collections.abc import Iterable

_FROZEN = ConfigDict(frozen=True, extra="forbid")


class Thresholds(BaseModel):
    """From where on an alert is raised; 0 is never."""

    model_config = _FROZEN

    stuck_s: float = Field(default=60.0, ge=0)
    """Seconds without a word or a deed; the longest menus read on for so long."""
    hold_s: float = Field(default=600.0, ge=0)
    """Seconds in a queue; half of the longest wait (`Limits.hold_s`)."""
    gaps: float = Field(default=12.0, ge=0)
    """Gaps over 60 ms within a minute; one every five seconds is heard as broken up."""
    budget: float = Field(default=0.8, ge=0, le=1)
    """Share of a campaign's budget that is spent."""
    errors: float = Field(default=0.5, ge=0, le=1)
    """Share of the latest calls that failed; the breaker's (R10)."""
    person: bool = True
    """Whether it is told when a person is needed."""
    paused: bool = True
    """Whether it is told when nobody is dialled."""

    def changed(self, changes: ThresholdChanges) -> Thresholds:
        """Return these, with what a campaign wants otherwise."""
        return self.model_copy(update=changes.model_dump(exclude_none=True))


class ThresholdChanges(BaseModel):
    """What a campaign wants told sooner, later or never; the rest is as usual."""

    model_config = _FROZEN

    stuck_s: float | None = Field(default=None, ge=0)
    hold_s: float | None = Field(default=None, ge=0)
    gaps: float | None = Field(default=None, ge=0)
    budget: float | None = Field(default=None, ge=0, le=1)
    errors: float | None = Field(default=None, ge=0, le=1)
    person: bool | None = None


def read_pairs(given: Iterable[str]) -> dict[str, str]:
    """Read thresholds as people write them, `hold_s=300`.

    Raises:
        ValueError: One has no name or no value, or a name comes twice.

    Example:
        >>> read_pairs(["hold_s=300", " gaps = 0"])
        {'hold_s': '300', 'gaps': '0'}
    """
    pairs: dict[str, str] = {}
    for one in given:
        name, equals, value = (part.strip() for part in one.partition("="))
        if not (name and equals and value):
            raise ValueError("is not written as name=value")
        if name in pairs:
            raise ValueError("has a name twice")
        pairs[name] = value
    return pairs


def read_changes(given: Iterable[str]) -> ThresholdChanges:
    """Read what a campaign wants otherwise, as `hold_s=300`.

    Raises:
        ValueError: It cannot be read; says which name and what is wrong.
    """
    try:
        return ThresholdChanges.model_validate(read_pairs(given))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise ValueError(f"{first['loc'][0]} {plainly(first)}") from None
