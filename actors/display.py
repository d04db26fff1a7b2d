"""How a call shows itself: its latest snapshot, pushed to the hub, coalesced."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from actors.ports import CallBoard
    from panda.campaign import CallSnapshot
    from panda.effects import Health

TICK_S = 0.1
NEWS_TICKS = 4
"""What has changed goes out at most every 0.4 s."""
LEVELS_TICKS = 10
"""Levels alone go out once a second: each time costs the hub 2 ms of CPU."""


class Display:
    """The latest of one call.

    Args:
        board: Where it is shown.
        snapshot: The first.
        health: How the line is at the moment.
        is_open: Whether there is a line, so that its levels are worth showing.
        is_recorded: Whether its sound is kept at the moment.
    """

    def __init__(
        self,
        board: CallBoard,
        snapshot: CallSnapshot,
        *,
        health: Callable[[], Health],
        is_open: Callable[[], bool],
        is_recorded: Callable[[], bool],
    ) -> None:
        self._board = board
        self._snapshot = snapshot
        self._health = health
        self._is_open = is_open
        self._is_recorded = is_recorded
        self._changed = True
        self._streamed = False
        """What was last shown."""

    def show(self, snapshot: CallSnapshot) -> None:
        """Take what goes out next."""
        self._snapshot, self._changed = snapshot, True

    async def run(self) -> None:
        """Push for ever, apart from the ticks, which must not wait for the hub."""
        ticks = 0
        while True:
            await asyncio.sleep(TICK_S)
            ticks += 1
            due = ticks % (NEWS_TICKS if self._changed else LEVELS_TICKS) == 0
            if due or self._is_open() is not self._streamed:  # recovery waits for that
                await self.publish()

    async def publish(self) -> None:
        """Push what there is now, if it is worth it."""
        health, streamed = self._health(), self._is_open()
        snapshot = self._snapshot.model_copy(
            update={
                "level_in_db": health.level_in_db,
                "level_out_db": health.level_out_db,
                "gaps": health.gaps,
                "recent_gaps": health.recent_gaps,
                "jitter_ms": health.jitter_ms,
                "round_trip_ms": health.round_trip_ms,
                "lost": health.lost,
                "recorded": self._is_recorded(),
                "streamed": streamed,
            }
        )
        if self._changed or streamed or self._streamed:
            self._changed, self._streamed = False, streamed
            await self._board.publish(snapshot)
