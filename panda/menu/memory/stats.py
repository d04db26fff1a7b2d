"""Figures over all trips: how often menus were got through, how fast, how cleanly."""

from __future__ import annotations

from collections import defaultdict
from statistics import fmean
from typing import TYPE_CHECKING, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from panda.menu.memory.graph import current
from panda.menu.memory.learning import take_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from panda.menu.memory.graph import Graph
    from panda.menu.memory.trip import Trip

_FROZEN = ConfigDict(frozen=True, extra="forbid")

Grouping = Literal["number", "version", "transport"]


class Counted(BaseModel):
    """A trip as it is counted."""

    model_config = _FROZEN

    number: str
    goal: str
    version: int
    """Of the menus as they were after the trip; 0 if nothing was learned of them."""
    transport: str
    """What carried the keys; `mixed`, or empty if none were pressed."""
    ended: str
    """What was reached, or a code of why nothing was."""
    succeeded: bool
    known: bool
    """Whether a known way was followed."""
    shared: bool
    """Whether another number's way was followed."""
    drifted: bool
    """Whether the menus were not those of the way."""
    wrong_keys: int
    seconds: float
    used_at: AwareDatetime

    @classmethod
    def of(cls, trip: Trip, versions: Sequence[Graph]) -> Counted:
        """Count a trip that meets these versions of a number's menus."""
        after = current([*versions, *take_in(versions, trip)])
        return cls(
            number=trip.number,
            goal=trip.goal,
            version=0 if after is None else after.version,
            transport=trip.transport,
            ended=trip.reason if trip.ended is None else trip.ended.value,
            succeeded=trip.succeeded,
            known=trip.followed > 0,
            shared=trip.lender != "",
            drifted=trip.drifted or trip.strayed,
            wrong_keys=len(trip.dead),
            seconds=trip.seconds,
            used_at=trip.used_at,
        )


class RouteStats(BaseModel):
    """The figures of one group of trips."""

    model_config = _FROZEN

    group: str
    """A number, a number with its version, or a transport."""
    trips: int
    successes: int
    known: int
    """Of the trips: those that followed a known way."""
    shared: int
    """Of the trips: those that followed another number's way."""
    drifted: int
    """Of both: the ones that found other menus."""
    wrong_keys: int
    seconds_first: float | None
    """To a person or a queue without a known way, on average; None if never."""
    seconds_known: float | None
    """The same with a known way that held."""
    seconds_shared: float | None
    """The same with another number's way that held."""

    @property
    def success_rate(self) -> float:
        """Share of trips that came to a person or a queue."""
        return self.successes / self.trips


def sum_up(trips: Iterable[Counted], by: Grouping) -> list[RouteStats]:
    """Sum trips up as the SQL statement `route_stats` does."""
    groups: dict[str, list[Counted]] = defaultdict(list)
    for trip in trips:
        groups[_group(trip, by)].append(trip)
    return [_stats(group, groups[group]) for group in sorted(groups)]


def _group(trip: Counted, by: Grouping) -> str:
    match by:
        case "number":
            return trip.number
        case "version":
            return f"{trip.number} v{trip.version}"
        case "transport":
            return trip.transport or "none"


def _stats(group: str, trips: Sequence[Counted]) -> RouteStats:
    reached = [one for one in trips if one.succeeded]
    return RouteStats(
        group=group,
        trips=len(trips),
        successes=len(reached),
        known=sum(one.known for one in trips),
        shared=sum(one.shared for one in trips),
        drifted=sum(one.drifted for one in trips),
        wrong_keys=sum(one.wrong_keys for one in trips),
        seconds_first=_mean(
            [one.seconds for one in reached if not (one.known or one.shared)]
        ),
        seconds_known=_mean(
            [one.seconds for one in reached if one.known and not one.drifted]
        ),
        seconds_shared=_mean(
            [one.seconds for one in reached if one.shared and not one.drifted]
        ),
    )


def _mean(seconds: Sequence[float]) -> float | None:
    return fmean(seconds) if seconds else None
