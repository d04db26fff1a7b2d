"""One way through a number's menus, as a call has gone it."""

from __future__ import annotations

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from panda.menu.menu import LineKind, RouteStep

REACHED = frozenset({LineKind.HUMAN, LineKind.HOLD})
_NOT_THE_MENUS_FAULT = frozenset({LineKind.CLOSED})


class Trip(BaseModel):
    """What a call did in the menus and where it came out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: str
    goal: str
    language: str = "en"
    steps: tuple[RouteStep, ...] = ()
    """The way, without the detours."""
    dead: tuple[RouteStep, ...] = ()
    """What was tried and led nowhere."""
    ended: LineKind | None = None
    """What was reached; None if there was no way on."""
    reason: str = ""
    """Why there was none: a stable code."""
    seconds: float = Field(0.0, ge=0)
    """From the answer to the end of the menus."""
    followed: int = 0
    """The version of the menus that was followed; 0 if none was."""
    drifted_from: str = ""
    """The fingerprint of the prompt that was expected where another one came."""
    blind: bool | None = None
    """Whether keys that were pressed blindly led on; None if none were."""
    lender: str = ""
    """The number whose way was followed here, if it was lent by another."""
    strayed: bool = False
    """Whether the menus were not those of the lender."""
    entry: str = ""
    """The first prompt without names, as far as it was heard; see `entry_of`."""
    used_at: AwareDatetime

    @property
    def succeeded(self) -> bool:
        """Whether a person, or the queue before one, was reached."""
        return self.ended in REACHED

    @property
    def counts(self) -> bool:
        """Whether it says something about the way: a closed office does not."""
        return self.ended not in _NOT_THE_MENUS_FAULT

    @property
    def drifted(self) -> bool:
        """Whether the menus were not those that were followed."""
        return self.drifted_from != ""

    @property
    def transport(self) -> str:
        """What carried the keys: one name, or `mixed`."""
        if self.blind:
            return "dial"
        used = {step.transport for step in self.steps}
        return used.pop() if len(used) == 1 else "mixed" if used else ""
