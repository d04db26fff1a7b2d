"""A function as it is described to people, and one use of it as it is asked for."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from panda.functions.permission import Permission

BUILT_IN = "built in"


class FunctionSpec(BaseModel):
    """One version of one function."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    version: str
    description: str
    parameters: dict[str, JsonValue]
    """JSON schema of its arguments."""
    permission: Permission
    """Who may call it, and in which states of a call."""
    time_limit_s: float
    answers: str = ""
    """Of a plugin's: in which look-up of ours it answers, if it is allowed to."""
    origin: str = BUILT_IN
    """Where it comes from: `built in`, or a plugin's name."""

    @property
    def is_built_in(self) -> bool:
        """Whether it comes with us."""
        return self.origin == BUILT_IN


class FunctionUse(BaseModel):
    """What somebody asks for who uses a function on a call."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    arguments: dict[str, JsonValue] = Field(default_factory=dict)
    """As its schema has them."""
    request: str = Field(default="", max_length=80)
    """Names this use, so that asking again does nothing twice; made up if empty."""
    version: str = ""
    """Which; the latest if empty."""
    author: str = Field(default="api", min_length=1, max_length=80)
    """Who asks, for the log."""


class FunctionResult(BaseModel):
    """What came of a use; the same is in the call's log."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    call_id: str
    request: str
    name: str
    version: str = ""
    result: str
    """What the function said; advice, if it was refused."""
    refused: str = ""
    """Why it was not done, as a stable code; empty if it was."""
