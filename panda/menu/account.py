"""What became of a way through menus, to be remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.memory.trip import REACHED, Trip
from panda.menu.steps import Arrived, Stuck

if TYPE_CHECKING:
    from datetime import datetime

    from panda.menu.journey import Journey
    from panda.menu.menu import Route
    from panda.menu.replay import Replay


def account(
    journey: Journey,
    replay: Replay,
    known: Route | None,
    ended: Arrived | Stuck | None,
    *,
    number: str,
    language: str,
    entry: str,
    used_at: datetime,
    seconds: float,
) -> Trip:
    """Sum up a journey through the menus of a number.

    A known route counts as followed only if it is that number's own; another's is lent,
    and counts if it was put to the test.
    """
    blind = replay.blind
    if blind and (not isinstance(ended, Arrived) or ended.kind not in REACHED):
        blind = False
    mine = known is not None and known.number == number
    lent = known is not None and not mine and (replay.held or replay.drifted)
    return Trip(
        number=number,
        goal=journey.goal,
        language=language,
        steps=(*replay.assumed, *journey.path),
        dead=tuple(journey.trail.dead),
        ended=ended.kind if isinstance(ended, Arrived) else None,
        reason=ended.reason if isinstance(ended, Stuck) else "",
        seconds=seconds,
        followed=known.version if known is not None and mine else 0,
        blind=blind,
        drifted_from=replay.drifted_from if mine else "",
        lender=known.number if known is not None and lent else "",
        strayed=replay.drifted and lent,
        entry=entry,
        used_at=used_at,
    )
