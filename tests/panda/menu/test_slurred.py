import pytest

from panda.menu.choose import choose, only_other_languages
from panda.menu.detect import find
from panda.menu.navigate import Navigator
from panda.menu.steps import Press


def keys(*pieces, language="es"):
    menu = find(list(pieces), language=language).menu
    return {option.digits: option.label for option in menu.options}


@pytest.mark.parametrize(
    "spoilt",
    [
        "puse el número 2",
        "pulsel 2",
        "un sin número 2",
        "no sé el número dos",
        "punse 2",
    ],
)
def test_a_key_is_read_though_its_verb_was_misheard(spoilt):
    heard = keys("Para ventas, pulse el 1.", f"Para la sucursal de Lima, {spoilt}.")
    assert heard == {"1": "ventas", "2": "sucursal de Lima"}


def test_the_key_may_come_in_a_piece_of_its_own():
    heard = keys(
        "Para pagos, oprima 1.", "Para la oficina de Quito.", "Fulse el número 3."
    )
    assert heard == {"1": "pagos", "3": "oficina de Quito"}


@pytest.mark.parametrize(
    "spoilt", ["marquelluno", "Marquéldos", "oprimados", "presionelcinco", "pulsetres"]
)
def test_a_verb_and_its_number_may_have_become_one_word(spoilt):
    number = {"uno": "1", "dos": "2", "nco": "5", "res": "3"}[spoilt[-3:]]
    heard = keys("Para ventas, pulse el 7.", f"Para los pagos, {spoilt}.")
    assert heard == {"7": "ventas", number: "pagos"}


@pytest.mark.parametrize(
    "word",
    [
        "marcados",
        "márquelos",
        "seleccionados",
        "selecciones",
        "presionados",
        "marketing",
    ],
)
def test_words_that_only_resemble_such_a_word_are_no_keys(word):
    heard = keys("Para ventas, pulse el 7.", f"Para los pagos {word}.")
    assert heard == {"7": "ventas"}


@pytest.mark.parametrize(
    "said",
    [
        "Estamos en la calle 8.",
        "Su número 4 está listo.",
    ],
)
def test_other_numbers_are_no_keys(said):
    assert keys("Para ventas, pulse el 1.", said) == {"1": "ventas"}


def test_a_slurred_key_alone_is_not_believed():
    assert keys("Estoy en casa, puse el número 5.") == {}


def test_what_could_not_be_read_is_no_part_of_the_next_label():
    heard = keys("For English, choose teo, para español, oprima uno.", language="en")
    assert heard == {"1": "español"}


def test_our_language_is_chosen_whatever_was_made_of_the_next_ones_words():
    menu = find(["Select one for English, but I spank null."], language="en").menu
    assert choose("book a table", menu).reason == "language"
    assert choose("reservar una mesa", menu, language="es").reason != "language"


def test_the_only_place_that_was_understood_is_as_good_as_any():
    menu = find(["Para la sucursal de Lima, pulse el 4."], language="es").menu
    assert choose("pedir una cita", menu, language="es").option == menu.options[0]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Do not press 1 unless somebody is hurt. For visits, press 2.", {"2"}),
        ("You no longer need to press 1. For billing, press 3.", {"3"}),
        ("Please don't press 4. For sales, press 5.", {"5"}),
        ("If so, press 1. If not, press 2.", {"1", "2"}),
        ("For yes press 1 for no press 2.", {"1", "2"}),
    ],
)
def test_a_key_that_is_denied_is_not_offered(text, offered):
    assert set(keys(text, language="en")) == offered


def test_four_hour_at_the_beginning_of_an_option_was_for_our():
    heard = keys(
        "4 hour Lima office, press 2. 4 hour Quito office, press 3.", language="en"
    )
    assert set(heard) == {"2", "3"}


def test_where_only_another_language_was_understood_ours_is_on_the_other_key():
    menu = find(["100 for English. Para español, seleccione 2."], language="en").menu
    assert only_other_languages(menu, "en")
    assert not only_other_languages(menu, "es")
    assert not only_other_languages(find(["For sales, press 2."]).menu, "en")


def test_text_without_end_is_read_in_no_more_time_than_its_last_minutes():
    assert find("press " + "1 " * 40_000, language="en").menu.options == ()


