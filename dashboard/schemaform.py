"""A form made from the JSON schema of a function's arguments."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import JsonValue


@dataclass(frozen=True, slots=True)
class Entry:
    """One argument as it is asked for."""

    name: str
    kind: str
    """`text`, `number`, `whole`, `yes_no`, `choice`, `list`, or `json` for all else."""
    needed: bool
    help: str
    choices: tuple[str, ...] = ()
    default: str = ""


def entries(parameters: Mapping[str, JsonValue]) -> list[Entry]:
    """Return what a form asks for, in the schema's order.

    Example:
        >>> entries({"properties": {"n": {"type": "integer"}}, "required": ["n"]})
        [Entry(name='n', kind='whole', needed=True, help='', choices=(), default='')]
    """
    properties = parameters.get("properties")
    required = parameters.get("required")
    if not isinstance(properties, dict):
        return []
    needed = required if isinstance(required, list) else []
    return [
        _entry(name, _without_null(schema), needed=name in needed)
        for name, schema in properties.items()
        if isinstance(schema, dict)
    ]


def arguments(
    asked: list[Entry], given: Mapping[str, str]
) -> tuple[dict[str, JsonValue], dict[str, str]]:
    """Read what was typed into a form.

    What the schema says beyond the kind of a value is checked by the installation.

    Returns:
        The arguments, and what is wrong, by the entry's name.
    """
    read: dict[str, JsonValue] = {}
    wrong: dict[str, str] = {}
    for one in asked:
        text = given.get(one.name, "").strip()
        if not text:
            if one.needed:
                wrong[one.name] = "is needed"
            continue
        try:
            read[one.name] = _value(one, text)
        except ValueError as error:
            wrong[one.name] = str(error)
    return read, wrong


def _entry(name: str, schema: Mapping[str, JsonValue], *, needed: bool) -> Entry:
    choices = schema.get("enum")
    default = schema.get("default")
    told = "" if default is None else default
    return Entry(
        name=name,
        kind=_kind(schema),
        needed=needed,
        help=str(schema.get("description") or ""),
        choices=tuple(map(str, choices)) if isinstance(choices, list) else (),
        default=told if isinstance(told, str) else json.dumps(told),
    )


def _kind(schema: Mapping[str, JsonValue]) -> str:  # noqa: PLR0911 - a table
    if isinstance(schema.get("enum"), list):
        return "choice"
    items = schema.get("items")
    words = isinstance(items, dict) and items.get("type") == "string"
    match schema.get("type"):
        case "string":
            return "text"
        case "integer":
            return "whole"
        case "number":
            return "number"
        case "boolean":
            return "yes_no"
        case "array" if words:
            return "list"
        case _:
            return "json"


def _without_null(schema: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    """Return what an argument is that may also be left out as null."""
    either = schema.get("anyOf")
    if not isinstance(either, list):
        return schema
    real = [
        one for one in either if isinstance(one, dict) and one.get("type") != "null"
    ]
    if len(real) != 1:
        return schema
    return {**real[0], **{k: v for k, v in schema.items() if k != "anyOf"}}


def _value(one: Entry, text: str) -> JsonValue:  # noqa: PLR0911 - a table
    match one.kind:
        case "whole":
            return _number(text, int, "write a whole number")
        case "number":
            return _number(text, float, "write a number")
        case "yes_no":
            if text not in {"yes", "no"}:
                raise ValueError("choose yes or no")
            return text == "yes"
        case "list":
            return [part.strip() for part in text.splitlines() if part.strip()]
        case "json":
            try:
                value: JsonValue = json.loads(text)
            except ValueError:
                return text  # a word needs no quotes
            return value
        case _:
            return text


def _number(text: str, kind: type[int | float], advice: str) -> int | float:
    try:
        return kind(text)
    except ValueError:
        raise ValueError(advice) from None
