"""The call at the carrier: placed once, known by its sid, hung up."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from panda.carrier import DialOrder, Placed
from panda.errors import ProtocolError
from panda.session.inputs import DialAccepted, DialRejected
from panda.tokens import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from actors.ports import CallCarrier
    from actors.tasks import Tasks
    from panda.campaign import Briefing
    from panda.ports import Clock
    from panda.session.inputs import Input
    from panda.settings import Settings
    from panda.stream import Started

PLACING_S = 30.0
"""How long a call that is to end waits for its own placing: the carrier's answer may
take 10 s, and looking for a lost one 20 (`panda.dispatch.placing`)."""


class DialledCall:
    """What one call asks of the carrier, and which stream of the carrier's is its own.

    Args:
        briefing: Whom it calls; the sid, too, if another actor has placed it.
        settings: Our account and the key that signs tokens.
        clock: Tells whether a token still holds.
        carrier: Places calls and ends them.
        tasks: Runs both; neither is cut short by the call's end.
        feed: Told what became of placing.
    """

    def __init__(
        self,
        briefing: Briefing,
        settings: Settings,
        clock: Clock,
        carrier: CallCarrier,
        *,
        tasks: Tasks,
        feed: Callable[[Input], None],
    ) -> None:
        self._briefing = briefing
        self._settings = settings
        self._clock = clock
        self._carrier = carrier
        self._tasks = tasks
        self._feed = feed
        self._placing: asyncio.Task[None] | None = None
        self.sid = briefing.call_sid
        """What the carrier calls it; "" until that is known."""

    def place(self, keys: str) -> None:
        """Have it placed; `keys` are pressed by the carrier once it is answered."""
        self._placing = self._tasks.spawn(self._place(keys), last_words=True)

    async def _place(self, keys: str) -> None:
        reply = await self._carrier.place(DialOrder.of(self._briefing, keys))
        if isinstance(reply, Placed):
            self.sid = reply.call_sid
            self._feed(DialAccepted(reply.call_sid))
        else:
            self._feed(DialRejected(reply.reason, unsure=reply.unsure))

    def hang_up(self) -> None:
        """End it; one that is just being placed is waited for, not forgotten."""
        self._tasks.spawn(self._hang_up(), last_words=True)

    async def _hang_up(self) -> None:
        if self._placing is not None:
            await asyncio.wait([self._placing], timeout=PLACING_S)
        if self.sid:
            await self._carrier.hang_up(self.sid)

    def admit(self, start: Started) -> None:
        """Take a stream for ours if its token is, for this call and this epoch.

        Raises:
            ProtocolError: It is another call's, or its token does not hold.
        """
        key = self._settings.signing_key.encode()
        token = verify(
            start.parameters.get("token", ""), key, now_s=self._clock.now().timestamp()
        )
        brief = self._briefing
        if (token.call_id, token.epoch) != (brief.call_id, brief.epoch):
            raise ProtocolError("token is for another call")
        if start.account_sid != self._settings.twilio_account_sid:
            raise ProtocolError("stream is of another account")
        if self.sid and start.call_sid != self.sid:
            raise ProtocolError("stream is of another call")
        self.sid = start.call_sid
