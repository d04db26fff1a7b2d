"""The orchestrator's actor: runs every campaign, and survives its own death.

All it knows is in the store and the hub; started anew it adopts the call actors that
outlived it. The policy is in `panda.dispatch`; here it meets Ray.
"""

from __future__ import annotations

import asyncio
import logging
import os
from random import SystemRandom
from typing import TYPE_CHECKING

import ray

from actors.call import start_spare
from actors.carrier import RemoteCarrier, find_carrier
from actors.clock import SystemClock, real_ms
from actors.crew import RayCrew
from actors.hub import RemoteHub, find_hub
from actors.logs import set_up
from actors.lookout import Lookout
from actors.meter import Meter
from actors.recorder import expire
from actors.remote_store import find_store
from actors.review import Review
from actors.service import find_service, start_service
from gateways import twiml
from gateways.calendar import calendar_of
from panda.appointments.rounds import Rounds
from panda.cost import prices
from panda.dispatch.dispatcher import Dispatcher
from panda.dispatch.recovery import Dismiss, HoldOn, Reconnect
from panda.errors import StoreError
from panda.settings import Settings

if TYPE_CHECKING:
    from ray.actor import ActorProxy

    from gateways.tracing import Traces
    from panda.campaign import Campaign, CampaignStatus
    from panda.changes import CampaignChange
    from panda.compliance.donotcall import DoNotCall
    from panda.newcampaign import NewCampaign

_log = logging.getLogger(__name__)

NAME = "orchestrator"
EXPIRY_S = 3600.0
ROUND_S = 1.0
"""Between two looks at appointments that are under way."""
APOLOGY = "I am sorry, we have lost the connection. Goodbye."


