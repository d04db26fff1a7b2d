import random

import pytest
from hypothesis import given, settings, strategies as st

from panda.menu.detect import find, join, read, same_option
from panda.menu.menu import Option
from tests.panda.menu import grammar
from tests.panda.menu.sentences import MENUS

seeds = st.integers(0, 10**9).map(random.Random)


def keys(menu):
    return {o.digits: o.label for o in menu.options if o.digits}


@pytest.mark.parametrize(("language", "text", "options"), MENUS)
def test_a_menu_is_read(language, text, options):
    found = keys(read(text, language=language))
    assert found.keys() == options.keys()
    for key, label in options.items():
        assert label.lower() in found[key].lower()


@given(seeds)
@settings(max_examples=300, deadline=None)
def test_menus_made_up_by_rule_are_read_with_every_key_and_label(rng):
    made = grammar.menu(rng)
    found = keys(read(made.text, language=made.language))
    assert found.keys() == made.options.keys()
    for key, label in made.options.items():
        assert label.lower().split()[-1] in found[key].lower()


@given(seeds)
@settings(max_examples=300, deadline=None)
def test_recognition_errors_lose_no_key_and_make_none_up(rng):
    made = grammar.menu(rng)
    found = keys(read(grammar.misheard(rng, made), language=made.language))
    assert found.keys() == made.options.keys()


@given(seeds)
@settings(max_examples=200, deadline=None)
def test_the_language_need_not_be_known_beforehand(rng):
    made = grammar.menu(rng)
    assert keys(read(made.text)).keys() == made.options.keys()


@given(seeds)
@settings(max_examples=150, deadline=None)
def test_an_option_once_read_stays_as_more_is_heard(rng):
    made = grammar.menu(rng, "en")
    sentences = made.text.replace(". ", ".|").split("|")
    so_far = {}
    for count in range(1, len(sentences) + 1):
        now = keys(read(sentences[:count]))
        assert so_far.items() <= now.items()
        so_far = now


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_no_text_can_break_the_reading(text):
    for option in read(text).options:
        assert option.label
        assert option.digits == "" or len(option.digits) <= 2


@given(seeds)
@settings(max_examples=100, deadline=None)
def test_a_menu_read_twice_is_one_menu(rng):
    made = grammar.menu(rng)
    found = find(join([made.text, made.text]), language=made.language)
    assert len(found.menu.options) == len(made.options)
    assert found.repeated


def test_what_may_be_said_beside_the_key_is_kept():
    menu = read("For claims, press 1 or say claims. Say billing or press 2.")
    assert [(o.digits, o.say) for o in menu.options] == [
        ("1", "claims"),
        ("2", "billing"),
    ]


def test_options_without_a_key_are_spoken():
    menu = read("Please say appointments, billing or something else.")
    assert [o.say for o in menu.options] == [
        "appointments",
        "billing",
        "something else",
    ]
    assert not any(o.digits for o in menu.options)


def test_an_example_of_free_speech_is_no_option():
    assert (
        read("Tell me why you call. For example, you can say pay my bill.").options
        == ()
    )


@pytest.mark.parametrize(
    "text",
    [
        "Press 2 for parking or stay on the line.",
        "Para todo lo demás, permanezca en la línea.",
        "Pour toute autre demande, restez en ligne.",
        "Für alles andere bleiben Sie in der Leitung.",
        "Para outros assuntos, aguarde na linha.",
    ],
)
def test_that_one_may_stay_on_the_line_is_noticed(text):
    assert read(text).stay


def test_that_an_extension_may_be_dialled_is_noticed():
    assert read("If you know your party's extension, you may dial it now.").extension


def test_the_language_of_a_menu_is_told():
    assert (
        read("Para citas, marque uno. Para facturación, marque dos.").language == "es"
    )


def test_the_same_option_is_known_though_it_is_misheard():
    one = Option(digits="1", label="new appointments")
    assert same_option(one, Option(digits="1", label="new appointment"))
    assert not same_option(one, Option(digits="2", label="new appointments"))
    assert not same_option(one, Option(digits="1", label="billing"))
