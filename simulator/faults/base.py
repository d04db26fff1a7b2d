"""What all faults have in common: where, when and how often they strike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Side = Literal["carrier", "model"]
"""Which process of the simulator brings a fault about."""


@dataclass(frozen=True, slots=True)
class Where:
    """The call that a fault may strike, as far as it is known."""

    call_sid: str = ""
    to: str = ""
    """The number that was dialled, E.164."""
    attempt: int = 0
    """How often that number has been dialled, from 1; 0 is not known."""


ANYWHERE = Where()


class Fault(BaseModel):
    """One order. Whatever is left out does not narrow it.

    The class's docstring is the fault's line in the guide. What an order may be
    narrowed to depends on what is known where the fault strikes: a kind that knows
    the call derives from `OfCall`, one that knows the number from `OfNumber`.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True
    )

    from_s: float = Field(default=0, ge=0)
    """Not before so many seconds after the simulator's start."""
    until_s: float | None = Field(default=None, ge=0)
    """Not after so many seconds after the simulator's start."""
    rate: float = Field(default=1, ge=0, le=1)
    """The share of occasions on which it strikes; drawn from the run's seed."""
    times: int | None = Field(default=None, ge=1)
    """How often it strikes before it is over."""

    def concerns(self, where: Where, now_s: float) -> bool:  # noqa: ARG002 - the next ask it
        """Whether it may strike there, `now_s` seconds after the start."""
        return now_s >= self.from_s and (self.until_s is None or now_s < self.until_s)


class OfCall(Fault):
    """Strikes a call, or a session of the model, that has a name."""

    call_sid: str = ""
    """Only this call, or this session of the model (its `session.id`)."""

    def concerns(self, where: Where, now_s: float) -> bool:
        """See `Fault`."""
        named = self.call_sid in {"", where.call_sid}
        return named and super().concerns(where, now_s)


class OfNumber(Fault):
    """Strikes where it is known which number was dialled."""

    to: str = ""
    """Only calls to this number, E.164."""
    attempt: int = Field(default=0, ge=0)
    """Only the first, second … dial of a number; 0 is every one."""

    def concerns(self, where: Where, now_s: float) -> bool:
        """See `Fault`."""
        dialled = self.to in {"", where.to} and self.attempt in {0, where.attempt}
        return dialled and super().concerns(where, now_s)


class OnLeg(OfCall, OfNumber):
    """Strikes one leg at the carrier."""


NARROWING = tuple(
    (name, field)
    for kind in (OfCall, OfNumber, Fault)
    for name, field in kind.model_fields.items()
    if kind is Fault or name not in Fault.model_fields
)
"""What all kinds can be set to, as far as they know the occasion."""
