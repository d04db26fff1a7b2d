"""A form made from a function's JSON schema."""

import pytest

from dashboard.schemaform import arguments, entries

SCHEMA = {
    "properties": {
        "digits": {"type": "string", "description": "Keys."},
        "count": {"type": "integer", "default": 2},
        "price": {"anyOf": [{"type": "number"}, {"type": "null"}], "default": None},
        "sure": {"type": "boolean"},
        "kind": {"enum": ["a", "b"], "type": "string"},
        "names": {"type": "array", "items": {"type": "string"}},
        "value": {"anyOf": [{"type": "boolean"}, {"type": "number"}]},
    },
    "required": ["digits", "sure"],
}


def test_each_argument_is_asked_for_as_its_schema_has_it():
    asked = {one.name: one for one in entries(SCHEMA)}
    assert {name: one.kind for name, one in asked.items()} == {
        "digits": "text",
        "count": "whole",
        "price": "number",
        "sure": "yes_no",
        "kind": "choice",
        "names": "list",
        "value": "json",
    }
    assert asked["kind"].choices == ("a", "b")
    assert (asked["count"].default, asked["price"].default) == ("2", "")
    assert [name for name, one in asked.items() if one.needed] == ["digits", "sure"]


def test_what_is_typed_becomes_arguments_and_blanks_are_left_out():
    given = {
        "digits": " 12# ",
        "count": "3",
        "price": "1.5",
        "sure": "no",
        "kind": "",
        "names": "Ann\n\n Bo ",
        "value": "true",
    }
    assert arguments(entries(SCHEMA), given) == (
        {
            "digits": "12#",
            "count": 3,
            "price": 1.5,
            "sure": False,
            "names": ["Ann", "Bo"],
            "value": True,
        },
        {},
    )


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"sure": "yes"}, {"digits": "is needed"}),
        ({"digits": "1", "sure": "yes", "count": "x"}, {"count": "whole"}),
        ({"digits": "1", "sure": "perhaps"}, {"sure": "yes or no"}),
    ],
)
def test_what_does_not_fit_is_told_at_its_place(given, wrong):
    _, found = arguments(entries(SCHEMA), given)
    assert found.keys() == wrong.keys()
    assert all(wrong[name] in found[name] for name in wrong)


def test_a_function_without_arguments_asks_for_nothing():
    assert entries({"type": "object"}) == []
