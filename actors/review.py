"""Looking back on a call that has ended: it is measured, and traced if that is wanted.

None of it holds a call or a dial up, and none of it is worth a call: what fails here is
told in the log and that is all.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from panda.observe.measuring import of_call
from panda.observe.naming import FunctionLabels
from panda.observe.trace import trace_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gateways.tracing import Traces
    from panda.campaign import CallResult
    from panda.dispatch.ports import Board
    from panda.observe.metrics import Sample
    from panda.ports import Store

_log = logging.getLogger(__name__)

LAST_S = 3.0
"""What is left of the time that an installation has to stop."""


class Review:
    """Looks back on calls.

    Args:
        store: Who has their logs.
        board: Who has their last snapshots.
        record: Takes what is measured.
        traces: Takes traces; without it none are made.
    """

    def __init__(
        self,
        store: Store,
        board: Board,
        record: Callable[[Iterable[Sample]], None],
        traces: Traces | None = None,
    ) -> None:
        self._store = store
        self._board = board
        self._record = record
        self._traces = traces
        self._labels = FunctionLabels()
        self._tasks: set[asyncio.Task[None]] = set()

    def ended(self, result: CallResult) -> None:
        """Begin to look back on a call."""
        task = asyncio.ensure_future(self._look_back(result))
        self._tasks.add(task)
        task.add_done_callback(self._done)

    async def _look_back(self, result: CallResult) -> None:
        events = await self._store.events(result.call_id)
        shown = await self._board.snapshot(result.call_id)
        gaps = shown.gaps if shown else 0
        self._record(of_call(result, events, gaps=gaps, labels=self._labels))
        trace = trace_of(events) if self._traces is not None else None
        if self._traces is not None and trace is not None:
            self._traces.export(
                trace,
                call_id=result.call_id,
                campaign_id=result.campaign_id,
                began=result.started_at,
            )

    async def close(self) -> None:
        """Look back on what has ended, and send what was made of it: `LAST_S` at most.

        A collector that is away would hold an end up for longer.
        """
        try:
            async with asyncio.timeout(LAST_S):
                await asyncio.gather(*self._tasks, return_exceptions=True)
                if self._traces is not None:
                    await asyncio.to_thread(self._traces.close)
        except TimeoutError:
            _log.warning("traces of the last calls were not sent")

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.warning("a call was not measured: %s", type(error).__name__)
