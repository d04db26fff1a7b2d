"""An answer with its evidence."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

Value = bool | float | str
"""See `FieldType` for how each kind is written."""
Bounds = tuple[float | None, float | None]
"""Between which two numbers a value lies; None where that end is open. No `Value`: it
is never recorded, for a call can ask for the exact one."""
Stated = Value | Bounds
"""What words can state."""


class Claim(BaseModel):
    """What a model says it learned; nothing is believed before evidence is checked."""

    model_config = ConfigDict(frozen=True)

    field: str
    value: Value
    quote: str
    """The callee's own words."""


class Finding(BaseModel):
    """A claim whose quote stands in the callee's transcript and says the value."""

    model_config = ConfigDict(frozen=True)

    field: str
    value: Value
    quote: str
    at_ms: int
    """When the quoted words were heard, from the answer of the call."""
    contradicts: bool = False
    """Whether an earlier finding of the same call said something else."""
