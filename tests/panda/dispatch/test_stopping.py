"""Ends that come while calls begin: nobody is dialled any more, no phone rings on."""

import asyncio

import pytest

from panda.call import Outcome
from panda.campaign import CampaignStatus, TargetStatus
from panda.errors import CarrierUnsure
from tests.panda.dispatch.world import NUMBERS, World, ends


async def waits(actor):
    """A script: dial, and end when told to, even while the dial is under way."""
    placing = asyncio.ensure_future(actor.place())
    outcome = await actor.until_told_to_end()
    actor.call_sid = ""
    actor.placing = placing  # still referred to, so that it goes on
    return outcome


@pytest.fixture
def slow(world):
    """A world whose carrier answers when the event is set."""
    answers = asyncio.Event()
    dial = world.carrier.dial

    async def dials_slowly(order):
        await answers.wait()
        return await dial(order)

    world.carrier.dial = dials_slowly
    world.scripts[NUMBERS[0]] = [waits]
    return answers


async def has_result(world):
    return bool(world.store._results)


async def is_dialled(world):
    return any(one.state == "submitting" for one in await world.store.open_intents())


async def test_a_phone_that_begins_to_ring_while_we_stop_is_hung_up(world, slow):
    await world.create(1)
    await world.until(lambda: is_dialled(world))
    stopping = asyncio.ensure_future(world.dispatcher.stop())
    await world.until(lambda: has_result(world))
    for _ in range(20):
        await asyncio.sleep(0)
    slow.set()
    await stopping
    assert len(world.carrier.dialled) == 1
    assert await world.carrier.live() == []


async def test_a_carrier_that_does_not_answer_keeps_us_from_stopping_for_a_while_only(
    world, slow
):
    await world.create(1)
    await world.until(lambda: is_dialled(world))
    async with asyncio.timeout(5):
        await world.dispatcher.stop()


async def test_a_dial_whose_answer_was_lost_is_hung_up_when_we_stop():
    world = World()
    world.carrier.troubles, world.carrier.places_anyway = [CarrierUnsure("?")], True
    world.carrier.is_down = True
    world.scripts[NUMBERS[0]] = [waits]
    world.start()
    await world.create(1)
    await world.until(lambda: world.carrier.calls)
    stopping = asyncio.ensure_future(world.dispatcher.stop())
    await world.until(lambda: has_result(world))
    world.carrier.is_down = False
    await stopping
    assert await world.carrier.live() == []
    await world.stop()


async def test_a_call_ended_while_it_is_dialled_is_hung_up(world, slow):
    campaign = await world.create(1)
    await world.until(lambda: is_dialled(world))
    await world.dispatcher.set_status(campaign.campaign_id, CampaignStatus.CANCELLED)
    await world.until(lambda: has_result(world))
    slow.set()

    async def is_over():
        return not await world.store.open_intents()

    await world.until(is_over)
    assert len(world.carrier.dialled) == 1
    assert await world.carrier.live() == []
    (target,) = await world.targets(campaign)
    assert (target.status, target.outcome) == (TargetStatus.DONE, Outcome.CANCELLED)


@pytest.fixture
async def at_first():
    """Has something happen when the first of a list is reserved."""
    world = World()

    def happen(what):
        reserve = world.store.reserve

        async def reserves(intent, target):
            world.store.reserve = reserve
            await what()
            return await reserve(intent, target)

        world.store.reserve = reserves

    world.first = happen
    world.start()
    yield world
    await world.stop()


async def test_nobody_on_a_list_is_dialled_once_we_stop(at_first):
    async def stops():
        at_first.dispatcher.stopping = True

    at_first.first(stops)
    await at_first.create(3)
    await at_first.until(at_first._running.done)
    await at_first.stop()
    assert at_first.carrier.dialled == []
    assert await at_first.store.open_intents() == []


async def test_nobody_on_a_list_is_dialled_once_it_is_cancelled(at_first):
    async def cancels():
        await at_first.dispatcher.set_status(
            campaign.campaign_id, CampaignStatus.CANCELLED
        )

    at_first.first(cancels)
    campaign = await at_first.create(3)

    async def all_over():
        over = {one.outcome for one in await at_first.targets(campaign)}
        return over == {Outcome.CANCELLED}

    await at_first.until(all_over)
    assert at_first.carrier.dialled == []


@pytest.mark.parametrize("attempts", [1, 3])
async def test_whoever_was_on_the_phone_when_we_stopped_is_called_again(
    world, attempts
):
    async def talks(actor):
        await actor.place()
        return await actor.until_told_to_end()

    world.scripts[NUMBERS[0]] = [talks, ends(Outcome.BUSY), ends(Outcome.COMPLETED)]
    campaign = await world.create(1, attempts=attempts, retry_failed_s=60)
    await world.until(lambda: world.carrier.calls)
    await world.stop()
    (target,) = await world.targets(campaign)
    assert (target.status, target.outcome) == (
        TargetStatus.WAITING,
        Outcome.INTERRUPTED,
    )

    world.dispatcher = world.new_dispatcher()
    world.start()
    await world.done(campaign)
    (target,) = await world.targets(campaign)
    over = Outcome.BUSY if attempts == 1 else Outcome.COMPLETED
    assert target.outcome is over
    assert target.attempts - target.excused == min(attempts, 2)
