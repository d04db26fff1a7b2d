# ruff: noqa: E501 - what is said is quoted whole, a line each
"""Menus in which no option is named after the goal."""

import pytest

from panda.menu.choose import CERTAIN, choose
from panda.menu.detect import read

CLEANING = "schedule a cleaning"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("For our Elm office, press 3. For our Oak office, press 1.", "3"),
        ("For Springfield, press 1. For Shelbyville, press 2.", "1"),
        ("Para la sucursal Norte, marque 2. Para la sucursal Sur, marque 3.", "2"),
        ("For large groups, press 1. For small ones, press 2.", "2"),
        ("For home insurance, press 4. For boat insurance, press 5.", "4"),
    ],
)
def test_where_only_the_way_parts_the_first_is_taken(text, key):
    choice = choose("make a reservation", read(text))
    assert (choice.option.digits, choice.reason) == (key, "any")
    assert choice.confidence < CERTAIN


@pytest.mark.parametrize(
    "text",
    [
        "For billing, press 1. For jobs, press 2.",
        "For emergencies, press 1. For our fax number, press 2.",
        "For doctors' offices, press 1. To repeat this menu, press 9.",
        "For directions to our office, press 1. To repeat this menu, press star.",
        "Where to find our shop, press 2. To repeat this menu, press star.",
    ],
)
def test_what_leads_elsewhere_is_no_fork(text):
    assert choose(CLEANING, read(text)).option is None


def test_an_office_is_chosen_rather_than_waiting():
    text = "For our Elm office, press 1. For our Oak office, press 2. Or please hold."
    assert choose(CLEANING, read(text)).option.digits == "1"


def test_waiting_in_vain_leaves_what_is_offered():
    menu = read("For jobs, press 1. For other matters, press 9. Or please hold.")
    assert choose("xyz", menu, may_stay=False).option.digits == "9"


@pytest.mark.parametrize(
    ("goal", "text", "key"),
    [
        ("make a reservation", "To book a large party, press 1. To reserve a table, press 2.", "2"),
        ("make a reservation", "For changes to a reservation, press 1. For the front desk, press 2.", "2"),
        (CLEANING, "For changes to an appointment, press 1. For new patients, press 2.", "2"),
        (CLEANING, "For appointments and cancellations, press 1. For the front desk, press 2.", "1"),
        ("schedule an oil change", "For the service department, press 1. For tires, press 2.", "1"),
        ("hacer una cita", "Para la clínica sin cita, marque 1. Para recepción, marque 2.", "2"),
        ("make an appointment with a doctor", "For doctor's offices, press 1. For scheduling, press 2.", "2"),
    ],
)  # fmt: skip
def test_an_option_for_something_else_is_not_taken_for_the_goal(goal, text, key):
    assert choose(goal, read(text)).option.digits == key


def test_a_narrower_option_waits_for_the_rest_of_the_menu():
    menu = read("To book a large birthday party, press 1.")
    assert choose("make a reservation", menu).confidence < CERTAIN
