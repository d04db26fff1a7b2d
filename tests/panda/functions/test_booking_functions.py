"""Times on the phone: noted, or taken, by their words and within the user's terms."""

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from panda.booking import BookingTerms, Manner
from panda.errors import FunctionError
from panda.functions.booking import MOST_OFFERS
from panda.functions.decisions import NoteOffer
from panda.functions.desk import Desk
from panda.functions.supervisor import SUPERVISOR_FUNCTIONS
from panda.research.questionnaire import FieldType, Question
from panda.supervisor.prompt import instructions
from tests.panda.supervisor.consultations import consultation

CHICAGO = ZoneInfo("America/Chicago")
OFFERS = BookingTerms(
    first_day=date(2026, 11, 24),
    last_day=date(2026, 12, 11),
    manner=Manner.OFFERS,
    service="cleaning",
)
TWO = (
    "We have Thursday, December 3 at 2:30 PM, or Friday, December 4 at nine in the "
    "morning."
)
THURSDAY, FRIDAY = "2026-12-03T14:30", "2026-12-04T09:00"


def desk(terms=OFFERS, **more):
    ours = "When is your next free appointment?"
    return Desk(consultation(ours, TWO, booking=terms, **more))


async def use(desk, name="noteOffer", **arguments):
    return await SUPERVISOR_FUNCTIONS.call(desk, name, json.dumps(arguments))


async def test_each_of_several_times_is_noted_by_the_words_that_offer_it():
    mine = desk()

    said = await use(mine, slot=THURSDAY, quote="Thursday, December 3 at 2:30 PM")
    await use(mine, slot=FRIDAY, quote="Friday, December 4 at nine in the morning")

    assert said == "noted; nothing is booked"
    assert [one.slot for one in mine.decisions if isinstance(one, NoteOffer)] == [
        datetime(2026, 12, 3, 14, 30, tzinfo=CHICAGO),
        datetime(2026, 12, 4, 9, 0, tzinfo=CHICAGO),
    ]
    assert {one.service for one in mine.decisions} == {"cleaning"}


async def test_a_time_is_noted_once():
    mine = desk(offers=(datetime(2026, 12, 3, 14, 30, tzinfo=CHICAGO),))
    quote = "Thursday, December 3 at 2:30 PM"
    assert await use(mine, slot=THURSDAY, quote=quote) == ("that time was noted before")
    assert mine.decisions == []


@pytest.mark.parametrize(
    ("slot", "quote", "why"),
    [
        ("2026-12-03T15:30", "Thursday, December 3 at 2:30 PM", "."),
        (THURSDAY, "We have Monday at ten", "do not stand in what"),
        ("2026-02-30T10:00", "Thursday, December 3", "no such day"),
        ("2026-11-01T10:00", "Thursday, December 3", "has passed"),
    ],
)
async def test_what_they_did_not_offer_is_not_noted(slot, quote, why):
    mine = desk()
    with pytest.raises(FunctionError, match=why):
        await use(mine, slot=slot, quote=quote)
    assert mine.decisions == []


async def test_nothing_is_booked_on_a_call_that_only_asks():
    with pytest.raises(FunctionError, match="noteOffer"):
        await use(
            desk(),
            "scheduleAppointment",
            service="cleaning",
            slot=THURSDAY,
            quote="Thursday, December 3 at 2:30 PM",
        )


async def test_nobody_notes_without_an_end_or_without_a_wish():
    many = tuple(
        datetime(2026, 12, 1, 8, minute, tzinfo=CHICAGO)
        for minute in range(MOST_OFFERS)
    )
    quote = "Thursday, December 3 at 2:30 PM"
    with pytest.raises(FunctionError, match="enough"):
        await use(desk(offers=many), slot=THURSDAY, quote=quote)
    with pytest.raises(FunctionError, match="nobody looks"):
        await use(desk(None), slot=THURSDAY, quote=quote)


def test_the_model_is_told_what_to_do_about_times():
    book = OFFERS.model_copy(update={"manner": Manner.BOOK})
    asking, booking, neither = (
        instructions(desk(terms).consultation) for terms in (OFFERS, book, None)
    )
    assert "Call noteOffer for every single time" in " ".join(asking.split())
    assert '"booking": {"manner": "offers", "service": "cleaning"' in asking
    assert "from 2026-11-24 to 2026-12-11 between 08:00 and 18:00" in booking
    assert "noteOffer" not in neither


async def test_one_more_time_in_the_same_breath_is_an_offer_too():
    when = Question(
        name="soonest",
        type=FieldType.DATETIME,
        ask="When is your next available appointment for a cleaning?",
    )
    said = (
        "The next opening we have is Thursday, December 3rd at 2:30 PM. "
        "I also have Friday, December 4th at 9 AM."
    )
    asked = consultation(when.ask, said, booking=OFFERS)
    form = asked.questionnaire.model_copy(update={"fields": (when,)})
    mine = Desk(asked.model_copy(update={"questionnaire": form}))

    await use(mine, slot=FRIDAY, quote="I also have Friday, December 4th at 9 AM.")

    assert [one.slot.day for one in mine.decisions] == [4]


async def test_the_hours_of_an_office_are_no_offer():
    said = "On Friday, December 4th we open at 9 AM."
    mine = Desk(consultation("Do you accept Delta Dental?", said, booking=OFFERS))
    with pytest.raises(FunctionError):
        await use(mine, slot=FRIDAY, quote=said)
