"""Labels and keys that share a sentence, or stand in two: which belongs to which."""

import pytest
from hypothesis import given, settings, strategies as st

from panda.line.classify import classify
from panda.menu.detect import read
from panda.menu.menu import LineKind

LABELS = ["new patients", "billing", "the pharmacy", "a refill", "lost property"]
TWO = st.lists(st.sampled_from(LABELS), min_size=2, max_size=2, unique=True)
KEYS = st.lists(st.integers(0, 9).map(str), min_size=2, max_size=2, unique=True)
UNHURRIED = settings(max_examples=30, deadline=None)
VERBS = st.sampled_from(["press", "dial", "push", "select"])


def options(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(o.digits, o.label) for o in read(text, language=language).options]


@UNHURRIED
@given(st.sampled_from(["old", "broken", "second", "large", "new"]), VERBS, KEYS)
def test_a_thing_is_called_one_and_no_key(adjective, verb, keys):
    first, second = keys
    text = f"For a card, {verb} {first}. For the {adjective} one, {verb} {second}."
    assert options(text) == [(first, "card"), (second, f"{adjective} one")]


@UNHURRIED
@given(st.sampled_from(["choose a new one", "pick one", "select another one"]), KEYS)
def test_a_verb_of_the_label_names_no_key(wish, keys):
    first, second = keys
    text = f"To keep it, press {first}. To {wish}, press {second}."
    assert options(text) == [(first, "keep it"), (second, wish)]


@UNHURRIED
@given(TWO, KEYS, VERBS, st.sampled_from([", and ", " and ", ", or "]))
def test_one_sentence_may_name_key_and_label_in_both_orders(labels, keys, verb, join):
    one, two = labels
    text = f"{verb} {keys[0]} for {one}{join}for {two} {verb} {keys[1]}."
    assert [key for key, _ in options(text)] == keys
    assert [label for _, label in options(text)] == [
        label.removeprefix("the ").removeprefix("a ") for label in labels
    ]


@UNHURRIED
@given(TWO, KEYS)
def test_a_second_key_with_its_own_label_leaves_the_first_its_pair(labels, keys):
    one, two = labels
    text = f"press {keys[0]} for sales and for {one}, press {keys[1]} for {two}"
    assert [key for key, _ in options(text)] == keys
    assert "sales and for" in options(text)[0][1]


@UNHURRIED
@given(KEYS, VERBS)
def test_a_question_is_the_label_of_the_key_that_answers_it(keys, verb):
    asked = ["Are you a new patient", "Is this about a bill"]
    both = zip(asked, keys, strict=True)
    text = " ".join(f"{question}? Please {verb} {key}." for question, key in both)
    assert options(text) == list(zip(keys, asked, strict=True))


def test_a_question_is_no_label_where_the_key_has_its_own():
    text = "Is that right? Press 1 for yes. Press 2 for no."
    assert options(text) == [("1", "yes"), ("2", "no")]
    assert options("Hello? Press 1.") == []


@UNHURRIED
@given(st.lists(st.integers(200, 899), min_size=2, max_size=4, unique=True))
def test_extensions_are_dialled_where_there_are_several(numbers):
    for gap in ("", " "):
        said = [(chr(65 + n % 26), gap.join(str(n))) for n in numbers]
        text = " ".join(f"For desk {desk}, dial {number}." for desk, number in said)
        assert [key for key, _ in options(text)] == [str(n) for n in numbers]


@pytest.mark.parametrize(
    "text",
    [
        "To reach sales, dial 2 0 1.",
        "To reach sales, dial 201.",
        "Dial 911 for help. Dial 112 abroad.",
        "In an emergency dial 9 1 1, elsewhere dial 1 1 2.",
        "For help dial 8 0 0 5 5 5 0 1 0 0. For sales dial 8 0 0 5 5 5 0 1 0 1.",
    ],
)
def test_a_number_by_itself_or_to_be_rung_is_no_extension(text):
    assert options(text) == []


def test_a_list_in_order_may_follow_a_colon():
    text = "Choose from the following: one, to pay; two, to move; three, to leave."
    assert [key for key, _ in options(text)] == ["1", "2", "3"]


def test_again_belongs_to_what_is_done_again():
    assert options("To try again, press 1.") == [("1", "try again")]
    assert options("Press 1 again.") == []


@UNHURRIED
@given(st.permutations(["claims", "benefits", "refunds", "new service"]))
def test_a_machine_asks_which_of_its_names_we_want(names):
    *most, last = names
    text = f"Which would you like: {', '.join(most)}, or {last}?"
    assert [o.say for o in read(text).options] == names
    assert classify(text).kind is LineKind.SPEECH_MENU


def test_a_person_who_asks_which_offers_nothing_to_say():
    assert read("Which one would you like? I have Monday at nine free.").options == ()
