"""A store in memory, held to the same tests as the one on disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.call import Outcome
from panda.dialing import RESOLVED, concluded, require_step
from panda.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.campaign import (
        CallResult,
        Campaign,
        CampaignStatus,
        DialIntent,
        IntentState,
        Target,
    )
    from panda.events import CallEvent
    from panda.menu.menu import Route


@dataclass(slots=True)
class _KnownRoute:
    route: Route
    worked_last: bool

    @property
    def likelihood(self) -> tuple[bool, float, int]:
        tries = self.route.successes + self.route.failures
        score = (self.route.successes + 1) / (tries + 2)
        return self.worked_last, score, self.route.version


class MemoryStore:
    """A `panda.ports.Store` that forgets everything with its process."""

    def __init__(self) -> None:
        self._campaigns: dict[str, Campaign] = {}
        self._targets: dict[str, Target] = {}
        self._intents: dict[str, DialIntent] = {}
        self._events: dict[str, dict[int, CallEvent]] = {}
        self._results: dict[str, CallResult] = {}
        self._forbidden: set[str] = set()
        self._routes: list[_KnownRoute] = []
        self.inbox: dict[str, tuple[str, str]] = {}
        """Callbacks by key: call and body."""

    # --- campaigns

    async def add_campaign(self, campaign: Campaign, targets: Sequence[Target]) -> None:
        """See `CampaignStore`."""
        if campaign.campaign_id in self._campaigns:
            return
        self._campaigns[campaign.campaign_id] = campaign
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
        self._campaigns[campaign_id] = campaign.model_copy(update={"status": status})

    async def targets(self, campaign_id: str) -> Sequence[Target]:
        """See `CampaignStore`."""
        mine = [one for one in self._targets.values() if one.campaign_id == campaign_id]
        return sorted(mine, key=lambda one: one.position)

    async def put_target(self, target: Target) -> None:
        """See `CampaignStore`."""
        if target.target_id not in self._targets:
            raise StoreError("no such target")
        self._targets[target.target_id] = target

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

    async def events(self, call_id: str) -> Sequence[CallEvent]:
        """See `CallStore`."""
        log = self._events.get(call_id, {})
        return [log[seq] for seq in sorted(log)]

    async def finish(self, result: CallResult, target: Target) -> bool:
        """See `CallStore`."""
        if result.call_id in self._results:
            return self._results[result.call_id] == result
        await self.put_target(target)
        self._results[result.call_id] = result
        if result.outcome is Outcome.DECLINED:
            self._forbidden.add(target.provider.phone)
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

    async def forbidden(self) -> Sequence[str]:
        """See `CallStore`."""
        return sorted(self._forbidden)

    async def results(self, campaign_id: str) -> Sequence[CallResult]:
        """See `CallStore`."""
        mine = [one for one in self._results.values() if one.campaign_id == campaign_id]
        return sorted(mine, key=lambda one: (one.ended_at, one.call_id))

    async def result(self, call_id: str) -> CallResult | None:
        """See `CallStore`."""
        return self._results.get(call_id)

    # --- routes

    async def best_route(self, number: str, goal: str) -> Route | None:
        """See `RouteStore`."""
        ways = [
            known
            for known in self._of(number, goal)
            if known.worked_last or known.route.successes > known.route.failures
        ]
        best = max(ways, key=lambda known: known.likelihood, default=None)
        return None if best is None else best.route

    async def record(self, route: Route, *, succeeded: bool) -> None:
        """See `RouteStore`."""
        way = [(step.keys, step.say) for step in route.steps]
        known = self._of(route.number, route.goal)
        for one in known:
            if [(step.keys, step.say) for step in one.route.steps] != way:
                continue
            one.worked_last = succeeded
            one.route = one.route.model_copy(
                update={
                    "steps": route.steps if succeeded else one.route.steps,
                    "successes": one.route.successes + succeeded,
                    "failures": one.route.failures + (not succeeded),
                    "last_used_at": route.last_used_at or one.route.last_used_at,
                }
            )
            return
        counted = {
            "version": len(known) + 1,
            "successes": int(succeeded),
            "failures": int(not succeeded),
        }
        self._routes.append(_KnownRoute(route.model_copy(update=counted), succeeded))

    async def routes(self, number: str | None = None) -> Sequence[Route]:
        """See `RouteStore`."""
        listed = [
            known.route
            for known in self._routes
            if number is None or known.route.number == number
        ]
        return sorted(listed, key=lambda one: (one.number, one.goal, one.version))

    def _of(self, number: str, goal: str) -> list[_KnownRoute]:
        return [
            known
            for known in self._routes
            if (known.route.number, known.route.goal) == (number, goal)
        ]

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
