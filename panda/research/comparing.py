"""A campaign's comparison and report, as anybody asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from panda.research.comparison import compare
from panda.research.criteria import read_weights
from panda.research.report.contents import contents

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from panda.campaign import CallResult, Campaign, Target
    from panda.research.comparison import Comparison
    from panda.research.report.contents import Report


class Kept(Protocol):
    """Where campaigns are kept; an `Installation` is one."""

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


async def reported(
    kept: Kept,
    campaign: Campaign,
    weights: Iterable[str] = (),
    *,
    made_at: datetime,
    simulated: bool,
) -> Report:
    """Put in words what a campaign has found out by now; see `compared`.

    Raises:
        BadInput: A weight cannot be used.
    """
    comparison = await compared(kept, campaign, weights)
    results = await kept.results(campaign.campaign_id)
    return contents(campaign, comparison, results, made_at=made_at, simulated=simulated)
