"""What a language model is shown, and what it may decide: both APIs meet here."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Role = Literal["user", "assistant", "system"]


@dataclass(frozen=True, slots=True)
class Message:
    """Something said, or written to the model."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function the model called; `arguments` is JSON text, as on the wire."""

    name: str
    arguments: str
    call_id: str = ""

    def argument(self, name: str) -> str:
        """Return one argument as text, empty when absent or unreadable."""
        value = self.given(name)
        return value if isinstance(value, str) else "" if value is None else str(value)

    def given(self, name: str) -> object:
        """Return one argument, None when absent or unreadable."""
        try:
            found = json.loads(self.arguments)
        except ValueError:
            return None
        return found.get(name) if isinstance(found, dict) else None


@dataclass(frozen=True, slots=True)
class Output:
    """What a called function answered."""

    call_id: str
    text: str


Entry = Message | Call | Output


@dataclass(frozen=True, slots=True)
class Tool:
    """A function on offer, with the JSON schema of its arguments."""

    name: str
    description: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)

    def properties(self) -> dict[str, Mapping[str, object]]:
        """Return the schema of each argument by name."""
        found = self.parameters.get("properties")
        if not isinstance(found, dict):
            return {}
        return {
            str(name): schema
            for name, schema in found.items()
            if isinstance(schema, dict)
        }


@dataclass(frozen=True, slots=True)
class Prompt:
    """Everything the model sees for one answer."""

    instructions: str
    entries: tuple[Entry, ...] = ()
    tools: tuple[Tool, ...] = ()
    tool_choice: str = "auto"
    """`auto`, `none`, `required`, or the name of the one function to call."""
    order: str = ""
    """Instructions given for this one answer only (Realtime's `response.create`)."""
    parallel: bool = True
    """Whether several functions may be called at once."""

    def allows(self, decision: Decision) -> Decision:
        """Return the decision as far as the request allows it."""
        if isinstance(decision, CallFunctions) and not self.parallel:
            return CallFunctions(decision.calls[:1])
        return decision

    def tool(self, name: str) -> Tool | None:
        """Return the offered function of that name."""
        return None if self.tool_choice == "none" else self.tool_named(name)

    def tool_named(self, name: str) -> Tool | None:
        """Return the function of that name, though it may not be called now."""
        return next((tool for tool in self.tools if tool.name == name), None)


@dataclass(frozen=True, slots=True)
class Say:
    """Answer in words."""

    text: str


@dataclass(frozen=True, slots=True)
class CallFunctions:
    """Call functions, all of them side by side."""

    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """Say nothing."""


Decision = Say | CallFunctions | Silence


def arguments(**values: object) -> str:
    """Return function arguments as compact JSON."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
