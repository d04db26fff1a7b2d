"""What is wrong with a value a person wrote, in words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: dict[str, str] = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "too_short": "needs at least {min_length}, and has {actual_length}",
    "too_long": "may have {max_length} at most, and has {actual_length}",
    "string_too_short": "needs at least {min_length} characters",
    "string_too_long": "may have {max_length} characters at most",
    "string_pattern_mismatch": "is not written in the form that is asked for",
    "string_type": "is no text",
    "enum": "is none of {expected}",
    "literal_error": "is none of {expected}",
    "int_parsing": "is no whole number",
    "int_type": "is no whole number",
    "float_parsing": "is no number",
    "float_type": "is no number",
    "bool_parsing": "is neither true nor false",
    "bool_type": "is neither true nor false",
    "list_type": "is no list",
    "tuple_type": "is no list",
    "dict_type": "holds no settings",
    "model_type": "holds no settings",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be {ge} or more",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be {le} or less",
}
"""By the kinds of errors that pydantic has; its own words speak of types and models."""


def plainly(detail: Mapping[str, object]) -> str:
    """Say one of the errors of a `ValidationError`, without quoting the value.

    Example:
        >>> plainly(
        ...     {"type": "too_short", "ctx": {"min_length": 1, "actual_length": 0}}
        ... )
        'needs at least 1, and has 0'
    """
    words = WORDS.get(str(detail["type"]))
    if words is None:
        return str(detail["msg"]).removeprefix("Value error, ")
    known = detail.get("ctx")
    return words.format(**known) if isinstance(known, dict) else words
