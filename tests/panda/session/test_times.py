"""Times that a call asks for: they are ours once the business has said so."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from panda.appointments.events import Declined, Proposed
from panda.events import Booked
from panda.functions.decisions import Book
from panda.mailbox import UseFunction
from panda.session.inputs import Ordered, PhoneClosed
from panda.session.record import CallRecord
from panda.testing.briefings import briefing
from panda.testing.player import SessionPlayer

SLOT = datetime(2026, 12, 1, 10, tzinfo=ZoneInfo("America/Chicago"))
OFFER = "We have Tuesday, December first at ten."
BOOK = Book(service="cleaning", slot=SLOT, quote=OFFER)
BACK = (
    "We would like to book Tuesday, December 1 at 10 AM. "
    "Can you confirm that it is booked?"
)


class Call(SessionPlayer):
    """A call that wants a time."""

    def reads_back(self, request="r1", words=BACK):
        self.voice_asks(request)
        self.supervisor_says(words, decisions=[BOOK])
        self.wait(3000)

    def callee_answers(self, words):
        self.callee_says(words)
        self.wait(1500)

    def of(self, *kinds):
        return [type(one) for one in self.events if isinstance(one, kinds)]

    def ends(self):
        self.feed(PhoneClosed(stopped=True))
        self.wait(3000)
        return self.result


@pytest.fixture
def talk():
    call = Call(briefing())
    call.answer()
    call.callee_says("Bright Dental, this is Amy, how can I help you?")
    call.wait(1500)
    call.callee_says(OFFER)
    return call


def test_a_time_that_was_decided_on_is_booked_by_their_yes(talk):
    talk.reads_back()
    assert talk.of(Proposed, Booked) == [Proposed]
    talk.callee_answers("Yes, you are booked.")
    assert talk.of(Proposed, Booked) == [Proposed, Booked]
    result = talk.ends()
    (taken,) = result.appointments
    assert (taken.slot, taken.quote) == (SLOT, OFFER)
    assert taken.agreed == "Yes, you are booked."
    assert result.proposals == ()


def test_wanted_twice_it_is_asked_for_once(talk):
    talk.reads_back("r1")
    talk.reads_back("r2")
    assert talk.of(Proposed) == [Proposed]


def test_a_time_that_is_gone_is_neither_booked_nor_open(talk):
    talk.reads_back()
    talk.callee_answers("No, I am sorry, that one has just been taken.")
    assert talk.of(Proposed, Booked, Declined) == [Proposed, Declined]
    result = talk.ends()
    assert (result.appointments, result.proposals) == ((), ())


def test_a_yes_that_is_taken_back_books_nothing(talk):
    talk.reads_back()
    talk.callee_answers("Yes, it is.")
    talk.reads_back("r2")
    talk.callee_answers("No, I am sorry, that one has just been taken.")
    assert talk.of(Booked, Declined) == [Booked, Declined]
    assert talk.ends().appointments == ()


@pytest.mark.parametrize("words", ["", "One moment, please."])
def test_where_nobody_answers_it_is_left_open(talk, words):
    talk.reads_back()
    if words:
        talk.callee_answers(words)
    result = talk.ends()
    assert result.appointments == ()
    assert [one.slot for one in result.proposals] == [SLOT]


def test_a_log_that_is_read_again_knows_what_is_open(talk):
    talk.reads_back()
    again = CallRecord(briefing())
    again.replay(tuple(one.model_dump_json() for one in talk.events))
    assert [one.slot for one in again.uses.unanswered] == [SLOT]


def test_an_operator_vouches_for_what_they_book(talk):
    given = '{"service": "cleaning", "slot": "2026-12-01T10:00", "quote": ""}'
    order = UseFunction(
        request="u1", name="scheduleAppointment", arguments=given, author="Ann"
    )
    talk.feed(Ordered(order))
    assert talk.of(Proposed, Booked) == [Booked]
