"""Private values that somebody of ours has keyed in: only what a menu asks for."""

import pytest

from panda.call import CallState
from panda.events import Released
from panda.mailbox import AnswerPeople
from panda.private import PrivateField
from panda.session.commands import PlayEntry
from panda.session.inputs import (
    Ordered,
)
from tests.panda.session.test_functions import Call, consented


def released(call):
    return [(one.field, one.refused) for one in call.of(Released)]


ASKS = "Please enter the last four digits of your member ID, followed by the pound key."


def behind_a_menu(made):
    """A call on which a key was pressed, so that what comes is a new prompt."""
    call = Call(made)
    call.answer()
    call.callee_says("For billing, press 1. For appointments, press 2.", ms=4_000)
    call.wait(2_000)
    call.keys_played()
    assert call.pressed == "2"
    return call


@pytest.fixture
def past():
    return behind_a_menu(consented())


def test_an_operator_has_a_value_keyed_in_without_seeing_it_in_the_form_asked(past):
    past.callee_says(ASKS)
    past.use("releaseField", field="member_id")
    (keyed,) = past.all(PlayEntry)
    assert keyed.field is PrivateField.MEMBER_ID
    assert (keyed.entry.last, keyed.entry.most, keyed.entry.end) == (True, 4, "#")
    assert released(past) == [(PrivateField.MEMBER_ID, "")]


def test_what_no_machine_has_asked_for_is_not_keyed_in(past):
    past.use("releaseField", field="member_id")
    assert past.all(PlayEntry) == []
    assert released(past) == [(PrivateField.MEMBER_ID, "not_asked")]
    assert past.session.record.people.asked == ()


def test_nor_another_field_than_it_asks_for(past):
    past.callee_says("Please enter your date of birth.")
    past.use("releaseField", field="member_id")
    assert past.all(PlayEntry) == []
    assert released(past)[-1] == (PrivateField.MEMBER_ID, "not_asked")


def test_nor_where_nobody_knows_yet_who_has_answered():
    call = Call(consented())
    call.answer()
    assert call.session.state is CallState.LISTENING
    call.use("releaseField", field="member_id")
    assert call.all(PlayEntry) == call.of(Released) == []
    assert call.uses[-1].refused == "not_now"


def test_nor_without_consent(past):
    past.callee_says("Please enter your date of birth.")
    past.use("releaseField", field="date_of_birth")
    assert released(past)[-1][1] == "unknown"
    assert past.all(PlayEntry) == []


def test_one_request_is_answered_once_however_often_that_is_ordered(past):
    past.auto_enter = False
    past.callee_says(ASKS)
    for number in range(6):
        past.use("releaseField", request=f"u{number}", field="member_id")
    assert len(past.all(PlayEntry)) == 1


def test_and_all_requests_of_a_call_twice(past):
    for number in range(4):
        past.callee_says(ASKS)
        past.use("releaseField", request=f"u{number}", field="member_id")
        past.keys_played()
    assert len(past.all(PlayEntry)) == 2
    assert released(past)[-1][1] == "too_often"


def withheld():
    """A machine asks for what comes a moment later; we wait for what it does next."""
    call = behind_a_menu(consented(sealed=""))
    call.callee_says(f"{ASKS} If you do not have it, please stay on the line.")
    call.wait(10_000)
    answer = AnswerPeople(question_id="q1", sealed="sealed", author="Ann")
    call.feed(Ordered(answer))
    assert call.all(PlayEntry) == []
    return call


def test_a_request_at_which_we_wait_stands_for_a_while():
    call = withheld()
    call.use("releaseField", field="member_id")
    assert len(call.all(PlayEntry)) == 1


def test_and_no_longer():
    call = withheld()
    call.wait(25_000)
    call.use("releaseField", field="member_id")
    assert call.all(PlayEntry) == []


def test_nor_once_somebody_has_pressed_keys():
    call = withheld()
    call.use("sendDigits", request="u1", digits="2")
    call.use("releaseField", request="u2", field="member_id")
    assert call.all(PlayEntry) == []
    assert released(call)[-1][1] == "not_asked"
