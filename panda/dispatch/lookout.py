"""How campaigns stand, as the rules of alerts look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.alerts.outlook import CampaignStanding, Outlook
from panda.alerts.rules import FAILURES

if TYPE_CHECKING:
    from datetime import datetime

    from panda.alerts.thresholds import Thresholds
    from panda.dispatch.books import Books


def look_out(
    books: Books, *, paused: str, now: datetime, thresholds: Thresholds
) -> Outlook:
    """Sum up what the books have of every campaign that is not over.

    Args:
        books: Of the dispatcher.
        paused: Why nobody is dialled.
        now: Wall time.
        thresholds: The installation's.
    """
    standings = []
    for campaign in books.plan.campaigns():
        campaign_id = campaign.campaign_id
        latest = books.latest.get(campaign_id, ())
        standing = CampaignStanding(
            campaign_id=campaign_id,
            title=campaign.title,
            budget_usd=campaign.limits.budget_usd,
            spent_usd=books.spent.get(campaign_id, 0.0),
            ended=len(latest),
            failed=sum(outcome in FAILURES for outcome in latest),
            thresholds=campaign.limits.alerts,
        )
        standings.append(standing)
    return Outlook(
        now=now, thresholds=thresholds, campaigns=tuple(standings), paused=paused
    )
