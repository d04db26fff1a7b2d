"""What is kept of every campaign, in the store and in mind, changed together."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from functools import partial
from typing import TYPE_CHECKING

from panda.appointments.wish import asked_for
from panda.call import Outcome
from panda.campaign import (
    Campaign,
    CampaignStatus,
    Target,
    TargetStatus,
)
from panda.changed import CampaignChanged
from panda.changes import changed_campaign, raised
from panda.cost import reserve_usd
from panda.dialing import Bucket, DialPlan, new_call_id
from panda.errors import BadInput, Conflict
from panda.outcomes import FORBIDS
from panda.research.known import carried
from panda.research.questionnaire import FieldType

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime
    from random import Random

    from panda.campaign import CallResult, DialIntent, Provider
    from panda.changes import CampaignChange
    from panda.compliance.donotcall import DoNotCall
    from panda.cost import Prices
    from panda.newcampaign import NewCampaign
    from panda.ports import Store

KNOWN = "known"
"""Reason of a target that is done without a call: all that is required is known."""
MOST_ENDED = 1000
MOST_LATEST = 20
"""Of how many calls a rate of failures is made: of now, not of this morning."""

_MOVES: dict[CampaignStatus, frozenset[CampaignStatus]] = {
    CampaignStatus.RUNNING: frozenset(
        {CampaignStatus.PAUSED, CampaignStatus.CANCELLED}
    ),
    CampaignStatus.PAUSED: frozenset(
        {CampaignStatus.RUNNING, CampaignStatus.CANCELLED}
    ),
    CampaignStatus.CANCELLED: frozenset(),
    CampaignStatus.DONE: frozenset(),
}
"""What a person may make of a campaign."""


_OVER = {status for status, moves in _MOVES.items() if not moves}


class Books:
    """Campaigns that are not over, targets, money and refusals, for the plan.

    Every change is in the store before it is in `plan`.
    """

    def __init__(
        self,
        store: Store,
        *,
        max_calls: int,
        rate: float,
        prices: Prices,
        ended: Callable[[CallResult], None] | None = None,
    ) -> None:
        self._store = store
        self.prices = prices
        self._ended = ended
        self._reserve_usd = partial(reserve_usd, at=prices)
        self.plan = DialPlan(max_concurrent=max_calls, bucket=Bucket(rate=rate))
        self._changing = asyncio.Lock()
        """Of two changes of a campaign the second begins with what the first made."""
        self._creating = asyncio.Lock()
        """A request that comes again finds what it has made."""
        self.do_not_call: set[str] = set()
        """Numbers no campaign calls again; see `panda.outcomes.FORBIDS`."""
        self.spent: defaultdict[str, float] = defaultdict(float)
        """USD, by campaign."""
        self._counted: defaultdict[str, set[str]] = defaultdict(set)
        """The calls that `spent` has, by campaign."""
        self.latest: defaultdict[str, deque[Outcome]] = defaultdict(
            lambda: deque(maxlen=MOST_LATEST)
        )
        """How the calls of each campaign came out that ended last."""
        self._followed: set[str] = set()
        """Campaigns that have a follow-up."""
        self.booked: set[str] = set()
        """Campaigns that were to book a time at the first business that can, and have:
        nobody is called for a second one."""
        self.ended: deque[str] = deque(maxlen=MOST_ENDED)
        """The carrier's ids of the calls that ended last: none may be live."""

    async def load(self) -> None:
        """Read from the store what is not over."""
        listed = await self._store.do_not_call()
        self.do_not_call.update(one.number for one in listed)
        for campaign in await self._store.campaigns():
            if campaign.follows:
                self._followed.add(campaign.follows)
            if campaign.status is not CampaignStatus.DONE:
                await self._load(campaign)

    async def _load(self, campaign: Campaign) -> None:
        targets = await self._store.targets(campaign.campaign_id)
        is_finished = all(one.status is TargetStatus.DONE for one in targets)
        if campaign.status is CampaignStatus.CANCELLED and is_finished:
            return
        self.plan.put_campaign(campaign)
        for target in targets:
            self.plan.put_target(target)
        for result in await self._store.results(campaign.campaign_id):
            self._count(result)

    # --- campaigns

    async def create(
        self, new: NewCampaign, *, now: datetime, random: Random
    ) -> Campaign:
        """Keep a new campaign with all its targets, each request once.

        Raises:
            Conflict: It follows one up that is followed up already, or its request was
                another campaign's.
        """
        async with self._creating:
            if (kept := await self._asked_before(new)) is not None:
                return kept
            return await self._create(new, now=now, random=random)

    async def _asked_before(self, new: NewCampaign) -> Campaign | None:
        """Return the campaign that this very request has made, if it has."""
        if not new.request:
            return None
        kept = await self._store.campaign(new.requested_id)
        if kept is None:
            return None
        if kept.asked != new.digest:
            raise Conflict(
                "was another campaign's",
                where="request",
                advice="give each campaign a request key of its own",
            )
        is_over = kept.status in _OVER
        if self.plan.campaign(kept.campaign_id) is None and not is_over:
            await self._load(kept)  # it was kept, and we did not hear of it
        return kept

    async def _create(
        self, new: NewCampaign, *, now: datetime, random: Random
    ) -> Campaign:
        if new.follows in self._followed:
            raise Conflict(
                "is followed up already",
                where=new.follows,
                advice="look at the campaigns: one of them follows it",
            )
        campaign = Campaign(
            campaign_id=new.requested_id
            or new_call_id(int(now.timestamp() * 1000), random),
            asked=new.digest if new.request else "",
            title=new.title,
            questionnaire=asked_for(new.questionnaire, new.booking),
            limits=new.limits,
            attested=new.attested,
            priority=new.priority,
            grants=new.grants,
            voice=new.voice,
            features=new.features,
            booking=new.booking,
            functions=new.functions,
            fresh=new.fresh,
            follows=new.follows,
            wish_id=await self._wish_of(new),
            created_at=now,
        )
        if not new.follows:
            return await self.begin(campaign, new.providers, due_at=new.not_before)
        self._followed.add(new.follows)  # now: another may be asked for meanwhile
        try:
            return await self.begin(campaign, new.providers, due_at=new.not_before)
        except BaseException:
            # Cancelled, too. Where the store may have kept it all the same, a second
            # try finds that by its own look at the campaigns.
            self._followed.discard(new.follows)
            raise

    async def _wish_of(self, new: NewCampaign) -> str:
        """Return the wish a follow-up goes on with; "" where it is a campaign's own."""
        if not new.follows or new.booking is None:
            return ""
        followed = await self._store.campaign(new.follows)
        return followed.wish if followed is not None and followed.booking else ""

    async def begin(
        self,
        campaign: Campaign,
        providers: Sequence[Provider],
        *,
        due_at: datetime | None = None,
    ) -> Campaign:
        """Keep a campaign of that id, once, with all its targets."""
        targets = [
            Target(
                target_id=f"{campaign.campaign_id}-{position}",
                campaign_id=campaign.campaign_id,
                position=position,
                provider=provider,
                due_at=due_at,
            )
            for position, provider in enumerate(providers)
        ]
        await self._store.add_campaign(campaign, targets)
        self.plan.put_campaign(campaign)
        for target in targets:
            self.plan.put_target(target)
        return campaign

    def campaign(self, campaign_id: str) -> Campaign:
        """Return a campaign that is not over.

        Raises:
            BadInput: There is none of this id.
        """
        return _existing(self.plan.campaign(campaign_id))

    async def set_status(self, campaign_id: str, status: CampaignStatus) -> Campaign:
        """Pause, resume or cancel a campaign; the status it has already is fine.

        Raises:
            BadInput: There is none of this id, or it is over.
        """
        async with self._changing:
            campaign = self.plan.campaign(campaign_id)
            if campaign is None:  # over and forgotten, or unknown
                campaign = _existing(await self._store.campaign(campaign_id))
            if campaign.status is status:
                return campaign
            if status not in _MOVES[campaign.status]:
                raise BadInput(
                    f"a campaign that is {campaign.status} cannot become {status}",
                    where="status",
                    advice="create another campaign",
                )
            return await self._put_status(campaign, status)

    async def change(
        self, campaign_id: str, change: CampaignChange, now: datetime
    ) -> Campaign:
        """Change a campaign, and the places of calls that wait; see `panda.changes`.

        Raises:
            BadInput: There is none of this id, it was changed meanwhile, or it may not
                be so.
        """
        async with self._changing:
            campaign = self.plan.campaign(campaign_id)
            if campaign is None:  # over and forgotten, or unknown
                campaign = _existing(await self._store.campaign(campaign_id))
            after = changed_campaign(campaign, change)
            spent = self.spent[campaign_id]
            if after.limits.budget_usd < spent:
                raise BadInput(
                    f"${spent:.2f} of it is spent already",
                    where="limits.budget_usd",
                    advice="pause or cancel the campaign to spend no more",
                )
            moved = raised(self.plan.targets(campaign_id), change)
            done = CampaignChanged(
                campaign_id=campaign_id, version=after.version, at=now, change=change
            )
            await self._store.change_campaign(after, moved, done)
            self.plan.put_campaign(after)
            for target in moved:
                # It may have been called meanwhile: only its place is new.
                now_is = self.plan.target(target.target_id) or target
                place = {"priority": target.priority}
                self.plan.put_target(now_is.model_copy(update=place))
            return after

    async def close_finished(self, live: Sequence[DialIntent]) -> None:
        """Close and forget campaigns whose targets are done, and that have no call."""
        open_campaigns = {intent.campaign_id for intent in live}
        for campaign in self.plan.campaigns():
            campaign_id = campaign.campaign_id
            if campaign_id in open_campaigns or not self.plan.is_finished(campaign_id):
                continue
            async with self._changing:
                latest = self.plan.campaign(campaign_id) or campaign
                if latest.status is CampaignStatus.RUNNING:
                    await self._put_status(latest, CampaignStatus.DONE)
                elif latest.status not in _OVER:
                    continue
            self.plan.forget(campaign_id)
            self.spent.pop(campaign_id, None)
            self._counted.pop(campaign_id, None)
            self.latest.pop(campaign_id, None)
            self.booked.discard(campaign_id)

    def running(self) -> list[Campaign]:
        """List the campaigns that are running."""
        return [
            campaign
            for campaign in self.plan.campaigns()
            if campaign.status is CampaignStatus.RUNNING
        ]

    async def _put_status(self, campaign: Campaign, status: CampaignStatus) -> Campaign:
        await self._store.set_status(campaign.campaign_id, status)
        changed = campaign.model_copy(update={"status": status})
        self.plan.put_campaign(changed)
        return changed

    # --- targets

    async def put(self, target: Target) -> None:
        """Keep the latest of a target."""
        await self._store.put_target(target)
        self.plan.put_target(target)

    async def informed(self, target: Target, now: datetime) -> Target:
        """Return a target with what need not be asked; done if nothing need be."""
        campaign = self.campaign(target.campaign_id)
        if campaign.fresh and not campaign.follows:
            return target
        provider = target.provider
        facts = await self._store.known(provider.phone, provider.extension, now)
        ours = await self._followed_by(campaign)
        if campaign.fresh:  # of what others have found out it wants nothing
            facts = [one for one in facts if one.campaign_id in ours]
        elif campaign.booking is not None:  # a time told to others is no offer to it
            facts = [
                one
                for one in facts
                if one.campaign_id in ours
                or one.question.type is not FieldType.DATETIME
            ]
        known = carried(campaign.questionnaire, facts, campaign.campaign_id, now)
        target = target.model_copy(update={"known": known})
        values = {one.question.name: one.value for one in known}
        if campaign.questionnaire.without(values) is not None:
            return target
        done = {
            "status": TargetStatus.DONE,
            "outcome": Outcome.COMPLETED,
            "reasons": (KNOWN,),
        }
        return target.model_copy(update=done)

    async def _followed_by(self, campaign: Campaign) -> set[str]:
        """Return the campaigns that led to one, by its follow-ups."""
        found: set[str] = set()
        one: Campaign | None = campaign
        while one is not None and one.follows and one.follows not in found:
            found.add(one.follows)
            one = await self._store.campaign(one.follows)
        return found

    async def reserve(self, intent: DialIntent, target: Target, now: datetime) -> bool:
        """Commit an intent with its target's new state; false if it may not be."""
        if not await self._store.reserve(intent, target):
            return False
        self.plan.put_target(target)
        self.plan.dialled(now)
        return True

    async def finish(self, result: CallResult, target: Target) -> None:
        """Commit what came of a call with its target's new state; its first result.

        If another result of the call was first, that one stands, and is what the books
        have afterwards: whoever wrote it may not have come to that.
        """
        is_first = await self._store.finish(result, target)
        if not is_first:
            result = await self._store.result(result.call_id) or result
            kept = await self._store.targets(result.campaign_id)
            target = next(one for one in kept if one.target_id == target.target_id)
        self.plan.put_target(target)
        self._count(result)
        if is_first and self._ended is not None:
            self._ended(result)
        if result.outcome in FORBIDS:
            self.do_not_call.add(target.provider.phone)

    async def bar(self, one: DoNotCall) -> None:
        """Put a number on the do-not-call list."""
        await self._store.bar(one)
        self.do_not_call.add(one.number)

    async def unbar(self, number: str) -> bool:
        """Take a number off it; false if it is not there."""
        was_there = await self._store.unbar(number)
        self.do_not_call.discard(number)
        return was_there

    async def settle(self, live: Sequence[DialIntent]) -> None:
        """Close the targets that will never be dialled."""
        over = self.plan.settled(
            live,
            spent=self.spent,
            reserve_usd=self._reserve_usd,
            booked=self.booked,
        )
        for target in over:
            await self.put(target)

    def due(
        self,
        now: datetime,
        live: Sequence[DialIntent],
        room: int,
        held: Collection[str] = (),
    ) -> list[Target]:
        """Return the targets to dial now; see `DialPlan.due`."""
        return self.plan.due(
            now,
            live,
            room=room,
            spent=self.spent,
            reserve_usd=self._reserve_usd,
            held=held,
        )

    def has_due(self, now: datetime) -> bool:
        """Say whether somebody waits who may be called by now."""
        return any(
            target.status is TargetStatus.WAITING
            and (target.due_at is None or target.due_at <= now)
            for campaign in self.running()
            for target in self.plan.targets(campaign.campaign_id)
        )

    def waiting(self) -> int:
        """Say how many businesses of campaigns that run are still to be called."""
        return sum(
            target.status is TargetStatus.WAITING
            for campaign in self.running()
            for target in self.plan.targets(campaign.campaign_id)
        )

    def _count(self, result: CallResult) -> None:
        counted = self._counted[result.campaign_id]
        if result.call_id in counted:
            return
        counted.add(result.call_id)
        self.spent[result.campaign_id] += result.cost_usd
        self.latest[result.campaign_id].append(result.outcome)
        if result.appointments or result.proposals:
            self.booked.add(result.campaign_id)
        if result.call_sid:
            self.ended.append(result.call_sid)


def _existing(campaign: Campaign | None) -> Campaign:
    if campaign is None:
        raise BadInput(
            "no such campaign", where="campaign_id", advice="list the campaigns"
        )
    return campaign
