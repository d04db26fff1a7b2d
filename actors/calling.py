"""What a call needs around it, and the call: the heavy half of a call's actor.

Imported in a spare while it gets ready (`actors.call`). It imports neither duckdb nor
the openai or twilio package.
"""

from __future__ import annotations

import gc
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actors.carrier import find_carrier
from actors.clock import SystemClock
from actors.functions import RemotePlugins
from actors.logs import set_up
from actors.priority import take_short_turns
from actors.remote import CarrierDesk, HubBoard
from actors.remote_store import find_store
from actors.runner import CallRunner
from actors.supervisor import find_supervisors
from panda.audio.music import comfort_tone, hold_music
from panda.dispatch.ports import CallEnd
from panda.insurance.matching import shipped_matcher
from panda.insurance.procedures import named
from panda.mailbox import SPARE, Take
from panda.settings import Settings

if TYPE_CHECKING:
    from actors.remote_store import RemoteStore
    from panda.ports import Supervisors


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Those whom a call talks to."""

    board: HubBoard
    store: RemoteStore
    carrier: CarrierDesk
    supervisors: Supervisors
    plugins: RemotePlugins


def find_surroundings() -> Surroundings:
    """Find the other actors, and have at hand what takes long to make.

    Each costs milliseconds in which no frame would go anywhere: Ray reads an actor's
    class when it is looked up, and lists and sounds are made when first asked for.
    """
    shipped_matcher()
    named("cleaning")
    hold_music()
    comfort_tone()
    store = find_store()
    found = Surroundings(
        board=HubBoard(),
        store=store,
        carrier=CarrierDesk(find_carrier(), store),
        supervisors=find_supervisors(),
        plugins=RemotePlugins(),
    )
    # What is here by now lasts as long as the process. To look through it for garbage
    # took 32 ms each time, more than a frame, in the middle of a call.
    gc.collect()
    gc.freeze()
    return found


async def run_one(key: str, around: Surroundings) -> CallEnd | None:
    """Wait for a call, and run it; None if there was none to run."""
    take_short_turns()
    settings = Settings.from_env(os.environ)
    speaker = set_up(settings, f"call:{key}")
    async for order in around.board.orders(SPARE + key):
        if isinstance(order, Take):
            briefing = order.briefing
            speaker.call_id = briefing.call_id
            speaker.campaign_id = briefing.campaign_id
            runner = CallRunner(
                briefing,
                settings=settings,
                clock=SystemClock(settings),
                store=around.store,
                carrier=around.carrier,
                board=around.board,
                supervisors=around.supervisors,
                plugins=around.plugins,
            )
            result = await runner.run()
            return CallEnd(result, runner.unwritten)
    return None
