# ruff: noqa: E501 - what is said is quoted whole, a line each
"""Ways to name keys and words that are rarer than "for sales, press 1"."""

import random

import pytest
from hypothesis import given, settings, strategies as st

from panda.line.classify import classify
from panda.menu.detect import find, read
from panda.menu.menu import LineKind
from tests.panda.menu import grammar

seeds = st.integers(0, 10**9).map(random.Random)


def keys(text, language="en"):
    return {o.digits: o.label for o in read(text, language=language).options}


@pytest.mark.parametrize(
    ("language", "text", "options"),
    [
        ("en", "Crowns and bridges are number 4. Whitening is 6.", {"4": "Crowns and bridges", "6": "Whitening"}),
        ("en", "Our hours are option 2. Your account balance is option 5.", {"2": "Our hours", "5": "Your account balance"}),
        ("en", "parking is 1 towing is 2 permits is 3", {"1": "parking", "2": "towing", "3": "permits"}),
        ("en", "For permits, dial 3; our hours, 4; street repairs, 5.", {"3": "permits", "4": "our hours", "5": "street repairs"}),
        ("en", "For dogs, cats, and birds, press 1, horses, 2, all else, 3.", {"1": "birds", "2": "horses", "3": "all else"}),
        ("en", "One, permits. Two, parking. Three, taxes.", {"1": "permits", "2": "parking", "3": "taxes"}),
        ("en", "Press 4 for rentals, 5 for returns, or 6, if you are locked out.", {"4": "rentals", "5": "returns", "6": "locked out"}),
        ("es", "Permisos es el 2. Multas son la opción 3.", {"2": "Permisos", "3": "Multas"}),
        ("es", "Marque 2 para multas o 3 para permisos.", {"2": "multas", "3": "permisos"}),
        ("fr", "Les retours, c'est le 4. Les livraisons, c'est le 5.", {"4": "retours", "5": "livraisons"}),
        ("de", "Rückgaben: die 4. Lieferungen: die 5. Alles andere: die 6.", {"4": "Rückgaben", "5": "Lieferungen", "6": "andere"}),
        ("pt", "Entregas é o 4, trocas é o 5.", {"4": "Entregas", "5": "trocas"}),
    ],
)  # fmt: skip
def test_keys_without_a_verb_are_read(language, text, options):
    found = keys(text, language)
    assert found.keys() == options.keys()
    for key, label in options.items():
        assert label in found[key]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "You are number 4. Your position is 5."),
        ("en", "We are open until 6. Our floor is 2."),
        ("en", "The wait is 9 minutes. The temperature is 70."),
        ("en", "Our suite is number 3. Our floor is number 2."),
        ("en", "Main Street, 2. River Road, 4."),
        ("es", "Usted es el número 4. Su turno es el 5."),
        ("fr", "Vous êtes le 3. Votre attente est de 5 minutes."),
        ("de", "Sie sind die Nummer 3. Die Wartezeit ist 5 Minuten."),
        ("sv", "För tidsbokning, tryck 1. För recept, tryck 2."),
        ("ro", "Pentru programări, tasta 1. Pentru facturi, tasta 2."),
    ],
)
def test_numbers_that_are_no_keys_are_none(language, text):
    assert keys(text, language) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("For rentals, say rentals or press 3. If you know the extension, dial it.", [("3", "rentals", "rentals")]),
        ("Press 8 or say keys. For locks, press 9.", [("8", "keys", "keys"), ("9", "locks", "")]),
        ("For keys, press 8 or say keys. For locks, press 9.", [("8", "keys", "keys"), ("9", "locks", "")]),
        ("Para llaves, diga llaves o bien marque el 4.", [("4", "llaves", "llaves")]),
        ("Pour les clés, dites clés ou tapez 4.", [("4", "clés", "clés")]),
    ],
)  # fmt: skip
def test_words_beside_a_key_are_its_own(text, found):
    options = read(text).options
    assert [(o.digits, o.label, o.say) for o in options if o.digits] == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Which of these? Say rentals, keys, or towing.", ["rentals", "keys", "towing"]),
        ("You can say things like rentals, lost keys, or towing.", ["rentals", "lost keys", "towing"]),
        ("Puede decir llaves, multas o permisos.", ["llaves", "multas", "permisos"]),
        ("Dígame el motivo. Por ejemplo, llaves, multas o permisos.", ["llaves", "multas", "permisos"]),
        ("Vous pouvez dire clés, amendes ou permis.", ["clés", "amendes", "permis"]),
        ("Sie können sagen: Schlüssel, Strafe oder Antrag.", ["Schlüssel", "Strafe", "Antrag"]),
        ("Você pode dizer chaves, multas ou licenças.", ["chaves", "multas", "licenças"]),
        ("Tell me what happened. You could say my key broke off in the lock.", []),
        ("Please say your account number.", []),
    ],
)  # fmt: skip
def test_what_a_machine_listens_for_is_offered(text, said):
    reading = classify(text)
    options = reading.menu.options if reading.menu else ()
    assert [o.say for o in options] == said
    if said:
        assert reading.kind is LineKind.SPEECH_MENU


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "press on 4 rentals press two for returns", {"1", "2"}),
        ("en", "press tree for rentals", {"3"}),
        ("en", "for rentals press for", {"4"}),
        ("en", "Press 4 for keys. Press for towing now.", {"4"}),
        ("en", "one is your key due back", set()),
        ("en", "four hours and directions press five", {"5"}),
        ("es", "para llaves o prima dos para multas o prima tres", {"2", "3"}),
    ],
)
def test_a_misheard_key_is_the_right_one_or_none(language, text, expected):
    assert keys(text, language).keys() == expected


def test_a_key_that_only_sounds_like_one_yields_to_one_that_was_heard():
    assert keys("For keys, press to. For towing, press 2.") == {"2": "towing"}


def test_a_question_does_not_run_on_into_the_first_label():
    found = keys("Which office are you calling about? For our Elm office, press 1.")
    assert found == {"1": "our Elm office"}


@given(seeds)
@settings(max_examples=100, deadline=None)
def test_a_key_that_a_few_more_words_have_not_changed_is_in_the_whole(rng):
    made = grammar.menu(rng)
    whole = {o.digits for o in read(made.text, language=made.language).options}
    spoken = made.text.split(" ")
    for count in range(1, len(spoken) + 1):
        found = find(" ".join(spoken[:count]), language=made.language)
        settled = len(" ".join(spoken[: max(0, count - 3)]))
        for option, end in zip(found.menu.options, found.ends, strict=True):
            if end <= settled:
                assert option.digits in whole
