"""From the parameters of a callable to a JSON schema, and back from JSON to them."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any, cast, get_type_hints

from pydantic import BaseModel, ConfigDict, JsonValue, create_model
from pydantic.alias_generators import to_camel

from panda.plainly import plainly

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import ValidationError


def arguments_of(handler: Callable[..., object], *, skip: int) -> type[BaseModel]:
    """Make a strict model of a handler's parameters.

    Args:
        handler: A function with annotated parameters.
        skip: How many of the first parameters are not the model's to give.

    Raises:
        TypeError: A parameter has no type, or cannot be given by name.
    """
    hints = get_type_hints(handler, include_extras=True)
    parameters = list(inspect.signature(handler).parameters.values())[skip:]
    fields: dict[str, Any] = {}
    for one in parameters:
        if one.kind in {one.VAR_POSITIONAL, one.VAR_KEYWORD, one.POSITIONAL_ONLY}:
            raise TypeError(f"{handler.__name__}: {one.name} cannot be given by name")
        if one.name not in hints:
            raise TypeError(f"{handler.__name__}: {one.name} needs a type")
        default = ... if one.default is inspect.Parameter.empty else one.default
        fields[one.name] = (hints[one.name], default)
    config = ConfigDict(
        strict=True,
        extra="forbid",
        frozen=True,
        alias_generator=to_camel,
        validate_by_name=False,
        validate_by_alias=True,
        hide_input_in_errors=True,
    )
    return create_model(to_camel(handler.__name__), __config__=config, **fields)


def schema_of(arguments: type[BaseModel]) -> dict[str, JsonValue]:
    """Return the JSON schema of the arguments, as a model is shown it."""
    schema = arguments.model_json_schema(by_alias=True)
    return cast("dict[str, JsonValue]", _without_titles(schema))


def _without_titles(schema: object) -> object:
    """Drop pydantic's titles: a model pays for every token of them."""
    if isinstance(schema, dict):
        return {
            key: _without_titles(value)
            for key, value in schema.items()
            if not (key == "title" and isinstance(value, str))
        }
    if isinstance(schema, list):
        return [_without_titles(value) for value in schema]
    return schema


_UNION_TAG = re.compile(r"\.(?:bool|float|int|str|function-\w+.*)$")


def advice(error: ValidationError, described: Mapping[str, str]) -> str:
    """Say what is wrong without quoting the values: they may be somebody's words.

    Args:
        error: What a model's or a person's arguments were refused for.
        described: What each argument is, by its name; told where the form is wrong, for
            a regular expression says that to few.
    """
    problems: dict[str, list[str]] = {}
    for one in error.errors(include_input=False, include_url=False):
        where = ".".join(map(str, one["loc"]))
        name = _UNION_TAG.sub("", where) or "arguments"
        told = described.get(str(one["loc"][0]), "") if one["loc"] else ""
        problem = plainly(one)
        if told and one["type"] == "string_pattern_mismatch":
            problem += f": {told}"
        problems.setdefault(name, []).append(problem)
    return "; ".join(
        f"{name}: {', '.join(dict.fromkeys(said))}" for name, said in problems.items()
    )
