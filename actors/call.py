"""One call, one actor, one method: the shell around `CallRunner`.

`run` blocks from the actor's first breath to the call's result, on an event loop of its
own: an idle async actor would cost four times as much (DESIGN 3). Until it gets its
briefing the actor is a spare, imports done. When it is over the process ends: a call
can never hear another. It imports neither the openai nor the twilio package.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import ray
import uvloop

from actors.carrier import find_carrier
from actors.clock import SystemClock
from actors.functions import RemotePlugins
from actors.logs import set_up
from actors.remote import CarrierDesk, HubBoard
from actors.remote_store import find_store
from actors.runner import CallRunner
from actors.service import NAMESPACE, SLOTS, here
from actors.supervisor import find_supervisors
from panda.dispatch.ports import CallEnd
from panda.mailbox import SPARE, Take
from panda.settings import Settings

if TYPE_CHECKING:
    from ray.actor import ActorProxy


class CallActor:
    """Waits for a briefing, runs that call, returns its result.

    It may have no `async` method: one would make Ray run everything, `run` too, in an
    event loop of its own.
    """

    def __init__(self, key: str) -> None:
        self._key = key

    @ray.method
    def run(self) -> CallEnd | None:
        """Return what came of the call; None if there was none to run."""
        return uvloop.run(_run_one(self._key))


async def _run_one(key: str) -> CallEnd | None:
    settings = Settings.from_env(os.environ)
    speaker = set_up(settings, f"call:{key}")
    board = HubBoard()
    async for order in board.orders(SPARE + key):
        if isinstance(order, Take):
            briefing = order.briefing
            speaker.call_id = briefing.call_id
            speaker.campaign_id = briefing.campaign_id
            store = find_store()
            runner = CallRunner(
                briefing,
                settings=settings,
                clock=SystemClock(settings),
                store=store,
                carrier=CarrierDesk(find_carrier(), store),
                board=board,
                supervisors=find_supervisors(),
                plugins=RemotePlugins(),
            )
            result = await runner.run()
            return CallEnd(result, runner.unwritten)
    return None


def start_spare(key: str) -> ActorProxy[CallActor]:
    """Start a call actor that waits for its call, on this node: the front door's."""
    spare: ActorProxy[CallActor] = (
        ray.remote(CallActor)
        .options(
            name=f"call:{key}",
            namespace=NAMESPACE,
            lifetime="detached",
            num_cpus=0,
            max_restarts=0,
            max_task_retries=0,
            resources={SLOTS: 1},
            scheduling_strategy=here(),
        )
        .remote(key)
    )
    return spare
