"""Adding, trying, listing and removing endpoints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.errors import BadInput
from panda.webhooks.endpoints import (
    MOST_ENDPOINTS,
    Endpoint,
    check_url,
    secret_for,
)
from panda.webhooks.messages import TrialData, WebhookTest
from panda.webhooks.views import AddedEndpoint, DeliveryView, EndpointView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from panda.ports import Clock, WebhookStore
    from panda.settings import Settings
    from panda.webhooks.views import NewEndpoint

MOST_LISTED = 100


class WebhookDesk:
    """Whom outside systems' messages go to.

    Args:
        store: Keeps it.
        settings: Where endpoints may be, and what their secrets follow from.
        clock: Dates them.
        new_id: Returns an id that was never used before.
    """

    def __init__(
        self,
        store: WebhookStore,
        settings: Settings,
        clock: Clock,
        new_id: Callable[[], str],
    ) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._new_id = new_id

    async def add(self, new: NewEndpoint) -> AddedEndpoint:
        """Add an endpoint; what happens from now on goes there.

        Raises:
            BadInput: It may not be there, wants what there is not, or is one too many.
        """
        url = check_url(
            new.url,
            simulated=self._settings.simulated,
            networks=self._settings.webhook_nets,
        )
        if len(await self._store.endpoints()) >= MOST_ENDPOINTS:
            raise BadInput(
                "there are too many endpoints",
                where="url",
                advice="remove one: panda webhooks remove",
            )
        made = Endpoint.of(self._new_id(), url, new.types, self._clock.real_now())
        await self._store.put_endpoint(made)
        secret = secret_for(made.endpoint_id, self._settings.signing_key)
        return AddedEndpoint(endpoint=EndpointView.of(made), secret=secret)

    async def every(self) -> Sequence[EndpointView]:
        """List all endpoints, oldest first."""
        return [EndpointView.of(one) for one in await self._store.endpoints()]

    async def remove(self, endpoint_id: str) -> bool:
        """Remove an endpoint and what waits for it; false if there is none."""
        return await self._store.drop_endpoint(endpoint_id)

    async def test(self, endpoint_id: str) -> bool:
        """Send an endpoint a message of no meaning; false if there is none."""
        endpoint = await self._find(endpoint_id)
        if endpoint is None:
            return False
        data = TrialData(endpoint_id=endpoint_id)
        await self._store.announce(
            WebhookTest(timestamp=self._clock.real_now(), data=data)
        )
        return True

    async def deliveries(self, endpoint_id: str) -> Sequence[DeliveryView] | None:
        """List an endpoint's deliveries, the latest first; None if there is none."""
        if await self._find(endpoint_id) is None:
            return None
        listed = await self._store.deliveries(endpoint_id, MOST_LISTED)
        return [DeliveryView.of(one) for one in listed]

    async def replay(self, endpoint_id: str) -> int | None:
        """Take up again what was given up, and an endpoint that was gone.

        Returns:
            How many messages; None if there is no such endpoint.
        """
        endpoint = await self._find(endpoint_id)
        if endpoint is None:
            return None
        if endpoint.disabled:
            await self._store.put_endpoint(endpoint.model_copy(update={"disabled": ""}))
        return await self._store.replay(endpoint_id)

    async def _find(self, endpoint_id: str) -> Endpoint | None:
        listed = await self._store.endpoints()
        return next((one for one in listed if one.endpoint_id == endpoint_id), None)
