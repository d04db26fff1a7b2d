"""What a recogniser made of small words and pauses, as real calls have shown it."""

import pytest

from panda.menu.detect import find


def keys(*pieces, language="en"):
    menu = find(list(pieces), language=language).menu
    return {option.digits: option.label for option in menu.options}


@pytest.mark.parametrize(
    ("pieces", "found"),
    [
        (("4 scheduling, press 2, 4 hour payments, press 7.",), {"2", "7"}),
        (("4-hour south office", "Press 2.", "4 refills, press 3."), {"2", "3"}),
        (("Press 1-4 English.", "Press 2 for hours."), {"1", "2"}),
        (("For hours, press 1.", "For the lake office, enter to now."), {"1", "2"}),
        (("To book, push to now, to change it, push three now.",), {"2", "3"}),
        (("For directions, press for now.",), {"4"}),
        (("Please select one as the following options.", "For hours, press 3."), {"3"}),
        (("4 for billing, 5 for sales, 6 for parts.",), {"4", "5", "6"}),
    ],
)
def test_for_and_to_are_told_from_four_and_two(pieces, found):
    assert keys(*pieces).keys() == found


def test_an_option_that_ends_with_now_takes_no_label_from_behind():
    said = (
        "Please select a location for the Eastgate office.",
        "Press 2 now, for the downtown office.",
        "Press 1.",
    )
    assert keys(*said) == {"2": "Eastgate office", "1": "downtown office"}


def test_a_label_after_the_number_is_read_though_the_verb_was_misheard():
    said = ("Puse el dos para las citas.", "Para recetas, pulse el 3.")
    assert keys(*said, language="es") == {"2": "citas", "3": "recetas"}


def test_to_hold_is_no_label():
    said = ("For the lake office, press 1.", "Press 2, hold and someone will help you.")
    assert keys(*said) == {"1": "lake office"}


def test_whom_to_call_in_need_is_no_part_of_the_next_label():
    assert keys("If you are hurt, hang up and dial 911 for English, press 1.") == {
        "1": "English"
    }
    assert keys("In need hang up and dial 9 1 1. For sales, press 2.") == {"2": "sales"}


def test_a_spoilt_one_is_read_where_nothing_else_could_stand():
    assert keys(
        "For the lake office", "Press we now.", "For the hill office, press 2."
    ) == {
        "1": "lake office",
        "2": "hill office",
    }
