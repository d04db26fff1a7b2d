"""From offers to one appointment, moved and given up: by the store and rounds alone."""

from datetime import datetime

import pytest

from panda.appointments.calendar import CalendarError
from panda.appointments.choice import Busy, Prefer
from panda.appointments.desk import AppointmentDesk
from panda.appointments.errands import FIELD
from panda.appointments.life import HOLDING, Stage
from panda.appointments.rounds import AGAIN_S, Rounds
from panda.appointments.views import ChoiceText, NewTime
from panda.booking import Manner, Offer
from panda.call import Outcome
from panda.campaign import (
    CallResult,
    Campaign,
    DialIntent,
    Provider,
    Target,
    TargetStatus,
)
from panda.errors import BadInput
from panda.research.finding import Finding
from panda.testing.calendar import MemoryCalendar
from panda.testing.clock import FakeClock
from panda.testing.store import MemoryStore
from tests.panda.appointments.material import NOW, TERMS, at
from tests.panda.appointments.test_errands import QUESTIONS

OFFERS = {"a": at(2, 9), "b": at(3, 14, 30), "c": at(4, 11)}
WISH = ChoiceText(campaign_id="wish")


class Office:
    """An installation in which three offices have offered a time each."""

    def __init__(self, *busy: Busy) -> None:
        self.clock = FakeClock(NOW)
        self.store = MemoryStore()
        self.calendar = MemoryCalendar(*busy)
        self.desk = AppointmentDesk(self.store, self.clock, self.calendar)
        self.rounds = Rounds(self.store, self.begin, self.clock, self.calendar)
        self.begun: list[Campaign] = []

    async def begin(self, campaign, provider):
        self.begun.append(campaign)
        await self.store.add_campaign(
            campaign, [self.target(campaign.campaign_id, "0", 0, provider)]
        )

    def target(self, campaign_id, name, position, provider=None, **update):
        provider = provider or Provider(
            name=f"Office {name}",
            phone=f"+151255501{position:02}",
            timezone="America/Chicago",
        )
        return Target(
            target_id=f"{campaign_id}-{name}",
            campaign_id=campaign_id,
            position=position,
            provider=provider,
        ).model_copy(update=update)

    async def offered(self):
        campaign = Campaign(
            campaign_id="wish",
            title="Cleaning",
            questionnaire=QUESTIONS,
            booking=TERMS,
            attested=True,
            created_at=NOW,
        )
        targets = [self.target("wish", name, n) for n, name in enumerate(OFFERS)]
        await self.store.add_campaign(campaign, targets)
        for target, (name, slot) in zip(targets, OFFERS.items(), strict=True):
            offer = Offer(service="cleaning", slot=slot, quote="we have that")
            await self.call(target, f"call-{name}", offers=(offer,))
        return self

    async def call(self, target, call_id, **update):
        await self.store.reserve(
            DialIntent(
                call_id=call_id,
                campaign_id=target.campaign_id,
                target_id=target.target_id,
                number=target.provider.phone,
                attempt=1,
                reserved_at=NOW,
            ),
            target,
        )
        result = CallResult(
            **{
                "call_id": call_id,
                "campaign_id": target.campaign_id,
                "target_id": target.target_id,
                "outcome": Outcome.COMPLETED,
                "disclosed": True,
                "started_at": self.clock.now(),
                "ended_at": self.clock.now(),
            }
            | update
        )
        done = target.model_copy(update={"status": TargetStatus.DONE})
        await self.store.finish(result, done)

    async def answered(self, *said, **update):
        """Make the second call that waits, and have them say so."""
        await self.rounds.turn()
        campaign_id = self.begun[-1].campaign_id
        (target,) = await self.store.targets(campaign_id)
        findings = tuple(
            Finding(field=FIELD, value=value, quote="x", at_ms=0) for value in said
        )
        await self.call(target, f"{campaign_id}-call", findings=findings, **update)
        await self.rounds.turn()

    async def stages(self):
        found = await self.store.bookings("wish")
        held = [one for one in found if one.stage in HOLDING]
        assert len(held) <= 1, "a wish is held once"
        return [str(one.stage) for one in found]


@pytest.fixture
async def office():
    return await Office(Busy(at(2, 8), at(2, 10))).offered()


@pytest.fixture
async def taken(office):
    """The second office's time is confirmed and in the calendar."""
    chosen = (await office.desk.choose(WISH)).booking
    await office.desk.confirm(chosen.booking_id)
    await office.answered(True)
    await office.rounds.turn()
    return office


async def booked(office, name="b"):
    return await office.desk.show(f"call-{name}-0")


