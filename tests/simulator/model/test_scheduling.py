"""Times that are offered: the stand-in of a model notes each, or takes one."""

import json
from datetime import date

import pytest

from simulator.model.engine import moments
from simulator.model.engine.prompt import Tool
from tests.simulator.model.caller import NEXT, PRICE, TOOLS, Caller

TWO = (
    "The next opening we have is Thursday, December 3rd at 2:30 PM. "
    "I also have Friday, December 4th at 9 AM."
)
THURSDAY, FRIDAY = "2026-12-03T14:30", "2026-12-04T09:00"
TERMS = (
    "You may take one time they offer, with scheduleAppointment, from 2026-12-04 to "
    "2026-12-11 between 08:00 and 18:00."
)


class Booker(Caller):
    """A call that looks for a time; `took` and `noted` is what came of it."""

    def __init__(self, manner, *, refuses=False):
        tools = [Tool(name) for name in ("noteOffer", "scheduleAppointment", "addNote")]
        super().__init__((NEXT, PRICE), (*TOOLS, *tools))
        self.manner, self.refuses_times = manner, refuses
        self.noted, self.took, self.notes = [], [], []

    def instructions(self):
        taken = [] if self.refuses_times else self.took
        booking = {
            "manner": self.manner,
            "service": "Cleaning",
            "noted": [slot for slot, _ in self.noted],
            "taken": taken,
        }
        text = super().instructions()
        form = f', "booking": {json.dumps(booking)}}}\nEND'
        return f"{TERMS}\n{text.replace('}' + chr(10) + 'END', form)}"

    def _answer(self, call):
        given = json.loads(call.arguments)
        match call.name:
            case "noteOffer":
                self.noted.append((given["slot"], given["quote"]))
                return "noted; nothing is booked"
            case "scheduleAppointment":
                self.took.append(given["slot"])
                assert given["service"] == "Cleaning"
                return "not then" if self.refuses_times else "booked; say it back"
            case "addNote":
                self.notes.append(given["text"])
                return "noted"
            case _:
                return super()._answer(call)


def asked(manner, reply=TWO, **more):
    caller = Booker(manner, **more)
    caller.hears("Front desk, how can I help you?")
    caller.hears(reply)
    return caller


def test_each_time_is_noted_with_the_words_that_offer_it_and_none_is_taken():
    caller = asked("offers")
    first, second = TWO.split(". ")
    assert caller.noted == [(THURSDAY, f"{first}."), (FRIDAY, second)]
    assert caller.took == []
    assert caller.findings["next_appointment"] == THURSDAY
    assert PRICE["ask"] in caller.said


def test_what_was_noted_is_not_noted_again():
    caller = asked("offers")
    caller.hears(
        "A cleaning is $120. And the first is Thursday, December 3 at 2:30 PM."
    )
    assert len(caller.noted) == 2


@pytest.mark.parametrize(
    "said",
    [
        "We're open on Friday, December 4th from 9 AM.",
        "Our hours on Friday, December 4th begin at 9 AM.",
    ],
)
def test_opening_hours_are_no_offer(said):
    assert asked("offers", said).noted == []


def test_within_its_terms_one_is_taken_and_they_are_asked_to_confirm_it():
    caller = asked("book")
    assert caller.took == [FRIDAY], "Thursday is not allowed"
    assert caller.said == (
        "We would like to book Friday, December 4 at 9 AM. "
        "Can you confirm that it is booked?"
    )
    said = caller.hears("Yes, it is booked for Friday, December 4th at 9 AM.")
    assert PRICE["ask"] in said
    assert (caller.took, caller.notes) == ([FRIDAY], [])


def test_if_they_will_not_have_it_our_people_are_told():
    caller = asked("book")
    caller.hears("No, I'm sorry, that time has been taken in the meantime.")
    assert caller.notes == [
        "They did not confirm the appointment on Friday, December 4 at 9 AM."
    ]
    assert PRICE["ask"] in caller.said


def test_a_time_that_may_not_be_taken_is_let_go():
    caller = asked("book", refuses=True)
    assert caller.took == [FRIDAY]
    assert PRICE["ask"] in caller.said


def test_who_looks_for_no_time_takes_and_notes_none():
    caller = Caller((NEXT, PRICE), (*TOOLS, Tool("noteOffer")))
    caller.hears("How can I help you?")
    caller.hears(TWO)
    assert PRICE["ask"] in caller.said


def test_times_of_a_text_are_found_soonest_first():
    text = "I have Friday, December 4 at 9 AM or Thursday, December 3 at 2:30 PM."
    found = [one.slot for one in moments.offers(text, date(2026, 11, 23))]
    assert found == [THURSDAY, FRIDAY]
    assert moments.spoken(FRIDAY) == "Friday, December 4 at 9 AM"
