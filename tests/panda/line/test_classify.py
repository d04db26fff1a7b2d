import pytest

from panda.call import AnsweredBy
from panda.line import classify
from panda.menu.menu import LineKind
from tests.panda.line.prompts import PROMPTS
from tests.panda.line.sentences import SENTENCES


@pytest.mark.parametrize(("kind", "language", "text"), SENTENCES)
def test_what_is_said_shows_what_is_on_the_line(kind, language, text):
    assert classify(text, language=language).kind == kind


@pytest.mark.parametrize(("language", "kind", "text", "keys"), PROMPTS)
def test_a_prompt_is_understood_with_its_options(language, kind, text, keys):
    reading = classify(text, language=language)
    offered = reading.menu.options if reading.menu else ()
    assert reading.kind == kind
    assert sorted(option.digits for option in offered) == sorted(keys)


@pytest.mark.parametrize(("kind", "language", "text"), SENTENCES)
def test_no_machine_is_taken_for_a_person_for_want_of_punctuation(kind, language, text):
    bare = text.lower().translate(str.maketrans("", "", ".,!?¿¡"))
    heard = classify(bare, language=language)
    assert (heard.kind is LineKind.HUMAN) <= (kind in {"human", "uncertain"})


@pytest.mark.parametrize(
    ("text", "answered_by"),
    [
        ("Maple Dental, this is Ines, how can I help?", AnsweredBy.HUMAN),
        ("For the pharmacy, press 4.", AnsweredBy.MACHINE_IVR),
        ("Please leave a message after the beep.", AnsweredBy.MACHINE_VM),
        ("We are closed. Please call again tomorrow.", AnsweredBy.MACHINE_UNAVAILABLE),
        ("Thank you for calling Maple Dental.", AnsweredBy.UNCERTAIN),
    ],
)
def test_who_answered_is_said_in_the_words_of_the_field(text, answered_by):
    assert classify(text).answered_by is answered_by


def test_options_come_with_the_reading_even_if_it_is_no_menu():
    reading = classify("We are closed today. To leave a message, press 3.")
    assert reading.kind is LineKind.CLOSED
    assert [option.digits for option in reading.menu.options] == ["3"]


def test_a_message_that_may_be_left_by_key_is_no_voicemail():
    text = "To leave a message, press 1. For the pharmacy, press 2."
    assert classify(text).kind is LineKind.MENU


def test_a_person_who_apologises_for_not_understanding_is_a_person():
    assert classify("Sorry, who's calling please?").kind is LineKind.HUMAN


def test_nothing_heard_is_uncertain():
    assert classify("").kind is LineKind.UNCERTAIN
