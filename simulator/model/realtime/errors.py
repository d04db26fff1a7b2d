"""Mistakes of the client: each becomes an `error` event; the session goes on.

Codes and wordings are those OpenAI's APIs use, as far as they are public
(`unknown_parameter`, `invalid_type`, `integer_below_min_value` …).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

_EXPECTED = {
    "string_type": "a string",
    "string_unicode": "a valid Unicode string",
    "int_type": "an integer",
    "int_from_float": "an integer",
    "float_type": "a decimal",
    "bool_type": "a boolean",
    "list_type": "an array",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
    "finite_number": "a finite decimal",
}
_KINDS = {
    type(None): "null",
    bool: "a boolean",
    int: "an integer",
    float: "a decimal",
    str: "a string",
    list: "an array",
}
_BOUNDS = {
    "greater_than_equal": ("ge", "below", "minimum", ">="),
    "less_than_equal": ("le", "above", "maximum", "<="),
}
_LENGTHS = {
    "string_too_long": ("string", "above", "max_length", "maximum"),
    "string_too_short": ("string", "below", "min_length", "minimum"),
    "too_long": ("array", "above", "max_length", "maximum"),
    "too_short": ("array", "below", "min_length", "minimum"),
}
_MEMBERS = frozenset(
    {
        "server_vad", "semantic_vad", "function", "mcp", "message", "function_call",
        "function_call_output", "item_reference", "str", "int",
    }
)  # fmt: skip
_MEMBER_KINDS = ("literal[", "dict[", "list[", "function-", "constrained-")


class ClientError(Exception):
    """A client event that cannot be followed.

    `code`, `param` and the message are OpenAI's where they are known.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str,
        param: str | None = None,
        kind: str = "invalid_request_error",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.param = param
        self.kind = kind


def from_validation(
    error: ValidationError, *, prefix: str = "", skip: int = 0
) -> ClientError:
    """Return the first complaint of a model's validation in OpenAI's words.

    `prefix` goes before the path of the parameter; `skip` steps of it are left out.
    """
    first = _chief(error.errors())
    kind = first["type"]
    steps = first["loc"][skip:]
    if kind == "extra_forbidden":  # its last step is a name the client made up
        param = ".".join(filter(None, (_path(prefix, steps[:-1]), str(steps[-1]))))
        return ClientError(
            f"Unknown parameter: '{param}'.", code="unknown_parameter", param=param
        )
    param = _path(prefix, steps)
    if kind in {"missing", "union_tag_not_found"}:
        missing = f"{param}.type" if kind == "union_tag_not_found" else param
        return ClientError(
            f"Missing required parameter: '{missing}'.",
            code="missing_required_parameter",
            param=missing,
        )
    message, code = _wrong(first, param)
    return ClientError(message, code=code, param=param or None)


def _chief(errors: Sequence[ErrorDetails]) -> ErrorDetails:
    """Return the complaint to make: of a union's members, that of the closest one."""
    first = errors[0]
    place = first["loc"][:-1]
    if not first["loc"] or not _is_member(str(first["loc"][-1])):
        return first
    rivals = [one for one in errors if one["loc"][: len(place)] == place]
    return max(rivals, key=lambda one: len(one["loc"]))


def supported(value: object, values: Iterable[str], param: str) -> ClientError:
    """Return the complaint about a value that is none of those there are."""
    named = [f"'{one}'" for one in values]
    listed = " and ".join([", ".join(named[:-1]), named[-1]]) if named[1:] else named[0]
    return ClientError(
        f"Invalid value: '{value}'. Supported values are: {listed}.",
        code="invalid_value",
        param=param,
    )


def _wrong(first: ErrorDetails, param: str) -> tuple[str, str]:
    """Return the message and code for a value that is there and will not do."""
    kind, given, context = first["type"], first["input"], first.get("ctx", {})
    message, code = f"Invalid value for '{param}': {first['msg']}.", "invalid_value"
    if kind in _EXPECTED:
        code = "invalid_type"
        message = (
            f"Invalid type for '{param}': expected {_EXPECTED[kind]}, but got "
            f"{_called(given)} instead."
        )
    elif kind in _BOUNDS:
        key, side, bound, sign = _BOUNDS[kind]
        number = "integer" if isinstance(given, int) else "decimal"
        code = f"{number}_{side}_{bound[:3]}_value"
        message = (
            f"Invalid '{param}': {number} {side} {bound} value. Expected a value "
            f"{sign} {context[key]}, but got {given} instead."
        )
    elif kind in _LENGTHS:
        what, side, key, bound = _LENGTHS[kind]
        size = len(given) if isinstance(given, str | list) else 0
        code = f"{what}_{side}_{key}"
        message = (
            f"Invalid '{param}': {what} too {'long' if side == 'above' else 'short'}. "
            f"Expected {'a string' if what == 'string' else 'an array'} with {bound} "
            f"length {context[key]}, but got one with length {size} instead."
        )
    elif kind in {"literal_error", "union_tag_invalid"}:
        allowed = context.get("expected") or context.get("expected_tags")
        shown = given.get("type") if isinstance(given, dict) else given
        message = f"Invalid value: '{shown}'. Supported values are: {allowed}."
    return message, code


def _path(prefix: str, steps: Sequence[int | str]) -> str:
    """Return a parameter's name as OpenAI writes it, such as `session.tools[0].name`.

    >>> _path("session", ("tools", 0, "function", "name"))
    'session.tools[0].name'
    """
    path = prefix
    for step in steps:
        if isinstance(step, int):
            path += f"[{step}]"
        elif not _is_member(step):
            path += f".{step}" if path else step
    return path


def _is_member(step: str) -> bool:
    """Whether a step of pydantic's path names a union's member, not a field."""
    return step in _MEMBERS or step[:1].isupper() or step.startswith(_MEMBER_KINDS)


def _called(value: object) -> str:
    return _KINDS.get(type(value), "an object")
