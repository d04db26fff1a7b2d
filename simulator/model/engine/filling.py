"""A JSON value that fits a JSON schema: structured answers and functions' arguments.

What the words say goes in where it fits (a number, a choice, the words themselves);
all else is the emptiest value that the schema allows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.model.reading.numbers import all_numbers
from simulator.model.reading.polarity import polarities
from simulator.model.reading.words import overlap, words

Schema = Mapping[str, Any]
_DEEP = 3
"""From this depth on, what may be null is null: schemas may refer to themselves."""
_DEEPEST = 12
"""Here even those end that may not be null."""


class Filler:
    """Fills the schemas of one document with one text."""

    def __init__(self, root: Schema, text: str, *, optional: bool = True) -> None:
        self._root = root
        self._text = text
        self._optional = optional

    def value(self, schema: object, *, depth: int = 0) -> Any:
        """Return a value that fits `schema`, a part of the root.

        With `optional` unset, properties that are not required are left out, if the
        schema says at all which ones are.
        """
        found = self._resolved(schema, shallow=depth < _DEEP)
        if "const" in found:
            return found["const"]
        if isinstance(choices := found.get("enum"), list) and choices:
            return self._chosen(choices)
        return self._of_kind(found, depth)

    def _of_kind(self, schema: Schema, depth: int) -> Any:
        kind = _kind(schema)
        found: Any = None
        match kind:
            case "object":
                found = self._object(schema, depth)
            case "array":
                least, item = _whole(schema.get("minItems", 0)), schema.get("items")
                count = least if depth < _DEEPEST else 0
                found = [self.value(item, depth=depth + 1) for _ in range(count)]
            case "string":
                found = self._string(schema)
            case "integer" | "number":
                found = self._number(schema, whole=kind == "integer")
            case "boolean":
                said = polarities(self._text)
                found = bool(said) and said[-1].answer == "yes"
            case _:
                pass  # null, or a type no schema has
        return found

    def _object(self, schema: Schema, depth: int) -> dict[str, Any]:
        properties = schema.get("properties")
        if not isinstance(properties, dict) or depth >= _DEEPEST:
            return {}
        required = schema.get("required")
        needed = set(map(str, required if isinstance(required, list) else properties))
        return {
            str(name): self.value(one, depth=depth + 1)
            for name, one in properties.items()
            if self._optional or name in needed
        }

    def _string(self, schema: Schema) -> str:
        least, most = _whole(schema.get("minLength", 0)), schema.get("maxLength")
        text = self._text.ljust(least, ".")
        return text if most is None else text[: _whole(most)]

    def _number(self, schema: Schema, *, whole: bool) -> float:
        said = [one.value for one in all_numbers(words(self._text))]
        value: float = said[-1] if said else 0
        low, high = schema.get("minimum"), schema.get("maximum")
        if isinstance(low, int | float):
            value = max(value, low)
        if isinstance(high, int | float):
            value = min(value, high)
        return int(value) if whole or value == int(value) else value

    def _chosen(self, choices: list[Any]) -> Any:
        return max(choices, key=lambda one: overlap(self._text, str(one)))

    def _resolved(self, schema: object, *, shallow: bool) -> Schema:
        """Follow references; of alternatives the first that is not null, or is."""
        for _ in range(_DEEPEST):
            if not isinstance(schema, Mapping):
                return {}
            reference = schema.get("$ref")
            if isinstance(reference, str):
                schema = self._at(reference)
                continue
            options = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
            if not isinstance(options, list) or not options:
                return schema
            fit = [one for one in options if (_kind(one) != "null") == shallow]
            schema = (fit or options)[0]
        return {}

    def _at(self, reference: str) -> object:
        found: object = self._root
        for step in reference.removeprefix("#").strip("/").split("/"):
            if step:
                found = found.get(step) if isinstance(found, Mapping) else None
        return found


def _kind(schema: object) -> str:
    """Return a schema's type, the first that is not null."""
    if not isinstance(schema, Mapping):
        return "null"
    kind = schema.get("type")
    if isinstance(kind, list):
        return next((str(one) for one in kind if one != "null"), "null")
    if kind is None:
        return "object" if "properties" in schema else "string"
    return str(kind)


def _whole(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 0
