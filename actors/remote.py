"""The other actors as a running call sees them: ports over Ray handles."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from ray.exceptions import RayActorError

from actors.carrier import CarrierAway, RemoteCarrier
from actors.hub import find_hub
from panda.campaign import IntentState
from panda.carrier import NOT_RESERVED, Rejected
from panda.errors import CarrierError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ray.actor import ActorProxy

    from actors.carrier import CarrierActor
    from panda.campaign import CallSnapshot
    from panda.carrier import DialOrder, LegOrder, Placed
    from panda.mailbox import Order
    from panda.ports import DialStore

_log = logging.getLogger(__name__)

POLL_S = 20.0
"""Length of a long poll on a mailbox; it has no measurable idle cost (DESIGN 3)."""
AWAY_S = 0.5
"""Pause before an actor that is being restarted is asked again."""
AWAY_TRIES = 20
"""How often; it is back within seconds (RELIABILITY R5)."""


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
            except RayActorError:  # it is away for longer than Ray asks again
                await asyncio.sleep(AWAY_S)
                continue
            for last, order in posted:  # noqa: B007 - remembered for the next poll
                yield order


class CarrierDesk:
    """A `CallCarrier`: the carrier's actor, which may die and come back."""

    def __init__(self, carrier: ActorProxy[CarrierActor], store: DialStore) -> None:
        self._carrier = RemoteCarrier(carrier)
        self._store = store

    async def place(self, order: DialOrder) -> Placed | Rejected:
        """Dial, once and never twice.

        An actor that died before it went to the carrier is asked again. If it died
        later, or if it dials already for a call actor that died before this one, only
        the carrier's reports can tell whether the phone rings.

        Raises:
            CarrierError: It is not known whether the call was placed.
        """
        try:
            reply = await self._carrier.place(order)
        except CarrierAway:
            reply = await self._place_again(order)
        if isinstance(reply, Rejected) and reply.reason == NOT_RESERVED:
            raise CarrierError("this call was dialled before, or is being dialled")
        return reply

    async def _place_again(self, order: DialOrder) -> Placed | Rejected:
        for _ in range(AWAY_TRIES):
            await asyncio.sleep(AWAY_S)
            intent = await self._store.intent(order.call_id)
            if intent is None or intent.state is not IntentState.RESERVED:
                return Rejected(reason=NOT_RESERVED)
            with suppress(CarrierAway):
                return await self._carrier.place(order)
        raise CarrierAway

    async def press(self, call_sid: str, digits: str, *, resume: str) -> None:
        """Have keys pressed; asked once, since they must not be pressed twice."""
        await self._carrier.press(call_sid, digits, resume=resume)

    async def ring(self, order: LegOrder) -> Placed:
        """Call an operator's telephone; asked once, as with all that rings."""
        return await self._carrier.ring(order)

    async def redirect(self, call_sid: str, document: str) -> None:
        """Have a call go on as a document says; asked once."""
        await self._carrier.redirect(call_sid, document)

    async def hang_up(self, call_sid: str) -> None:
        """End a call; ending one twice is fine.

        Raises:
            CarrierError: It may go on.
        """
        for _ in range(AWAY_TRIES):
            with suppress(CarrierAway):
                return await self._carrier.hang_up(call_sid)
            await asyncio.sleep(AWAY_S)
        raise CarrierAway
