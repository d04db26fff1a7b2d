"""What the rules look at beside the calls: how campaigns and dialling stand."""

from __future__ import annotations

from pydantic import AwareDatetime, BaseModel, ConfigDict

from panda.alerts.thresholds import ThresholdChanges, Thresholds

_FROZEN = ConfigDict(frozen=True, extra="forbid")


class CampaignStanding(BaseModel):
    """A campaign that is not over, as far as alerts go."""

    model_config = _FROZEN

    campaign_id: str
    title: str
    budget_usd: float
    spent_usd: float = 0.0
    """By calls that have ended."""
    ended: int = 0
    """How many of its latest calls are counted."""
    failed: int = 0
    """How many of those failed, for no fault of theirs."""
    thresholds: ThresholdChanges = ThresholdChanges()


class Outlook(BaseModel):
    """How all campaigns stand at a moment."""

    model_config = _FROZEN

    now: AwareDatetime
    thresholds: Thresholds = Thresholds()
    """The installation's."""
    campaigns: tuple[CampaignStanding, ...] = ()
    paused: str = ""
    """Why nobody is dialled."""
