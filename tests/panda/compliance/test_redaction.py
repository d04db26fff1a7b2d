"""Values that were keyed in are nowhere in what is read back."""

import pytest
from hypothesis import given, settings, strategies as st

from panda.compliance.redaction import LEAST, Redactor
from panda.private import PrivateField

WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def redactor(value="204118"):
    made = Redactor()
    made.learn(PrivateField.MEMBER_ID, f"{value}#")
    return made


@pytest.mark.parametrize(
    "text",
    [
        "You entered 204118. If that is right, press 1.",
        "You entered 2 0 4 1 1 8. If that is right, press 1.",
        "You entered 2, 0, 4, 1, 1, 8. If that is right, press 1.",
        "You entered two zero four one one eight. If that is right, press 1.",
        "You entered two, oh, 4, one, one, 8. If that is right, press 1.",
    ],
)
def test_a_value_read_back_is_struck_out_and_the_rest_stays(text):
    said = redactor().redact(text)
    assert said == "You entered [MEMBER_ID]. If that is right, press 1."


def test_the_telling_part_of_a_value_is_struck_out():
    assert redactor().redact("ending in 4118") == "ending in [MEMBER_ID]"
    assert redactor().redact("your member 92041187") == "your member 9[MEMBER_ID]7"


@pytest.mark.parametrize("text", ["call 5550 123", "press 1", "four of us", ""])
def test_other_words_and_numbers_stay(text):
    assert redactor().redact(text) == text


def test_without_a_value_nothing_is_looked_for():
    assert Redactor().redact("204118") == "204118"


@settings(max_examples=60, deadline=None)
@given(
    st.text("0123456789", min_size=LEAST, max_size=12),
    st.sampled_from(["", " ", ", ", ". ", "-"]),
    st.booleans(),
    st.text("abcdefg .,", max_size=20),
)
def test_no_value_survives_however_it_is_read_out(value, between, in_words, around):
    digits = [WORDS[int(one)] if in_words else one for one in value]
    apart = between or (" " if in_words else "")
    said = redactor(value).redact(f"{around} {apart.join(digits)} {around}")
    left = said.replace("[MEMBER_ID]", "")
    assert not any(one.isdigit() for one in left)
    assert apart.join(digits) not in said
