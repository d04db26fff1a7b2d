"""Which targets to dial now: the orchestrator's policy as one object without I/O."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from panda.call import Outcome
from panda.campaign import CampaignStatus, TargetStatus
from panda.compliance.reasons import Reason
from panda.dialing.pacing import Bucket
from panda.dialing.retries import cancelled, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from panda.campaign import Campaign, DialIntent, Limits, Target

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class DialPlan:
    """All campaigns and targets, and the order in which they are dialled.

    It holds what it was given and nothing more: `put_campaign` and `put_target` take
    the latest of each, from the store at the start and after every change later on.
    What is in flight comes in with each question, as the open intents of the store.

    After `due` returned targets you must, for each: ask compliance; commit the intent
    together with `calling(target)`; then `put_target` and `dialled`.

    Args:
        max_concurrent: Calls of the whole installation at a time.
        bucket: The pace at which calls may begin.
    """

    def __init__(
        self, *, max_concurrent: int = 10, bucket: Bucket | None = None
    ) -> None:
        self.max_concurrent = max_concurrent
        self._bucket = bucket or Bucket(rate=1.0)
        self._campaigns: dict[str, Campaign] = {}
        self._targets: dict[str, Target] = {}

    # --- what there is ---------------------------------------------------------------

    def put_campaign(self, campaign: Campaign) -> None:
        """Take the latest of a campaign."""
        self._campaigns[campaign.campaign_id] = campaign

    def put_target(self, target: Target) -> None:
        """Take the latest of a target."""
        self._targets[target.target_id] = target

    def forget(self, campaign_id: str) -> None:
        """Drop a campaign and its targets."""
        self._campaigns.pop(campaign_id, None)
        for target in list(self.targets(campaign_id)):
            del self._targets[target.target_id]

    def campaign(self, campaign_id: str) -> Campaign | None:
        """Return a campaign, if there is one."""
        return self._campaigns.get(campaign_id)

    def campaigns(self) -> list[Campaign]:
        """List all campaigns."""
        return list(self._campaigns.values())

    def target(self, target_id: str) -> Target | None:
        """Return a target, if there is one."""
        return self._targets.get(target_id)

    def targets(self, campaign_id: str) -> list[Target]:
        """List the targets of a campaign, in its order."""
        mine = (t for t in self._targets.values() if t.campaign_id == campaign_id)
        return sorted(mine, key=lambda target: target.position)

    def is_finished(self, campaign_id: str) -> bool:
        """Say whether every target of a campaign is done."""
        return all(t.status is TargetStatus.DONE for t in self.targets(campaign_id))

    # --- what to do ------------------------------------------------------------------

    def due(
        self,
        now: datetime,
        live: Collection[DialIntent],
        *,
        room: int | None = None,
        spent: Mapping[str, float] | None = None,
        reserve_usd: float | Callable[[Limits], float] = 0.0,
        held: Collection[str] = (),
    ) -> list[Target]:
        """Return the targets to dial now, the first first.

        Args:
            now: Wall time.
            live: Every unresolved intent, AMBIGUOUS ones too: each may be a phone
                ringing, so each takes a place and keeps its number to itself.
            room: How many more calls there are actors for, if that is bounded.
            spent: USD spent so far, by campaign.
            reserve_usd: The most that one call may cost, or how that follows from a
                campaign's limits; every call in flight is counted with it, so that a
                budget holds even if all run to their end.
            held: Ids of targets that wait for something else, such as a scout.
        """
        places = min(
            self.max_concurrent - len(live),
            self._bucket.ready(now.timestamp()),
            len(self._targets) if room is None else room,
        )
        numbers = {intent.number for intent in live}
        running = Counter(intent.campaign_id for intent in live)
        chosen: list[Target] = []
        for target in self._waiting(now):
            if len(chosen) >= places:
                break
            campaign = self._campaigns[target.campaign_id]
            used = (spent or {}).get(campaign.campaign_id, 0.0)
            if target.provider.phone in numbers or target.target_id in held:
                continue
            if running[campaign.campaign_id] >= campaign.at_once:
                continue
            if not _affords(
                campaign, used, running[campaign.campaign_id] + 1, reserve_usd
            ):
                continue
            numbers.add(target.provider.phone)
            running[campaign.campaign_id] += 1
            chosen.append(target)
        return chosen

    def dialled(self, now: datetime) -> None:
        """Count one call that was begun; the next may begin a bucket's turn later."""
        self._bucket, _ = self._bucket.take(now.timestamp())

    def settled(
        self,
        live: Collection[DialIntent],
        *,
        spent: Mapping[str, float] | None = None,
        reserve_usd: float | Callable[[Limits], float] = 0.0,
        booked: Collection[str] = (),
    ) -> list[Target]:
        """Return the targets that will never be dialled, as they are to be kept.

        Those are the waiting ones of a cancelled campaign, of one that has booked what
        it was to book (its id is in `booked`), and of one whose money is spent once
        its last call is over: what remains would not pay for another.
        """
        running = Counter(intent.campaign_id for intent in live)
        over: list[Target] = []
        for target in self._targets.values():
            campaign = self._campaigns.get(target.campaign_id)
            if campaign is None or target.status is not TargetStatus.WAITING:
                continue
            used = (spent or {}).get(campaign.campaign_id, 0.0)
            if campaign.status is CampaignStatus.CANCELLED:
                over.append(cancelled(target))
            elif campaign.campaign_id in booked:
                over.append(refused(target, (Reason.BOOKED_ELSEWHERE,)))
            elif not running[campaign.campaign_id] and not _affords(
                campaign, used, 1, reserve_usd
            ):
                over.append(refused(target, (Reason.BUDGET_SPENT,)))
        return over

    def _waiting(self, now: datetime) -> Iterable[Target]:
        return sorted(self._ripe(now), key=self._rank)

    def _ripe(self, now: datetime) -> Iterator[Target]:
        for target in self._targets.values():
            if self._may_run(target) and (target.due_at or _LONG_AGO) <= now:
                yield target

    def _may_run(self, target: Target) -> bool:
        campaign = self._campaigns.get(target.campaign_id)
        return (
            campaign is not None
            and campaign.status is CampaignStatus.RUNNING
            and target.status is TargetStatus.WAITING
            and target.outcome is not Outcome.UNCERTAIN
        )

    def _rank(self, target: Target) -> tuple[int, int, datetime, int, datetime, str]:
        campaign = self._campaigns[target.campaign_id]
        return (
            -campaign.priority,
            -target.priority,
            target.due_at or _LONG_AGO,
            target.position,
            campaign.created_at,
            target.target_id,
        )


def _affords(
    campaign: Campaign,
    used: float,
    calls: int,
    reserve_usd: float | Callable[[Limits], float],
) -> bool:
    if callable(reserve_usd):
        reserve_usd = reserve_usd(campaign.limits)
    budget = campaign.limits.budget_usd
    return used < budget and used + calls * reserve_usd <= budget
