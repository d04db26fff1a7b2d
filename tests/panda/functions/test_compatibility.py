"""What a new version of a function may change."""

import json
from typing import Annotated, Literal

import pytest
from pydantic import Field

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
