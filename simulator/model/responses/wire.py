"""Requests and answers of `/v1/responses`, as the typed `openai` package has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from simulator.model.engine.prompt import (
    Call,
    Entry,
    Message,
    Output,
    Prompt,
    Tool,
)
from simulator.model.tokens import text_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

JsonObject = dict[str, Any]
_PER_ITEM = 4
"""Tokens that every input item costs beside its content (an estimate)."""


class _Loose(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class TextPart(_Loose):
    """A piece of a message's content."""

    type: str = "input_text"
    text: str = ""


class MessageIn(_Loose):
    """A message of any role; `developer` reads as `system`."""

    role: Literal["user", "assistant", "system", "developer"]
    content: str | list[TextPart]

    def entry(self) -> Entry:
        """Return the message as the model sees it."""
        if isinstance(self.content, str):
            text = self.content
        else:
            text = "\n".join(part.text for part in self.content if part.text)
        role = "system" if self.role == "developer" else self.role
        return Message(role, text)


class FunctionCallIn(_Loose):
    """A call the model made, sent back by a client that keeps its own history."""

    type: Literal["function_call"]
    call_id: str
    name: str
    arguments: str

    def entry(self) -> Entry:
        """Return the call as the model sees it."""
        return Call(self.name, self.arguments, self.call_id)


class FunctionOutputIn(_Loose):
    """What a function answered."""

    type: Literal["function_call_output"]
    call_id: str
    output: str | list[TextPart]

    def entry(self) -> Entry:
        """Return the output as the model sees it."""
        if isinstance(self.output, str):
            return Output(self.call_id, self.output)
        return Output(self.call_id, "\n".join(part.text for part in self.output))


class ReasoningIn(_Loose):
    """A reasoning item sent back; this model has none and ignores it."""

    type: Literal["reasoning"]

    def entry(self) -> None:
        """Return nothing."""
        return


def _kind(item: Any) -> str:
    kind = item.get("type") if isinstance(item, dict) else None
    return kind or "message"


ItemIn = Annotated[
    Annotated[MessageIn, Tag("message")]
    | Annotated[FunctionCallIn, Tag("function_call")]
    | Annotated[FunctionOutputIn, Tag("function_call_output")]
    | Annotated[ReasoningIn, Tag("reasoning")],
    Discriminator(_kind),
]


class ToolIn(BaseModel):
    """A function on offer (other kinds of tool are accepted and never used)."""

    model_config = ConfigDict(extra="allow", frozen=True)

    type: str
    name: str = ""
    description: str | None = None
    parameters: JsonObject | None = None
    strict: bool | None = None


class NamedChoice(BaseModel):
    """The one function the model must call."""

    model_config = ConfigDict(extra="allow", frozen=True)

    type: str
    name: str = ""


class Format(BaseModel):
    """How the text is to be laid out."""

    model_config = ConfigDict(extra="allow", frozen=True)

    type: Literal["text", "json_object", "json_schema"] = "text"
    schema_: JsonObject | None = Field(default=None, alias="schema")


class TextConfig(BaseModel):
    """The `text` parameter."""

    model_config = ConfigDict(extra="allow", frozen=True)

    format: Format = Format()


class StreamOptions(BaseModel):
    """The `stream_options` parameter."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    include_obfuscation: bool | None = None


class Request(BaseModel):
    """One request to create a response.

    What has no effect on a rule engine is taken all the same, as `Any`; a name that
    the typed `openai` package does not have is refused.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str
    input: str | list[ItemIn] = ""
    instructions: str | None = None
    stream_options: StreamOptions | None = None
    tools: list[ToolIn] = Field(default_factory=list)
    tool_choice: Literal["auto", "none", "required"] | NamedChoice = "auto"
    previous_response_id: str | None = None
    stream: bool = False
    store: bool | None = True
    text: TextConfig = TextConfig()
    metadata: dict[str, str] | None = None
    parallel_tool_calls: bool | None = True
    max_output_tokens: int | None = Field(default=None, ge=16)
    temperature: float | None = Field(default=None, ge=0, le=2)
    top_p: float | None = Field(default=None, ge=0, le=1)
    truncation: Literal["auto", "disabled"] | None = None
    access_programs: Any = None
    background: Any = None
    background_options: Any = None
    context_management: Any = None
    conversation: Any = None
    image: Any = None
    include: Any = None
    max_tool_calls: Any = None
    moderation: Any = None
    template: Any = Field(default=None, alias="prompt")
    prompt_cache_key: Any = None
    prompt_cache_options: Any = None
    prompt_cache_retention: Any = None
    safety_identifier: Any = None
    service_tier: Any = None
    top_logprobs: Any = None
    reasoning: JsonObject | None = None
    user: str | None = None

    def entries(self) -> tuple[Entry, ...]:
        """Return the input as the model sees it."""
        if isinstance(self.input, str):
            return (Message("user", self.input),) if self.input else ()
        found = (item.entry() for item in self.input)
        return tuple(entry for entry in found if entry is not None)

    def prompt(self, before: Sequence[Entry]) -> Prompt:
        """Return all the model sees, `before` being the conversation so far."""
        choice = self.tool_choice
        return Prompt(
            instructions=self.instructions or "",
            entries=(*before, *self.entries()),
            tools=tuple(
                Tool(tool.name, tool.description or "", tool.parameters or {})
                for tool in self.tools
                if tool.type == "function"
            ),
            tool_choice=choice.name if isinstance(choice, NamedChoice) else choice,
            parallel=self.parallel_tool_calls is not False,
        )


