"""What a business says to a time that is read back to it."""

import pytest
from hypothesis import given, strategies as st

from panda.appointments.agreeing import agreed
from panda.research.questionnaire import FieldType, Question, Questionnaire
from panda.supervisor.consultation import Line
from tests.panda.appointments.material import at

SLOT, NOW = at(1, 9, 30), at(23, 10, month=11)
FORM = Questionnaire(
    goal="schedule a cleaning",
    fields=(
        Question(name="insurance", type=FieldType.YES_NO, ask="Do you take Delta?"),
        Question(name="price", type=FieldType.MONEY, ask="How much is a cleaning?"),
    ),
)
BACK = (
    "We would like to book Tuesday, December 1 at 9:30 AM. "
    "Can you confirm that it is booked?"
)
OTHER = (
    "We would like to book Thursday, December 3 at 2 PM. "
    "Can you confirm that it is booked?"
)


def talk(*lines):
    """Lines of ours (`we: …`) and of theirs, a second apart."""
    return [
        Line(speaker="agent", text=one[4:], at_ms=place * 1000)
        if one.startswith("we: ")
        else Line(speaker="business", text=one, at_ms=place * 1000)
        for place, one in enumerate(lines)
    ]


def heard(*lines):
    word = agreed(SLOT, talk(*lines), FORM, NOW)
    return None if word is None else word.agrees


@pytest.mark.parametrize(
    "words",
    [
        "Yes, it is.",
        "Yes, you are booked.",
        "Sure, that is booked for Tuesday, December first at nine thirty.",
        "Yes, that's confirmed.",
    ],
)
def test_a_yes_to_what_was_read_back_books_it(words):
    assert heard(f"we: {BACK}", words) is True


@pytest.mark.parametrize(
    "words",
    [
        "No, I'm sorry, that one has just been taken.",
        "No, that is gone now.",
        "No, it isn't booked.",
    ],
)
def test_a_no_is_none_however_it_was_offered(words):
    assert heard("We have Tuesday at nine thirty.", f"we: {BACK}", words) is False


@pytest.mark.parametrize(
    "lines",
    [
        (),
        (f"we: {BACK}",),
        ("Yes.", f"we: {BACK}"),
        (f"we: {BACK}", "One moment, please."),
        (f"we: {BACK}", "Let me see whether that is still there."),
        ("we: Do you take Delta?", "Yes, we do."),
        (f"we: {BACK}", "One moment.", "we: Do you take Delta?", "Yes, we do."),
        (f"we: {OTHER}", "Yes, it is."),
        ("we: All right. Can you confirm that it is booked?", "Yes, it is."),
    ],
)
def test_what_is_no_word_on_it_leaves_it_open(lines):
    assert heard(*lines) is None


def test_the_last_word_counts():
    gone = "No, I'm sorry, that one has just been taken."
    assert heard(f"we: {BACK}", "Yes, it is.", f"we: {BACK}", gone) is False
    assert heard(f"we: {BACK}", gone, f"we: {BACK}", "Yes, it is.") is True


@given(
    st.lists(
        st.sampled_from(
            [
                "we: Do you take Delta?",
                "we: How much is a cleaning?",
                f"we: {OTHER}",
                "we: One moment, please.",
                "Yes, it is.",
                "Yes, you are booked.",
                "No, that is gone now.",
                "It is 120 dollars.",
            ]
        ),
        max_size=8,
    )
)
def test_nothing_is_agreed_to_that_was_never_read_back(lines):
    assert heard(*lines) is None
