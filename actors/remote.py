"""The other actors as a running call sees them: ports over Ray handles."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from ray.exceptions import RayActorError

from actors.carrier import find_carrier
from actors.hub import find_hub

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from panda.campaign import CallSnapshot
    from panda.carrier import DialOrder, Placed, Rejected
    from panda.mailbox import Order

_log = logging.getLogger(__name__)

POLL_S = 20.0
"""Length of a long poll on a mailbox; it has no measurable idle cost (DESIGN 3)."""
AWAY_S = 0.5
"""Pause before asking again while the hub is being restarted."""


class HubBoard:
    """A `CallBoard` over the hub."""

    def __init__(self) -> None:
        self._hub = find_hub()

    async def publish(self, snapshot: CallSnapshot) -> None:
        """Show the latest; a hub that is away misses it and gets the next."""
        try:
            await self._hub.publish.remote(snapshot)
        except RayActorError:
            _log.warning("call %s: the hub is away", snapshot.call_id)

    async def orders(self, mailbox: str) -> AsyncIterator[Order]:
        """Yield orders as they come, each once."""
        last = 0
        while True:
            try:
                posted = await self._hub.next_orders.remote(mailbox, last, POLL_S)
            except RayActorError:
                # A restarted hub counts anew, so we do too.
                last = 0
                await asyncio.sleep(AWAY_S)
                continue
            for last, order in posted:  # noqa: B007 - remembered for the next poll
                yield order


class CarrierDesk:
    """A `CallCarrier` over the carrier's actor."""

    def __init__(self) -> None:
        self._carrier = find_carrier()

    async def place(self, order: DialOrder) -> Placed | Rejected:
        """Dial, once and never twice."""
        return await self._carrier.place.remote(order)

    async def hang_up(self, call_sid: str) -> None:
        """End a call; ending one twice is fine."""
        await self._carrier.hang_up.remote(call_sid)
