"""A list is not burnt while it is we who fail."""

import pytest

from panda.call import Outcome
from panda.campaign import TargetStatus
from panda.errors import CarrierDenied, CarrierError
from tests.panda.dispatch.world import NUMBERS


def fails(reason, times):
    """Scripts: as many calls end so before they dial, all others are well."""
    left = [None] * times

    async def script(actor):
        if left:
            left.pop()
            actor.reason = reason
            return Outcome.FAILED
        await actor.place()
        return Outcome.COMPLETED

    return script


@pytest.mark.parametrize(
    ("reason", "times"), [("voice_refused", 2), ("voice_unavailable", 6)]
)
async def test_a_voice_that_is_away_costs_nobody_an_attempt(world, reason, times):
    script = fails(reason, times)
    for number in NUMBERS[:20]:
        world.scripts[number] = [script]
    campaign = await world.create(20, attempts=1, concurrency=2)
    await world.until(lambda: world.dispatcher.paused)
    assert world.carrier.dialled == []
    targets = await world.targets(campaign)
    assert {one.attempts - one.excused for one in targets} <= {0, 1}
    assert not [one for one in targets if one.status is TargetStatus.DONE]
    assert sum(one.attempts for one in targets) <= times + 1
    await world.done(campaign)
    assert world.dispatcher.paused == ""
    targets = await world.targets(campaign)
    assert {one.outcome for one in targets} == {Outcome.COMPLETED}
    assert len(world.carrier.dialled) == 20


async def dials(actor):
    reply = await actor.place()
    actor.reason = getattr(reply, "reason", "")
    return Outcome.FAILED if actor.reason else Outcome.COMPLETED


@pytest.mark.parametrize("denied", [True, False])
async def test_a_carrier_that_denies_us_stops_the_list_but_a_bad_number_does_not(
    world, denied
):
    no = CarrierDenied("no", code=20003) if denied else CarrierError("no", code=21211)
    world.carrier.troubles = [no] * 3
    for number in NUMBERS[:4]:
        world.scripts[number] = [dials]
    campaign = await world.create(4, attempts=1, concurrency=1)
    await world.until(lambda: world.carrier.dialled)
    await world.until(lambda: has_outcome(world, campaign))
    assert bool(world.dispatcher.paused) is denied
    await world.done(campaign)
    outcomes = [one.outcome for one in await world.targets(campaign)]
    assert outcomes.count(Outcome.FAILED) == (0 if denied else 3)


async def has_outcome(world, campaign):
    return any(one.outcome for one in await world.targets(campaign))
