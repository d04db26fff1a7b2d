"""A call's event log on its way to the store: in order, in batches, never lost.

Events are kept here until the store has acknowledged them. While the store is away the
call goes on and its events wait (RELIABILITY R5). At the end the call waits for them,
but not for ever: what is left then goes with the call's result to the orchestrator.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from actors.logs import write_down
from panda.errors import StoreError
from panda.session.inputs import RouteLent

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from panda.events import CallEvent
    from panda.menu.memory import Trip
    from panda.menu.memory.lending import Inquiry
    from panda.ports import Store

_log = logging.getLogger(__name__)

RETRY_S = 0.5
FLUSH_S = 15.0
"""How long the end of a call waits for its log to be written; a store actor that died
is back in 2 s (RELIABILITY R5)."""
ROUTE_S = 5.0
"""How long a way through a menu may take to be remembered: it is an aid, no result."""
BORROW_S = 3.0
"""How long another number's way is waited for: by then the prompt is mostly over."""
BATCH = 100


class Journal:
    """Writes one call's events, and the ways it went."""

    def __init__(self, call_id: str, store: Store) -> None:
        self._call_id = call_id
        self._store = store
        self._waiting: list[CallEvent] = []
        self._writing: asyncio.Task[None] | None = None

    def add(self, event: CallEvent) -> None:
        """Take an event; it is written soon after."""
        self._waiting.append(event)
        write_down(event)

    def kick(self) -> None:
        """Start writing what waits, unless that is under way."""
        if self._waiting and (self._writing is None or self._writing.done()):
            self._writing = asyncio.ensure_future(self._write())

    async def remember(self, trip: Trip) -> None:
        """Keep how a way through a menu went; a call that lives is worth more."""
        try:
            async with asyncio.timeout(ROUTE_S):
                await self._store.record(trip)
        except (StoreError, TimeoutError) as error:
            kind = type(error).__name__
            _log.warning("call %s: way not stored: %s", self._call_id, kind)

    async def borrow(
        self, inquiry: Inquiry, now: datetime, tell: Callable[[RouteLent], None]
    ) -> None:
        """Tell of another number's way that may serve, if there is one in time."""
        route = None
        try:
            async with asyncio.timeout(BORROW_S):
                route = await self._store.borrow(inquiry, now)
        except (StoreError, TimeoutError) as error:
            kind = type(error).__name__
            _log.warning("call %s: no way borrowed: %s", self._call_id, kind)
        if route is not None:
            tell(RouteLent(route))

    async def close(self) -> tuple[CallEvent, ...]:
        """Wait until everything is written, `FLUSH_S` at most; return what is not.

        Some of it may be stored all the same, its acknowledgement lost: to write it
        again does no harm.
        """
        try:
            async with asyncio.timeout(FLUSH_S):
                while self._waiting:
                    self.kick()
                    assert self._writing is not None
                    await asyncio.shield(self._writing)
        except TimeoutError:
            assert self._writing is not None
            self._writing.cancel()
            count = len(self._waiting)
            _log.warning("call %s: %d events not stored", self._call_id, count)
        return tuple(self._waiting)

    async def _write(self) -> None:
        while self._waiting:
            batch = self._waiting[:BATCH]
            try:
                await self._store.append(self._call_id, batch)
            except Exception as error:  # noqa: BLE001 - whatever befell it, we keep on
                # The store's actor may be gone, restarting, or its disk full: the
                # events stay here and the same ones are offered again.
                kind = type(error).__name__
                _log.warning("call %s: store: %s; trying again", self._call_id, kind)
                await asyncio.sleep(RETRY_S)
            else:
                del self._waiting[: len(batch)]
