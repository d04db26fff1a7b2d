"""Which kind of work a text prompt asks for, and the answer laid out as asked.

Each kind of work is a module with two functions, `concerns(prompt)` and
`decide(prompt)`; the first that is concerned decides.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from simulator.model.engine import choosing, supervisor
from simulator.model.engine.prompt import Decision, Message, Prompt, Say

if TYPE_CHECKING:
    from collections.abc import Mapping

_Kind = tuple[Callable[[Prompt], bool], Callable[[Prompt], Decision]]
_KINDS: tuple[_Kind, ...] = (
    (supervisor.concerns, supervisor.decide),
    (choosing.concerns, choosing.decide),
)
_SPEECH_NAMES = ("nextResponse", "next_response", "say", "answer", "text", "choice")


def decide(prompt: Prompt, schema: Mapping[str, Any] | None = None) -> Decision:
    """Return the model's answer; words are laid out by `schema` if there is one."""
    decision = _decision(prompt)
    if isinstance(decision, Say) and schema is not None:
        return Say(laid_out(decision.text, schema))
    return decision


def laid_out(text: str, schema: Mapping[str, Any]) -> str:
    """Return JSON that follows an object schema, with `text` where words belong.

    Text that is JSON with the schema's own properties is taken apart into them.

    >>> laid_out("Hello", {"properties": {"nextResponse": {"type": "string"}}})
    '{"nextResponse": "Hello"}'
    """
    properties = schema.get("properties") or {"nextResponse": {"type": "string"}}
    known = _object(text)
    strings = [name for name, one in properties.items() if _type(one) == "string"]
    wanted = [name for name in _SPEECH_NAMES if name in strings] or strings
    found = {name: known.get(name, _empty(one)) for name, one in properties.items()}
    if wanted and not any(name in known for name in properties):
        found[wanted[0]] = text
    return json.dumps(found, ensure_ascii=False)


def _decision(prompt: Prompt) -> Decision:
    for concerns, answer in _KINDS:
        if concerns(prompt):
            return answer(prompt)
    last = next(
        (one for one in reversed(prompt.entries) if isinstance(one, Message)), None
    )
    return Say(f"I read: {last.text}" if last is not None else "Hello.")


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _type(schema: Mapping[str, Any]) -> str:
    kind = schema.get("type")
    if isinstance(kind, list):
        kinds = [str(one) for one in kind if one != "null"]
        return kinds[0] if kinds else "null"
    return str(kind or "string")


def _empty(schema: Mapping[str, Any]) -> Any:
    """Return the value of a property about which nothing is known."""
    if "enum" in schema:
        return schema["enum"][0]
    if isinstance(schema.get("type"), list) and "null" in schema["type"]:
        return None
    empties: dict[str, Any] = {
        "string": "",
        "boolean": False,
        "integer": 0,
        "number": 0,
        "array": [],
        "object": {},
    }
    return empties.get(_type(schema))
