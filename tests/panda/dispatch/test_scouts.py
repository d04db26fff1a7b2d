from panda.call import Outcome
from panda.campaign import TargetStatus
from panda.dialing.scouting import PATIENCE_S
from panda.menu.memory import Trip
from panda.menu.menu import LineKind, RouteStep
from panda.testing.briefings import QUESTIONS
from tests.panda.dispatch.world import NUMBERS, ends

CHAIN = "Bright Smiles"


def way(number, now):
    return Trip(
        number=number,
        goal=QUESTIONS.goal,
        steps=(RouteStep(fingerprint="choose 1", keys="1", label="appointments"),),
        ended=LineKind.HUMAN,
        used_at=now,
    )


def finds_way(world, seconds):
    """A script: dial, find the way after some seconds, then talk for long."""

    async def script(actor):
        await actor.place()
        await world.sleep(seconds)
        await world.store.record(way(actor.briefing.provider.phone, world.clock.now()))
        await world.until(lambda: len(world.carrier.dialled) > 1)
        return Outcome.COMPLETED

    return script


def rings_on(world):
    """A script that ends only when others have been called."""

    async def script(actor):
        await actor.place()
        await world.until(lambda: len(world.carrier.dialled) > 1)
        return Outcome.COMPLETED

    return script


async def test_the_others_are_called_while_the_scout_still_talks(world):
    world.scripts[NUMBERS[0]] = [finds_way(world, 20)]
    campaign = await world.create(5, name=CHAIN)
    await world.until(lambda: len(world.carrier.dialled) == 1)
    held = world.dispatcher.scouts.waiting(campaign.campaign_id)
    assert held == {f"{campaign.campaign_id}-{place}" for place in range(1, 5)}
    await world.done(campaign)
    targets = await world.targets(campaign)
    assert [one.outcome for one in targets] == [Outcome.COMPLETED] * 5
    assert len(world.carrier.dialled) == 5
    assert world.carrier.dialled[0].to == NUMBERS[0]


async def test_nobody_waits_for_a_scout_for_more_than_its_time(world):
    began = world.clock.now()
    world.scripts[NUMBERS[0]] = [rings_on(world)]
    campaign = await world.create(4, name=CHAIN)
    await world.done(campaign)
    waited_s = (world.clock.now() - began).total_seconds()
    assert PATIENCE_S <= waited_s < PATIENCE_S + 30
    assert len(world.carrier.dialled) == 4


async def test_a_busy_scout_is_followed_by_the_next_at_once(world):
    world.scripts[NUMBERS[0]] = [ends(Outcome.BUSY), ends(Outcome.COMPLETED)]
    campaign = await world.create(4, name=CHAIN, retry_busy_s=3600)
    await world.until(lambda: len(world.carrier.dialled) >= 4)
    first = [order.to for order in world.carrier.dialled[:4]]
    assert first == NUMBERS[:4]
    targets = await world.targets(campaign)
    assert targets[0].status is TargetStatus.WAITING


async def test_a_chain_that_is_known_needs_no_scout(world):
    await world.store.record(way(NUMBERS[1], world.clock.now()))
    world.scripts[NUMBERS[0]] = [rings_on(world)]
    began = world.clock.now()
    campaign = await world.create(4, name=CHAIN)
    await world.done(campaign)
    assert (world.clock.now() - began).total_seconds() < PATIENCE_S / 2


async def test_a_campaign_may_do_without_scouts(world):
    world.scripts[NUMBERS[0]] = [rings_on(world)]
    began = world.clock.now()
    campaign = await world.create(4, name=CHAIN, scout=False)
    await world.done(campaign)
    assert (world.clock.now() - began).total_seconds() < PATIENCE_S / 2
    assert world.dispatcher.scouts.waiting(campaign.campaign_id) == frozenset()


async def test_one_chain_holds_up_no_other_business(world):
    world.scripts[NUMBERS[0]] = [rings_on(world)]
    chain = await world.create(4, name=CHAIN)
    other = await world.create(numbers=NUMBERS[10:13])
    await world.done(other)
    await world.done(chain)
    assert len(world.carrier.dialled) == 7
