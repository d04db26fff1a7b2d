"""How all calls stand at a moment, summed up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from panda.alerts.alert import AlertKind, AlertNews
from panda.call import CallState, is_live

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.alerts.alert import Alert
    from panda.campaign import CallSnapshot


class Moment(BaseModel):
    """What the hub sees when it is asked to look."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    states: dict[CallState, int] = {}
    """How many calls are in each; those that have ended are not counted."""
    open_alerts: dict[AlertKind, int] = {}
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
    ) -> Moment:
        """Sum up all calls and alerts."""
        going = [one for one in snapshots if one.state is not CallState.ENDED]
        lines = [one for one in going if is_live(one.state)]
        return cls(
            states=dict(Counter(one.state for one in going)),
            open_alerts=dict(Counter(one.kind for one in alerts if one.is_open)),
            jitter_ms=tuple(one.jitter_ms for one in lines if one.jitter_ms),
            round_trip_ms=tuple(
                one.round_trip_ms for one in lines if one.round_trip_ms
            ),
            news=tuple(news),
        )
