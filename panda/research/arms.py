"""Calls with a feature held against calls without it, where a campaign has both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from panda.call import Outcome
from panda.features import Feature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.campaign import CallResult


class Arm(BaseModel):
    """How calls with, or without, one feature came out; means are over its calls."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    feature: Feature
    on: bool
    calls: int
    completed: int
    """How many came to their end with what was asked for."""
    findings: float
    seconds: float
    """From answer to end."""
    to_person_s: float | None
    """Of those that reached a person or a queue, how long that took."""
    cost_usd: float


def compare_arms(results: Sequence[CallResult]) -> list[Arm]:
    """Return both arms of every feature that some calls had and others had not."""
    both: list[Arm] = []
    for feature in Feature:
        known = [one for one in results if feature in one.features]
        split = [
            [one for one in known if one.features[feature] is on]
            for on in (True, False)
        ]
        if all(split):
            both += [
                _arm(feature, calls, on=on)
                for on, calls in zip((True, False), split, strict=True)
            ]
    return both


def _arm(feature: Feature, calls: Sequence[CallResult], *, on: bool) -> Arm:
    reached = [one.navigation.seconds for one in calls if one.navigation.reached]
    return Arm(
        feature=feature,
        on=on,
        calls=len(calls),
        completed=sum(one.outcome is Outcome.COMPLETED for one in calls),
        findings=_mean([len({each.field for each in one.findings}) for one in calls]),
        seconds=_mean([one.answered_s for one in calls]),
        to_person_s=_mean(reached) if reached else None,
        cost_usd=_mean([one.cost_usd for one in calls]),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
