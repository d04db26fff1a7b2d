"""What the product claims: its results file (`panda demo --json`)."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

Value = bool | int | float | str


class Claim(BaseModel):
    """The answer to one question."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    value: Value | None = None
    quote: str | None = None
    at_ms: int | None = None


class ClaimedCall(BaseModel):
    """All that was found out about one provider; unknown keys are not read."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    number: str
    business: str = ""
    outcome: str = ""
    findings: dict[str, Claim | None] = {}

    @property
    def refused(self) -> bool:
        """Whether the product says that it would not, or should not, dial."""
        return self.outcome in {"refused", "cancelled"}


class Harness(BaseModel):
    """What the run was made with."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    seed: int | None = None


class Results(BaseModel):
    """The file, as far as scoring reads it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    calls: tuple[ClaimedCall, ...]
    harness: Harness = Harness()
