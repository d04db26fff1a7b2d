"""Hostile inputs: real messages bent in a few places, and plain rubbish (hypothesis).

Bending what is nearly right reaches further into a codec than noise does: a leaf
becomes another kind of value, a key goes missing, a list becomes a number.
"""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = Any

_WORDS = st.sampled_from(
    [
        "",
        "0",
        "-1",
        "1e999",
        "NaN",
        "null",
        "\ud800",
        "\x00",
        "é",
        "a" * 300,
        "=",
        "//8",
    ]
)
TEXT = st.text(max_size=20) | _WORDS
"""Any text; half a surrogate pair is one that JSON can hold."""
_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([2**63, -(2**63), 10**400, -1, 0])
    | st.floats()
    | TEXT
)
JSON = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4)
    ),
    max_leaves=8,
)


@st.composite
def bent(draw: st.DrawFn, examples: Sequence[Json]) -> str:
    """Return a message of a protocol, changed in up to three places, as JSON text."""
    message = copy.deepcopy(draw(st.sampled_from(examples)))
    for _ in range(draw(st.integers(0, 3))):
        message = _bend(draw, message)
    return json.dumps(message)


def _bend(draw: st.DrawFn, message: Json) -> Json:
    paths = list(_paths(message))
    path = draw(st.sampled_from(paths))
    if not path:
        return draw(JSON)
    *way, last = path
    holder = message
    for step in way:
        holder = holder[step]
    match draw(st.sampled_from(["other", "gone", "swap"])):
        case "gone":
            del holder[last]
        case "swap":
            holder[last] = copy.deepcopy(_at(message, draw(st.sampled_from(paths))))
        case _:
            holder[last] = draw(JSON)
    return message


def _at(message: Json, path: tuple[str | int, ...]) -> Json:
    for step in path:
        message = message[step]
    return message


def _paths(value: Json, before: tuple[str | int, ...] = ()) -> Any:
    yield before
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, (*before, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _paths(inner, (*before, number))


def messages(examples: Sequence[Json]) -> st.SearchStrategy[str]:
    """Return bent messages mostly, any JSON, any text, and deep nesting."""
    deep = st.sampled_from([10, 1_000, 20_000]).map(lambda depth: "[" * depth)
    return st.one_of(
        bent(examples),
        bent(examples),
        bent(examples),
        JSON.map(json.dumps),
        TEXT,
        deep,
    )


@st.composite
def cut_up(draw: st.DrawFn, examples: Sequence[str]) -> str:
    """Return a text with a piece taken out, doubled, replaced or moved."""
    text = draw(st.sampled_from(examples))
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text)))
        stop = draw(st.integers(start, min(len(text), start + 30)))
        piece = text[start:stop]
        new = draw(st.sampled_from(["", piece * 2]) | TEXT)
        text = text[:start] + new + text[stop:]
    return text


def texts(examples: Sequence[str]) -> st.SearchStrategy[str]:
    """Return cut up examples mostly, and any text."""
    return st.one_of(cut_up(examples), cut_up(examples), TEXT)


def forms(known: Sequence[str], values: Sequence[str]) -> st.SearchStrategy[Json]:
    """Return the pairs of a form: known names mostly, likely and unlikely values."""
    names = st.sampled_from(known) | TEXT
    return st.lists(st.tuples(names, texts(values)), max_size=8)