class OrchestratorActor:
    """Campaigns in, calls out."""

    def __init__(self) -> None:
        settings = self._settings = Settings.from_env(os.environ)
        set_up(settings, NAME)
        self._hub = RemoteHub(find_hub())
        self._store = find_store()
        self._crew = RayCrew(
            start_spare, self._hub, spares=settings.spares, most=settings.max_calls
        )
        clock, meter = SystemClock(settings), Meter()
        self._review = Review(self._store, self._hub, meter.record, _traces(settings))
        self._dispatcher = Dispatcher(
            crew=self._crew,
            board=self._hub,
            store=self._store,
            carrier=RemoteCarrier(find_carrier()),
            clock=clock,
            sleep=asyncio.sleep,
            random=SystemRandom(),
            signing_key=settings.signing_key.encode(),
            max_calls=settings.max_calls,
            rate=settings.calls_per_second,
            prices=prices(settings.realtime_model, settings.reasoner_model),
            ended=self._review.ended,
        )
        # Ray makes an async actor in its running loop, and makes it anew in the same
        # way when it has died: so it is here that it goes to work.
        self._work = asyncio.ensure_future(self._run())
        self._work.add_done_callback(_leave)
        lookout = Lookout(
            self._dispatcher,
            self._hub,
            self._store,
            clock,
            thresholds=settings.alerts,
            record=meter.record,
        )
        self._watching = asyncio.ensure_future(lookout.run())
        rounds = Rounds(
            self._store, self._dispatcher.begin, clock, calendar_of(settings)
        )
        self._looking_after = asyncio.ensure_future(_go_round(rounds))
        self._looking_after.add_done_callback(_leave)
        self._expiry = asyncio.ensure_future(self._expire())
        self._expiry.add_done_callback(_leave)

    async def _run(self) -> None:
        live = await self._store.open_intents()
        surviving = self._crew.adopt({one.actor: one.call_id for one in live})
        self._crew.fill()
        await self._dispatcher.run(surviving)

    async def _expire(self) -> None:
        """Delete the sound of calls that was kept long enough, now and every hour."""
        while True:
            try:
                await asyncio.to_thread(expire, self._settings, real_ms() / 1000)
            except OSError as error:
                _log.warning("recordings: %s; trying again", type(error).__name__)
            await asyncio.sleep(EXPIRY_S)

    @ray.method
    async def ping(self) -> bool:
        """Answer once everything open has been looked after and dialling may begin."""
        await self._dispatcher.ready.wait()
        return True

    @ray.method
    async def paused(self) -> str:
        """Say why nobody is dialled, for no fault of theirs; "" when all is well."""
        await self._dispatcher.ready.wait()
        return self._dispatcher.paused

    @ray.method
    async def held(self, campaign_id: str) -> frozenset[str]:
        """Return the ids of a campaign's targets that wait for a scout."""
        return self._dispatcher.scouts.waiting(campaign_id)

    @ray.method
    async def create(self, new: NewCampaign) -> Campaign:
        """Begin a campaign; see `Dispatcher.create`."""
        return await self._dispatcher.create(new)

    @ray.method
    async def set_status(self, campaign_id: str, status: CampaignStatus) -> Campaign:
        """Pause, resume or cancel a campaign; see `Dispatcher.set_status`."""
        return await self._dispatcher.set_status(campaign_id, status)

    @ray.method
    async def change(self, campaign_id: str, change: CampaignChange) -> Campaign:
        """Change a campaign; see `Dispatcher.change`."""
        return await self._dispatcher.change(campaign_id, change)

    @ray.method
    async def bar(self, one: DoNotCall) -> None:
        """Put a number on the do-not-call list; see `Dispatcher.bar`."""
        await self._dispatcher.bar(one)

    @ray.method
    async def unbar(self, number: str) -> None:
        """Take a number off the do-not-call list; see `Dispatcher.unbar`."""
        await self._dispatcher.unbar(number)

    @ray.method
    async def recover(self, call_id: str, epoch: int) -> str:
        """Return the TwiML with which a call goes on whose stream has ended."""
        match await self._dispatcher.recover(call_id, epoch):
            case Reconnect(call_id=call, epoch=current, token=token):
                public_url = self._settings.public_url
                return twiml.connect(public_url, call, epoch=current, token=token)
            case Dismiss(apologise=apologise):
                return twiml.hang_up(APOLOGY if apologise else "")
            case HoldOn():
                public_url = self._settings.public_url
                return twiml.hold_on(public_url, call_id, epoch)

    @ray.method
    async def stop(self) -> None:
        """Dial no more, end every live call at the carrier, and all call actors."""
        self._watching.cancel()
        self._looking_after.cancel()
        await self._dispatcher.stop()
        await self._crew.close()
        await self._review.close()


def _traces(settings: Settings) -> Traces | None:
    """Return what exports traces, if they are wanted: the packages are an extra."""
    if not settings.traces_to:
        return None
    from gateways.tracing import Traces  # noqa: PLC0415 - only where it is wanted

    return Traces()


async def _go_round(rounds: Rounds) -> None:
    """Look after appointments for as long as we live."""
    while True:
        try:
            await rounds.turn()
        except StoreError as error:
            _log.warning("appointments: %s; trying again", error)
        await asyncio.sleep(ROUND_S)


def _leave(work: asyncio.Task[None]) -> None:
    """End the process when the work fails: Ray starts it anew, and it looks around."""
    if not work.cancelled() and (error := work.exception()) is not None:
        _log.critical("the orchestrator failed: %s", type(error).__name__)
        os._exit(1)


def start_orchestrator() -> ActorProxy[OrchestratorActor]:
    """Start the orchestrator, or return the one that runs; needs the other actors."""
    orchestrator: ActorProxy[OrchestratorActor] = start_service(OrchestratorActor, NAME)
    return orchestrator


def find_orchestrator() -> ActorProxy[OrchestratorActor]:
    """Return the orchestrator.

    Raises:
        ValueError: None runs.
    """
    orchestrator: ActorProxy[OrchestratorActor] = find_service(NAME)
    return orchestrator
