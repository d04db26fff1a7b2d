"""What a machine reads back in pieces, in words and in dates is struck out."""

import pytest

from panda.compliance.numerals import digits_of, runs
from panda.compliance.redaction import Redactor
from panda.private import PrivateField as F


def redactor(field=F.MEMBER_ID, value="204118", *, is_open=True):
    made = Redactor()
    made.learn(field, value)
    if is_open:
        made.entered(field)
    return made


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("twenty forty one eighteen", ["204118"]),
        ("double one eight", ["118"]),
        ("two oh four, and one one eight", ["204118"]),
        ("March ninth nineteen eighty four", ["391984"]),
        ("veinte cuarenta y uno dieciocho", ["204118"]),
        ("zwanzig einundvierzig achtzehn", ["204118"]),
        ("one moment please, you may wait", []),
    ],
)
def test_numbers_are_understood_as_they_are_said(text, digits):
    assert [digits_of(run) for run in runs(text)] == digits


@pytest.mark.parametrize(
    "pieces",
    [
        ("9 9 2.", "0 4 1.", "1 8."),
        ("You entered nine.", "Nine.", "Two.", "0, 4."),
        ("double nine two", "oh four one", "one eight"),
        ("twenty forty one eighteen",),
        ("two hundred four", "and one one eight"),
        ("March ninth nineteen eighty four",),
        ("neunundneunzig", "zwanzig", "einundvierzig", "achtzehn"),
    ],
)
def test_no_number_is_left_of_an_entry_that_is_read_back_in_pieces(pieces):
    mine = redactor(value="99204118")
    said = [mine.hear(piece) for piece in pieces]
    left = " ".join(said).replace("[MEMBER_ID]", " ")
    assert list(runs(left)) == []


@pytest.mark.parametrize(
    "text",
    [
        "If that is right, press 1. To enter it again, press 2.",
        "If that is right, press or say one. Or press the number two.",
        "Si es correcto, oprima el 1. De lo contrario, oprima el dos.",
        "Wenn das richtig ist, drücken Sie die 1.",
        "One moment please.",
        "Thank you. One of our agents will be with you.",
    ],
)
def test_the_keys_of_options_are_left(text):
    assert redactor().hear(text) == text


def test_a_key_is_left_after_a_pause():
    mine = redactor()
    assert mine.hear("If that is right, press") == "If that is right, press"
    assert mine.hear("1.") == "1."
    assert mine.hear("8.") == "[MEMBER_ID]."


def test_what_is_offered_after_a_value_is_left_in_the_same_breath():
    said = redactor().hear("You entered 2 0 4 1 1 8, if right press 1, else press 2")
    assert said == "You entered [MEMBER_ID], if right press 1, else press 2"


@pytest.mark.parametrize(
    "text",
    [
        "9 9 2.",
        "0 4 1.",
        "1 8.",
        "ending in one one eight",
        "twenty forty one eighteen",
    ],
)
def test_parts_of_a_value_are_struck_for_the_rest_of_the_call(text):
    mine = redactor(value="9920411820411899", is_open=False)
    assert list(runs(mine.hear(text).replace("[MEMBER_ID]", ""))) == []


def test_a_value_that_goes_on_in_the_next_breath_is_struck_there():
    mine = redactor(value="99204118", is_open=False)
    mine.hear("I have nine nine")
    assert mine.hear("two is that right") == "[MEMBER_ID] is that right"


@pytest.mark.parametrize(
    "text",
    [
        "March ninth nineteen eighty four",
        "born on 9 March 1984",
        "03/09/84",
        "March 9th",
    ],
)
def test_a_date_of_birth_is_struck_in_every_form(text):
    mine = redactor(F.DATE_OF_BIRTH, "1984-03-09", is_open=False)
    assert list(runs(mine.hear(text).replace("[DATE_OF_BIRTH]", ""))) == []


def test_other_days_and_prices_stay_once_the_entry_is_settled():
    mine = redactor(F.DATE_OF_BIRTH, "1984-03-09")
    mine.settled()
    said = "We have March 12th at 9, and a cleaning is 120 dollars."
    assert mine.hear(said) == said
