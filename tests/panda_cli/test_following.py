import asyncio
from io import StringIO

import pytest
from rich.console import Console

from panda.call import CallState, Outcome
from panda.campaign import CampaignStatus, TargetStatus
from panda.testing.clock import START
from panda_cli import following
from panda_cli.following import Stop, follow
from panda_cli.screen import PlainScreen
from tests.panda_cli.world import LAKESIDE, PRICE, FakeSystem, snapshot


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(following, "REFRESH_S", 0)


class Recorder:
    """A screen that remembers what it was told."""

    def __init__(self):
        self.shown = []
        self.said = []

    def say(self, words):
        self.said.append(words)

    def show(self, targets, snapshots, now):
        self.shown.append((list(targets), dict(snapshots)))


async def followed(system, stop=None, screen=None):
    campaign = await system.begin()
    stop = stop or asyncio.Event()
    return await follow(system, campaign, screen or Recorder(), stop)


async def test_a_campaign_is_followed_until_every_business_has_its_outcome():
    async def first(system):
        await system.finish(0, Outcome.COMPLETED, PRICE)

    async def second(system):
        await system.finish(1, Outcome.VOICEMAIL)

    screen = Recorder()
    seen = await followed(FakeSystem([first, second]), screen=screen)
    assert seen.ended
    targets, _ = screen.shown[-1]
    assert [one.outcome for one in targets] == [Outcome.COMPLETED, Outcome.VOICEMAIL]
    assert len(screen.shown) == 2


async def test_calls_of_other_campaigns_are_not_shown():
    async def work(system):
        mine, other = await system.targets("c1")
        system.shown["mine"] = snapshot(mine, CallState.TALKING)
        system.shown["other"] = snapshot(other, CallState.TALKING, campaign_id="c2")
        await system.finish(0, Outcome.COMPLETED)
        await system.finish(1, Outcome.COMPLETED)

    screen = Recorder()
    await followed(FakeSystem([work]), screen=screen)
    assert list(screen.shown[-1][1]) == ["c1-0"]


async def test_the_busiest_moment_is_remembered():
    async def two(system):
        for target in await system.targets("c1"):
            call = snapshot(target, CallState.TALKING)
            system.shown[target.target_id] = call

    async def none(system):
        for target in await system.targets("c1"):
            call = snapshot(target, CallState.ENDED)
            system.shown[target.target_id] = call
            await system.finish(target.position, Outcome.COMPLETED)

    seen = await followed(FakeSystem([two, none]))
    assert seen.busiest.live == 2


async def test_ctrl_c_cancels_the_campaign_and_waits_for_its_calls():
    system, stop, screen = FakeSystem(), asyncio.Event(), Recorder()
    stop.set()
    assert (await followed(system, stop, screen)).ended
    assert "Ending live calls" in screen.said[0]
    campaign = await system.campaign("c1")
    assert campaign.status is CampaignStatus.CANCELLED


async def test_cancelled_calls_that_do_not_end_are_not_waited_for_for_ever(monkeypatch):
    monkeypatch.setattr(following, "LAST_CALLS_S", 0.05)

    class Deaf(FakeSystem):
        async def set_status(self, campaign_id, status):
            await self.store.set_status(campaign_id, status)

    system, stop = Deaf(), asyncio.Event()
    stop.set()
    assert not (await followed(system, stop)).ended


def test_the_second_ctrl_c_does_not_wait():
    stop = Stop()
    stop()
    assert stop.asked.is_set()
    with pytest.raises(KeyboardInterrupt):
        stop()


# --- without a terminal


def lines(*steps):
    console = Console(file=StringIO(), width=120)
    screen = PlainScreen(console)
    for targets, snapshots in steps:
        screen.show(targets, snapshots, START)
    return console.file.getvalue().splitlines()


async def test_a_pipe_gets_one_line_for_each_change():
    system = FakeSystem()
    await system.begin(LAKESIDE)
    (target,) = await system.targets("c1")
    calling = target.model_copy(update={"status": TargetStatus.CALLING})
    talking = {"c1-0": snapshot(target, CallState.TALKING)}
    done = target.model_copy(
        update={"status": TargetStatus.DONE, "outcome": Outcome.HUNG_UP}
    )
    assert lines(
        ([target], {}), ([calling], talking), ([calling], talking), ([done], talking)
    ) == [
        "   0.0 s  Lakeside Dental: waiting",
        "   0.0 s  Lakeside Dental: talking",
        "   0.0 s  Lakeside Dental: hung up",
    ]
