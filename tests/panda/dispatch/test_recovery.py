"""What the carrier is told when a stream has ended."""

import asyncio

from actors.hub import HubActor
from panda.call import CallState, Outcome
from panda.campaign import TargetStatus
from panda.dispatch.recovery import PATIENCE_S, Dismiss, HoldOn, Reconnect
from panda.tokens import verify
from tests.panda.dispatch.world import KEY, NUMBERS, Die, World, ends
from tests.storage import material


async def ringing(world):
    await world.until(lambda: world.carrier.calls)
    await world.until(lambda: world.crew.briefings)
    return world.crew.briefings[-1].call_id


async def waits(actor):
    await actor.place()
    return await actor.until_told_to_end()


async def test_an_unknown_call_is_hung_up(world):
    assert await world.dispatcher.recover("nobody", 0) == Dismiss()


async def test_a_call_that_has_ended_is_hung_up(world):
    campaign = await world.create(1)
    await world.done(campaign)
    call_id = world.crew.briefings[0].call_id
    assert await world.dispatcher.recover(call_id, 0) == Dismiss()


async def test_a_call_whose_connection_broke_is_streamed_to_its_actor_again(world):
    world.scripts[NUMBERS[0]] = [waits]
    await world.create(1)
    call_id = await ringing(world)
    answer = await world.dispatcher.recover(call_id, 0)
    assert isinstance(answer, Reconnect)
    assert (answer.call_id, answer.epoch) == (call_id, 0)
    token = verify(answer.token, KEY, now_s=world.clock.now().timestamp())
    assert (token.call_id, token.epoch) == (call_id, 0)


async def test_a_call_whose_actor_died_is_streamed_to_the_next(world):
    dying = asyncio.Event()

    async def dies_when_told(actor):
        await actor.place()
        await dying.wait()
        raise Die

    world.scripts[NUMBERS[0]] = [dies_when_told, waits]
    await world.create(1)
    call_id = await ringing(world)
    dying.set()
    await world.until(lambda: len(world.crew.briefings) == 2)
    answer = await world.dispatcher.recover(call_id, 0)
    assert (answer.call_id, answer.epoch) == (call_id, 1)
    # The carrier asks again when it got no answer in time: it gets the same.
    assert (await world.dispatcher.recover(call_id, 0)).epoch == 1
    assert (await world.store.intent(call_id)).epoch == 1


def talks(*, dies=None, ready=None):
    """A script: streamed to; dies when told, is ready for another stream when told."""

    async def script(actor):
        if not actor.briefing.epoch:
            await actor.place()
            await actor.show(CallState.TALKING, streamed=True)
        if dies is not None:
            await dies.wait()
            raise Die
        if ready is not None:
            await ready.wait()
            await actor.show(CallState.TALKING)
        return await actor.until_told_to_end()

    return script


async def test_a_stream_is_sent_as_soon_as_the_next_actor_is_ready_for_it(world):
    dying, ready = asyncio.Event(), asyncio.Event()
    world.scripts[NUMBERS[0]] = [talks(dies=dying), talks(ready=ready)]
    await world.create(1)
    call_id = await ringing(world)
    began_ms = world.clock.monotonic_ms()
    asked = asyncio.ensure_future(world.dispatcher.recover(call_id, 0))
    dying.set()
    await world.until(lambda: len(world.crew.briefings) == 2)
    assert not asked.done()
    ready.set()
    answer = await asked
    assert (type(answer), answer.epoch) == (Reconnect, 1)
    assert world.clock.monotonic_ms() - began_ms < PATIENCE_S * 1000


async def test_a_call_holds_on_while_its_next_actor_is_not_ready(world):
    dying, ready = asyncio.Event(), asyncio.Event()
    world.scripts[NUMBERS[0]] = [talks(dies=dying), talks(ready=ready)]
    await world.create(1)
    call_id = await ringing(world)
    dying.set()
    await world.until(lambda: len(world.crew.briefings) == 2)
    assert await world.dispatcher.recover(call_id, 0) == HoldOn()
    ready.set()
    assert (await world.dispatcher.recover(call_id, 0)).epoch == 1