@dataclass(frozen=True, slots=True)
class Usage:
    """What a response cost in tokens."""

    input: int
    cached: int
    output: int

    def wire(self) -> JsonObject:
        """Return the usage object."""
        return {
            "input_tokens": self.input,
            "input_tokens_details": {
                "cached_tokens": self.cached,
                "cache_write_tokens": 0,
            },
            "output_tokens": self.output,
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": self.input + self.output,
        }


def prompt_tokens(prompt: Prompt) -> int:
    """Return what a prompt costs as input."""
    fixed = prompt.instructions + "".join(
        tool.name + tool.description + str(tool.parameters) for tool in prompt.tools
    )
    return text_tokens(fixed) + sum(_entry_tokens(entry) for entry in prompt.entries)


def _entry_tokens(entry: Entry) -> int:
    match entry:
        case Message(text=text) | Output(text=text):
            return text_tokens(text) + _PER_ITEM
        case Call(name, arguments):
            return text_tokens(name + arguments) + _PER_ITEM


Status = Literal["completed", "incomplete"]


def message_item(item_id: str, text: str, status: Status = "completed") -> JsonObject:
    """Return a message of the model."""
    part = {"type": "output_text", "text": text, "annotations": [], "logprobs": []}
    return {
        "id": item_id,
        "type": "message",
        "role": "assistant",
        "status": status,
        "content": [part],
    }


def call_item(item_id: str, call: Call, status: Status = "completed") -> JsonObject:
    """Return a function call of the model."""
    return {
        "id": item_id,
        "type": "function_call",
        "status": status,
        "call_id": call.call_id,
        "name": call.name,
        "arguments": call.arguments,
    }


def response_object(
    request: Request,
    response_id: str,
    created_s: float,
    *,
    output: list[JsonObject],
    usage: Usage | None,
    status: Literal["in_progress", "completed", "incomplete"] = "completed",
) -> JsonObject:
    """Return the response object."""
    cut = {"reason": "max_output_tokens"} if status == "incomplete" else None
    choice = request.tool_choice
    return {
        "id": response_id,
        "object": "response",
        "created_at": created_s,
        "completed_at": created_s if status == "completed" else None,
        "status": status,
        "background": False,
        "error": None,
        "incomplete_details": cut,
        "instructions": request.instructions,
        "max_output_tokens": request.max_output_tokens,
        "model": request.model,
        "output": output,
        "parallel_tool_calls": request.parallel_tool_calls is not False,
        "previous_response_id": request.previous_response_id,
        "reasoning": request.reasoning or {"effort": None, "summary": None},
        "service_tier": "default",
        "store": request.store is not False,
        "temperature": 1.0 if request.temperature is None else request.temperature,
        "text": request.text.model_dump(by_alias=True, exclude_none=True),
        "tool_choice": choice.model_dump()
        if isinstance(choice, NamedChoice)
        else choice,
        "tools": [
            {**tool.model_dump(), "strict": tool.strict is not False}
            for tool in request.tools
        ],
        "top_p": 1.0 if request.top_p is None else request.top_p,
        "truncation": request.truncation or "disabled",
        "usage": None if usage is None else usage.wire(),
        "user": request.user,
        "metadata": request.metadata or {},
    }