def test_labels_of_one_long_breath_stand_before_their_keys_where_they_end_with_one():
    heard = keys(
        "Welcome to be connected to the parts desk? Please press 2 to reach our store,"
        " dial 5 to report a leak, dial 1 to speak to sales, dial 3.",
        language="en",
    )
    assert heard == {
        "2": "parts desk",
        "5": "our store",
        "1": "report a leak",
        "3": "sales",
    }
    plain = keys(
        "To better serve you, press 1 for sales, press 2 for parts, press 3 for pay.",
        language="en",
    )
    assert plain == {"1": "sales", "2": "parts", "3": "pay"}


@pytest.mark.parametrize("verb", ["marque", "oprima"])
def test_a_verb_and_its_number_may_be_written_as_one_word(verb):
    heard = keys(f"Para el taller, {verb}dos.", "Para servicio, mark 1.")
    assert heard == {"2": "taller", "1": "servicio"}


def test_two_for_english_is_no_key_24():
    assert keys("Press 24 English.", "Para español oprima 3.", language="en") == {
        "2": "English",
        "3": "español",
    }
    assert keys("Press 24 for dental, 12 for vision.", language="en").keys() == {
        "24",
        "12",
    }


def test_a_language_may_stand_at_the_end_of_other_words():
    heard = keys("We are open from 8 to 5 for English. Dial 1.", language="en")
    assert heard == {"1": "English"}


def test_what_is_to_be_said_is_no_misheard_number():
    heard = keys(
        "Para citas nuevas, diga nueva o bien oprima 1.", "Para pagos, oprima 2."
    )
    assert heard == {"1": "citas nuevas", "2": "pagos"}


@pytest.mark.parametrize(
    ("pieces", "found"),
    [
        # the verb is gone, and its number answers a label that waits for it
        (
            ("Para los baños.", "Revisión el 5.", "Para las llaves, marque 2."),
            {"5": "baños", "2": "llaves"},
        ),
        (
            ("For the lab.", "1.", "For the clinic, press 2."),
            {"1": "lab", "2": "clinic"},
        ),
        # "oprima" in two words
        (
            ("O prima el uno para las llaves.", "O prima dos para los baños."),
            {"1": "llaves", "2": "baños"},
        ),
        (
            ("Si llama por las llaves, por favor lo prima 3.", "Si llama por luz."),
            {"3": "llaves"},
        ),
        # "pulse", of which little is left
        (
            ("Marque 2 para las llaves.", "Pues uno para los baños."),
            {"2": "llaves", "1": "baños"},
        ),
        (
            ("Para las llaves, diga llaves o bien puse uno.", "Para luz, pulse 2."),
            {"1": "llaves", "2": "luz"},
        ),
    ],
)
def test_a_key_is_read_where_little_is_left_of_its_verb(pieces, found):
    language = "en" if pieces[0].startswith("For") else "es"
    menu = find(list(pieces), language=language).menu
    assert {one.digits: one.label for one in menu.options if one.digits} == found


@pytest.mark.parametrize(
    "pieces",
    [
        ("For the lab.", "Open from 9.", "For the clinic, press 2."),
        ("We have moved.", "Suite 5.", "For the clinic, press 2."),
        ("For the lab, press 1.", "Floor 3.", "For the clinic, press 2."),
        ("Pues uno nunca sabe.", "Para la luz, pulse 2."),
    ],
)
def test_a_number_that_answers_no_label_is_no_key(pieces):
    language = "es" if pieces[0].startswith("Pues") else "en"
    menu = find(list(pieces), language=language).menu
    assert {one.digits for one in menu.options} <= {"1", "2"}


def first_key(*pieces):
    """The key that is pressed first by whoever hears this and then nothing more."""
    navigator = Navigator("book an appointment")
    steps = [
        step
        for place, text in enumerate(pieces, 1)
        for step in navigator.hear(text, 2000 * place)
    ]
    for now_ms in range(5000, 20_000, 500):
        steps += navigator.tick(now_ms)
    return next(step.digits for step in steps if isinstance(step, Press))


def test_of_two_languages_ours_has_the_key_that_is_left():
    bilingual = "Post to for English. Oprima el uno para español."
    assert first_key("Hang up and dial 9111.", bilingual) == "2"


def test_a_language_without_its_key_has_the_first_key_where_nothing_else_was_read():
    assert first_key("Welcome to the Alder Clinic.", "For English, Taiwan.") == "1"


def test_who_is_asked_to_stay_is_so_though_the_verb_was_misheard():
    said = "Por favor nántengase la línea para ser atendido."
    assert find([said], language="es").menu.stay
