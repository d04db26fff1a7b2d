"""A campaign's comparison and report, as anybody asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from panda.appointments.life import HOLDING
from panda.errors import Conflict
from panda.research.comparison import compare
from panda.research.criteria import read_weights
from panda.research.followup import follow_up_campaign, plan_follow_up
from panda.research.report.contents import contents

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from panda.appointments.booking import Booking
    from panda.campaign import CallResult, Campaign, Target
    from panda.newcampaign import NewCampaign
    from panda.research.comparison import Comparison
    from panda.research.followup import FollowUp, FollowUpPolicy
    from panda.research.report.contents import Report


class Kept(Protocol):
    """Where campaigns are kept; an `Installation` is one."""

    async def campaigns(self) -> Sequence[Campaign]:
        """List all campaigns."""
        ...

    async def campaign(self, campaign_id: str) -> Campaign | None:
        """Return a campaign, if there is one."""
        ...

    async def targets(self, campaign_id: str) -> Sequence[Target]:
        """List the businesses of a campaign."""
        ...

    async def results(self, campaign_id: str) -> Sequence[CallResult]:
        """List what came of its calls so far."""
        ...


async def compared(
    kept: Kept, campaign: Campaign, weights: Iterable[str] = ()
) -> Comparison:
    """Lay out what a campaign has found out by now.

    Args:
        kept: Where it is kept.
        campaign: Which.
        weights: What counts, as `read_weights` takes it; the campaign's own if none.

    Raises:
        BadInput: A weight cannot be used.
    """
    targets = await kept.targets(campaign.campaign_id)
    columns = {name for one in targets for name in one.provider.extra}
    criteria = read_weights(weights, campaign.questionnaire, columns)
    results = await kept.results(campaign.campaign_id)
    return compare(campaign, targets, results, criteria)


async def planned(
    kept: Kept, campaign: Campaign, policy: FollowUpPolicy, now: datetime
) -> FollowUp:
    """Plan the follow-up of a campaign; see `plan_follow_up`."""
    before, one = 0, campaign
    while one.follows and (earlier := await kept.campaign(one.follows)) is not None:
        before, one = before + 1, earlier
    comparison = await compared(kept, campaign)
    return plan_follow_up(campaign, comparison, policy, before=before, now=now)


async def follow_up(
    kept: Kept,
    campaign: Campaign,
    policy: FollowUpPolicy,
    now: datetime,
    *,
    bookings: Sequence[Booking],
) -> NewCampaign:
    """Return the campaign that follows one up.

    Args:
        kept: Where it is kept.
        campaign: Which.
        policy: How often, when, for what.
        now: Nobody is called before this.
        bookings: What became of the times it was offered.

    Raises:
        Conflict: It is followed up already, or not over yet.
        BadInput: There is nothing to follow up.
    """
    for one in await kept.campaigns():
        if one.follows == campaign.campaign_id:
            raise Conflict(
                "is followed up already",
                where=campaign.campaign_id,
                advice=f"see campaign {one.campaign_id}",
            )
    plan = await planned(kept, campaign, policy, now)
    targets = await kept.targets(campaign.campaign_id)
    is_held = any(one.stage in HOLDING for one in bookings)
    return follow_up_campaign(plan, campaign, targets, is_held=is_held)


async def reported(
    kept: Kept,
    campaign: Campaign,
    weights: Iterable[str] = (),
    *,
    made_at: datetime,
    simulated: bool,
    bookings: Sequence[Booking] = (),
) -> Report:
    """Put in words what a campaign has found out by now; see `compared`, `contents`.

    Raises:
        BadInput: A weight cannot be used.
    """
    comparison = await compared(kept, campaign, weights)
    results = await kept.results(campaign.campaign_id)
    return contents(
        campaign,
        comparison,
        results,
        made_at=made_at,
        simulated=simulated,
        bookings=bookings,
    )
