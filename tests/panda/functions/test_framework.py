import json
from typing import Annotated, Literal

import pytest
from pydantic import Field

from panda.errors import FunctionError
from panda.functions import Function, Registry
from panda.functions.versions import VersionRange


class Book:
    """A context of its own."""

    def __init__(self):
        self.asked: list[object] = []


async def look_up_price(
    book: Book,
    service: Annotated[str, Field(min_length=2, description="What is paid for.")],
    how_often: Literal["once", "yearly"] = "once",
) -> str:
    """Say what a service costs.

    Over two lines.
    """
    book.asked.append((service, how_often))
    return f"{service}: 120"


async def say_nothing(book: Book) -> str:
    """Say nothing."""
    return ""


def test_the_signature_is_the_schema_and_the_docstring_the_manual():
    function = Function(look_up_price)

    assert function.name == "lookUpPrice"
    assert function.description == "Say what a service costs. Over two lines."
    assert function.parameters == {
        "type": "object",
        "properties": {
            "service": {
                "type": "string",
                "minLength": 2,
                "description": "What is paid for.",
            },
            "howOften": {
                "type": "string",
                "enum": ["once", "yearly"],
                "default": "once",
            },
        },
        "required": ["service"],
        "additionalProperties": False,
    }


async def test_a_handler_gets_its_context_and_checked_arguments():
    book = Book()
    text = await Function(look_up_price).call(
        book, '{"service": "cleaning", "howOften": "yearly"}'
    )

    assert (text, book.asked) == ("cleaning: 120", [("cleaning", "yearly")])


async def test_no_arguments_may_come_as_nothing():
    assert await Function(say_nothing).call(Book(), "") == ""
    assert await Function(say_nothing).call(Book(), "{}") == ""


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        ({}, "service: is missing"),
        ({"service": 5}, "service: is no text"),
        ({"service": "x"}, "service: needs at least 2 characters"),
        ({"service": "ok", "howOften": "daily"}, "howOften: is none of 'once'"),
        ({"service": "ok", "how_often": "once"}, "how_often: is not known here"),
        ({"service": "ok", "more": 1}, "more: is not known here"),
    ],
)
async def test_wrong_arguments_come_back_as_advice_and_nothing_is_run(
    arguments, advice
):
    book = Book()
    with pytest.raises(FunctionError, match=f"lookUpPrice: {advice}"):
        await Function(look_up_price).call(book, json.dumps(arguments))

    assert book.asked == []


def press(book: Book, keys: Annotated[str, Field(pattern="^[0-9]+$")]) -> str:
    """Press keys."""
    return book.asked and keys


def press_described(
    book: Book,
    which_keys: Annotated[
        str, Field(pattern="^[0-9]+$", description="Keys, from 0 to 9.")
    ],
) -> str:
    """Press keys."""
    return book.asked and which_keys


def test_what_is_written_in_another_form_comes_back_with_what_the_form_is():
    with pytest.raises(FunctionError) as described:
        Function(press_described).checked('{"whichKeys": "five"}')
    with pytest.raises(FunctionError) as bare:
        Function(press).checked('{"keys": "five"}')

    form = "is not written in the form that is asked for"
    assert str(described.value) == (
        f"pressDescribed: whichKeys: {form}: Keys, from 0 to 9."
    )
    assert str(bare.value) == f"press: keys: {form}"


@pytest.mark.parametrize(
    "arguments", ["not json", "[]", '"text"', "null", "{", "1e999"]
)
async def test_what_is_no_json_object_is_refused(arguments):
    with pytest.raises(FunctionError):
        await Function(look_up_price).call(Book(), arguments)


async def test_a_refusal_does_not_repeat_the_arguments():
    with pytest.raises(FunctionError) as caught:
        await Function(look_up_price).call(
            Book(), '{"service": ["Mrs. Example, born 1 May"]}'
        )

    assert "Example" not in str(caught.value)


def test_a_function_without_a_manual_is_none():
    async def mute(book: Book) -> str:
        return ""

    with pytest.raises(TypeError, match="needs a docstring"):
        Function(mute)


async def test_a_function_need_not_wait_for_anything():
    def quick(book: Book) -> str:
        """Do it at once."""
        return "done"

    function = Function(quick)
    assert not function.waits
    assert function.call_now(Book(), "{}") == "done"
    assert await function.call(Book(), "{}") == "done"


def test_what_cannot_be_given_by_name_is_no_argument():
    def loose(book: Book, *more: str) -> str:
        """Take anything."""
        return ""

    with pytest.raises(TypeError, match="more cannot be given by name"):
        Function(loose)


def test_an_argument_without_a_type_is_refused():
    async def vague(book, thing) -> str:
        """Do something."""
        return ""

    with pytest.raises(TypeError, match="thing needs a type"):
        Function(vague)


async def test_a_registry_runs_functions_by_name():
    registry = Registry(Function(look_up_price), Function(say_nothing))

    assert registry.names == ["lookUpPrice", "sayNothing"]
    assert [tool.name for tool in registry.tools] == registry.names
    assert await registry.call(Book(), "lookUpPrice", '{"service": "exam"}') == (
        "exam: 120"
    )


async def test_an_unknown_name_comes_back_with_those_there_are():
    registry = Registry(Function(look_up_price))

    with pytest.raises(
        FunctionError, match="no function lookUpPrices; there are: lookUpPrice"
    ):
        await registry.call(Book(), "lookUpPrices", "{}")


async def test_of_several_versions_the_latest_is_offered_and_all_can_be_called():
    old = Function(say_nothing, name="quote", version="1.0.0")
    new = Function(look_up_price, name="quote", version="2.0.0")
    registry = Registry(old, new)

    assert [tool.description for tool in registry.tools] == [new.description]
    assert registry.get("quote") is new
    assert registry.get("quote", VersionRange.parse("^1")) is old
    with pytest.raises(FunctionError):
        registry.get("quote", VersionRange.parse("3"))


def test_one_name_and_version_is_one_function():
    with pytest.raises(TypeError, match="two functions lookUpPrice of version 1"):
        Registry(Function(look_up_price), Function(look_up_price))


def test_functions_can_be_added_without_changing_the_registry():
    registry = Registry(Function(look_up_price))
    more = registry.with_functions(Function(say_nothing))

    assert registry.names == ["lookUpPrice"]
    assert more.names == ["lookUpPrice", "sayNothing"]
