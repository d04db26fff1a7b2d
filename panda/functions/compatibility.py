"""Whether a new version of a function takes all that the one before took.

A caller that knows the old schema, a model in the middle of a call or a campaign that
pinned `^1`, must be understood by the new one. Adding what may be left out is fine;
asking for more, or taking less, needs a new major version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from panda.functions.versions import Version

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import JsonValue

    from panda.functions.spec import FunctionSpec

_LEAST = {
    "minimum": 1, "exclusiveMinimum": 1, "minLength": 1, "minItems": 1,
    "maximum": -1, "exclusiveMaximum": -1, "maxLength": -1, "maxItems": -1,
}  # fmt: skip
"""Bounds, and in which direction they become tighter."""
_RULES = (
    "pattern", "format", "multipleOf", "uniqueItems", "prefixItems", "contains",
    "allOf", "not", "if", "then", "else", "patternProperties", "propertyNames",
    "dependentRequired", "dependentSchemas", "minProperties", "maxProperties",
)  # fmt: skip
"""What is not looked into: whatever is new or other of it counts as taking less."""
_TYPES: dict[type, str] = {
    str: "string", bool: "boolean", int: "integer", float: "number",
    list: "array", dict: "object",
}  # fmt: skip
_MOST_STEPS, _MOST_DEPTH = 2_000, 40
_Schema = dict[str, object]
_Under = frozenset[tuple[str, str]]
"""Pairs of references that are being compared."""


def breaks(
    before: Mapping[str, JsonValue], after: Mapping[str, JsonValue]
) -> list[str]:
    """Say what the old schema of arguments took and the new one does not.

    Example:
        >>> before = {"type": "object", "properties": {"day": {"type": "string"}}}
        >>> breaks(before, {**before, "required": ["day"]})
        ['day must be given now']
    """
    if before == after:
        return []
    return list(_Comparison(before, after).all())


def objection(before: FunctionSpec, after: FunctionSpec) -> str:
    """Say why a version may not follow another; "" if it may."""
    old, new = Version.parse(before.version), Version.parse(after.version)
    if new < old:
        return f"{after.name} {new} is older than {old}, which is in use"
    broken = breaks(before.parameters, after.parameters)
    if new == old:
        same = before.parameters == after.parameters
        return "" if same else f"{after.name} {new} has changed: give it a new version"
    if broken and new.major == old.major and old.major:
        return (
            f"{after.name} {new} does not take what {old} took ({'; '.join(broken)}): "
            f"make it {old.major + 1}.0.0"
        )
    return ""


class _Reader:
    """Follows a schema's references to its own definitions."""

    def __init__(self, root: Mapping[str, object]) -> None:
        self._root = root

    def read(self, schema: object) -> _Schema:
        found = _mapping(schema)
        for _ in range(_MOST_DEPTH):
            place = _place(found)
            if not place:
                break
            at: object = self._root
            for part in place[2:].split("/"):
                at = at.get(part, {}) if isinstance(at, dict) else {}
            rest = {key: value for key, value in found.items() if key != "$ref"}
            found = {**_mapping(at), **rest}
        return found


