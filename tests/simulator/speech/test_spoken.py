import pytest
from hypothesis import given, strategies as st

from simulator.speech.spoken import aloud, cardinal, digits, ordinal


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("$129", "one hundred twenty-nine dollars"),
        ("$1", "one dollar"),
        ("$185.50", "one hundred eighty-five dollars and fifty cents"),
        ("$0.99", "ninety-nine cents"),
        ("$1,299", "one thousand two hundred ninety-nine dollars"),
        ("$90-$120", "ninety to one hundred twenty dollars"),
        ("10:30 a.m.", "ten thirty a m"),
        ("2:05 PM", "two oh five p m"),
        ("5 p.m.", "five p m"),
        ("at 9:00.", "at nine o'clock."),
        ("December 1", "December first"),
        ("December 1 at 10:30 AM", "December first at ten thirty a m"),
        ("2026-12-01", "December first, twenty twenty-six"),
        ("1/2/2009", "January second, two thousand nine"),
        ("the 21st", "the twenty-first"),
        ("press 1", "press one"),
        ("press # or press *", "press pound or press star"),
        ("20%", "twenty percent"),
        ("3.5 miles", "three point five miles"),
        ("Dr. Smith", "Doctor Smith"),
        ("2175550123.", "two one seven, five five five, zero one two three."),
        ("(217) 555-0123", "two one seven, five five five, zero one two three"),
        ("+1 217-555-0123", "one, two one seven, five five five, zero one two three"),
        ("extension 204", "extension two zero four"),
        ("zip 62704", "zip six two seven zero four"),
        ("a copay with Aetna", "a co-pay with Etna"),
        ("A <b>new</b> day", "A b new, b day"),
    ],
)
def test_english_is_said_as_people_say_it(written, said):
    assert aloud(written) == said


def test_other_languages_only_have_long_numbers_spaced_out():
    assert aloud("Appelez le 2175550123, 20 dollars.", "fr") == (
        "Appelez le 2 1 7 5 5 5 0 1 2 3, 20 dollars."
    )


@given(st.text(max_size=60))
def test_english_that_was_said_has_no_digits_left(text):
    assert not any("0" <= char <= "9" for char in aloud(text))


@given(st.integers(0, 999_999_999))
def test_numbers_in_words_are_words(number):
    assert cardinal(number).replace("-", " ").replace(" ", "").isalpha()


def test_ordinals_and_digits():
    assert [ordinal(n) for n in (1, 2, 3, 12, 20, 30, 31)] == [
        *("first", "second", "third", "twelfth", "twentieth", "thirtieth"),
        "thirty-first",
    ]
    assert digits("5550123") == "five five five, zero one two three"
