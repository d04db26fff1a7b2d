"""What the HTTP API answers about recordings; a model, for OpenAPI."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Erased(BaseModel):
    """A recording is gone for good."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    call_id: str
    erased: Literal[True] = True
