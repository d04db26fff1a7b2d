"""The store: every port of `panda.ports.Store` over one DuckDB file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from panda.errors import StoreError
from panda.menu.memory import current
from storage import (
    alerts as kept_alerts,
    appointments,
    calls,
    campaigns,
    donotcall,
    inbox,
    intents,
    lending,
    outbox,
    routes,
)
from storage.commit import GroupCommit
from storage.database import open_database

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from duckdb import DuckDBPyConnection

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

GROUP_WINDOW_S = 0.005


class DuckDBStore:
    """A `panda.ports.Store` that outlives its process.

    Reads see what is committed; a write is answered once it is. Belongs to one event
    loop. Close it to let another process have the file.

    Args:
        path: The file, made if it is not there, or ``:memory:``.
        window_s: How long a write waits for others to share its fsync.
        on_broken: Called when only opening the file anew helps.

    Raises:
        StoreError: It cannot be opened; another process may have it.
    """

    def __init__(
        self,
        path: str,
        *,
        window_s: float = GROUP_WINDOW_S,
        on_broken: Callable[[], None] = lambda: None,
    ) -> None:
        self._file = open_database(path)
        self._closed = False
        self.writer = GroupCommit(self._file, window_s=window_s, on_broken=on_broken)

    def close(self) -> None:
        """Commit what waits and let go of the file."""
        self.writer.flush()
        self._closed = True
        self._file.close()

    @property
    def _db(self) -> DuckDBPyConnection:
        """What is read from.

        Raises:
            StoreError: It is closed.
        """
        if self._closed:
            raise StoreError("the store is closed")
        return self._file

    async def add_campaign(self, campaign: Campaign, targets: Sequence[Target]) -> None:
        """See `CampaignStore`."""
        await self.writer.write(
            partial(campaigns.add, campaign=campaign, targets=targets)
        )

    async def campaign(self, campaign_id: str) -> Campaign | None:
        """See `CampaignStore`."""
        return campaigns.get(self._db, campaign_id)

    async def campaigns(self) -> Sequence[Campaign]:
        """See `CampaignStore`."""
        return campaigns.every(self._db)

    async def set_status(self, campaign_id: str, status: CampaignStatus) -> None:
        """See `CampaignStore`."""
        await self.writer.write(
            partial(campaigns.set_status, campaign_id=campaign_id, status=status)
        )

    async def change_campaign(
        self, campaign: Campaign, targets: Sequence[Target], done: CampaignChanged
    ) -> None:
        """See `CampaignStore`."""
        await self.writer.write(
            partial(campaigns.change, campaign=campaign, targets=targets, done=done)
        )

    async def changes(self, campaign_id: str) -> Sequence[CampaignChanged]:
        """See `CampaignStore`."""
        return campaigns.changes(self._db, campaign_id)

    async def targets(self, campaign_id: str) -> Sequence[Target]:
        """See `CampaignStore`."""
        return campaigns.targets(self._db, campaign_id)

    async def standing(self, campaign_id: str) -> CampaignProgress | None:
        """See `CampaignStore`."""
        campaign = await self.campaign(campaign_id)
        if campaign is None:
            return None
        return campaigns.standing(self._db, campaign)

    async def put_target(self, target: Target) -> None:
        """See `CampaignStore`."""
        await self.writer.write(partial(campaigns.put_target, target=target))

    async def reserve(self, intent: DialIntent, target: Target) -> bool:
        """See `DialStore`."""
        return await self.writer.write(
            partial(intents.reserve, intent=intent, target=target)
        )

    async def advance(
        self,
        call_id: str,
        before: IntentState,
        after: IntentState,
        *,
        call_sid: str = "",
    ) -> bool:
        """See `DialStore`."""
        return await self.writer.write(
            partial(
                intents.advance,
                call_id=call_id,
                before=before,
                after=after,
                call_sid=call_sid,
            )
        )

    async def reattach(self, call_id: str, epoch: int) -> bool:
        """See `DialStore`."""
        return await self.writer.write(
            partial(intents.reattach, call_id=call_id, epoch=epoch)
        )

    async def assign(self, call_id: str, actor: str) -> None:
        """See `DialStore`."""
        await self.writer.write(partial(intents.assign, call_id=call_id, actor=actor))

    async def intent(self, call_id: str) -> DialIntent | None:
        """See `DialStore`."""
        return intents.get(self._db, call_id)

    async def open_intents(self) -> Sequence[DialIntent]:
        """See `DialStore`."""
        return intents.unresolved(self._db)

    async def append(self, call_id: str, events: Sequence[CallEvent]) -> None:
        """See `CallStore`."""
        await self.writer.write(partial(calls.append, call_id=call_id, events=events))

    async def events(self, call_id: str, after: int = 0) -> Sequence[CallEvent]:
        """See `CallStore`."""
        return calls.log(self._db, call_id, after)

    async def notes(
        self, words: str, campaign_id: str | None = None
    ) -> Sequence[FoundNote]:
        """See `CallStore`."""
        return calls.notes(self._db, words, campaign_id)

    async def finish(self, result: CallResult, target: Target) -> bool:
        """See `CallStore`."""
        return await self.writer.write(
            partial(calls.finish, ended=result, target=target)
        )

    async def results(self, campaign_id: str) -> Sequence[CallResult]:
        """See `CallStore`."""
        return calls.results(self._db, campaign_id)

    async def result(self, call_id: str) -> CallResult | None:
        """See `CallStore`."""
        return calls.result(self._db, call_id)

    async def known(
        self, number: str, extension: str, now: datetime
    ) -> Sequence[KnownFact]:
        """See `CallStore`."""
        return calls.known(self._db, number, extension, now)

    async def do_not_call(self) -> Sequence[DoNotCall]:
        """See `CallStore`."""
        return donotcall.every(self._db)

    async def bar(self, one: DoNotCall) -> None:
        """See `CallStore`."""
        await self.writer.write(partial(donotcall.bar, one=one))

    async def unbar(self, number: str) -> bool:
        """See `CallStore`."""
        return await self.writer.write(partial(donotcall.unbar, number=number))

    async def best_route(self, number: str, goal: str, now: datetime) -> Route | None:
        """See `RouteStore`."""
        graph = current(routes.newest(self._db, number))
        return None if graph is None else graph.best(goal, now)

    async def borrow(self, inquiry: Inquiry, now: datetime) -> Route | None:
        """See `RouteStore`."""
        return lending.borrow(self._db, inquiry, now)

    async def record(self, trip: Trip) -> None:
        """See `RouteStore`."""
        await self.writer.write(partial(lending.record, trip=trip))

    async def routes(self, number: str | None = None) -> Sequence[Route]:
        """See `RouteStore`."""
        return [
            route for graph in await self.graphs(number) for route in graph.routes()
        ]

    async def graphs(self, number: str | None = None) -> Sequence[Graph]:
        """See `RouteStore`."""
        return routes.graphs(self._db, number)

    async def put_graphs(self, graphs: Sequence[Graph]) -> int:
        """See `RouteStore`."""
        return await self.writer.write(partial(lending.put, learned=graphs))

    async def route_stats(self, by: Grouping) -> Sequence[RouteStats]:
        """See `RouteStore`."""
        return routes.stats(self._db, by)

    async def put_endpoint(self, endpoint: Endpoint) -> None:
        """See `WebhookStore`."""
        await self.writer.write(partial(outbox.put_endpoint, endpoint=endpoint))

    async def endpoints(self) -> Sequence[Endpoint]:
        """See `WebhookStore`."""
        return outbox.endpoints(self._db)

    async def drop_endpoint(self, endpoint_id: str) -> bool:
        """See `WebhookStore`."""
        return await self.writer.write(
            partial(outbox.drop_endpoint, endpoint_id=endpoint_id)
        )

    async def announce(self, message: Message) -> None:
        """See `WebhookStore`."""
        await self.writer.write(partial(outbox.announce, message=message))

    async def deliveries_due(self, now: datetime, most: int) -> Sequence[Delivery]:
        """See `WebhookStore`."""
        return outbox.due(self._db, now, most)

    async def settle_delivery(
        self, endpoint_id: str, message_id: str, settled: Settled
    ) -> None:
        """See `WebhookStore`."""
        await self.writer.write(
            partial(
                outbox.settle,
                endpoint_id=endpoint_id,
                message_id=message_id,
                settled=settled,
            )
        )

    async def deliveries(self, endpoint_id: str, most: int) -> Sequence[Delivery]:
        """See `WebhookStore`."""
        return outbox.deliveries(self._db, endpoint_id, most)

    async def replay(self, endpoint_id: str) -> int:
        """See `WebhookStore`."""
        return await self.writer.write(partial(outbox.replay, endpoint_id=endpoint_id))

    async def put_alerts(self, alerts: Sequence[Alert]) -> None:
        """See `AlertStore`."""
        await self.writer.write(partial(kept_alerts.put, alerts=alerts))

    async def open_alerts(self) -> Sequence[Alert]:
        """See `AlertStore`."""
        return kept_alerts.opened(self._db)

    async def bookings(self, wish_id: str = "") -> Sequence[Booking]:
        """See `AppointmentStore`."""
        return appointments.every(self._db, wish_id)

    async def watched_bookings(self) -> Sequence[Booking]:
        """See `AppointmentStore`."""
        return appointments.watched(self._db)

    async def booking(self, booking_id: str) -> Booking | None:
        """See `AppointmentStore`."""
        return appointments.get(self._db, booking_id)

    async def put_bookings(self, bookings: Sequence[Booking]) -> bool:
        """See `AppointmentStore`."""
        return await self.writer.write(partial(appointments.put, bookings=bookings))

    async def receive(self, key: str, call_id: str, body: str) -> bool:
        """See `Inbox`."""
        return await self.writer.write(
            partial(inbox.receive, key=key, call_id=call_id, body=body)
        )

    async def received(self, call_id: str) -> Sequence[str]:
        """See `Inbox`."""
        return inbox.received(self._db, call_id)