async def test_the_soonest_free_time_is_chosen_confirmed_and_written(office):
    choice = await office.desk.choose(WISH)

    assert choice.looked_into_calendar
    assert choice.booking.booking_id == "call-b-0"
    assert [one.reason for one in choice.judged] == [
        "the soonest",
        "number 2, the soonest first",
        "you are taken from 08:00 on 2026-12-02",
    ]
    await office.desk.confirm("call-b-0")
    assert await office.stages() == ["noted", "confirming", "noted"]
    await office.answered(True)
    assert await office.stages() == ["released", "confirmed", "released"]
    (call,) = office.begun
    assert (call.title, call.attested) == ("Confirm: cleaning, Office b", True)
    assert call.booking is None
    await office.rounds.turn()
    assert office.calendar.events["call-b-0"].begins == OFFERS["b"]
    assert await office.desk.sync() == 0


async def test_pressed_twice_it_is_done_once(office):
    first = await office.desk.choose(WISH)
    again = await office.desk.choose(WISH)
    assert again.booking == first.booking
    one = await office.desk.confirm("call-b-0")
    assert await office.desk.confirm("call-b-0") == one
    await office.rounds.turn()
    await office.rounds.turn()
    assert len(office.begun) == 1


async def test_while_one_is_held_no_other_is_taken(office):
    await office.desk.choose(WISH)
    other = WISH.model_copy(update={"booking_id": "call-c-0"})
    with pytest.raises(BadInput, match="Office b holds this wish already"):
        await office.desk.choose(other)


async def test_a_time_that_is_gone_leaves_the_others_to_choose_from(office):
    await office.desk.choose(WISH)
    await office.desk.confirm("call-b-0")
    await office.answered(False)
    assert await office.stages() == ["noted", "failed", "noted"]
    assert (await office.desk.choose(WISH)).booking.booking_id == "call-c-0"


async def test_who_is_not_reached_is_asked_again(office):
    await office.desk.choose(WISH)
    await office.desk.confirm("call-b-0")
    await office.answered(outcome=Outcome.BUSY, disclosed=False)
    assert await office.stages() == ["noted", "chosen", "noted"]
    await office.desk.confirm("call-b-0")
    await office.answered(True)
    assert (await booked(office)).stage is Stage.CONFIRMED
    assert len({one.campaign_id for one in office.begun}) == 2


async def test_a_lost_call_holds_the_wish_until_another_makes_it_certain(office):
    await office.desk.choose(WISH)
    await office.desk.confirm("call-b-0")
    await office.answered(outcome=Outcome.INTERRUPTED)
    lost = await booked(office)
    assert (lost.stage, lost.reason) == (
        Stage.UNCERTAIN,
        "nobody said clearly: confirm it by another call",
    )
    other = WISH.model_copy(update={"booking_id": "call-c-0"})
    with pytest.raises(BadInput, match="holds this wish"):
        await office.desk.choose(other)
    # Nobody reached now: we still do not know.
    await office.desk.confirm("call-b-0")
    await office.answered(outcome=Outcome.NO_ANSWER, disclosed=False)
    assert (await booked(office)).stage is Stage.UNCERTAIN
    await office.desk.confirm("call-b-0")
    await office.answered(True)
    assert await office.stages() == ["released", "confirmed", "released"]


async def test_moved_by_call_the_calendar_follows(taken):
    await taken.desk.reschedule("call-b-0", NewTime(slot=datetime(2026, 12, 8, 10)))  # noqa: DTZ001
    assert (await booked(taken)).begins == OFFERS["b"]
    await taken.answered(True)
    await taken.rounds.turn()

    moved = await booked(taken)
    assert (moved.stage, moved.begins, moved.sequence) == (
        Stage.CONFIRMED, at(8, 10), 1,
    )  # fmt: skip
    assert taken.calendar.events["call-b-0"].begins == at(8, 10)


async def test_a_move_they_refuse_changes_nothing(taken):
    await taken.desk.reschedule("call-b-0", NewTime(slot=at(8, 10)))
    await taken.answered(False)
    kept = await booked(taken)
    assert (kept.stage, kept.begins) == (Stage.CONFIRMED, OFFERS["b"])
    assert kept.reason == "the business would not"


@pytest.mark.parametrize(
    ("slot", "why"),
    [
        (at(2, 9, 30), "you are taken from 08:00"),
        (at(5, 10), "book on Mon"),
        (at(20, 10, month=11), "has passed"),
        (datetime(2027, 3, 14, 2, 30), "no such time"),  # noqa: DTZ001
    ],
)
async def test_where_to_it_cannot_be_moved(taken, slot, why):
    with pytest.raises(BadInput, match=why):
        await taken.desk.reschedule("call-b-0", NewTime(slot=slot))
    assert (await booked(taken)).stage is Stage.CONFIRMED


async def test_an_appointment_does_not_stand_in_its_own_way(taken):
    near = NewTime(slot=at(3, 15))
    assert (await taken.desk.reschedule("call-b-0", near)).stage is Stage.RESCHEDULING


