"""Calls at which nothing happens: no actor that begins, no report that comes."""

import asyncio

import pytest

from panda.call import CallState, Outcome
from panda.campaign import TargetStatus
from panda.dispatch import vigil
from panda.errors import CarrierError
from panda.mailbox import CarrierNews
from tests.panda.dispatch.world import NUMBERS, dies_at_once, ends

OTHER = NUMBERS[1]


@pytest.fixture(autouse=True)
def looks_often(monkeypatch):
    monkeypatch.setattr(vigil, "LOOK_S", 0.01)


async def looks(world, times):
    """Wait until a call has been looked at so often."""
    snapshot, seen = world.hub.snapshot, []

    async def counts(call_id):
        seen.append(call_id)
        return await snapshot(call_id)

    world.hub.snapshot = counts
    await world.until(lambda: len(seen) >= times)


async def never_comes_up(actor):
    await asyncio.Event().wait()


async def test_a_business_does_not_wait_for_an_actor_that_never_comes_up(world):
    world.scripts[NUMBERS[0]] = [never_comes_up, ends(Outcome.COMPLETED)]
    campaign = await world.create(1, attempts=1, retry_failed_s=60)
    await world.until(lambda: is_let_go(world, campaign))
    (target,) = await world.targets(campaign)
    assert (target.status, target.excused) == (TargetStatus.WAITING, 1)
    (result,) = await world.store.results(campaign.campaign_id)
    assert (result.outcome, result.reason) == (Outcome.FAILED, "never_began")
    await world.done(campaign)
    (target,) = await world.targets(campaign)
    assert target.outcome is Outcome.COMPLETED
    assert len(world.carrier.dialled) == 1


async def is_let_go(world, campaign):
    (target,) = await world.targets(campaign)
    return target.outcome is not None


async def test_a_live_call_whose_next_actor_never_comes_up_is_hung_up(world):
    async def talks_and_dies(actor):
        await actor.place()
        await actor.show(CallState.TALKING)
        world.clock.advance(seconds=1)
        await dies_at_once(actor)

    world.scripts[NUMBERS[0]] = [talks_and_dies, never_comes_up]
    campaign = await world.create(1, attempts=1)
    await world.done(campaign)
    assert await world.carrier.live() == []
    assert len(world.crew.briefings) == 2
    (target,) = await world.targets(campaign)
    assert (target.outcome, target.excused) == (Outcome.FAILED, 0)


async def test_a_call_that_is_under_way_is_waited_for_as_long_as_it_takes(world):
    async def talks(actor):
        await actor.place()
        await actor.show(CallState.TALKING)
        await looks(world, 2 * vigil.MOST_LOOKS)
        return Outcome.COMPLETED

    world.scripts[NUMBERS[0]] = [talks]
    campaign = await world.create(1)
    await world.done(campaign)
    (target,) = await world.targets(campaign)
    assert target.outcome is Outcome.COMPLETED


async def rings_until_told(actor):
    """A script: dial, and end as the carrier says the call has."""
    await actor.place()
    await actor.show(CallState.RINGING)
    after = 0
    while True:
        orders = await actor.world.hub.next_orders(actor.briefing.call_id, after, 30)
        for after, order in orders:  # noqa: B007
            if isinstance(order, CarrierNews) and order.update.status == "busy":
                return Outcome.BUSY


@pytest.mark.parametrize("is_down", [False, True])
async def test_a_report_that_was_lost_is_asked_for(world, is_down):
    world.scripts[NUMBERS[0]] = [rings_until_told]
    campaign = await world.create(1, attempts=1)
    began = world.clock.now()
    await world.until(lambda: world.carrier.calls)
    (sid,) = world.carrier.calls
    world.carrier.becomes(sid, "busy")
    fetch, asked = world.carrier.fetch, []

    async def fetches(call_sid):
        asked.append(world.clock.now() - began)
        if is_down and len(asked) == 1:
            raise CarrierError("away")
        return await fetch(call_sid)

    world.carrier.fetch = fetches
    await world.done(campaign)
    (target,) = await world.targets(campaign)
    assert target.outcome is Outcome.BUSY
    assert len(asked) == 1 + is_down
    assert asked[0] >= vigil.SILENT_FOR


async def test_the_carrier_is_not_asked_about_a_call_that_is_answered(world):
    async def talks(actor):
        await actor.place()
        await actor.show(CallState.TALKING)
        return await actor.until_told_to_end()

    world.scripts[NUMBERS[0]] = [talks]
    await world.create(1)
    await world.until(lambda: world.carrier.calls)

    async def fetches(call_sid):
        raise AssertionError("asked")

    fetch, world.carrier.fetch = world.carrier.fetch, fetches
    world.clock.advance(seconds=3600)
    await looks(world, 5)
    world.carrier.fetch = fetch
    assert world.crew.released == []
