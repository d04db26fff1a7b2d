"""What the HTTP API takes about alerts."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Acknowledgement(BaseModel):
    """Who has an alert in hand."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    operator: str = Field(min_length=1, max_length=80)
    """The name that others see."""
