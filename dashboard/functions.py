"""What the page Functions shows, as plain rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.rows import spaced
from dashboard.timeline import clock
from panda.events import FunctionCalled
from panda.functions.permission import ANSWERED, OPEN, Caller

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pydantic import JsonValue

    from panda.campaign import CallSnapshot
    from panda.events import CallEvent
    from panda.functions.permission import Right
    from panda.functions.spec import FunctionSpec

_ALWAYS = {OPEN: "always", ANSWERED: "once somebody is on the line"}
"""Sets of states that have a name."""


@dataclass(frozen=True, slots=True)
class Use:
    """A function that was used on a call."""

    call_id: str
    business: str
    event: FunctionCalled


def function_specs(specs: Iterable[FunctionSpec]) -> list[dict[str, object]]:
    """One row a version of a function: what it is, and who may use it when."""
    return [
        {
            "Function": one.name,
            "Version": one.version,
            "From": one.origin,
            **{
                f"By {caller}": _when(one.permission.rights.get(caller))
                for caller in Caller
            },
            "Seconds": one.time_limit_s,
        }
        for one in specs
    ]


def _when(right: Right | None) -> str:
    if right is None:
        return ""
    when = _ALWAYS.get(right.phases) or ", ".join(map(spaced, right.phases))
    return f"{when}, if a person agrees" if right.approval else when


def argument_rows(parameters: Mapping[str, JsonValue]) -> list[dict[str, object]]:
    """One row an argument, from its JSON schema."""
    properties, required = parameters.get("properties"), parameters.get("required")
    if not isinstance(properties, dict):
        return []
    needed = required if isinstance(required, list) else []
    return [
        {
            "Argument": name,
            "Kind": _kind(schema),
            "Needed": "yes" if name in needed else "",
            "Meaning": schema.get("description") or schema.get("title") or "",
        }
        for name, schema in properties.items()
        if isinstance(schema, dict)
    ]


def _kind(schema: Mapping[str, JsonValue]) -> str:
    """Say in a few words what a value must be."""
    choices = schema.get("enum")
    if isinstance(choices, list):
        return " | ".join(map(str, choices))
    either = schema.get("anyOf")
    if isinstance(either, list):
        return " or ".join(_kind(one) for one in either if isinstance(one, dict))
    return str(schema.get("type") or schema.get("$ref") or "any")


def uses(logs: Sequence[tuple[CallSnapshot, Iterable[CallEvent]]]) -> list[Use]:
    """Return what was used on some calls, the latest first."""
    dated = [
        (one.started_at.timestamp() + event.at_ms / 1000, one, event)
        for one, events in logs
        for event in events
        if isinstance(event, FunctionCalled)
    ]
    dated.sort(key=lambda each: each[0], reverse=True)
    return [Use(one.call_id, one.business, event) for _, one, event in dated]


def use_rows(used: Iterable[Use]) -> list[dict[str, object]]:
    """One row a use."""
    return [
        {
            "Business": one.business,
            "At": clock(one.event.at_ms),
            "Function": one.event.name,
            "By": one.event.caller,
            "With": one.event.arguments,
            "Result": one.event.result,
        }
        for one in used
    ]
