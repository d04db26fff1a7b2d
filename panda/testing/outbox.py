"""The outbox of a store in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.webhooks.deliveries import Outbox

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from panda.webhooks.deliveries import Delivery, Settled
    from panda.webhooks.endpoints import Endpoint
    from panda.webhooks.messages import Message


class MemoryOutbox:
    """A `panda.ports.WebhookStore` that forgets everything with its process."""

    def __init__(self) -> None:
        self.outbox = Outbox()

    async def put_endpoint(self, endpoint: Endpoint) -> None:
        """See `WebhookStore`."""
        self.outbox.put(endpoint)

    async def endpoints(self) -> Sequence[Endpoint]:
        """See `WebhookStore`."""
        return self.outbox.endpoints()

    async def drop_endpoint(self, endpoint_id: str) -> bool:
        """See `WebhookStore`."""
        return self.outbox.drop(endpoint_id)

    async def announce(self, message: Message) -> None:
        """See `WebhookStore`."""
        self.outbox.announce(message)

    async def deliveries_due(self, now: datetime, most: int) -> Sequence[Delivery]:
        """See `WebhookStore`."""
        return self.outbox.due(now, most)

    async def settle_delivery(
        self, endpoint_id: str, message_id: str, settled: Settled
    ) -> None:
        """See `WebhookStore`."""
        self.outbox.settle(endpoint_id, message_id, settled)

    async def deliveries(self, endpoint_id: str, most: int) -> Sequence[Delivery]:
        """See `WebhookStore`."""
        return self.outbox.deliveries(endpoint_id, most)

    async def replay(self, endpoint_id: str) -> int:
        """See `WebhookStore`."""
        return self.outbox.replay(endpoint_id)
