"""One round of deliveries: what is due is sent, and what came of it is written down."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Protocol

from panda.webhooks.deliveries import DeliveryStatus, Settled
from panda.webhooks.endpoints import secret_for
from panda.webhooks.schedule import GONE, next_try

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from random import Random

    from panda.ports import Clock, WebhookStore
    from panda.webhooks.deliveries import Delivery
    from panda.webhooks.endpoints import Endpoint

_log = logging.getLogger(__name__)

MOST_AT_ONCE = 8
"""Deliveries under way."""
MOST_OF_ONE = 4
"""Of them to one endpoint: one that does not answer for 15 s holds up itself alone."""
LOOK_S = 1.0
"""How often it is looked for what is due while nothing is answered."""


class Sender(Protocol):
    """Whoever sends a message; see `gateways.webhooks`."""

    async def send(
        self, url: str, message_id: str, body: bytes, *, secret: str, timestamp_s: int
    ) -> int | str:
        """Send it once; return the HTTP status, or a code for why there is none."""
        ...


def settled(
    delivery: Delivery, answer: int | str, now: datetime, random: Random
) -> Settled:
    """Say what an answer makes of a delivery.

    Any status of 200 to 299 is success. Whatever else came is tried again, also what
    looks final: a receiver that is set up wrongly will be set up right.

    Args:
        delivery: As it was sent.
        answer: The HTTP status, or a code for why there is none.
        now: Wall time.
        random: Stretches the delay before the next attempt.
    """
    attempts = delivery.attempts + 1
    if isinstance(answer, int) and 200 <= answer < 300:
        status = DeliveryStatus.DELIVERED
        return Settled(status=status, attempts=attempts, answer=str(answer))
    again_at = None if answer == GONE else next_try(attempts, now, random)
    if again_at is None:
        return Settled(
            status=DeliveryStatus.DEAD,
            attempts=attempts,
            answer=str(answer),
            gone=answer == GONE,
        )
    return Settled(
        status=DeliveryStatus.WAITING,
        attempts=attempts,
        due_at=again_at,
        answer=str(answer),
    )


class Post:
    """Delivers what the store has waiting.

    Args:
        store: Has it.
        sender: Sends it.
        clock: Whose real time says what is due, and dates requests: receivers refuse
            what is dated by another clock than theirs.
        random: Stretches delays.
        signing_key: The installation's, from which endpoints' secrets follow.
        attempted: Is told what became of each attempt.
    """

    def __init__(
        self,
        store: WebhookStore,
        sender: Sender,
        clock: Clock,
        *,
        random: Random,
        signing_key: str,
        attempted: Callable[[DeliveryStatus], None] | None = None,
    ) -> None:
        self._attempted = attempted
        self._store = store
        self._sender = sender
        self._clock = clock
        self._random = random
        self._key = signing_key
        self._under_way: dict[tuple[str, str], asyncio.Task[None]] = {}
        """By endpoint and message."""

    async def round(self) -> int:
        """Begin to send what is due, and wait until something of it was answered.

        Returns how much was under way; what was not answered yet is in the next round.
        One that was sent and not written down, because we died or the store did, is
        sent again under the same id.

        Raises:
            StoreError: The store is away; nothing is lost by that.
        """
        now = self._clock.real_now()
        most = MOST_AT_ONCE + len(self._under_way)
        if due := await self._store.deliveries_due(now, most):
            listed = await self._store.endpoints()
            self._begin(due, {one.endpoint_id: one for one in listed})
        if not self._under_way:
            return 0
        count = len(self._under_way)
        done, _ = await asyncio.wait(
            self._under_way.values(),
            timeout=LOOK_S,
            return_when=asyncio.FIRST_COMPLETED,
        )
        self._under_way = {
            key: task for key, task in self._under_way.items() if task not in done
        }
        failed = [error for task in done if (error := task.exception()) is not None]
        for error in failed:
            raise error
        return count

    def _begin(
        self, due: Sequence[Delivery], endpoints: Mapping[str, Endpoint]
    ) -> None:
        """Send as much of what is due as there are places for."""
        for one in due:
            key = (one.endpoint_id, one.message_id)
            to_it = sum(endpoint_id == key[0] for endpoint_id, _ in self._under_way)
            room = len(self._under_way) < MOST_AT_ONCE and to_it < MOST_OF_ONE
            if room and key not in self._under_way and one.endpoint_id in endpoints:
                sending = self._deliver(one, endpoints[one.endpoint_id])
                self._under_way[key] = asyncio.ensure_future(sending)

    async def _deliver(self, delivery: Delivery, endpoint: Endpoint) -> None:
        answer = await self._sender.send(
            endpoint.url,
            delivery.message_id,
            delivery.body.encode(),
            secret=secret_for(endpoint.endpoint_id, self._key),
            timestamp_s=int(self._clock.real_now().timestamp()),
        )
        outcome = settled(delivery, answer, self._clock.real_now(), self._random)
        if self._attempted is not None:
            self._attempted(outcome.status)
        if outcome.status is not DeliveryStatus.DELIVERED:
            _log.warning(
                "webhook %s: %s %s: %s",
                endpoint.endpoint_id,
                delivery.type,
                outcome.status,
                answer,
            )
        await self._store.settle_delivery(
            delivery.endpoint_id, delivery.message_id, outcome
        )