async def test_cancelled_by_call_it_is_shown_as_such(taken):
    await taken.desk.cancel("call-b-0")
    await taken.answered(True)
    await taken.rounds.turn()
    gone = await booked(taken)
    assert (gone.stage, gone.written) == (Stage.CANCELLED, 1)
    assert taken.calendar.events["call-b-0"].stage is Stage.CANCELLED
    assert await taken.desk.cancel("call-b-0") == gone


async def test_what_nobody_expects_is_let_go_without_a_call(office):
    await office.desk.choose(WISH)
    assert (await office.desk.cancel("call-b-0")).stage is Stage.RELEASED
    await office.rounds.turn()
    assert office.begun == []


async def test_reminders_are_told_at_their_time_through_a_restart(taken):
    taken.clock.advance(seconds=(at(2, 14, 29) - NOW).total_seconds())
    await taken.rounds.turn()
    assert (await booked(taken)).reminded == ()
    taken.clock.advance(seconds=3600)  # while we were down
    taken.rounds = Rounds(taken.store, taken.begin, taken.clock, taken.calendar)
    await taken.rounds.turn()
    await taken.rounds.turn()
    assert (await booked(taken)).reminded == (at(2, 14, 30),)


async def test_a_calendar_that_fails_is_asked_again_later(office):
    office.calendar.broken = "the calendar did not answer in time"
    choice = await office.desk.choose(WISH.model_copy(update={"regardless": True}))
    assert choice.booking.booking_id == "call-a-0"
    assert not choice.looked_into_calendar
    await office.desk.confirm("call-a-0")
    await office.answered(True)
    await office.rounds.turn()
    assert (await booked(office, "a")).written == -1
    office.calendar.broken = ""
    await office.rounds.turn()
    assert (await booked(office, "a")).written == -1
    office.clock.advance(seconds=AGAIN_S)
    await office.rounds.turn()
    assert (await booked(office, "a")).written == 0


async def test_the_best_business_wins_where_that_counts(office):
    best = ChoiceText(campaign_id="wish", prefer=Prefer.BEST, worth={"wish-c": 1.0})
    assert (await office.desk.choose(best)).booking.booking_id == "call-c-0"


async def test_what_does_not_exist_is_said(office):
    with pytest.raises(BadInput, match="no such appointment"):
        await office.desk.show("call-x-0")
    with pytest.raises(BadInput, match="no campaign of this id"):
        await office.desk.choose(ChoiceText(campaign_id="nothing"))
    with pytest.raises(BadInput, match="cannot confirm what is noted"):
        await office.desk.confirm("call-a-0")
    with pytest.raises(BadInput, match="no calendar is named"):
        await AppointmentDesk(office.store, office.clock, None).sync()


def test_where_the_first_call_books_one_is_called_after_the_other():
    campaign = Campaign(
        campaign_id="k", title="k", questionnaire=QUESTIONS, created_at=NOW
    )
    booking = TERMS.model_copy(update={"manner": Manner.BOOK})
    assert campaign.at_once == 10
    assert campaign.model_copy(update={"booking": booking}).at_once == 1
    assert campaign.model_copy(update={"booking": TERMS}).at_once == 10


@pytest.mark.parametrize("error", [BadInput("no", where="a", advice="b"), ValueError()])
async def test_an_appointment_that_cannot_be_looked_after_stops_nothing(office, error):
    async def refuse(campaign, provider):
        raise error

    await office.desk.choose(WISH)
    await office.desk.confirm("call-b-0")
    begin, office.rounds._begin = office.rounds._begin, refuse
    await office.rounds.turn()
    assert office.begun == []
    office.rounds._begin = begin
    await office.rounds.turn()
    assert len(office.begun) == 1


async def test_an_event_the_calendar_refuses_holds_up_no_other(taken):
    (mine,) = await taken.store.watched_bookings()
    refused = mine.model_copy(
        update={"booking_id": "call-a-9", "wish_id": "other", "written": -1}
    )
    other = refused.model_copy(update={"booking_id": "call-b-9", "wish_id": "third"})
    taken.store._keep(refused)
    taken.store._keep(other)
    write = taken.calendar.write

    async def picky(booking):
        if booking.booking_id == "call-a-9":
            raise CalendarError("that event is not taken")
        return await write(booking)

    taken.calendar.write = picky
    await taken.rounds.turn()
    await taken.rounds.turn()
    assert (await taken.desk.show("call-a-9")).written == -1
    assert (await taken.desk.show("call-b-9")).written == 0


async def test_a_time_that_has_passed_is_neither_chosen_nor_confirmed(office):
    await office.desk.choose(WISH)
    office.clock.advance(seconds=14 * 86_400)
    with pytest.raises(BadInput, match="passed"):
        await office.desk.confirm("call-b-0")
    await office.desk.cancel("call-b-0")
    with pytest.raises(BadInput, match="passed"):
        await office.desk.choose(WISH.model_copy(update={"booking_id": "call-c-0"}))
