import random

import pytest

from panda.menu.memory.entry import BANDS, LEVELS, bands, entry_of

MENU = "For opening hours, press 1. For a table, press 2. For gift cards, press 3."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thank you for calling Copper Pot Austin.", "Thank you for calling La Olla."),
        (
            "Welcome to Copper Pot, please hold on.",
            "Welcome to La Olla, please hold on.",
        ),
        ("You have reached Copper Pot.", "You have reached the Cedar Grill of Waco."),
        ("Gracias por llamar a La Olla.", "Gracias por llamar a Casa Pepe Norte."),
        ("Merci d'avoir appelé Le Pot.", "Merci d'avoir appelé La Table Ronde."),
        ("Willkommen bei Topf und Deckel.", "Willkommen bei Gasthaus Krone."),
        ("Obrigado por ligar para a Panela.", "Obrigado por ligar para o Forno."),
    ],
)
def test_who_greets_does_not_matter(one, other):
    assert entry_of(f"{one} {MENU}") == entry_of(f"{other} {MENU}")


def test_a_name_is_left_out_wherever_it_stands():
    said = f"The Copper Pot is open all day. {MENU}"
    assert "copper" in entry_of(said)
    assert entry_of(said, "Copper Pot") == entry_of(f"The is open all day. {MENU}")


def test_so_few_words_are_anybodys():
    assert bands("pleas choose one") == ()
    assert len(bands("a b c d")) == BANDS


def test_who_has_heard_more_of_it_still_finds_the_beginning():
    rest = [f"word{n}" for n in range(LEVELS[-1])]
    heard = set(bands(" ".join(rest[: LEVELS[0]])))
    assert heard < set(bands(" ".join(rest)))


def test_alike_entries_meet_in_a_band_and_others_do_not():
    dice = random.Random(4)
    vocabulary = [f"w{n}" for n in range(400)]
    met = strangers = 0
    for _ in range(200):
        entry = dice.sample(vocabulary, 12)
        misheard = list(entry)
        misheard[dice.randrange(12)] = "other"
        mine = set(bands(" ".join(entry)))
        met += bool(mine & set(bands(" ".join(misheard))))
        strangers += bool(mine & set(bands(" ".join(dice.sample(vocabulary, 12)))))
    assert met >= 195
    assert strangers <= 4
