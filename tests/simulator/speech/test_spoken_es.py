"""Spanish as it is said aloud."""

import pytest

from simulator.speech.spoken import aloud
from simulator.speech.spoken_es import cardinal


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Cuesta $120.", "Cuesta ciento veinte dólares."),
        ("Son 21 dólares", "Son veintiún dólares"),
        ("$99.50", "noventa y nueve dólares con cincuenta centavos"),
        ("Oprima el 1 o el 2.", "Oprima el uno o el dos."),
        ("a las 2:30 de la tarde", "a las dos treinta de la tarde"),
        ("a la 1:05", "a la una cero cinco"),
        ("a la 1 de la tarde", "a la una de la tarde"),
        ("el 3 de diciembre", "el tres de diciembre"),
        ("el 1 de mayo", "el primero de mayo"),
        ("marque el #", "marque el numeral"),
        ("marque el 0", "marque el cero"),
        ("555-0123", "cinco cinco cinco, cero uno dos tres"),
        ("extensión 204", "extensión dos cero cuatro"),
        ("un 15%", "un quince por ciento"),
        ("3.5", "tres punto cinco"),
    ],
)
def test_figures_become_words(text, said):
    assert aloud(text, "es") == said


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "cero"),
        (100, "cien"),
        (101, "ciento uno"),
        (555, "quinientos cincuenta y cinco"),
        (1000, "mil"),
        (21_000, "veintiún mil"),
        (1_000_001, "un millón uno"),
    ],
)
def test_numbers_are_spelt_as_in_spanish(number, words):
    assert cardinal(number) == words
