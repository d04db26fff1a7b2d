"""The store as everybody sees it who is not its actor.

Apart from `actors.store` because that imports duckdb, 10 MiB that no call needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ray.exceptions import RayActorError, RayTaskError

from actors.service import find_service
from panda.errors import PandaError, StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from panda.alerts.alert import Alert
    from panda.appointments.booking import Booking
    from panda.campaign import (
        CallResult,
        Campaign,
        CampaignStatus,
        DialIntent,
        IntentState,
        Target,
    )
    from panda.changed import CampaignChanged
    from panda.compliance.donotcall import DoNotCall
    from panda.events import CallEvent
    from panda.menu.memory import Graph, Trip
    from panda.menu.memory.lending import Inquiry
    from panda.menu.memory.stats import Grouping, RouteStats
    from panda.menu.menu import Route
    from panda.notes import FoundNote
    from panda.progress import CampaignProgress
    from panda.research.known import KnownFact
    from panda.webhooks.deliveries import Delivery, Settled
    from panda.webhooks.endpoints import Endpoint
    from panda.webhooks.messages import Message

Handle = Any
"""Of the store's actor; Ray cannot type methods that are inherited."""
NAME = "store"


class RemoteStore:
    """A `panda.ports.Store` that asks the `StoreActor`.

    Every method raises `StoreError` when the actor is gone and does not come back, or
    has shut the store.
    """

    def __init__(self, store: Handle) -> None:
        self._store = store

    async def _ask(self, method: str, *values: object, **named: object) -> Any:
        try:
            return await getattr(self._store, method).remote(*values, **named)
        except RayActorError:
            raise StoreError("the store's actor is gone") from None
        except RayTaskError as error:  # its text is a traceback of the actor's
            if isinstance(error.cause, PandaError):
                raise error.cause from None
            raise

    async def add_campaign(self, campaign: Campaign, targets: Sequence[Target]) -> None:
        """See `panda.ports.CampaignStore`."""
        await self._ask("add_campaign", campaign, targets)

    async def campaign(self, campaign_id: str) -> Campaign | None:
        """See `panda.ports.CampaignStore`."""
        answer: Campaign | None = await self._ask("campaign", campaign_id)
        return answer

    async def campaigns(self) -> Sequence[Campaign]:
        """See `panda.ports.CampaignStore`."""
        answer: Sequence[Campaign] = await self._ask("campaigns")
        return answer

    async def set_status(self, campaign_id: str, status: CampaignStatus) -> None:
        """See `panda.ports.CampaignStore`."""
        await self._ask("set_status", campaign_id, status)

    async def change_campaign(
        self, campaign: Campaign, targets: Sequence[Target], done: CampaignChanged
    ) -> None:
        """See `panda.ports.CampaignStore`."""
        await self._ask("change_campaign", campaign, targets, done)

    async def changes(self, campaign_id: str) -> Sequence[CampaignChanged]:
        """See `panda.ports.CampaignStore`."""
        answer: Sequence[CampaignChanged] = await self._ask("changes", campaign_id)
        return answer

    async def targets(self, campaign_id: str) -> Sequence[Target]:
        """See `panda.ports.CampaignStore`."""
        answer: Sequence[Target] = await self._ask("targets", campaign_id)
        return answer

    async def standing(self, campaign_id: str) -> CampaignProgress | None:
        """See `panda.ports.CampaignStore`."""
        answer: CampaignProgress | None = await self._ask("standing", campaign_id)
        return answer

    async def put_target(self, target: Target) -> None:
        """See `panda.ports.CampaignStore`."""
        await self._ask("put_target", target)

    async def reserve(self, intent: DialIntent, target: Target) -> bool:
        """See `panda.ports.DialStore`."""
        answer: bool = await self._ask("reserve", intent, target)
        return answer

    async def advance(
        self,
        call_id: str,
        before: IntentState,
        after: IntentState,
        *,
        call_sid: str = "",
    ) -> bool:
        """See `panda.ports.DialStore`."""
        answer: bool = await self._ask(
            "advance", call_id, before, after, call_sid=call_sid
        )
        return answer

    async def reattach(self, call_id: str, epoch: int) -> bool:
        """See `panda.ports.DialStore`."""
        answer: bool = await self._ask("reattach", call_id, epoch)
        return answer

    async def assign(self, call_id: str, actor: str) -> None:
        """See `panda.ports.DialStore`."""
        await self._ask("assign", call_id, actor)

    async def intent(self, call_id: str) -> DialIntent | None:
        """See `panda.ports.DialStore`."""
        answer: DialIntent | None = await self._ask("intent", call_id)
        return answer

    async def open_intents(self) -> Sequence[DialIntent]:
        """See `panda.ports.DialStore`."""
        answer: Sequence[DialIntent] = await self._ask("open_intents")
        return answer

    async def append(self, call_id: str, events: Sequence[CallEvent]) -> None:
        """See `panda.ports.CallStore`."""
        await self._ask("append", call_id, events)

    async def events(self, call_id: str, after: int = 0) -> Sequence[CallEvent]:
        """See `panda.ports.CallStore`."""
        answer: Sequence[CallEvent] = await self._ask("events", call_id, after)
        return answer

    async def notes(
        self, words: str, campaign_id: str | None = None
    ) -> Sequence[FoundNote]:
        """See `panda.ports.CallStore`."""
        answer: Sequence[FoundNote] = await self._ask("notes", words, campaign_id)
        return answer

    async def finish(self, result: CallResult, target: Target) -> bool:
        """See `panda.ports.CallStore`."""
        answer: bool = await self._ask("finish", result, target)
        return answer

    async def results(self, campaign_id: str) -> Sequence[CallResult]:
        """See `panda.ports.CallStore`."""
        answer: Sequence[CallResult] = await self._ask("results", campaign_id)
        return answer

    async def result(self, call_id: str) -> CallResult | None:
        """See `panda.ports.CallStore`."""
        answer: CallResult | None = await self._ask("result", call_id)
        return answer

    async def known(
        self, number: str, extension: str, now: datetime
    ) -> Sequence[KnownFact]:
        """See `panda.ports.CallStore`."""
        answer: Sequence[KnownFact] = await self._ask("known", number, extension, now)
        return answer

    async def do_not_call(self) -> Sequence[DoNotCall]:
        """See `panda.ports.CallStore`."""
        answer: Sequence[DoNotCall] = await self._ask("do_not_call")
        return answer

    async def bar(self, one: DoNotCall) -> None:
        """See `panda.ports.CallStore`."""
        await self._ask("bar", one)

    async def unbar(self, number: str) -> bool:
        """See `panda.ports.CallStore`."""
        was_there: bool = await self._ask("unbar", number)
        return was_there

    async def best_route(self, number: str, goal: str, now: datetime) -> Route | None:
        """See `panda.ports.RouteStore`."""
        answer: Route | None = await self._ask("best_route", number, goal, now)
        return answer

    async def borrow(self, inquiry: Inquiry, now: datetime) -> Route | None:
        """See `panda.ports.RouteStore`."""
        answer: Route | None = await self._ask("borrow", inquiry, now)
        return answer

    async def record(self, trip: Trip) -> None:
        """See `panda.ports.RouteStore`."""
        await self._ask("record", trip)

    async def graphs(self, number: str | None = None) -> Sequence[Graph]:
        """See `panda.ports.RouteStore`."""
        answer: Sequence[Graph] = await self._ask("graphs", number)
        return answer

    async def put_graphs(self, graphs: Sequence[Graph]) -> int:
        """See `panda.ports.RouteStore`."""
        answer: int = await self._ask("put_graphs", graphs)
        return answer

    async def route_stats(self, by: Grouping) -> Sequence[RouteStats]:
        """See `panda.ports.RouteStore`."""
        answer: Sequence[RouteStats] = await self._ask("route_stats", by)
        return answer

    async def routes(self, number: str | None = None) -> Sequence[Route]:
        """See `panda.ports.RouteStore`."""
        answer: Sequence[Route] = await self._ask("routes", number)
        return answer

    async def put_alerts(self, alerts: Sequence[Alert]) -> None:
        """See `panda.alerts.history.AlertStore`."""
        await self._ask("put_alerts", alerts)

    async def open_alerts(self) -> Sequence[Alert]:
        """See `panda.alerts.history.AlertStore`."""
        answer: Sequence[Alert] = await self._ask("open_alerts")
        return answer

    async def put_endpoint(self, endpoint: Endpoint) -> None:
        """See `panda.ports.WebhookStore`."""
        await self._ask("put_endpoint", endpoint)

    async def endpoints(self) -> Sequence[Endpoint]:
        """See `panda.ports.WebhookStore`."""
        answer: Sequence[Endpoint] = await self._ask("endpoints")
        return answer

    async def drop_endpoint(self, endpoint_id: str) -> bool:
        """See `panda.ports.WebhookStore`."""
        answer: bool = await self._ask("drop_endpoint", endpoint_id)
        return answer

    async def announce(self, message: Message) -> None:
        """See `panda.ports.WebhookStore`."""
        await self._ask("announce", message)

    async def deliveries_due(self, now: datetime, most: int) -> Sequence[Delivery]:
        """See `panda.ports.WebhookStore`."""
        answer: Sequence[Delivery] = await self._ask("deliveries_due", now, most)
        return answer

    async def settle_delivery(
        self, endpoint_id: str, message_id: str, settled: Settled
    ) -> None:
        """See `panda.ports.WebhookStore`."""
        await self._ask("settle_delivery", endpoint_id, message_id, settled)

    async def deliveries(self, endpoint_id: str, most: int) -> Sequence[Delivery]:
        """See `panda.ports.WebhookStore`."""
        answer: Sequence[Delivery] = await self._ask("deliveries", endpoint_id, most)
        return answer

    async def replay(self, endpoint_id: str) -> int:
        """See `panda.ports.WebhookStore`."""
        answer: int = await self._ask("replay", endpoint_id)
        return answer

    async def bookings(self, wish_id: str = "") -> Sequence[Booking]:
        """See `panda.ports.AppointmentStore`."""
        answer: Sequence[Booking] = await self._ask("bookings", wish_id)
        return answer

    async def watched_bookings(self) -> Sequence[Booking]:
        """See `panda.ports.AppointmentStore`."""
        answer: Sequence[Booking] = await self._ask("watched_bookings")
        return answer

    async def booking(self, booking_id: str) -> Booking | None:
        """See `panda.ports.AppointmentStore`."""
        answer: Booking | None = await self._ask("booking", booking_id)
        return answer

    async def put_bookings(self, bookings: Sequence[Booking]) -> bool:
        """See `panda.ports.AppointmentStore`."""
        answer: bool = await self._ask("put_bookings", bookings)
        return answer

    async def receive(self, key: str, call_id: str, body: str) -> bool:
        """See `panda.ports.Inbox`."""
        answer: bool = await self._ask("receive", key, call_id, body)
        return answer

    async def received(self, call_id: str) -> Sequence[str]:
        """See `panda.ports.Inbox`."""
        answer: Sequence[str] = await self._ask("received", call_id)
        return answer


def find_store() -> RemoteStore:
    """Return the store of this cluster.

    Raises:
        ValueError: None runs.
    """
    return RemoteStore(find_service(NAME))
