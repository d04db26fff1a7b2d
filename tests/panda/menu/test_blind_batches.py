"""Batches labelled before the rules were read; see docs/guides/menus.md."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from panda.line.classify import classify
from panda.menu.detect import read
from panda.menu.evaluate import GoldPrompt, evaluate, load
from panda.menu.menu import LineKind

HERE = Path(__file__).parent
BATCHES = {
    "blind_world": (211, 0.97, 1.0, 0.97),
    "blind_decades": (148, 0.98, 1.0, 0.95),
    "blind_everyday": (105, 0.95, 1.0, 0.93),
    "blind_unseen": (155, 0.98, 0.98, 0.99),
    "blind_final": (78, 0.98, 1.0, 0.99),
    "blind_named": (60, 0.98, 1.0, 0.96),
}
"""How many prompts; the least of kinds right, of keys right and of keys found."""
PROMPTS = [one for name in BATCHES for one in load(HERE / f"{name}.jsonl")]
PAUSE = re.compile(r"(?<=[.?!;]) +")
LABELS = ["new patients", "billing", "the pharmacy", "a refill", "lost property"]
SOME = st.lists(st.sampled_from(LABELS), min_size=3, unique=True)
NUMBERS = ["one", "two", "three", "four", "five"]


def keys(text: str | list[str], language: str = "en") -> list[str]:
    return [option.digits for option in read(text, language=language).options]


@pytest.mark.parametrize("name", BATCHES)
def test_a_batch_is_understood(name):
    figures = evaluate(load(HERE / f"{name}.jsonl"), lambda: 0.0)
    n, kinds, precision, recall = BATCHES[name]
    assert figures.n == n
    assert figures.kind_accuracy >= kinds
    assert figures.options_precision >= precision
    assert figures.options_recall >= recall


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PROMPTS), st.data())
def test_pieces_between_pauses_are_read_as_the_whole_is(prompt: GoldPrompt, data):
    sentences = PAUSE.split(prompt.text)
    pieces = [sentences[0]]
    for sentence in sentences[1:]:
        if data.draw(st.booleans()):
            pieces.append(sentence)
        else:
            pieces[-1] += " " + sentence
    assert keys(pieces, prompt.language) == keys(prompt.text, prompt.language)


def test_words_that_are_still_coming_hardly_ever_show_a_key_that_is_none():
    prefixes = wrong = 0
    for prompt in PROMPTS[::3]:
        heard = prompt.text.split()
        whole = set(keys(prompt.text, prompt.language))
        for end in range(1, len(heard)):
            prefixes += 1
            shown = set(keys(" ".join(heard[:end]), prompt.language))
            wrong += not shown <= whole | {""}
    assert prefixes > 1_000
    assert wrong / prefixes < 0.004


@given(SOME)
def test_labels_and_keys_in_one_breath_are_told_apart(labels):
    spoken = (f"for {label} {key}" for label, key in zip(labels, NUMBERS, strict=False))
    assert keys(" ".join(spoken)) == [str(n + 1) for n in range(len(labels))]


@given(SOME)
def test_keys_that_are_counted_up_need_no_verb(labels):
    spoken = (f"{key} for {label}" for label, key in zip(labels, NUMBERS, strict=False))
    assert keys("it's " + " ".join(spoken)) == [str(n + 1) for n in range(len(labels))]


@given(st.permutations(["Vertrieb", "Kundendienst", "Buchhaltung"]))
def test_a_key_may_be_the_means(departments):
    first, *others = departments
    more = [f", mit der {n} den {name}" for n, name in enumerate(others, 2)]
    text = f"Mit der 1 erreichen Sie den {first}{''.join(more)}."
    assert keys(text, "de") == ["1", "2", "3"]


@given(st.lists(st.integers(100, 4999), min_size=2, max_size=4, unique=True))
def test_extensions_are_keys_in_a_list_of_departments(numbers):
    known = {110, 111, 112, 190, 192, 193, 911, 988, 999}
    numbers = [n for n in numbers if n not in known]
    listed = " ".join(f"{chr(65 + n % 26)}desk, ext {n}." for n in numbers)
    assert keys(listed) == ([str(n) for n in numbers] if len(numbers) > 1 else [])


@pytest.mark.parametrize(
    "text",
    [
        "You've reached extension 201.",
        "You have selected 2.",
        "That's option 3, returns. Is that right?",
        "Seats are 12 dollars for members and 8 for guests.",
        "Two digits for the month, two for the day and four for the year.",
        "Your payment is due.",
        "If this is an emergency, press 911.",
        "For Q press 7, for Z press 9.",
    ],
)
def test_a_number_that_is_told_or_counts_is_no_key(text):
    assert keys(text) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Harbour Dental, good morning.", "en"),
        ("Taller Mendoza, buenas tardes.", "es"),
        ("Garage du Lac, bonjour.", "fr"),
        ("Bäckerei Vogt, guten Tag.", "de"),
        ("Livraria Lisboa, bom dia.", "pt"),
    ],
)
def test_a_name_before_the_greeting_is_a_person_picking_up(text, language):
    assert classify(text, language=language).kind is LineKind.HUMAN


NAMES = {
    "en": (
        "press the number {} key",
        "hit the number {} key",
        "use key number {}",
        "press {} on your telephone keypad",
    ),
    "es": ("pulse la tecla número {}", "la tecla número {}", "pulse {} de su teléfono"),
    "fr": ("appuyez sur la touche numéro {}", "la touche numéro {}"),
    "de": ("drücken Sie Taste Nummer {}", "Taste Nummer {}"),
    "pt": ("aperte a tecla número {}", "a tecla número {}"),
}
"""Ways to call a key by its full name."""
LABELLED = {
    "en": ("For parts, {}. For repairs, {}.", ("two", "three")),
    "es": ("Para ventas, {}. Para citas, {}.", ("dos", "tres")),
    "fr": ("Pour les ventes, {}. Pour un devis, {}.", ("deux", "trois")),
    "de": ("Für Verkauf, {}. Für Termine, {}.", ("zwei", "drei")),
    "pt": ("Para vendas, {}. Para exames, {}.", ("dois", "três")),
}


@pytest.mark.parametrize(
    ("language", "name"), [(code, name) for code in NAMES for name in NAMES[code]]
)
def test_a_key_may_be_called_by_its_full_name(language, name):
    prompt, numbers = LABELLED[language]
    text = prompt.format(*map(name.format, numbers))
    options = read(text, language=language).options
    assert [option.digits for option in options] == ["2", "3"]
    named = {"key", "number", "tecla", "touche", "taste", "keypad", "teléfono"}
    assert not any(named & set(one.label.lower().split()) for one in options)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The number two key on my keyboard is broken, sorry."),
        ("en", "There is one button for the heating and that is all."),
        ("en", "Do not press the number two key."),
        ("en", "Key number seven is not valid."),
        ("es", "La tecla número siete no es válida."),
        ("de", "Die Taste Nummer sieben ist nicht belegt."),
        ("fr", "La touche numéro sept n'est pas valable."),
        ("pt", "A opção número oito não existe."),
    ],
)
def test_a_key_that_is_spoken_of_is_not_offered(language, text):
    assert keys(text, language) == []
