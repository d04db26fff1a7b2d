"""A small world for the dispatcher: a scripted crew, a fake carrier, a fast clock."""

import asyncio
import contextlib
from random import Random

from actors.hub import HubActor
from panda.call import CallState, Outcome, Trigger
from panda.campaign import CallResult, CallSnapshot, CampaignStatus, Limits, Provider
from panda.carrier import DialOrder, Placed
from panda.cost import CallUsage, prices
from panda.dispatch.dispatcher import Dispatcher
from panda.dispatch.placing import Placing
from panda.dispatch.ports import CallEnd, CallLost
from panda.events import Found, Heard, Metered, StateChanged
from panda.mailbox import End, Take
from panda.newcampaign import NewCampaign
from panda.research.finding import Finding
from panda.testing.briefings import QUESTIONS
from panda.testing.carrier import FakeCarrier
from panda.testing.clock import FakeClock
from panda.testing.store import MemoryStore

PRICES = prices()
KEY = b"k" * 32
HANGS_S = 20.0
"""A world that has not come to a state by then never will: its own time costs nothing,
so this is for what a busy machine takes, and to say where a test hangs."""
NUMBERS = [f"+1217555{n:04d}" for n in range(2001, 2030)]


class Die(Exception):  # noqa: N818 - reads as what happens
    """What a script raises to have its actor killed."""


class ScriptedCrew:
    """Actors in this process; each call follows the script of its number.

    A script is a coroutine function `script(actor) -> Outcome`; the scripts of a number
    are used one after the other, the last again and again.
    """

    def __init__(self, world, room=10):
        self._world = world
        self._room = room
        self._running = {}
        self.taken = 0
        self.briefings = []
        self.released = []

    def room(self):
        return self._room - len(self._running)

    async def take(self):
        self.taken += 1
        key = f"s{self.taken}"
        self._running[key] = asyncio.ensure_future(self._run(key))
        return key

    async def _run(self, key):
        hub = self._world.hub
        ((_, take),) = await hub.next_orders(f"spare:{key}", 0, 30)
        assert isinstance(take, Take)
        self.briefings.append(take.briefing)
        return await self._world.play(take.briefing)

    async def result(self, key):
        if key not in self._running:
            raise CallLost(key)
        try:
            return await self._running[key]
        except Die:
            raise CallLost(key) from None

    async def release(self, key):
        self.released.append(key)
        task = self._running.pop(key, None)
        if task is not None:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, Die):
                await task


class Actor:
    """What a script can do as a call's actor."""

    def __init__(self, world, briefing):
        self.world, self.briefing = world, briefing
        self.seq = len(briefing.restored)
        self.call_sid = ""
        self.reason = ""
        self.opens_at = None
        self.findings = []
        self.unwritten = []
        """What it could not write of its log."""

    async def place(self):
        brief = self.briefing
        reply = await self.world.placing.place(
            DialOrder(
                call_id=brief.call_id,
                to=brief.provider.phone,
                ring_s=brief.limits.ring_s,
                call_s=brief.limits.call_s,
                token=brief.token,
            )
        )
        if isinstance(reply, Placed):
            self.call_sid = reply.call_sid
        return reply

    async def log(self, event):
        self.seq += 1
        event = event.model_copy(update={"seq": self.seq, "at_ms": self.seq * 1000})
        await self.world.store.append(self.briefing.call_id, [event])

    async def show(self, state, *, streamed=False):
        brief, now = self.briefing, self.world.clock.now()
        await self.world.hub.publish(
            CallSnapshot(
                call_id=brief.call_id,
                campaign_id=brief.campaign_id,
                target_id=brief.target_id,
                business=brief.provider.name,
                number=brief.provider.phone,
                epoch=brief.epoch,
                streamed=streamed,
                state=state,
                since=now,
                started_at=now,
            )
        )

    async def talk(self, *findings):
        steps = [
            (Trigger.DIAL, CallState.DIALING),
            (Trigger.ANSWER, CallState.LISTENING),
            (Trigger.PERSON, CallState.TALKING),
        ]
        for trigger, state in steps:
            await self.log(StateChanged(trigger=trigger, state=state))
        await self.log(Heard(speaker="business", text="it is 90 dollars"))
        for name, value in findings:
            finding = Finding(
                field=name, value=value, quote="it is 90 dollars", at_ms=1
            )
            await self.log(Found(finding=finding))

    async def meter(self, **used):
        await self.log(Metered(usage=CallUsage(**used)))

    async def until_told_to_end(self):
        after = 0
        while True:
            orders = await self.world.hub.next_orders(self.briefing.call_id, after, 30)
            for after, order in orders:  # noqa: B007
                self.world.orders.append(order)
                if isinstance(order, End):
                    return order.outcome


