"""A call is asked for at most once, whatever the carrier does."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given, settings, strategies as st

from panda.campaign import IntentState
from panda.carrier import DialOrder, Placed, Rejected
from panda.dispatch.placing import Placing
from panda.errors import CarrierBusy, CarrierDenied, CarrierError, CarrierUnsure
from panda.testing.carrier import FakeCarrier
from panda.testing.clock import FakeClock
from panda.testing.store import MemoryStore
from tests.storage.material import calling, campaign, intent, target

REFUSED = CarrierError("no", code=21211)
BUSY = CarrierBusy("slow down")
UNSURE = CarrierUnsure("no answer")


class Desk:
    """`Placing` over fakes, with one reserved call."""

    def __init__(self, *, rate=10.0, real=None):
        self.clock = FakeClock(intent().reserved_at, real=real)
        self.carrier = FakeCarrier(self.clock)
        self.store = MemoryStore()
        self.placing = Placing(
            self.carrier, self.store, self.clock, sleep=self.sleep, rate=rate
        )

    async def sleep(self, seconds):
        self.clock.advance(seconds=seconds)
        await asyncio.sleep(0)

    async def reserve(self, call_id="c1", position=0, real=None):
        if await self.store.campaign("k1") is None:
            await self.store.add_campaign(campaign(), [target(n) for n in range(5)])
        reserved = intent(call_id, position, reserved_real_at=real)
        await self.store.reserve(reserved, calling(position))

    async def place(self, call_id="c1", position=0):
        number = f"+1217555010{position}"
        order = DialOrder(call_id=call_id, to=number, ring_s=30, call_s=60, token="t")
        return await self.placing.place(order)

    async def state(self, call_id="c1"):
        return (await self.store.intent(call_id)).state


@pytest.fixture
async def desk():
    made = Desk()
    await made.reserve()
    return made


async def test_a_reserved_call_is_placed_and_its_id_is_kept(desk):
    placed = await desk.place()
    assert isinstance(placed, Placed)
    kept = await desk.store.intent("c1")
    assert (kept.state, kept.call_sid) == (IntentState.ACCEPTED, placed.call_sid)


async def test_a_call_that_was_not_reserved_is_not_placed(desk):
    assert await desk.place("c2") == Rejected(reason="not_reserved")
    assert desk.carrier.dialled == []


async def test_of_many_who_place_the_same_call_one_does(desk):
    answers = await asyncio.gather(*(desk.place() for _ in range(5)))
    assert len([one for one in answers if isinstance(one, Placed)]) == 1
    assert len(desk.carrier.dialled) == 1


async def test_a_refused_call_was_not_placed(desk):
    desk.carrier.troubles = [REFUSED]
    assert await desk.place() == Rejected(reason="carrier_21211")
    assert await desk.state() is IntentState.NOT_PLACED


async def test_a_busy_carrier_is_asked_again_for_the_same_call(desk):
    desk.carrier.troubles = [BUSY, BUSY]
    assert isinstance(await desk.place(), Placed)
    assert len(desk.carrier.calls) == 1


async def test_a_carrier_that_stays_busy_has_not_placed_it(desk):
    desk.carrier.troubles = [BUSY] * 9
    assert isinstance(await desk.place(), Rejected)
    assert await desk.state() is IntentState.NOT_PLACED
    assert desk.carrier.calls == {}


async def test_a_call_whose_answer_was_lost_is_found_in_the_carriers_list(desk):
    desk.carrier.troubles, desk.carrier.places_anyway = [UNSURE], True
    placed = await desk.place()
    assert placed == Placed(call_sid=next(iter(desk.carrier.calls)))
    assert await desk.state() is IntentState.ACCEPTED
    assert len(desk.carrier.dialled) == 1


async def test_it_is_found_whatever_time_a_scenario_says_it_is():
    desk = Desk(real=intent().reserved_at - timedelta(days=30))
    await desk.reserve(real=desk.clock.real_now())
    desk.carrier.troubles, desk.carrier.places_anyway = [UNSURE], True
    assert isinstance(await desk.place(), Placed)


async def test_a_call_that_is_nowhere_to_be_found_stays_uncertain(desk):
    desk.carrier.troubles = [UNSURE]
    assert await desk.place() == Rejected(reason="no_answer", unsure=True)
    assert await desk.state() is IntentState.AMBIGUOUS
    assert len(desk.carrier.dialled) == 1


async def test_a_callback_may_bring_the_carriers_id_before_its_answer(desk):
    desk.carrier.troubles, desk.carrier.is_down = [UNSURE], True

    async def callback():
        while await desk.state() is not IntentState.AMBIGUOUS:
            await desk.sleep(0)
        await desk.store.advance(
            "c1", IntentState.AMBIGUOUS, IntentState.ACCEPTED, call_sid="CA9"
        )

    placed, _ = await asyncio.gather(desk.place(), callback())
    assert placed == Placed(call_sid="CA9")


async def test_calls_leave_at_the_carriers_pace():
    desk = Desk(rate=1.0)
    for number in range(4):
        await desk.reserve(f"c{number}", number)
    began = desk.clock.monotonic_ms()
    for number in range(4):
        await desk.place(f"c{number}", number)
    assert desk.clock.monotonic_ms() - began == 3000


@given(
    troubles=st.lists(st.sampled_from([None, REFUSED, BUSY, UNSURE]), max_size=8),
    anyway=st.booleans(),
    down=st.booleans(),
    tries=st.integers(1, 4),
)
@settings(max_examples=150, deadline=None)
def test_whatever_happens_a_call_rings_at_most_once(troubles, anyway, down, tries):
    async def story():
        desk = Desk()
        await desk.reserve()
        desk.carrier.troubles = list(troubles)
        desk.carrier.places_anyway = anyway
        desk.carrier.is_down = down
        answers = await asyncio.gather(*(desk.place() for _ in range(tries)))
        state = await desk.state()
        ringing = len(desk.carrier.calls)
        if not anyway:  # a carrier that says no and dials is beyond help
            assert ringing <= 1
        placed = [one for one in answers if isinstance(one, Placed)]
        assert len(placed) <= 1
        assert bool(placed) == (state is IntentState.ACCEPTED)
        if state is IntentState.NOT_PLACED and not anyway:
            assert ringing == 0

    asyncio.run(story())


async def test_a_carrier_that_denies_us_is_told_from_one_that_refuses_a_number():
    desk = Desk()
    for position, (trouble, reason) in enumerate(
        [
            (CarrierDenied("no", code=20003), "carrier_denied"),
            (CarrierError("away"), "carrier_refused"),
            (REFUSED, "carrier_21211"),
        ]
    ):
        call_id = f"c{position}"
        await desk.reserve(call_id, position)
        desk.carrier.troubles = [trouble]
        assert await desk.place(call_id, position) == Rejected(reason=reason)
