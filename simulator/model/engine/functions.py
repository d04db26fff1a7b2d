"""The supervisor's functions: how they are called, and what came of it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from simulator.model.engine.prompt import (
    Call,
    CallFunctions,
    Entry,
    Output,
    Prompt,
    Tool,
    arguments,
)
from simulator.model.reading.words import overlap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulator.model.engine.answers import Answer, Value

RECORD = "recordFinding"
END = "endCall"
DO_NOT_CALL = "markDoNotCall"
SILENCE = "staySilent"
_AGREES = re.compile(
    r"^\W*(?:ok|okay|done|saved|noted|recorded|success\w*|true)\b|\bwas recorded\b",
    re.IGNORECASE,
)
_REFUSING = ("ok", "recorded", "accepted", "success")


def finding_call(prompt: Prompt, answer: Answer) -> Call | None:
    """Return the call that records a finding; None if that is not on offer."""
    tool = prompt.tool(RECORD)
    if tool is None:
        return None
    schema = tool.properties().get("value", {})
    value = _as_schema(answer.value, schema)
    return Call(RECORD, arguments(field=answer.field, value=value, quote=answer.quote))


def wrap_up(
    prompt: Prompt, why: str, *, for_good: bool = False
) -> CallFunctions | None:
    """Return the call that ends the phone call; None if that is not on offer.

    `for_good` also keeps the business from being called again, where that is on offer.
    """
    calls: list[Call] = []
    if for_good and prompt.tool(DO_NOT_CALL) is not None:
        calls.append(Call(DO_NOT_CALL, "{}"))
    tool = prompt.tool(END)
    if tool is not None:
        calls.append(Call(END, arguments(**_reason(tool, why))))
    return CallFunctions(tuple(calls)) if calls else None


def silence(prompt: Prompt) -> CallFunctions | None:
    """Return the call that says nothing; None if that is not on offer."""
    tool = prompt.tool(SILENCE)
    return None if tool is None else CallFunctions((Call(SILENCE, "{}"),))


def ended(entries: Sequence[Entry]) -> bool:
    """Whether the call has been told to end."""
    ending = {END, DO_NOT_CALL}
    return any(isinstance(one, Call) and one.name in ending for one in entries)


def recorded(entries: Sequence[Entry]) -> set[str]:
    """Return the fields whose findings were recorded and not refused."""
    return set(values(entries))


def values(entries: Sequence[Entry]) -> dict[str, object]:
    """Return what was recorded and not refused, by field."""
    refused = {
        one.call_id
        for one in entries
        if isinstance(one, Output) and _is_refusal(one.text)
    }
    return {
        one.argument("field"): one.given("value")
        for one in entries
        if isinstance(one, Call) and one.name == RECORD and one.call_id not in refused
    }


def _is_refusal(text: str) -> bool:
    try:
        answer = json.loads(text)
    except ValueError:
        return bool(text.strip()) and not _AGREES.search(text)
    if not isinstance(answer, dict):
        return answer is False
    return bool(answer.get("error")) or any(
        answer.get(key) is False for key in _REFUSING
    )


def _as_schema(value: Value, schema: Mapping[str, Any]) -> Value:
    """Return the value as text where the schema takes nothing but text."""
    if schema.get("type") != "string" or isinstance(value, str):
        return value
    return json.dumps(value)


def _reason(tool: Tool, why: str) -> dict[str, str]:
    properties = tool.properties()
    if not properties:
        return {}
    name = "reason" if "reason" in properties else next(iter(properties))
    allowed = properties[name].get("enum")
    if isinstance(allowed, list) and allowed:
        return {name: max(map(str, allowed), key=lambda one: overlap(one, why))}
    return {name: why}