def ends(outcome):
    """A script: dial, then end with `outcome`."""

    async def script(actor):
        await actor.place()
        return outcome

    return script


async def dies_at_once(actor):
    raise Die


class World:
    def __init__(self, *, room=10, rate=50.0, max_calls=10, prices=PRICES):
        self.prices = prices
        self.clock = FakeClock()
        self.store = MemoryStore()
        self.hub = HubActor()
        self.carrier = FakeCarrier(self.clock)
        self.scripts = {}
        self.orders = []
        """What actors that wait to be told to end were told, in order."""
        self.crew = ScriptedCrew(self, room)
        self.placing = Placing(
            self.carrier, self.store, self.clock, sleep=self.sleep, rate=1000.0
        )
        self.max_calls, self.rate = max_calls, rate
        self.dispatcher = self.new_dispatcher()
        self._running = None

    def new_dispatcher(self):
        return Dispatcher(
            crew=self.crew,
            board=self.hub,
            store=self.store,
            carrier=self.carrier,
            clock=self.clock,
            sleep=self.sleep,
            random=Random(1),
            signing_key=KEY,
            max_calls=self.max_calls,
            rate=self.rate,
            prices=self.prices,
        )

    async def sleep(self, seconds):
        self.clock.advance(seconds=seconds)
        for _ in range(3):
            await asyncio.sleep(0)

    async def play(self, briefing):
        scripts = self.scripts.get(briefing.provider.phone) or [ends(Outcome.COMPLETED)]
        script = scripts.pop(0) if len(scripts) > 1 else scripts[0]
        actor = Actor(self, briefing)
        began = self.clock.now()
        outcome = await script(actor)
        result = CallResult(
            call_id=briefing.call_id,
            campaign_id=briefing.campaign_id,
            target_id=briefing.target_id,
            outcome=outcome,
            reason=actor.reason,
            opens_at=actor.opens_at,
            started_at=began,
            ended_at=self.clock.now(),
            findings=tuple(actor.findings),
            call_sid=actor.call_sid,
            cost_usd=0.25,
        )
        return CallEnd(result, tuple(actor.unwritten))

    async def create(
        self, count=1, *, attested=True, numbers=None, name="", more=None, **limits
    ):
        providers = [
            Provider(
                name=name or f"Office-{n}", phone=number, timezone="America/Chicago"
            )
            for n, number in enumerate(NUMBERS[:count] if numbers is None else numbers)
        ]
        async with asyncio.timeout(HANGS_S):
            return await self.dispatcher.create(
                NewCampaign(
                    title="Cleanings",
                    providers=providers,
                    attested=attested,
                    **(
                        {"questionnaire": QUESTIONS, "limits": Limits(**limits)}
                        | (more or {})
                    ),
                )
            )

    def start(self, surviving=None):
        self._running = asyncio.ensure_future(self.dispatcher.run(surviving))

    async def stop(self):
        if self._running is not None:
            self._running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._running
        await self.dispatcher.stop()

    async def targets(self, campaign):
        return await self.store.targets(campaign.campaign_id)

    async def until(self, check):
        """Let the world turn until `check` holds."""
        async with asyncio.timeout(HANGS_S):
            while True:
                holds = check()
                if asyncio.iscoroutine(holds):
                    holds = await holds
                if holds:
                    return
                if self._running is not None and self._running.done():
                    self._running.result()
                await asyncio.sleep(0)

    async def done(self, campaign):
        async def is_done():
            kept = await self.store.campaign(campaign.campaign_id)
            return kept.status is CampaignStatus.DONE

        await self.until(is_done)
