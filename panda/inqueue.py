"""Our place in a business's queue, as it was told last."""

from __future__ import annotations

from pydantic import AwareDatetime, BaseModel, ConfigDict


class InQueue(BaseModel):
    """Our place in a queue, as it was told last."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    position: int | None = None
    """1 if we are next."""
    wait_s: tuple[int, int] | None = None
    """The least and the most to be waited from `told_at` on, in seconds."""
    told_at: AwareDatetime
