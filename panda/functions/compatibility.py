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
_Schema = dict[str, object]


def breaks(
    before: Mapping[str, JsonValue], after: Mapping[str, JsonValue]
) -> list[str]:
    """Say what the old schema of arguments took and the new one does not.

    Example:
        >>> before = {"type": "object", "properties": {"day": {"type": "string"}}}
        >>> breaks(before, {**before, "required": ["day"]})
        ['day must be given now']
    """
    return list(
        _objects("", _Reader(before), _Reader(after), dict(before), dict(after))
    )


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
        found = cast("_Schema", schema if isinstance(schema, dict) else {})
        place = found.get("$ref")
        if not isinstance(place, str) or not place.startswith("#/"):
            return found
        at: object = self._root
        for part in place[2:].split("/"):
            at = at.get(part, {}) if isinstance(at, dict) else {}
        rest = {key: value for key, value in found.items() if key != "$ref"}
        return {**cast("_Schema", at), **rest}


def _objects(
    where: str, old: _Reader, new: _Reader, before: _Schema, after: _Schema
) -> Iterator[str]:
    had = cast("_Schema", before.get("properties", {}))
    has = cast("_Schema", after.get("properties", {}))
    needed = set(cast("list[str]", before.get("required", [])))
    for name in sorted(set(cast("list[str]", after.get("required", []))) - needed):
        yield f"{where}{name} must be given now"
    for name in sorted(set(had) - set(has)):
        if after.get("additionalProperties") is False:
            yield f"{where}{name} is taken no more"
    for name in sorted(set(had) & set(has)):
        yield from _values(
            f"{where}{name}", old, new, old.read(had[name]), new.read(has[name])
        )


def _values(
    where: str, old: _Reader, new: _Reader, before: _Schema, after: _Schema
) -> Iterator[str]:
    lost = _kinds(before, old) - _kinds(after, new)
    if lost and _kinds(after, new):
        yield f"{where} is no {' or '.join(sorted(lost))} any more"
        return
    yield from _choices(where, before, after)
    for bound, direction in _LEAST.items():
        if bound not in after:
            continue
        low, high = after[bound], before.get(bound)
        if not isinstance(high, int | float) or not isinstance(low, int | float):
            yield f"{where} has a {bound} now"
        elif (low - high) * direction > 0:
            yield f"{where} has a tighter {bound} now"
    if "pattern" in after and after["pattern"] != before.get("pattern"):
        yield f"{where} has another pattern now"
    if "properties" in before or "properties" in after:
        yield from _objects(f"{where}.", old, new, before, after)
    if "items" in before and "items" in after:
        one, other = old.read(before["items"]), new.read(after["items"])
        yield from _values(f"{where}[]", old, new, one, other)


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


def _kinds(schema: _Schema, reader: _Reader) -> set[str]:
    """Return the JSON types a schema takes; empty if it says nothing of them."""
    options = schema.get("anyOf", schema.get("oneOf"))
    if isinstance(options, list):
        return {kind for one in options for kind in _kinds(reader.read(one), reader)}
    kind = schema.get("type")
    kinds = set(kind) if isinstance(kind, list) else {kind} if kind else set()
    return cast("set[str]", kinds | ({"integer"} if "number" in kinds else set()))
