"""How far a campaign has come, in figures for whoever watches it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from panda.call import CallState, Outcome
from panda.campaign import CampaignStatus, TargetStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from panda.campaign import CallSnapshot, Campaign, Target

Standing = tuple[TargetStatus, Outcome | None]
"""Where a business stands, and how its last call came out if one has ended."""


class CampaignProgress(BaseModel):
    """How far a campaign is, without its targets."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    campaign_id: str
    title: str
    status: CampaignStatus
    waiting: int
    calling: int
    done: int
    outcomes: dict[Outcome, int]

    @property
    def total(self) -> int:
        """All businesses of the campaign."""
        return self.waiting + self.calling + self.done

    @classmethod
    def counted(
        cls, campaign: Campaign, standing: Mapping[Standing, int]
    ) -> CampaignProgress:
        """Put together how many businesses stand where."""
        status: Counter[TargetStatus] = Counter()
        outcomes: Counter[Outcome] = Counter()
        for (where, outcome), count in standing.items():
            status[where] += count
            if outcome is not None:
                outcomes[outcome] += count
        return cls(
            campaign_id=campaign.campaign_id,
            title=campaign.title,
            status=campaign.status,
            waiting=status[TargetStatus.WAITING],
            calling=status[TargetStatus.CALLING],
            done=status[TargetStatus.DONE],
            outcomes=dict(outcomes),
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """A campaign at one moment."""

    now: datetime
    waiting: int
    """Businesses to be dialled, now or again later."""
    calling: int
    """Businesses being called."""
    done: int
    """Businesses that have their outcome."""
    outcomes: Mapping[Outcome, int]
    """Of those, how many came out how."""
    live: tuple[CallSnapshot, ...]
    """The calls under way, the longest first."""
    findings: int
    """Answers so far, of calls under way and of those that have ended."""
    cost_usd: float
    """Of all these calls."""

    @property
    def total(self) -> int:
        """All businesses of the campaign."""
        return self.waiting + self.calling + self.done

    @property
    def finished(self) -> bool:
        """Whether every business has its outcome."""
        return self.done == self.total

    def __str__(self) -> str:
        """Say it in a line: `4 of 10 done; 3 on the phone (2 talking, 1 on hold) …`."""
        parts = [f"{self.done} of {self.total} done"]
        if self.live:
            states = Counter(call.state for call in self.live).most_common()
            doing = ", ".join(
                f"{count} {state.value.replace('_', ' ')}" for state, count in states
            )
            parts.append(f"{len(self.live)} on the phone ({doing})")
        if self.waiting:
            parts.append(f"{self.waiting} waiting")
        answers = "1 answer" if self.findings == 1 else f"{self.findings} answers"
        return "; ".join([*parts, answers, f"${self.cost_usd:.2f}"])


def progress(
    targets: Sequence[Target], snapshots: Iterable[CallSnapshot], now: datetime
) -> Progress:
    """Count a campaign's businesses and calls.

    Args:
        targets: All its businesses, as they stand.
        snapshots: The latest of each of its calls, those that have ended as well.
        now: The moment this is looked at.
    """
    calls = sorted(snapshots, key=lambda one: one.started_at)
    status = Counter(target.status for target in targets)
    return Progress(
        now=now,
        waiting=status[TargetStatus.WAITING],
        calling=status[TargetStatus.CALLING],
        done=status[TargetStatus.DONE],
        outcomes=Counter(
            target.outcome
            for target in targets
            if target.status is TargetStatus.DONE and target.outcome is not None
        ),
        live=tuple(call for call in calls if call.state is not CallState.ENDED),
        findings=sum(len({one.field for one in call.findings}) for call in calls),
        cost_usd=round(sum(call.cost_usd for call in calls), 4),
    )
