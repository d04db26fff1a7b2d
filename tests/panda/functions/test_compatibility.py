"""What a new version of a function may change."""

import json
from datetime import date, datetime
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given, settings, strategies as st
from pydantic import BaseModel, Field

from panda.functions import Function
from panda.functions.compatibility import breaks, objection
from panda.functions.permission import PERMISSIONS
from panda.functions.spec import FunctionSpec


def old(context, plan: str, year: int = 1, kind: Literal["a", "b"] = "a") -> str:
    """Say."""
    return ""


def wider(
    context,
    plan: str | None,
    year: float = 1,
    kind: Literal["a", "b", "c"] = "a",
    more: str = "",
) -> str:
    """Say."""
    return ""


def fewer(context, plan: str) -> str:
    """Say."""
    return ""


def asks_more(context, plan: str, other: str, year: int = 1, kind: str = "a") -> str:
    """Say."""
    return ""


def narrower(
    context,
    plan: Annotated[str, Field(min_length=2, pattern="^x")],
    year: str = "1",
    kind: Literal["a"] = "a",
) -> str:
    """Say."""
    return ""


def schema(handler):
    return Function(handler).parameters


@pytest.mark.parametrize(
    ("new", "says"),
    [
        (old, []),
        (wider, []),
        (fewer, ["kind is taken no more", "year is taken no more"]),
        (asks_more, ["other must be given now"]),
        (
            narrower,
            [
                "kind may not be 'b' any more",
                "plan has a minLength now",
                "plan has another pattern now",
                "year is no integer any more",
            ],
        ),
    ],
)
def test_what_is_taken_less_is_named(new, says):
    assert breaks(schema(old), schema(new)) == says


def spec(version, handler=old):
    return FunctionSpec(
        name="say",
        version=version,
        description="Say.",
        parameters=schema(handler),
        permission=PERMISSIONS["addNote"],
        time_limit_s=1,
    )


@pytest.mark.parametrize(
    ("before", "after", "handler", "says"),
    [
        ("1.0.0", "1.0.0", old, ""),
        ("1.0.0", "1.0.0", wider, "has changed: give it a new version"),
        ("1.0.0", "1.1.0", wider, ""),
        ("1.0.0", "1.1.0", asks_more, "make it 2.0.0"),
        ("1.0.0", "2.0.0", asks_more, ""),
        ("1.1.0", "1.0.0", old, "is older than 1.1.0"),
        ("0.1.0", "0.2.0", asks_more, ""),
    ],
)
def test_a_version_may_follow_or_not(before, after, handler, says):
    found = objection(spec(before), spec(after, handler))
    assert says in found
    assert bool(found) is bool(says)


def test_a_schema_with_definitions_is_followed():
    def one(context, field: Literal["x"] | int) -> str:
        """Say."""
        return ""

    text = json.dumps(schema(one))
    assert breaks(json.loads(text), json.loads(text)) == []


class Tree(BaseModel):
    name: str
    kids: list["Tree"] = []


class Deeper(BaseModel):
    name: str
    kids: list["Deeper"] = []
    needed: int


class Part(BaseModel):
    one: str


class Fuller(BaseModel):
    one: str
    two: str


def taking(kind):
    def handler(context, what) -> str:
        """Say."""
        return ""

    handler.__annotations__["what"] = kind
    return schema(handler)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (str | None, Annotated[str, Field(max_length=3)] | None, "maxLength"),
        (Literal["x", "y"] | None, Literal["x"] | None, "'y'"),
        (int | None, Annotated[int, Field(ge=5)] | None, "minimum"),
        (Part | None, Fuller | None, "two must be given"),
        (list[Part], list[Fuller], "two must be given"),
        (dict[str, str], dict[str, int], "no string"),
        (Any, str, "bound to string"),
        (list[Any], list[str], "bound to string"),
        (date, datetime, "format"),
        (str | None, str, "no null"),
        (Tree, Deeper, "needed must be given"),
    ],
)
def test_what_takes_less_is_seen_wherever_it_stands(before, after, says):
    (broken,) = breaks(taking(before), taking(after))
    assert says in broken
    assert breaks(taking(after), {**taking(after), "title": "anew"}) == []


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            [
                "type", "properties", "required", "anyOf", "items", "$ref", "enum",
                "additionalProperties", "minimum", "$defs", "const", "format",
            ]
        )
        | st.just("a"),
        inner | st.just("#/$defs/a"),
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(["properties", "$defs", "type"]), ODD), ODD)
def test_whatever_a_stranger_wrote_can_be_compared(one, other):
    assert breaks(one, {**one, "title": "anew"}) == []
    breaks(one, {"properties": {"a": other}})


def test_what_refers_to_itself_comes_to_an_end():
    loop = {
        "properties": {"a": {"$ref": "#/$defs/a"}},
        "$defs": {"a": {"anyOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/b"}]},
                  "b": {"$ref": "#/$defs/b"}},
    }  # fmt: skip
    assert breaks(loop, {**loop, "title": "anew"}) == []