class _Comparison:
    """One comparison of two schemas, of a few thousand steps at most."""

    def __init__(
        self, before: Mapping[str, JsonValue], after: Mapping[str, JsonValue]
    ) -> None:
        self._before, self._after = _Reader(before), _Reader(after)
        self._root: tuple[_Schema, _Schema] = {**before}, {**after}
        self._steps = 0

    def all(self) -> Iterator[str]:
        yield from self._objects("", *self._root, frozenset(), 0)

    def _objects(
        self, where: str, before: _Schema, after: _Schema, under: _Under, depth: int
    ) -> Iterator[str]:
        had, has = _mapping(before.get("properties")), _mapping(after.get("properties"))
        for name in sorted(_names(after) - _names(before)):
            yield f"{where}{name} must be given now"
        for name in sorted(set(had) - set(has)):
            if after.get("additionalProperties") is False:
                yield f"{where}{name} is taken no more"
        for name in sorted(set(had) & set(has)):
            yield from self._values(
                f"{where}{name}", had[name], has[name], under, depth
            )
        others, now = before.get("additionalProperties"), _others(after)
        if others is False or now is True:
            return
        if now is False:
            if isinstance(others, dict):
                yield f"{where}* is taken no more"
            return
        yield from self._values(f"{where}*", others, now, under, depth)

    def _values(
        self, where: str, before: object, after: object, under: _Under, depth: int
    ) -> Iterator[str]:
        pair = _place(_mapping(before)), _place(_mapping(after))
        if all(pair):
            if pair in under:
                return  # being compared already: a type that has itself in it
            under |= {pair}
        self._steps += 1
        if depth > _MOST_DEPTH or self._steps > _MOST_STEPS:
            yield f"{where} is too involved to be compared"
            return
        olds = _branches(self._before.read(before))
        news = _branches(self._after.read(after))
        if len(olds) == len(news) == 1:
            yield from self._one(
                where, _mapping(olds[0]), _mapping(news[0]), under, depth
            )
            return
        for old in olds:
            kinds = _kinds(self._before.read(old))
            news.sort(key=lambda one: not kinds & _kinds(self._after.read(one)))
            broken: list[str] = []
            for new in news:
                found = list(self._values(where, old, new, under, depth + 1))
                if not found:
                    break
                broken = broken or found  # what the nearest says
            else:
                yield from broken

    def _one(
        self, where: str, before: _Schema, after: _Schema, under: _Under, depth: int
    ) -> Iterator[str]:
        had, has = _kinds(before), _kinds(after)
        if has and not had:
            yield f"{where} is bound to {' or '.join(sorted(has))} now"
            return
        if has and had - has:
            yield f"{where} is no {' or '.join(sorted(had - has))} any more"
            return
        yield from _choices(where, before, after)
        yield from _bounds(where, before, after)
        if "object" in had or "properties" in before or "properties" in after:
            yield from self._objects(f"{where}.", before, after, under, depth + 1)
        if "items" in after:
            items = before.get("items"), after["items"]
            yield from self._values(f"{where}[]", *items, under, depth + 1)


def _bounds(where: str, before: _Schema, after: _Schema) -> Iterator[str]:
    for bound, direction in _LEAST.items():
        low, high = after.get(bound), before.get(bound)
        if low is None or low == high:
            continue
        if not isinstance(high, int | float) or not isinstance(low, int | float):
            yield f"{where} has a {bound} now"
        elif (low - high) * direction > 0:
            yield f"{where} has a tighter {bound} now"
    for rule in _RULES:
        if rule in after and after[rule] != before.get(rule):
            yield f"{where} has another {rule} now"


def _choices(where: str, before: _Schema, after: _Schema) -> Iterator[str]:
    has = _allowed(after)
    if has is None:
        return
    had = _allowed(before)
    if had is None:
        yield f"{where} is bound to a list of values now"
    else:
        for gone in [one for one in had if one not in has]:
            yield f"{where} may not be {gone!r} any more"


def _allowed(schema: _Schema) -> list[object] | None:
    if "const" in schema:
        return [schema["const"]]
    listed = schema.get("enum")
    return listed if isinstance(listed, list) else None


def _branches(schema: _Schema) -> list[object]:
    """Return what a value may be one of; the schema itself if it leaves no choice."""
    for name in ("anyOf", "oneOf"):
        options = schema.get(name)
        if isinstance(options, list) and options:
            return list(options)
    return [schema]


def _kinds(schema: _Schema) -> set[str]:
    """Return the JSON types a schema takes; empty if it says nothing of them."""
    kind = schema.get("type")
    named = kind if isinstance(kind, list) else [kind]
    kinds = {one for one in named if isinstance(one, str)}
    if not kinds:
        kinds = {_TYPES.get(type(one), "null") for one in _allowed(schema) or ()}
    return kinds | ({"integer"} if "number" in kinds else set())


def _others(schema: _Schema) -> object:
    """Return what keys without a name are held to: a schema, False, or True."""
    others = schema.get("additionalProperties", True)
    return others if isinstance(others, bool) else _mapping(others) or True


def _names(schema: _Schema) -> set[str]:
    listed = schema.get("required")
    return (
        {one for one in listed if isinstance(one, str)}
        if isinstance(listed, list)
        else set()
    )


def _place(schema: _Schema) -> str:
    place = schema.get("$ref")
    return place if isinstance(place, str) and place.startswith("#/") else ""


def _mapping(schema: object) -> _Schema:
    """Return a schema to be read; an empty one for what is none, whoever wrote it."""
    return cast("_Schema", schema) if isinstance(schema, dict) else {}
