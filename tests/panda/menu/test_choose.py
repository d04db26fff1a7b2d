# ruff: noqa: E501 - sentences are quoted whole
import pytest

from panda.menu.choose import CERTAIN, choose
from panda.menu.detect import read

DENTIST = (
    "If this is a dental emergency, press 7. If you are a doctor's office or pharmacy, "
    "press 1. To schedule an appointment, press 2. To cancel or reschedule, press 3. "
    "To pay your bill by phone, press 4. For questions about your bill or insurance, "
    "press 5. To hear our hours and directions, press 6. To repeat this menu, press 9."
)


@pytest.mark.parametrize(
    ("goal", "digits"),
    [
        ("schedule a cleaning", "2"),
        ("book an appointment for a check up", "2"),
        ("cancel my appointment", "3"),
        ("billing", "5"),
        ("ask whether they take my insurance", "5"),
        ("make a payment", "4"),
        ("opening hours", "6"),
        ("dental emergency", "7"),
    ],
)
def test_a_goal_finds_its_option(goal, digits):
    choice = choose(goal, read(DENTIST))
    assert choice.option.digits == digits
    assert choice.confidence >= CERTAIN


@pytest.mark.parametrize(
    ("language", "goal", "text", "digits"),
    [
        ("es", "schedule a cleaning", "Para emergencias marque 1. Para citas marque 2.", "2"),
        ("es", "agendar una limpieza", "Para citas marque 2. Para pagos marque 3.", "2"),
        ("fr", "schedule a cleaning", "Pour un rendez-vous, tapez 4. Pour le reste, tapez 5.", "4"),
        ("de", "einen Termin vereinbaren", "Für Rezepte die 1. Für Termine drücken Sie die 2.", "2"),
        ("de", "a person", "Für Rezepte drücken Sie 1. Für einen Mitarbeiter drücken Sie 0.", "0"),
        ("pt", "marcar uma consulta", "Para agendamento, digite 1. Para exames, digite 2.", "1"),
    ],
)  # fmt: skip
def test_a_goal_finds_its_option_in_other_languages(language, goal, text, digits):
    assert (
        choose(goal, read(text, language=language), language=language).option.digits
        == digits
    )


@pytest.mark.parametrize(
    ("goal", "text", "digits"),
    [
        ("a person", "For billing, press 1. To speak with a representative, press 0.", "0"),
        ("ask about prices", "For jobs, press 1. For general questions, press 2.", "2"),
        ("ask about prices", "For appointments, press 1. For the front desk, press 3.", "3"),
        ("schedule a cleaning", "For new patients, press 1. For billing, press 2.", "1"),
        ("billing", "For appointments, press 1. For all other calls, press 9.", "9"),
        ("fix my furnace", "For furnace repair, press 1. For plumbing, press 2.", "1"),
        ("schedule a cleaning", "For appointment emergencies, press 1. For the operator, press 0.", "0"),
        ("schedule a cleaning", "To schedule or change an appointment, press 1. To cancel an appointment, press 2.", "1"),
    ],
)  # fmt: skip
def test_the_nearest_option_serves_when_none_is_named_after_the_goal(
    goal, text, digits
):
    assert choose(goal, read(text)).option.digits == digits


def test_a_nearest_option_is_not_certain():
    choice = choose("ask about prices", read("For the front desk, press 3."))
    assert choice.confidence < CERTAIN
    assert choice.reason == "operator"


@pytest.mark.parametrize("goal", ["schedule a cleaning", "billing", "a person", "xyz"])
def test_an_emergency_is_never_chosen(goal):
    menu = read("For emergencies, press 1. For urgent care, press 2.")
    assert choose(goal, menu).option is None


def test_what_is_no_emergency_may_be_chosen():
    menu = read("For emergencies, press 1. For non-emergency appointments, press 2.")
    assert choose("schedule a cleaning", menu).option.digits == "2"


def test_staying_on_the_line_is_better_than_a_wrong_option():
    menu = read("For jobs, press 1. Otherwise, please stay on the line.")
    choice = choose("schedule a cleaning", menu)
    assert choice.option is None
    assert choice.reason == "stay"


def test_no_answer_is_an_answer():
    choice = choose("schedule a cleaning", read("For jobs, press 1."))
    assert choice.option is None
    assert choice.reason == "none"


def test_another_language_than_ours_is_not_chosen():
    assert choose("a person", read("Para español, oprima el dos.")).option is None
    menu = read("For English press 1. Para español, oprima el dos.")
    assert choose("una persona", menu, language="es").option.digits == "2"


def test_an_option_that_led_nowhere_is_avoided():
    menu = read("For appointments, press 1. For the front desk, press 2.")
    first = choose("schedule a cleaning", menu)
    second = choose("schedule a cleaning", menu, avoid=[first.option])
    assert (first.option.digits, second.option.digits) == ("1", "2")


@pytest.mark.parametrize("text", ["1 for English, para continuar en español."])
def test_a_language_is_known_though_the_next_ones_key_was_not_understood(text):
    menu = read(f"Select {text}", language="en")
    assert choose("schedule a cleaning", menu).option == menu.options[0]
    spanish = choose("pedir una cita", menu, language="es")
    assert spanish.reason != "language"
