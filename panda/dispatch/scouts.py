"""Who waits for the scout of a chain, and when the waiting has been worth it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.campaign import CampaignStatus
from panda.dialing.scouting import LEAST_BRANCHES, chain_of, held_back

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from panda.campaign import Campaign, DialIntent, Target
    from panda.dialing import DialPlan
    from panda.ports import Store

ASK_S = 2.0
"""Between two looks whether a chain's way is known."""
MOST_ASKED = 3
"""So many branches of a chain are looked up before it is called."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What is going on at the moment."""

    now: datetime
    calls: Mapping[str, DialIntent]
    """All that are under way, by target."""

    @property
    def busy(self) -> set[str]:
        """The numbers that are being called."""
        return {intent.number for intent in self.calls.values()}

    def out_s(self, branches: Sequence[Target]) -> float | None:
        """Say how long the first of a chain's calls has been under way."""
        ids = {one.target_id for one in branches} & self.calls.keys()
        began = min((self.calls[one].reserved_at for one in ids), default=None)
        return None if began is None else (self.now - began).total_seconds()


class Scouts:
    """Holds the branches of a chain back until one call knows the way.

    Args:
        plan: What is to be dialled.
        store: Where ways are remembered.
    """

    def __init__(self, plan: DialPlan, store: Store) -> None:
        self._plan = plan
        self._store = store
        self._chains: dict[str, dict[str, list[str]]] = {}
        """By campaign: the ids of each chain's targets, of chains that have scouts."""
        self._explored: set[tuple[str, str]] = set()
        """Campaign and chain of which a way is known."""
        self._asked: dict[tuple[str, str], datetime] = {}
        self._held: dict[str, frozenset[str]] = {}

    def waiting(self, campaign_id: str) -> frozenset[str]:
        """Return the ids of the targets that wait for a scout, by the last look."""
        return self._held.get(campaign_id, frozenset())

    async def hold(self, live: Collection[DialIntent], now: datetime) -> set[str]:
        """Return the ids of all targets that are not to be dialled yet."""
        campaigns = {
            one.campaign_id: one
            for one in self._plan.campaigns()
            if one.status is CampaignStatus.RUNNING and one.limits.scout
        }
        self._forget(campaigns)
        look = _Look(now, {intent.target_id: intent for intent in live})
        for campaign_id, campaign in campaigns.items():
            held = set[str]()
            for chain, branches in self._branches(campaign_id):
                held |= await self._hold(campaign, chain, branches, look)
            self._held[campaign_id] = frozenset(held)
        return set().union(*self._held.values())

    async def _hold(
        self, campaign: Campaign, chain: str, branches: Sequence[Target], look: _Look
    ) -> set[str]:
        key = campaign.campaign_id, chain
        if key in self._explored:
            return set()
        out_s, now = look.out_s(branches), look.now
        held = held_back(branches, now=now, out_s=out_s, busy=look.busy)
        if held and await self._knows_way(campaign, key, branches, now):
            self._explored.add(key)
            return set()
        return held

    async def _knows_way(
        self,
        campaign: Campaign,
        key: tuple[str, str],
        branches: Sequence[Target],
        now: datetime,
    ) -> bool:
        asked = self._asked.get(key)
        if asked is not None and (now - asked).total_seconds() < ASK_S:
            return False
        self._asked[key] = now
        tried = [one for one in branches if one.attempts]
        # Before the first call any of them may be known from another campaign.
        for one in tried if asked is not None else branches[:MOST_ASKED]:
            goal, number = campaign.questionnaire.goal, one.provider.phone
            if await self._store.best_route(number, goal, now) is not None:
                return True
        return False

    def _branches(self, campaign_id: str) -> list[tuple[str, list[Target]]]:
        if campaign_id not in self._chains:
            by_chain: defaultdict[str, list[str]] = defaultdict(list)
            for target in self._plan.targets(campaign_id):
                by_chain[chain_of(target.provider)].append(target.target_id)
            self._chains[campaign_id] = {
                chain: ids
                for chain, ids in by_chain.items()
                if len(ids) >= LEAST_BRANCHES
            }
        return [
            (chain, [one for at in ids if (one := self._plan.target(at)) is not None])
            for chain, ids in self._chains[campaign_id].items()
        ]

    def _forget(self, campaigns: Collection[str]) -> None:
        for kept in (self._chains, self._held):
            for campaign_id in [one for one in kept if one not in campaigns]:
                del kept[campaign_id]
        self._explored = {key for key in self._explored if key[0] in campaigns}
        for key in [one for one in self._asked if one[0] not in campaigns]:
            del self._asked[key]
