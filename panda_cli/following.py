"""Watching a campaign to its end, and stopping it when a person says so."""

from __future__ import annotations

import asyncio
import signal
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from panda.campaign import CampaignStatus, TargetStatus
from panda.errors import BadInput, PandaError
from panda_cli.report import Moment

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from panda.campaign import CallResult, CallSnapshot, Campaign, Target
    from panda_cli.screen import Screen
    from panda_cli.system import System

REFRESH_S = 0.25
"""Pause between two looks; four a second are smooth enough to read."""
WATCH_S = 0.5
"""How long a look waits for news: seconds and countdowns move without any."""
LAST_CALLS_S = 30.0
"""How long cancelled calls have to end at the carrier."""


class Stop:
    """What a person's Ctrl-C asks for: an orderly end, then an immediate one."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()

    def __call__(self) -> None:
        """Take a signal.

        Raises:
            KeyboardInterrupt: It is the second one.
        """
        if self.asked.is_set():
            raise KeyboardInterrupt
        self.asked.set()


@contextmanager
def stop_on_signals() -> Iterator[Stop]:
    """Have SIGINT, SIGTERM and SIGHUP end what runs in this block in good order."""
    stop = Stop()
    loop = asyncio.get_running_loop()
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    for number in numbers:
        loop.add_signal_handler(number, stop)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            loop.remove_signal_handler(number)
            signal.signal(number, handler)


NOT_DIALLED = "Nobody is dialled for now: "


@dataclass(frozen=True, slots=True)
class Followed:
    """What was seen of a campaign."""

    ended: bool
    """Whether every business came to an end; cancelled calls may not in time."""
    busiest: Moment | None
    """When most calls were live, as it was shown."""
    targets: tuple[Target, ...] = ()
    results: tuple[CallResult, ...] = ()
    """What had come of the calls whose businesses are done."""
    lost: bool = False
    """Whether the installation went away meanwhile."""


async def follow(
    system: System, campaign: Campaign, screen: Screen, stop: asyncio.Event
) -> Followed:
    """Show a campaign until every business has its outcome.

    When `stop` is set the campaign is cancelled, and its live calls are waited for.
    When the installation goes away, what was seen until then is returned.
    """
    seen = Followed(ended=False, busiest=None)
    try:
        async for seen in _looks(system, campaign, screen, stop):
            if seen.ended:
                break
    except BadInput:
        raise
    except PandaError:
        return replace(seen, lost=True)
    return seen


async def _looks(
    system: System, campaign: Campaign, screen: Screen, stop: asyncio.Event
) -> AsyncIterator[Followed]:
    """Yield what is seen, again and again; ends if cancelled calls do not."""
    loop = asyncio.get_running_loop()
    snapshots: dict[str, CallSnapshot] = {}
    busiest: Moment | None = None
    results: Sequence[CallResult] = ()
    version, done, deadline, paused = 0, 0, float("inf"), ""
    while loop.time() < deadline:
        if stop.is_set() and deadline == float("inf"):
            screen.say("Ending live calls at the carrier; Ctrl-C again does not wait.")
            await system.set_status(campaign.campaign_id, CampaignStatus.CANCELLED)
            deadline = loop.time() + LAST_CALLS_S
        version, news = await system.watch(version, WATCH_S)
        for one in news:
            if one.campaign_id == campaign.campaign_id:
                snapshots[one.target_id] = one
        targets = await system.targets(campaign.campaign_id)
        before_that, paused = paused, await _paused(system, paused)
        if paused and paused != before_that:
            screen.say(NOT_DIALLED + paused)
        now = system.now()
        screen.show(targets, snapshots, now)
        moment = Moment(
            now=now, targets=tuple(targets), calls=tuple(snapshots.values())
        )
        if busiest is None or moment.live >= busiest.live:
            busiest = moment
        before, done = done, sum(one.status is TargetStatus.DONE for one in targets)
        if done != before:
            results = await system.results(campaign.campaign_id)
        yield Followed(
            ended=done == len(targets),
            busiest=busiest,
            targets=tuple(targets),
            results=tuple(results),
        )
        await asyncio.sleep(REFRESH_S)


async def _paused(system: System, before: str) -> str:
    """Say why nobody is dialled; what was said before while nobody can say."""
    try:
        return await system.paused()
    except PandaError:  # the orchestrator is being started anew
        return before
