"""A campaign and its follow-ups look for one appointment, not for one each."""

import pytest

from panda.appointments.calendar import CalendarError
from panda.appointments.life import Stage
from panda.appointments.views import NewTime
from panda.booking import Appointment, Offer
from panda.campaign import Campaign
from panda.errors import BadInput
from tests.panda.appointments.material import NOW, TERMS, at
from tests.panda.appointments.test_desk import WISH, Office
from tests.panda.appointments.test_errands import QUESTIONS


def _refusing(calendar, booking_id):
    """Write as a calendar that will not have one of them."""
    write = calendar.write

    async def choosy(booking):
        if booking.booking_id == booking_id:
            raise CalendarError("not that one")
        return await write(booking)

    return choosy


AGAIN = WISH.model_copy(update={"campaign_id": "again"})


@pytest.fixture
async def office():
    """Three offices have offered a time; a follow-up calls a fourth."""
    office = await Office().offered()
    follow_up = Campaign(
        campaign_id="again",
        title="Cleaning (follow-up 1)",
        questionnaire=QUESTIONS,
        booking=TERMS,
        attested=True,
        follows="wish",
        wish_id="wish",
        created_at=NOW,
    )
    office.fourth = office.target("again", "d", 7)
    await office.store.add_campaign(follow_up, [office.fourth])
    return office


async def offers(office):
    offer = Offer(service="cleaning", slot=at(1, 9), quote="Tuesday at nine")
    await office.call(office.fourth, "call-d", offers=(offer,))


async def books(office):
    agreed = Appointment(service="cleaning", slot=at(1, 9), quote="see you then")
    await office.call(office.fourth, "call-d", appointments=(agreed,))


async def test_the_offers_of_both_are_chosen_from_by_the_name_of_either(office):
    await offers(office)
    every = await office.desk.every("wish")
    assert [one.business[-1] for one in every] == ["d", "a", "b", "c"]
    assert await office.desk.every("again") == every
    assert (await office.desk.choose(WISH)).booking.booking_id == "call-d-0"
    assert (await office.desk.choose(AGAIN)).booking.booking_id == "call-d-0"


async def test_what_the_follow_up_booked_leaves_no_earlier_offer_to_choose(office):
    await books(office)
    wanted = WISH.model_copy(update={"booking_id": "call-a-0"})
    with pytest.raises(BadInput, match="Office d holds this wish already"):
        await office.desk.choose(wanted)


async def test_what_it_books_although_an_earlier_offer_was_chosen_is_surplus(office):
    await office.desk.choose(WISH)
    await books(office)
    assert await office.stages() == ["chosen", "noted", "noted", Stage.SURPLUS]


async def test_a_chosen_time_that_went_by_unconfirmed_holds_the_wish_no_more(office):
    await office.desk.choose(WISH.model_copy(update={"booking_id": "call-a-0"}))
    office.clock.advance(seconds=(at(2, 9) - NOW).total_seconds())
    choice = await office.desk.choose(WISH)
    assert choice.booking.booking_id == "call-b-0"
    assert await office.stages() == ["released", "chosen", "noted"]


async def test_an_event_that_the_calendar_refuses_holds_up_no_other(office):
    for name in ("a", "b"):
        agreed = await office.desk.show(f"call-{name}-0")
        agreed = agreed.changed(NOW, stage=Stage.CONFIRMED, agreed_at=NOW)
        other = f"wish of {name}"  # two wishes, one appointment each
        office.store.note([agreed.model_copy(
            update={"wish_id": other, "booking_id": agreed.booking_id + "-x"}
        )])  # fmt: skip
    office.calendar.write = _refusing(office.calendar, "call-a-0-x")
    with pytest.raises(CalendarError, match="not that one"):
        await office.desk.sync()
    assert list(office.calendar.events) == ["call-b-0-x"]


async def test_what_an_operator_took_for_a_campaign_without_terms_can_be_moved():
    office = Office()
    campaign = Campaign(
        campaign_id="wish", title="Prices", questionnaire=QUESTIONS, created_at=NOW
    )
    target = office.target("wish", "a", 0)
    await office.store.add_campaign(campaign, [target])
    agreed = Appointment(service="cleaning", slot=at(1, 9))
    await office.call(target, "call-a", appointments=(agreed,))
    moved = await office.desk.reschedule("call-a-0", NewTime(slot=at(5, 20)))
    assert moved.stage is Stage.RESCHEDULING
    await office.answered(True)
    assert (await office.desk.show("call-a-0")).slot == at(5, 20)


async def test_the_second_call_goes_to_whom_the_follow_up_called(office):
    await offers(office)
    await office.desk.choose(WISH)
    await office.desk.confirm("call-d-0")
    await office.answered(True)
    (call,) = office.begun
    (target,) = await office.store.targets(call.campaign_id)
    assert target.provider == office.fourth.provider
    assert await office.stages() == ["released", "released", "released", "confirmed"]
