"""A store in memory, held to the same tests as the one on disk."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from panda.alerts.history import STAGES
from panda.appointments.taking import bookings_of
from panda.call import Outcome
from panda.compliance.donotcall import barred_by
from panda.dialing import RESOLVED, concluded, require_step
from panda.errors import StoreError
from panda.events import Noted
from panda.menu.memory import current, take_in
from panda.menu.memory.entry import bands, sought
from panda.menu.memory.lending import (
    MOST_CANDIDATES,
    Candidate,
    Loan,
    lend,
    nearest,
    repaid,
)
from panda.menu.memory.stats import Counted, sum_up
from panda.notes import MOST, FoundNote
from panda.progress import CampaignProgress
from panda.research.learned import known_facts
from panda.testing.bookings import MemoryBookings
from panda.webhooks import telling

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from panda.alerts.alert import Alert
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
    from panda.research.known import KnownFact


class MemoryStore(MemoryBookings):
    """A `panda.ports.Store` that forgets everything with its process."""

    def __init__(self) -> None:
        super().__init__()
        self._campaigns: dict[str, Campaign] = {}
        self._targets: dict[str, Target] = {}
        self._changes: list[CampaignChanged] = []
        self._intents: dict[str, DialIntent] = {}
        self._events: dict[str, dict[int, CallEvent]] = {}
        self._results: dict[str, CallResult] = {}
        self._do_not_call: dict[str, DoNotCall] = {}
        self._graphs: dict[tuple[str, int], Graph] = {}
        self._trips: list[Counted] = []
        self._loans: dict[tuple[str, str], Loan] = {}
        self._alerts: dict[str, Alert] = {}
        self.inbox: dict[str, tuple[str, str]] = {}
        """Callbacks by key: call and body."""

    # --- campaigns

    async def add_campaign(self, campaign: Campaign, targets: Sequence[Target]) -> None:
        """See `CampaignStore`."""
        if campaign.campaign_id in self._campaigns:
            return
        self._campaigns[campaign.campaign_id] = campaign
        self.outbox.announce(telling.of_campaign(campaign))
        self._targets.update({target.target_id: target for target in targets})

    async def campaign(self, campaign_id: str) -> Campaign | None:
        """See `CampaignStore`."""
        return self._campaigns.get(campaign_id)

    async def campaigns(self) -> Sequence[Campaign]:
        """See `CampaignStore`."""
        return sorted(
            self._campaigns.values(),
            key=lambda one: (one.created_at, one.campaign_id),
            reverse=True,
        )

    async def set_status(self, campaign_id: str, status: CampaignStatus) -> None:
        """See `CampaignStore`."""
        if (campaign := self._campaigns.get(campaign_id)) is None:
            raise StoreError("no such campaign")
        campaign = campaign.model_copy(update={"status": status})
        self._campaigns[campaign_id] = campaign
        if status in telling.OVER:
            results = await self.results(campaign_id)
            self.outbox.announce(telling.of_campaign(campaign, results))

    async def change_campaign(
        self, campaign: Campaign, targets: Sequence[Target], done: CampaignChanged
    ) -> None:
        """See `CampaignStore`."""
        if (kept := self._campaigns.get(campaign.campaign_id)) is None:
            raise StoreError("no such campaign")
        self._campaigns[campaign.campaign_id] = campaign.model_copy(
            update={"status": kept.status}
        )
        for target in targets:
            await self.put_target(target)
        self._changes.append(done)

    async def changes(self, campaign_id: str) -> Sequence[CampaignChanged]:
        """See `CampaignStore`."""
        return [one for one in self._changes if one.campaign_id == campaign_id]

    async def targets(self, campaign_id: str) -> Sequence[Target]:
        """See `CampaignStore`."""
        mine = [one for one in self._targets.values() if one.campaign_id == campaign_id]
        return sorted(mine, key=lambda one: one.position)

    async def standing(self, campaign_id: str) -> CampaignProgress | None:
        """See `CampaignStore`."""
        campaign = await self.campaign(campaign_id)
        if campaign is None:
            return None
        targets = await self.targets(campaign_id)
        standing = Counter((one.status, one.outcome) for one in targets)
        return CampaignProgress.counted(campaign, standing)

    async def put_target(self, target: Target) -> None:
        """See `CampaignStore`."""
        if target.target_id not in self._targets:
            raise StoreError("no such target")
        self._targets[target.target_id] = target

    # --- alerts

    async def put_alerts(self, alerts: Sequence[Alert]) -> None:
        """See `AlertStore`."""
        for one in alerts:
            kept = self._alerts.get(one.alert_id, one)
            if STAGES[one.status] >= STAGES[kept.status]:
                self._alerts[one.alert_id] = one

    async def open_alerts(self) -> Sequence[Alert]:
        """See `AlertStore`."""
        opened = [one for one in self._alerts.values() if one.is_open]
        return sorted(opened, key=lambda one: (one.raised_at, one.alert_id))

    # --- dial intents

    async def reserve(self, intent: DialIntent, target: Target) -> bool:
        """See `DialStore`."""
        if (kept := self._intents.get(intent.call_id)) is not None:
            return kept == intent
        for other in self._intents.values():
            same = (other.target_id, other.attempt) == (
                intent.target_id,
                intent.attempt,
            )
            taken = other.number == intent.number and other.state not in RESOLVED
            if same or taken:
                return False
        await self.put_target(target)
        self._intents[intent.call_id] = intent
        return True

    async def advance(
        self,
        call_id: str,
        before: IntentState,
        after: IntentState,
        *,
        call_sid: str = "",
    ) -> bool:
        """See `DialStore`."""
        require_step(before, after)
        intent = self._intents.get(call_id)
        if intent is None or intent.state is not before:
            return False
        self._intents[call_id] = intent.model_copy(
            update={"state": after, "call_sid": call_sid or intent.call_sid}
        )
        return True

    async def reattach(self, call_id: str, epoch: int) -> bool:
        """See `DialStore`."""
        intent = self._intents.get(call_id)
        if intent is None or intent.epoch not in {epoch - 1, epoch}:
            return False
        self._intents[call_id] = intent.model_copy(update={"epoch": epoch})
        return True

    async def assign(self, call_id: str, actor: str) -> None:
        """See `DialStore`."""
        intent = self._intents.get(call_id)
        if intent is not None:
            self._intents[call_id] = intent.model_copy(update={"actor": actor})

    async def intent(self, call_id: str) -> DialIntent | None:
        """See `DialStore`."""
        return self._intents.get(call_id)

    async def open_intents(self) -> Sequence[DialIntent]:
        """See `DialStore`."""
        unresolved = [
            one for one in self._intents.values() if one.state not in RESOLVED
        ]
        return sorted(unresolved, key=lambda one: (one.reserved_at, one.call_id))

    # --- calls

    async def append(self, call_id: str, events: Sequence[CallEvent]) -> None:
        """See `CallStore`."""
        log = self._events.setdefault(call_id, {})
        for event in events:
            log.setdefault(event.seq, event)
        if (intent := self._intents.get(call_id)) is not None:
            for message in telling.of_log(intent, events):
                self.outbox.announce(message)

    async def events(self, call_id: str, after: int = 0) -> Sequence[CallEvent]:
        """See `CallStore`."""
        log = self._events.get(call_id, {})
        return [log[seq] for seq in sorted(log) if seq > after]

    async def notes(
        self, words: str, campaign_id: str | None = None
    ) -> Sequence[FoundNote]:
        """See `CallStore`."""
        found = [
            FoundNote(
                call_id=call_id,
                campaign_id=intent.campaign_id,
                business=target.provider.name if target is not None else "",
                seq=event.seq,
                at_ms=event.pinned_ms,
                called_at=intent.reserved_at,
                author=event.author,
                text=event.text,
            )
            for call_id, log in self._events.items()
            if (intent := self._intents.get(call_id)) is not None
            and campaign_id in {None, intent.campaign_id}
            for target in [self._targets.get(intent.target_id)]
            for event in log.values()
            if isinstance(event, Noted)
            and any(
                words.casefold() in one.casefold() for one in (event.text, event.author)
            )
        ]
        found.sort(key=lambda one: one.call_id)
        found.sort(key=lambda one: (one.called_at, one.at_ms), reverse=True)
        return found[:MOST]

    async def finish(self, result: CallResult, target: Target) -> bool:
        """See `CallStore`."""
        if result.call_id in self._results:
            return self._results[result.call_id] == result
        await self.put_target(target)
        self._results[result.call_id] = result
        self.outbox.announce(telling.of_call(result))
        if (campaign := self._campaigns.get(result.campaign_id)) is not None:
            others = await self.bookings(campaign.wish)
            self.note(bookings_of(result, campaign, target.provider, others))
        one = barred_by(result, target.provider.phone)
        if one is not None:
            await self.bar(one)
        intent = self._intents.get(result.call_id)
        if intent is not None:
            state = concluded(
                intent.state,
                has_sid=bool(result.call_sid),
                is_uncertain=result.outcome is Outcome.UNCERTAIN,
            )
            call_sid = result.call_sid or intent.call_sid
            self._intents[result.call_id] = intent.model_copy(
                update={"state": state, "call_sid": call_sid}
            )
        return True

    async def known(
        self, number: str, extension: str, now: datetime
    ) -> Sequence[KnownFact]:
        """See `CallStore`."""
        mine = [
            (one, self._campaigns[one.campaign_id])
            for one in self._results.values()
            if self._intents[one.call_id].number == number
            and self._targets[one.target_id].provider.extension == extension
        ]
        return known_facts(mine, now)

    async def do_not_call(self) -> Sequence[DoNotCall]:
        """See `CallStore`."""
        return [one for _, one in sorted(self._do_not_call.items())]

    async def bar(self, one: DoNotCall) -> None:
        """See `CallStore`."""
        self._do_not_call.setdefault(one.number, one)

    async def unbar(self, number: str) -> bool:
        """See `CallStore`."""
        return self._do_not_call.pop(number, None) is not None

    async def results(self, campaign_id: str) -> Sequence[CallResult]:
        """See `CallStore`."""
        mine = [one for one in self._results.values() if one.campaign_id == campaign_id]
        return sorted(mine, key=lambda one: (one.ended_at, one.call_id))

    async def result(self, call_id: str) -> CallResult | None:
        """See `CallStore`."""
        return self._results.get(call_id)

    # --- routes

    async def best_route(self, number: str, goal: str, now: datetime) -> Route | None:
        """See `RouteStore`."""
        graph = current(await self.graphs(number))
        return None if graph is None else graph.best(goal, now)

    async def borrow(self, inquiry: Inquiry, now: datetime) -> Route | None:
        """See `RouteStore`."""
        near = set(sought(inquiry.entry))
        menus: dict[str, Graph] = {}
        for number in {number for number, _ in self._graphs}:
            graph = current(await self.graphs(number))
            if graph is not None and graph.goals:
                menus[number] = graph
        shared = {
            number: len(near.intersection(bands(graph.begins)))
            for number, graph in menus.items()
            if number != inquiry.number
        }
        found = sorted(
            (number for number, count in shared.items() if count),
            key=lambda number: (-shared[number], number),
        )
        candidates = [
            Candidate(number=number, entry=menus[number].begins)
            for number in found[:MOST_CANDIDATES]
            if inquiry.goal in menus[number].goals
        ]
        lenders = [menus[one.number] for one in nearest(candidates, inquiry)]
        return lend(lenders, inquiry, list(self._loans.values()), now)

    async def record(self, trip: Trip) -> None:
        """See `RouteStore`."""
        pair = trip.lender, trip.number
        if (loan := repaid(trip, self._loans.get(pair))) is not None:
            self._loans[pair] = loan
        versions = await self.graphs(trip.number)
        self._trips.append(Counted.of(trip, versions))
        for graph in take_in(versions, trip):
            self._graphs[graph.number, graph.version] = graph

    async def routes(self, number: str | None = None) -> Sequence[Route]:
        """See `RouteStore`."""
        return [
            route for graph in await self.graphs(number) for route in graph.routes()
        ]

    async def graphs(self, number: str | None = None) -> Sequence[Graph]:
        """See `RouteStore`."""
        return [
            graph
            for (of, _), graph in sorted(self._graphs.items())
            if number in {None, of}
        ]

    async def put_graphs(self, graphs: Sequence[Graph]) -> int:
        """See `RouteStore`."""
        new = {(one.number, one.version): one for one in graphs} | self._graphs
        count = len(new) - len(self._graphs)
        self._graphs = new
        return count

    async def route_stats(self, by: Grouping) -> Sequence[RouteStats]:
        """See `RouteStore`."""
        return sum_up(self._trips, by)

    # --- inbox

    async def receive(self, key: str, call_id: str, body: str) -> bool:
        """See `Inbox`."""
        if key in self.inbox:
            return False
        self.inbox[key] = call_id, body
        return True

    async def received(self, call_id: str) -> Sequence[str]:
        """See `Inbox`."""
        return [body for call, body in self.inbox.values() if call == call_id]
