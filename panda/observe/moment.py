"""How all calls stand at a moment, summed up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from panda.alerts.alert import AlertKind, AlertNews
from panda.call import CallState, is_live
from panda.people.need import Need

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from panda.alerts.alert import Alert
    from panda.campaign import CallSnapshot


class Moment(BaseModel):
    """What the hub sees when it is asked to look."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    states: dict[CallState, int] = {}
    """How many calls are in each; those that have ended are not counted."""
    open_alerts: dict[AlertKind, int] = {}
    longest_s: dict[CallState, float] = {}
    """Of the calls in each state: how long one has been in it, at most."""
    needs: dict[Need, int] = {}
    """How many calls need a person, by why."""
    gaps: int = 0
    """Over 60 ms in the callees' audio so far, of all calls that go on."""
    lost: int = 0
    """Messages of the carrier that never came, of the same."""
    findings: int = 0
    cost_usd: float = 0.0
    jitter_ms: tuple[float, ...] = ()
    round_trip_ms: tuple[int, ...] = ()
    """Of each call with a line; those of which nothing is known yet are left out."""
    news: tuple[AlertNews, ...] = ()
    unaware: bool = False
    """Whether the hub has only just begun, and waits to be told what was open before:
    it has not looked."""

    @classmethod
    def of(
        cls,
        snapshots: Sequence[CallSnapshot],
        alerts: Sequence[Alert],
        news: Sequence[AlertNews],
        *,
        now: datetime,
    ) -> Moment:
        """Sum up all calls and alerts."""
        going = [one for one in snapshots if one.state is not CallState.ENDED]
        lines = [one for one in going if is_live(one.state)]
        return cls(
            states=dict(Counter(one.state for one in going)),
            open_alerts=dict(Counter(one.kind for one in alerts if one.is_open)),
            longest_s=_longest_s(going, now),
            needs=dict(Counter(need for one in going for need in one.needs)),
            gaps=sum(one.gaps for one in going),
            lost=sum(one.lost for one in going),
            findings=sum(len(one.findings) for one in going),
            cost_usd=sum(one.cost_usd for one in going),
            jitter_ms=tuple(one.jitter_ms for one in lines if one.jitter_ms),
            round_trip_ms=tuple(
                one.round_trip_ms for one in lines if one.round_trip_ms
            ),
            news=tuple(news),
        )


def _longest_s(going: Sequence[CallSnapshot], now: datetime) -> dict[CallState, float]:
    longest: dict[CallState, float] = {}
    for one in going:
        lasts_s = max(0.0, (now - one.since).total_seconds())
        longest[one.state] = max(lasts_s, longest.get(one.state, 0.0))
    return longest
