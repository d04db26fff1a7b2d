"""Seeing a call through: who has it, what they are told, what is left behind."""

import asyncio

import pytest

from panda.call import CallState, Outcome, Trigger
from panda.errors import CarrierError, StoreError
from panda.events import Ended, StateChanged
from tests.panda.dispatch.world import NUMBERS, Die, dies_at_once


async def waits(actor):
    await actor.place()
    return await actor.until_told_to_end()


async def test_the_store_says_which_actor_has_a_call(world):
    world.scripts[NUMBERS[0]] = [dies_at_once, waits]
    await world.create(1)
    await world.until(lambda: world.carrier.calls)
    (intent,) = await world.store.open_intents()
    assert intent.actor == "s2"


async def test_whoever_takes_a_call_over_is_told_that_it_was_asked_for(world):
    async def dies_while_it_dials(actor):
        actor.placing = asyncio.ensure_future(actor.place())
        await world.until(lambda: world.carrier.calls)
        raise Die

    world.scripts[NUMBERS[0]] = [dies_at_once, dies_while_it_dials, waits]
    await world.create(1)
    await world.until(lambda: len(world.crew.briefings) == 3)
    assert [one.placed for one in world.crew.briefings] == [False, False, True]
    assert len(world.carrier.dialled) == 1


async def test_a_call_that_the_carrier_refused_is_not_taken_over(world):
    async def dies_refused(actor):
        await actor.place()
        raise Die

    world.carrier.troubles = [CarrierError("no", code=21211)]
    world.scripts[NUMBERS[0]] = [dies_refused]
    campaign = await world.create(1, attempts=1)
    await world.done(campaign)
    assert len(world.crew.briefings) == 1
    (target,) = await world.targets(campaign)
    assert target.outcome is Outcome.FAILED


async def test_a_phone_that_rings_unknown_to_its_actor_is_hung_up_at_its_end(world):
    async def forgets_its_id(actor):
        await actor.place()
        actor.call_sid = ""
        return Outcome.FAILED

    world.scripts[NUMBERS[0]] = [forgets_its_id]
    campaign = await world.create(1, attempts=1)
    began_ms = world.clock.monotonic_ms()
    await world.until(lambda: has_results(world, campaign))
    assert await world.carrier.live() == []
    assert world.clock.monotonic_ms() - began_ms < 5000, "before any round"


async def has_results(world, campaign):
    return bool(await world.store.results(campaign.campaign_id))


async def test_no_actor_is_taken_for_a_call_that_cannot_be_briefed(world):
    best_route = world.store.best_route

    async def fails(number, goal, now):
        world.store.best_route = best_route
        raise StoreError("away")

    world.store.best_route = fails
    campaign = await world.create(1, retry_failed_s=1)
    await world.done(campaign)
    assert world.crew.taken == 1
    assert len(world.crew.released) == 1


async def test_an_actor_that_cannot_be_given_its_call_is_let_go(world):
    assign = world.store.assign

    async def fails(call_id, actor):
        world.store.assign = assign
        raise StoreError("away")

    world.store.assign = fails
    campaign = await world.create(1, retry_failed_s=1)
    await world.done(campaign)
    assert world.crew.taken == 2
    assert world.crew.released == ["s1", "s2"]


async def test_a_call_that_had_ended_when_its_actor_died_is_not_shown_as_live(world):
    async def dies_after_its_end(actor):
        await actor.place()
        await actor.show(CallState.TALKING)
        await actor.log(StateChanged(trigger=Trigger.DIAL, state=CallState.DIALING))
        await actor.log(StateChanged(trigger=Trigger.END, state=CallState.ENDED))
        await actor.log(Ended(outcome=Outcome.COMPLETED, reason="done"))
        raise Die

    world.scripts[NUMBERS[0]] = [dies_after_its_end]
    await world.done(await world.create(1))
    (snapshot,) = await world.hub.snapshots()
    assert (snapshot.state, snapshot.outcome) == (CallState.ENDED, Outcome.COMPLETED)


async def test_the_log_that_an_actor_could_not_write_is_written_for_it(world):
    async def ends_unwritten(actor):
        await actor.place()
        ended = Ended(seq=1, at_ms=9, outcome=Outcome.COMPLETED, reason="done")
        actor.unwritten.append(ended)
        return Outcome.COMPLETED

    world.scripts[NUMBERS[0]] = [ends_unwritten]
    campaign = await world.create(1)
    await world.done(campaign)
    (result,) = await world.store.results(campaign.campaign_id)
    (event,) = await world.store.events(result.call_id)
    assert event.kind == "ended"


@pytest.mark.parametrize("is_seen_through", [True, False])
async def test_what_a_call_has_cost_is_known_though_its_actors_died(
    world, is_seen_through
):
    async def dies_talking(actor):
        if actor.briefing.epoch == 0:
            await actor.place()
            await actor.talk()
            await actor.meter(audio_in=1_000_000)
        if is_seen_through:
            raise Die
        await actor.until_told_to_end()

    world.scripts[NUMBERS[0]] = [dies_talking]
    campaign = await world.create(1, attempts=1)
    if not is_seen_through:
        await world.until(lambda: has_metered(world))
        world._running.cancel()
        for task in world.dispatcher._tasks:
            task.cancel()
        world.dispatcher = world.new_dispatcher()
        world.start()
    await world.done(campaign)
    (result,) = await world.store.results(campaign.campaign_id)
    assert result.cost_usd >= world.prices.voice.audio_in


async def has_metered(world):
    intents = await world.store.open_intents()
    logs = [await world.store.events(intent.call_id) for intent in intents]
    return any(one.kind == "metered" for log in logs for one in log)