async def test_no_stream_is_sent_to_an_actor_whose_death_is_about_to_be_known(world):
    dying, ready = asyncio.Event(), asyncio.Event()
    ready.set()
    world.scripts[NUMBERS[0]] = [talks(dies=dying), talks(ready=ready)]
    await world.create(1)
    call_id = await ringing(world)
    began_ms = world.clock.monotonic_ms()
    asked = asyncio.ensure_future(world.dispatcher.recover(call_id, 0))
    await world.until(lambda: world.clock.monotonic_ms() - began_ms > 2000)
    assert not asked.done()
    dying.set()
    assert (await asked).epoch == 1


async def test_an_actor_that_does_not_see_its_stream_gone_gets_another(world):
    world.scripts[NUMBERS[0]] = [talks()]
    await world.create(1)
    call_id = await ringing(world)
    began_ms = world.clock.monotonic_ms()
    answer = await world.dispatcher.recover(call_id, 0)
    assert (type(answer), answer.epoch) == (Reconnect, 0)
    assert world.clock.monotonic_ms() - began_ms >= PATIENCE_S * 1000


async def test_an_epoch_that_never_was_is_hung_up(world):
    world.scripts[NUMBERS[0]] = [waits]
    await world.create(1)
    call_id = await ringing(world)
    assert await world.dispatcher.recover(call_id, 7) == Dismiss()


async def test_calls_that_outlived_the_orchestrator_go_on_with_their_actors():
    world = World()
    world.scripts[NUMBERS[0]] = [waits]
    world.start()
    campaign = await world.create(1)
    call_id = await ringing(world)
    world._running.cancel()  # the orchestrator dies; its calls do not
    for task in list(world.dispatcher._tasks):
        task.cancel()
    world.crew._running["s1"] = asyncio.ensure_future(asyncio.sleep(3600))

    world.dispatcher = world.new_dispatcher()
    world.start(surviving={"s1": call_id, "s9": "long gone"})
    answer = await world.dispatcher.recover(call_id, 0)
    assert answer.call_id == call_id
    assert "s9" in world.crew.released
    assert len(world.carrier.dialled) == 1
    assert (await world.targets(campaign))[0].attempts == 1
    await world.stop()


async def test_a_call_left_ringing_for_nobody_is_ended_and_tried_again():
    world = World()
    world.scripts[NUMBERS[0]] = [waits, ends(Outcome.COMPLETED)]
    world.start()
    campaign = await world.create(1, retry_failed_s=60)
    await ringing(world)
    world._running.cancel()
    for task in list(world.dispatcher._tasks):
        task.cancel()
    await world.crew.release("s1")

    world.hub = HubActor()
    world.dispatcher = world.new_dispatcher()
    world.start()
    await world.done(campaign)
    (target,) = await world.targets(campaign)
    assert (target.attempts, target.outcome) == (2, Outcome.COMPLETED)
    first, _ = await world.store.results(campaign.campaign_id)
    assert first.outcome is Outcome.FAILED
    await world.stop()


async def test_a_call_reserved_by_a_process_that_died_is_given_back(world):
    campaign = await world.create(1)
    await world.done(campaign)
    lost = material.intent("lost", campaign_id="k9", number=NUMBERS[5])
    reserved = material.target(0, "k9", status=TargetStatus.CALLING, attempts=1)
    await world.store.add_campaign(material.campaign("k9"), [material.target(0, "k9")])
    await world.store.reserve(lost, reserved)
    world._running.cancel()
    world.dispatcher = world.new_dispatcher()
    world.start()

    async def settled():
        return not await world.store.open_intents()

    await world.until(settled)
    (again,) = await world.store.targets("k9")
    assert again.attempts == 2
    assert again.outcome is Outcome.COMPLETED
