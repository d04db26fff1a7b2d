"""The webhooks' actor: tells outside systems what happens, beside all that matters.

What the store writes is announced there. Alerts, which are in the hub alone, are
announced from here. Nobody waits for this actor; what it has
not sent when it dies waits in the store.
"""

from __future__ import annotations

import asyncio
import logging
import os
from random import SystemRandom
from typing import TYPE_CHECKING

import ray

from actors.away import unless_away
from actors.clock import SystemClock
from actors.hub import RemoteHub, find_hub
from actors.logs import set_up
from actors.meter import Meter
from actors.priority import step_back
from actors.remote_store import find_store
from actors.service import start_service
from panda.errors import PandaError
from panda.observe.metrics import WEBHOOKS, Sample
from panda.settings import Settings
from panda.webhooks.sending import Post
from panda.webhooks.telling import of_alert

if TYPE_CHECKING:
    from collections.abc import Callable

    from ray.actor import ActorProxy

    from gateways.webhooks import WebhookSender
    from panda.ports import WebhookStore
    from panda.webhooks.deliveries import DeliveryStatus

_log = logging.getLogger(__name__)

NAME = "webhooks"
IDLE_S = 1.0
"""Between two rounds of which the first had nothing to send."""
AWAY_S = 2.0
"""Before the store or the hub is asked again."""
WATCH_S = 20.0
NOBODY_S = 5.0
"""Before the hub is looked at again while nobody is to be told: it has news of every
call twice a second, and none of them is wanted."""


class WebhookActor:
    """Sends what waits, and announces what the hub shows."""

    def __init__(self) -> None:
        # Here and not above: whoever starts this actor has no use for aiohttp.
        from gateways.webhooks import WebhookSender  # noqa: PLC0415

        settings = Settings.from_env(os.environ)
        set_up(settings, NAME)
        step_back()
        self._store = find_store()
        self._hub = RemoteHub(find_hub())
        self._sender = WebhookSender(
            simulated=settings.simulated, networks=settings.webhook_nets
        )
        self._post = Post(
            self._store,
            self._sender,
            SystemClock(settings),
            random=SystemRandom(),
            signing_key=settings.signing_key,
            attempted=_count(Meter()),
        )
        self._work = asyncio.ensure_future(self._run())
        self._work.add_done_callback(_leave)

    async def _run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(deliver(self._post, self._sender))
            group.create_task(self._watch())

    async def _watch(self) -> None:
        version = 0
        while True:
            try:
                version = await look(self._hub, self._store, version)
                # The hub wakes us for all that calls do.
                told = await is_anybody_told(self._store)
                await asyncio.sleep(IDLE_S if told else NOBODY_S)
            except PandaError as error:
                _log.warning("webhooks: %s", type(error).__name__)
                await asyncio.sleep(AWAY_S)

    @ray.method
    async def pid(self) -> int:
        """Say which process this is, once it works."""
        return os.getpid()


async def deliver(post: Post, sender: WebhookSender) -> None:
    """Send what waits, for ever."""
    async with sender:
        while True:
            try:
                sent = await post.round()
            except PandaError as error:  # the store is away: it is asked again
                _log.warning("webhooks: %s", type(error).__name__)
                sent = 0
            if not sent:
                await asyncio.sleep(IDLE_S)


async def is_anybody_told(store: WebhookStore) -> bool:
    """Whether there is an endpoint that takes messages."""
    return any(not one.disabled for one in await store.endpoints())


async def look(hub: RemoteHub, store: WebhookStore, since: int) -> int:
    """Announce the alerts that have changed; return the version to go on from.

    Seen again, by whomever, it is announced under the same id, and so not twice.
    """
    version, _ = await unless_away(hub.watch(since, WATCH_S))
    if not await is_anybody_told(store):
        return version
    for alert in await unless_away(hub.alerts_since(since)):
        for message in of_alert(alert):
            await store.announce(message)
    return version


def _count(meter: Meter) -> Callable[[DeliveryStatus], None]:
    """Return what counts attempts, by what became of the message."""

    def attempted(status: DeliveryStatus) -> None:
        meter.record([Sample(WEBHOOKS, 1, (status,))])

    return attempted


def _leave(work: asyncio.Task[None]) -> None:
    """End the process when the work fails: Ray starts it anew."""
    if not work.cancelled() and (error := work.exception()) is not None:
        _log.critical("webhooks failed: %s", type(error).__name__)
        os._exit(1)


def start_webhooks() -> ActorProxy[WebhookActor]:
    """Start the webhooks' actor, or return the one that runs; needs store and hub."""
    webhooks: ActorProxy[WebhookActor] = start_service(WebhookActor, NAME)
    return webhooks
