"""Which kind of work a text prompt asks for, and the answer laid out as asked.

Each kind of work is a module with two functions, `concerns(prompt)` and
`decide(prompt)`; the first that is concerned decides.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from simulator.model.engine import choosing, conversing, supervisor, wayfinding
from simulator.model.engine.filling import Filler
from simulator.model.engine.prompt import Decision, Prompt, Say

if TYPE_CHECKING:
    from collections.abc import Mapping

_Kind = tuple[Callable[[Prompt], bool], Callable[[Prompt], Decision]]
_KINDS: tuple[_Kind, ...] = (
    (supervisor.concerns, supervisor.decide),
    (wayfinding.concerns, wayfinding.decide),
    (choosing.concerns, choosing.decide),
)
_DEFAULT: dict[str, Any] = {"nextResponse": {"type": "string"}}
_FREE = frozenset({"enum", "const", "$ref"})
"""What makes a property's value no free words."""
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
    if not isinstance(schema.get("properties"), dict) and "$ref" not in schema:
        schema = {**schema, "type": "object", "properties": _DEFAULT}
    known = _object(text)
    blank = Filler(schema, "").value(schema)
    found = blank if isinstance(blank, dict) else {}
    if any(name in known for name in found):
        return json.dumps({**found, **_only(known, found)}, ensure_ascii=False)
    strings = [name for name, one in found.items() if isinstance(one, str)]
    wanted = [name for name in _SPEECH_NAMES if name in strings] or strings
    free = [name for name in wanted if not _enumerated(schema, name)]
    if free:
        found[free[0]] = text
    return json.dumps(found, ensure_ascii=False)


def _only(known: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in known.items() if name in names}


def _enumerated(schema: Mapping[str, Any], name: str) -> bool:
    properties = schema.get("properties")
    one = properties.get(name) if isinstance(properties, dict) else None
    return isinstance(one, dict) and not _FREE.isdisjoint(one)


def _decision(prompt: Prompt) -> Decision:
    for concerns, answer in _KINDS:
        if concerns(prompt):
            return answer(prompt)
    return conversing.decide(prompt)


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
