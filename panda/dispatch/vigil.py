"""Waiting at a call for its actor's result, and noticing when nothing happens.

An actor that shows nothing of its call may not have its briefing: a board that is
started anew has lost it. One that shows nothing for long is not there at all, and its
business must not wait for it. A call that rings and rings may have ended, and the
carrier's report of that be lost (RELIABILITY R14): then the carrier is asked.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from panda.call import CallState
from panda.carrier import StatusUpdate
from panda.dispatch.ports import CallLost
from panda.errors import CarrierError
from panda.mailbox import CarrierNews

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from panda.campaign import CallSnapshot
    from panda.dispatch.ports import Board, CallEnd, Switchboard
    from panda.ports import Clock, DialStore

_log = logging.getLogger(__name__)

LOOK_S = 10.0
"""Between two looks at a call."""
MOST_LOOKS = 6
"""How often we look for something of a call before its actor counts as not there. One
that waits warm shows its call in half a second, a new one within seconds."""
SILENT_FOR = timedelta(seconds=30)
"""How long a call may ring without news before the carrier is asked (R14)."""
_UNANSWERED = frozenset({CallState.DIALING, CallState.RINGING})


class NeverBegan(CallLost):
    """The actor of a call showed nothing of it: most likely it never came up."""


class Vigil:
    """Waits for one actor's result.

    Args:
        call_id: The call.
        began: What the actor shows of its call is dated so or later; whatever is shown
            is of one that was at it before if this is None.
        board: Where the actor shows it.
        store: Where the carrier's id of the call is.
        carrier: Who is asked when there is no news.
        clock: Wall time.
    """

    def __init__(
        self,
        call_id: str,
        *,
        began: datetime | None,
        board: Board,
        store: DialStore,
        carrier: Switchboard,
        clock: Clock,
    ) -> None:
        self._call_id = call_id
        self._began = began
        self._board = board
        self._store = store
        self._carrier = carrier
        self._clock = clock
        self._has_begun = began is None
        self._looks = 0
        self._asked_at = clock.now()

    async def keep(
        self,
        result: Awaitable[CallEnd | None],
        brief_again: Callable[[], Awaitable[None]],
    ) -> CallEnd | None:
        """Wait for a result.

        Args:
            result: The actor's.
            brief_again: Gives it its briefing; to have it twice does no harm.

        Raises:
            CallLost: The actor died.
            NeverBegan: It is not there.
        """
        waiting = asyncio.ensure_future(result)
        try:
            while not (await asyncio.wait({waiting}, timeout=LOOK_S))[0]:
                await self._look(brief_again)
            return await waiting
        finally:
            waiting.cancel()

    async def _look(self, brief_again: Callable[[], Awaitable[None]]) -> None:
        shown = await self._board.snapshot(self._call_id)
        self._has_begun = self._has_begun or self._is_of_this_actor(shown)
        if shown is not None and self._has_begun:
            await self._ask_the_carrier(shown)
            return
        if not self._has_begun:
            self._looks += 1
            if self._looks >= MOST_LOOKS:
                raise NeverBegan(f"call {self._call_id}: nothing of it is shown")
        await brief_again()

    def _is_of_this_actor(self, shown: CallSnapshot | None) -> bool:
        if shown is None or self._began is None:
            return False
        return (shown.updated_at or shown.since) >= self._began

    async def _ask_the_carrier(self, shown: CallSnapshot) -> None:
        """Tell a call how it stands that has rung for long without any news."""
        now = self._clock.now()
        if shown.state not in _UNANSWERED:
            return
        if now - max(shown.since, self._asked_at) < SILENT_FOR:
            return
        self._asked_at = now
        intent = await self._store.intent(self._call_id)
        if intent is None or not intent.call_sid:
            return  # whoever placed it looks for it, or the settling round does
        try:
            call = await self._carrier.fetch(intent.call_sid)
        except CarrierError as error:  # the next look asks again
            _log.warning("call %s: carrier: %s", self._call_id, error.code)
            return
        update = StatusUpdate(
            call_id=self._call_id,
            call_sid=call.call_sid,
            status=call.status,
            duration_s=call.duration_s,
        )
        await self._board.post(self._call_id, CarrierNews(update=update))
