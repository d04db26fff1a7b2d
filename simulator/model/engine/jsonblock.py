"""JSON objects standing in the middle of prose, as prompts carry them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_DECODER = json.JSONDecoder()


def objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield every outermost JSON object in a text, in order.

    >>> list(objects('Here: {"a": {"b": 1}} and {not json} and {"c": 2}'))
    [{'a': {'b': 1}}, {'c': 2}]
    """
    at = text.find("{")
    while at >= 0:
        try:
            found, end = _DECODER.raw_decode(text, at)
        except ValueError:
            end = at + 1
        else:
            if isinstance(found, dict):
                yield found
        at = text.find("{", end)
