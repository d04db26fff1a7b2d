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


def test_a_number_that_sounds_like_a_verb_is_one_where_other_keys_are_chosen():
    said = ("For moving, choose one.", "For meters, 2.4 now.", "For outages 2-3.")
    assert keys(*said) == {"1": "moving", "4": "meters", "3": "outages"}
    assert keys("For moving, press one.", "For meters, 2.4 now.") == {"1": "moving"}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (
            "For parts, dial 1 for service, 2 towing, 3 other questions, 0.",
            {"1": "parts", "2": "service", "3": "towing", "0": "other questions"},
        ),
        (
            "To reach the lab, enter the number 4, results, 2 for billing, 6.",
            {"4": "lab", "2": "results", "6": "billing"},
        ),
        (
            "Para las citas, pulse 1 para recetas, 2 facturas, 3.",
            {"1": "citas", "2": "recetas", "3": "facturas"},
        ),
    ],
)
def test_in_a_list_that_ends_with_a_key_each_key_is_of_the_label_before(said, found):
    language = "es" if said.startswith("Para") else "en"
    assert keys(said, language=language) == found


@pytest.mark.parametrize(
    "said",
    [
        "For parts, press 1. We are open from 8 to 5.",
        "For parts, press 1, and we are here from 8 to 5, on 2 days until 6.",
        "For parts, press 1 for service, press 2 for towing, press 3.",
    ],
)
def test_what_is_no_such_list_is_read_as_before(said):
    assert keys(said)["1"] == "parts"
    assert not keys(said).keys() - {"1", "2", "3"}


def test_a_verb_and_its_key_are_parted_where_they_were_written_as_one():
    assert keys("For claims push-five now.", "For fraud, push four.") == {
        "5": "claims",
        "4": "fraud",
    }


def test_a_label_is_found_behind_a_sentence_that_ran_on_into_it():
    hours = "We are open Monday through Friday, 9 am to 6 pm for table reservations."
    assert keys(hours, "Please press 1 now.", "For hours, press 2.") == {
        "1": "table reservations",
        "2": "hours",
    }
    thanks = "Thank you very much for choosing our little house."
    assert "1" not in keys(thanks, "Please press 1 now.", "For hours, press 2.")


def test_names_that_are_read_out_one_by_one_are_one_list():
    said = ("Diga el motivo.", "Puede decir facturas.", "reservas.", "menú, horario")
    menu = find(list(said), language="es").menu
    assert [one.say for one in menu.options] == [
        "facturas",
        "reservas",
        "menú",
        "horario",
    ]
    ended = find(["You can say hours or parts.", "Goodbye."], language="en").menu
    assert [one.say for one in ended.options] == ["hours", "parts"]
