"""YAML that people write, and how it is told what is wrong with it."""

from contextlib import suppress

import pytest
from hypothesis import given, strategies as st
from pydantic import BaseModel, ValidationError, model_validator

from panda.errors import BadInput
from panda.written import MOST_DEEP, Misplaced, read_written


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2026-13-45", "2026-13-45"),
        ("10:00", "10:00"),
        ("+12175550123", "+12175550123"),
        ("007", "007"),
        ("1e5", "1e5"),
        (".inf", ".inf"),
        ("0x1F", "0x1F"),
        ("on", "on"),
        ("no", False),
        ("yes", True),
        ("-12", -12),
        ("1.50", 1.5),
        ("'1.50'", "1.50"),
        ("", None),
        ("~", None),
    ],
)
def test_a_value_is_what_a_person_means_by_it(written, value):
    assert read_written(f"a: {written}\n", "f").value == {"a": value}


@pytest.mark.parametrize("written", ["007", "12", "1.50", "yes", "2026-12-01"])
def test_where_all_is_text_it_is_as_it_was_written(written):
    assert read_written(f"a: {written}", "f", as_text=True).value == {"a": written}


BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(n + 1)}: &{chr(n + 1)} [*{chr(n)}, *{chr(n)}]\n" for n in range(97, 121)
)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: 1\nb: 2\na: 3", 3, "`a` is written twice"),
        ("a:\n  - b: 1\n    b: 2", 3, "`b` is written twice"),
        ("a: [1", 1, "is not YAML"),
        ("a: 1\nb: {en: Do you?}", 2, "is not YAML"),
        ("a: \x00", 1, "is not YAML"),
        ("? [a]\n: b", 1, "a key is no word"),
        ("a: !!python/name:os.system x", 1, "`!` makes nothing here"),
        ("a: !mine x", 1, "`!` makes nothing here"),
        ("a: &a [*a]", 1, "is repeated by a `*`"),
        (BOMB, 1, "is repeated by a `*`"),
        ("[" * 5000, 1, "has lists in lists without end"),
        ("- " * 5000 + "x", 1, "has lists in lists without end"),
        ("[" * (MOST_DEEP + 2) + "]" * (MOST_DEEP + 2), 1, "without end"),
    ],
)
def test_what_nobody_means_to_write_is_refused_with_its_line(text, line, problem):
    with pytest.raises(BadInput, match=rf"^f:{line}: .*{problem[:9]}") as caught:
        read_written(text, "f")
    assert problem in caught.value.problem
    assert caught.value.advice


def test_an_empty_file_says_nothing():
    assert read_written("# only a comment\n", "f").value is None


class Inner(BaseModel):
    name: str


class Outer(BaseModel):
    items: list[Inner]

    @model_validator(mode="after")
    def _apart(self):
        for at, one in enumerate(self.items[1:], 1):
            if one.name == self.items[0].name:
                raise Misplaced("the same name again", "items", at, "name")
        return self


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("items:\n  - name: a\n  - name: [b]\n", "f:3: items.1.name: is no text"),
        ("items:\n  - name: a\n  - nme: b\n", "f:3: items.1.name: is missing"),
        ("items:\n  - name: a\n  - name: a\n", "f:3: the same name again"),
        ("other: 1\n", "f:1: items: is missing"),
    ],
)
def test_what_a_model_has_against_it_is_told_by_line(text, said):
    written = read_written(text, "f")
    with pytest.raises(ValidationError) as caught:
        Outer.model_validate(written.value)
    assert str(written.refused(caught.value, {}, "mend it")) == f"{said} (mend it)"


@given(st.text())
def test_any_text_is_read_or_refused(text):
    with suppress(BadInput):
        assert read_written(text, "f").file == "f"
