"""The diary of a business: when somebody may come."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from simulator.businesses.documents.parts import Chance, Part

DIARY = "diary"
"""The value of a fact whose truth is the first time the diary has free."""
Moment = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d$")]
"""A time on the clocks of the business."""


class Diary(Part):
    """Times that may be had, by calls that offer, book, move and cancel."""

    free: Annotated[list[Moment], Field(min_length=1)]
    """Times nobody has taken yet."""
    open: int | None = Field(default=None, ge=1)
    """So many of them are free in a run, which the seed chooses; all if left out."""
    offers: int = Field(default=2, ge=1)
    """How many it offers to somebody who asks."""
    gone: Chance = 0
    """How likely a time it has offered is somebody else's at the next call."""
