"""One turn of a text model that can call functions, whoever makes the model."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue

_FROZEN = ConfigDict(frozen=True, extra="forbid")


class ReasonerTool(BaseModel):
    """A function offered to the model."""

    model_config = _FROZEN

    name: str
    description: str
    parameters: dict[str, JsonValue]
    """JSON schema of the arguments."""


class Message(BaseModel):
    """A line of the conversation: `user` is the callee, `assistant` our caller."""

    model_config = _FROZEN

    role: Literal["user", "assistant"]
    text: str


class ToolUse(BaseModel):
    """The model asks for a function."""

    model_config = _FROZEN

    call: str
    name: str
    arguments: str


class ToolOutput(BaseModel):
    """What the function said."""

    model_config = _FROZEN

    call: str
    output: str


class ReasonerRequest(BaseModel):
    """Everything the model sees in one turn."""

    model_config = _FROZEN

    instructions: str
    input: tuple[Message | ToolUse | ToolOutput, ...]
    tools: tuple[ReasonerTool, ...] = ()
    previous: str = ""
    """Id of the reply this one follows; `input` then holds only what is new."""
    timeout_s: float = 2.0


class ReasonerReply(BaseModel):
    """What the model said, and which functions it wants run."""

    model_config = _FROZEN

    reply_id: str
    text: str = ""
    uses: tuple[ToolUse, ...] = ()
    tokens_in: int = 0
    tokens_out: int = 0
