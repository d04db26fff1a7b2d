"""A menu that counts tells the key of a label whose number was not understood."""

from hypothesis import given, settings, strategies as st

from panda.menu.detect import find

LABELS = ["new patients", "billing", "refills", "directions", "lost property", "jobs"]
UNHURRIED = settings(max_examples=30, deadline=None)


def keys(*pieces, language="en"):
    menu = find(list(pieces), language=language).menu
    return [(option.digits, option.label) for option in menu.options]


@UNHURRIED
@given(st.permutations(LABELS), st.integers(1, 4), st.sampled_from(["", ", press toe"]))
def test_the_number_between_two_others_is_that_of_the_label_between_them(
    labels, lost, heard
):
    said = [f"For {label}, press {n}." for n, label in enumerate(labels, 1)]
    said[lost] = f"For {labels[lost]}{heard}."
    assert keys(*said) == [(str(n), label) for n, label in enumerate(labels, 1)]


def test_behind_all_others_it_is_the_next_one_before_the_key_that_ends_a_menu():
    said = [f"Para {label}, pulse {n}." for n, label in enumerate(LABELS[:4], 1)]
    said += ["Para cotizaciones.", "Si te.", "Para otro asunto, pulse 0."]
    assert keys(*said, language="es")[4:] == [
        ("5", "cotizaciones"),
        ("0", "otro asunto"),
    ]


def test_advice_behind_all_others_is_no_label():
    said = [f"For {label}, press {n}." for n, label in enumerate(LABELS[:4], 1)]
    advice = "If you need more time, stay on the line."
    found = keys(*said, advice, "For the operator, press 0.")
    assert [key for key, _ in found] == ["1", "2", "3", "4", "0"]


def test_a_menu_that_does_not_count_tells_no_key():
    assert keys(
        "For parts, press 3.", "For jobs.", "For sales, press 1.", "For hours, press 6."
    ) == [("3", "parts"), ("1", "sales"), ("6", "hours")]


def test_as_many_numbers_must_be_missing_as_labels_have_none():
    said = [
        "For parts, press 1.",
        "For jobs.",
        "For sales, press 4.",
        "For hours, press 5.",
    ]
    assert [key for key, _ in keys(*said)] == ["1", "4", "5"]


def test_a_key_that_was_heard_at_the_second_reading_is_the_same_option():
    once = [f"For {label}, press {n}." for n, label in enumerate(LABELS[:4], 1)]
    spoilt = [*once[:1], f"For {LABELS[1]}.", *once[2:]]
    found = find([*spoilt, *once], language="en")
    assert [o.digits for o in found.menu.options] == ["1", "2", "3", "4"]
    assert found.repeated
