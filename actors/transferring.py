"""An operator's telephone at the carrier, and the way of a callee's leg to it and back.

One of each call. It decides nothing: what the carrier did or refused is fed to the
session, which says what follows.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from gateways import twiml
from panda.carrier import LegOrder
from panda.errors import CarrierError, CarrierUnsure
from panda.mailbox import LegNews
from panda.operator.transfer import RING_S
from panda.session.commands import DropPhone, FetchCallee, MoveCallee, RingPhone
from panda.session.inputs import CalleeStays, LegRefused, Ordered
from panda.tokens import CallToken, sign

if TYPE_CHECKING:
    from collections.abc import Callable

    from actors.dialled import DialledCall
    from actors.ports import CallCarrier
    from actors.tasks import Tasks
    from panda.campaign import Briefing
    from panda.operator.phones import Phones
    from panda.ports import Clock
    from panda.session.inputs import Input
    from panda.settings import Settings

_log = logging.getLogger(__name__)

SPARE_S = 120
"""What a token holds beyond the longest call: the stream it opens comes after that."""
PLACING_S = 15.0
"""How long hanging up waits for a telephone that is just being called: the carrier's
answer may take 10 s."""


class OperatorLeg:
    """The operators' telephones that one call is put through to.

    Args:
        briefing: The call.
        settings: Our address and the key that signs tokens.
        clock: Says until when a token holds.
        carrier: Calls, moves, and hangs up.
        phones: Where calls may be put through to.
        dialled: The callee's call.
        tasks: Runs all of it; hanging up is not cut short by the call's end.
        feed: Told what became of it.
    """

    def __init__(
        self,
        briefing: Briefing,
        settings: Settings,
        clock: Clock,
        carrier: CallCarrier,
        *,
        phones: Phones,
        dialled: DialledCall,
        tasks: Tasks,
        feed: Callable[[Input], None],
    ) -> None:
        self._briefing = briefing
        self._settings = settings
        self._clock = clock
        self._carrier = carrier
        self._phones = phones
        self._dialled = dialled
        self._tasks = tasks
        self._feed = feed
        self._sids: dict[int, str] = {}
        """What the carrier calls the telephone of each transfer."""
        self._placing: dict[int, asyncio.Task[None]] = {}
        self._in_turn = asyncio.Lock()
        """Two moves of the callee's leg must come to the carrier in their order."""

    def do(self, command: RingPhone | MoveCallee | FetchCallee | DropPhone) -> None:
        """Carry a command out."""
        match command:
            case RingPhone(transfer=number, to=to):
                # Last words: who is called while the call ends is hung up, too.
                task = self._tasks.spawn(self._ring(number, to), last_words=True)
                self._placing[number] = task
            case MoveCallee(transfer=number):
                room = twiml.room(self._briefing.call_id, number)
                document = twiml.join(room, then=self._stream())
                self._tasks.spawn(self._send(document, number))
            case FetchCallee(transfer=number):
                self._tasks.spawn(self._send(self._stream(), number))
            case DropPhone(transfer=number, leg_sid=sid):
                self._tasks.spawn(self._drop(number, sid), last_words=True)

    async def _ring(self, number: int, to: str) -> None:
        phone, brief = self._phones.find(to), self._briefing
        if phone is None:
            self._feed(LegRefused(number))
            return
        order = LegOrder(
            call_id=brief.call_id,
            transfer=number,
            to=phone.number,
            about=brief.provider.name,
            ring_s=RING_S,
            call_s=brief.limits.call_s,
        )
        try:
            placed = await self._carrier.ring(order)
        except CarrierError as error:
            _log.warning("call %s: an operator's telephone: %s", brief.call_id, error)
            self._feed(LegRefused(number, unsure=isinstance(error, CarrierUnsure)))
            return
        self._sids[number] = placed.call_sid
        news = LegNews(transfer=number, call_sid=placed.call_sid, news="ringing")
        self._feed(Ordered(news))

    async def _send(self, document: str, number: int) -> None:
        """Have the callee's leg go on so."""
        call_id = self._briefing.call_id
        async with self._in_turn:
            try:
                await self._carrier.redirect(self._dialled.sid, document)
            except CarrierUnsure:  # the stream's end will tell, or that it goes on
                _log.warning("call %s: whether it moved is not known", call_id)
            except CarrierError as error:
                _log.warning("call %s: was not moved: %s", call_id, error.code)
                self._feed(CalleeStays(number))

    async def _drop(self, number: int, sid: str) -> None:
        placing = self._placing.get(number)
        if not sid and placing is not None:
            await asyncio.wait([placing], timeout=PLACING_S)
        sid = sid or self._sids.get(number, "")
        if not sid:
            return
        try:
            await self._carrier.hang_up(sid)
        except CarrierError as error:
            # It ends by the keys nobody presses, or with the conference.
            call_id = self._briefing.call_id
            _log.warning("call %s: leg not hung up: %s", call_id, error.code)

    def _stream(self) -> str:
        """Write the document that streams the callee to us, whenever that may be."""
        call_id, epoch = self._briefing.call_id, self._briefing.epoch
        left_s = self._briefing.limits.call_s + SPARE_S
        expires_s = int(self._clock.now().timestamp()) + left_s
        key = self._settings.signing_key.encode()
        token = sign(CallToken(call_id, epoch, expires_s), key)
        return twiml.connect(
            self._settings.public_url, call_id, epoch=epoch, token=token
        )
