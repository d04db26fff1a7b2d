"""From an offer to a booking, moved and given up: whole calls, held by the ledger."""

import asyncio
from datetime import date

import pytest

from panda.appointments.choice import Busy, Prefer
from panda.appointments.events import Declined
from panda.appointments.life import Stage
from panda.appointments.views import ChoiceText, NewTime
from panda.booking import BookingTerms, Manner
from panda.events import Booked
from simulator.businesses.diary import Diary, Entry, Outcome
from tests.panda.appointments.material import at
from tests.whole.town import Town

LAKEVIEW, MAPLE = "+12175550141", "+16085550142"
TERMS = BookingTerms(
    first_day=date(2026, 11, 24),
    last_day=date(2026, 12, 11),
    manner=Manner.OFFERS,
    service="Cleaning",
    travel_min=30,
)
MARIA = "Maria Alvarez"


@pytest.fixture
def town():
    """Both offices have offered two times each, and Maria is taken on one evening."""
    made = Town(TERMS, Busy(at(24, 13, month=11), at(24, 18, month=11)))
    made.look(LAKEVIEW, MAPLE)
    return made


def stages(town):
    return {
        (one.phone, f"{one.begins:%Y-%m-%dT%H:%M}"): one.stage
        for number in town.diaries
        for one in town.book(number)
    }


def do(town, what, *arguments):
    """Ask the desk for something, and have the call made that it needs."""
    asyncio.run(getattr(town.desk, what)(*arguments))
    town.turn()
    return next(
        (one for one in asyncio.run(town.desk.every("wish")) if one.errand), None
    )


def chosen(town, prefer=Prefer.SOONEST, **worth):
    wish = ChoiceText(campaign_id="wish", prefer=prefer, worth=worth)
    return asyncio.run(town.desk.choose(wish)).booking


def test_every_time_that_is_offered_is_noted_and_nobody_holds_one(town):
    offered = {(one.number, one.slot) for one in town.ledger if one.what == "offered"}
    assert len(offered) == 4
    assert stages(town) == dict.fromkeys(offered, Stage.NOTED)
    assert town.held() == []


def test_offered_confirmed_moved_and_cancelled_by_calls(town):
    best = {town.book(LAKEVIEW)[0].target_id: 1.0}
    offer = chosen(town, Prefer.BEST, **best)
    assert (offer.phone, offer.begins) == (LAKEVIEW, at(1, 9, 30))

    booked = do(town, "confirm", offer.booking_id)
    assert booked.stage is Stage.CONFIRMED
    assert town.held() == [(LAKEVIEW, "2026-12-01T09:30", MARIA)]
    others = [one for key, one in stages(town).items() if key[0] == MAPLE]
    assert others == [Stage.RELEASED, Stage.RELEASED]
    assert town.calendar.events[offer.booking_id].slot == offer.slot

    friday = town.diaries[LAKEVIEW].free[-1]
    assert friday.weekday() != offer.begins.weekday()
    moved = do(town, "reschedule", offer.booking_id, NewTime(slot=friday))
    assert moved.begins.replace(tzinfo=None) == friday
    assert town.held() == [(LAKEVIEW, f"{friday:%Y-%m-%dT%H:%M}", MARIA)]
    assert town.calendar.events[offer.booking_id].slot == moved.slot

    gone = do(town, "cancel", offer.booking_id)
    assert gone.stage is Stage.CANCELLED
    assert town.held() == []
    ours = [one for one in town.ledger if one.party == MARIA]
    deeds = [one.what for one in ours]
    assert deeds == ["booked", "moved", "cancelled"]


def test_a_time_that_has_gone_is_not_booked_and_the_next_office_is_asked(town):
    first = chosen(town)
    taken = first.begins.replace(tzinfo=None)
    town.diaries[MAPLE].book(taken, "somebody else")

    assert do(town, "confirm", first.booking_id).stage is Stage.FAILED
    assert [one.what for one in town.ledger][-1] == "refused"

    second = chosen(town, Prefer.BEST, **{town.book(LAKEVIEW)[0].target_id: 1.0})
    assert second.phone == LAKEVIEW
    do(town, "confirm", second.booking_id)
    (kept,) = town.held()
    assert kept[0] == LAKEVIEW


def test_where_there_is_nothing_free_the_appointment_stays_as_it_was(town):
    offer = chosen(town)
    do(town, "confirm", offer.booking_id)
    kept = town.held()

    after = do(town, "reschedule", offer.booking_id, NewTime(slot=at(3, 12, 15)))

    assert after.stage is Stage.CONFIRMED
    assert after.slot == offer.slot
    assert town.held() == kept


def test_asked_twice_they_book_it_once(town):
    offer = chosen(town)
    booked = do(town, "confirm", offer.booking_id)
    lost = booked.model_copy(
        update={"stage": Stage.UNCERTAIN, "version": booked.version + 1}
    )
    asyncio.run(town.store.put_bookings([lost]))

    again = do(town, "confirm", offer.booking_id)

    assert again.stage is Stage.CONFIRMED
    assert [one.what for one in town.ledger].count("booked") == 1


def test_within_its_terms_the_first_call_takes_a_time_itself():
    town = Town(TERMS.model_copy(update={"manner": Manner.BOOK}))
    town.look(LAKEVIEW)
    (call,) = town.calls
    (taken,) = [one.appointment for one in call.talk.events if isinstance(one, Booked)]
    assert town.held() == [(LAKEVIEW, f"{taken.slot:%Y-%m-%dT%H:%M}", MARIA)]
    assert "We would like to book" in "\n".join(call.log)
    stands = {one.begins: one.stage for one in town.book(LAKEVIEW)}
    assert stands[taken.slot] is Stage.CONFIRMED
    assert taken.agreed


class Fleeting(Diary):
    """A diary in which the time that is wanted first is gone in that moment."""

    left = 1

    def hold(self, slot):
        return self._lost(slot) or super().hold(slot)

    def book(self, slot, party):
        return self._lost(slot) or super().book(slot, party)

    def _lost(self, slot):
        if not self.left or slot not in self.free:
            return None
        self.left -= 1
        super().book(slot, "somebody else")
        return Outcome(agreed=False, entries=(Entry("refused", slot),))


def test_a_time_that_goes_while_it_is_read_back_is_not_booked():
    town = Town(TERMS.model_copy(update={"manner": Manner.BOOK}))
    before = town.diaries[LAKEVIEW]
    town.diaries[LAKEVIEW] = Fleeting(before.number, before.free)
    town.look(LAKEVIEW)
    (call,) = town.calls
    (gone, *_) = [one for one in call.talk.events if isinstance(one, Declined)]
    ours = [slot for _, slot, party in town.held() if party == MARIA]
    booked = [
        f"{one.begins:%Y-%m-%dT%H:%M}"
        for one in town.book(LAKEVIEW)
        if one.stage is Stage.CONFIRMED
    ]
    assert booked == ours
    assert f"{gone.appointment.slot:%Y-%m-%dT%H:%M}" not in booked
    assert all(one.stage is not Stage.UNCERTAIN for one in town.book(LAKEVIEW))
