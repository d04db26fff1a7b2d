"""Asking the carrier for one call, at most once (RELIABILITY 2.1).

The intent is committed before anybody comes here. Only the winner of the compare-and-
set RESERVED -> SUBMITTING asks the carrier; an answer that is lost makes the intent
AMBIGUOUS, and then only callbacks and the carrier's own list say what became of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.campaign import IntentState
from panda.carrier import NOT_RESERVED, Placed, Rejected
from panda.dialing import Bucket, Listing, WasPlaced, reconcile
from panda.dialing.breaker import CARRIER_AWAY, CARRIER_DENIED
from panda.errors import CarrierBusy, CarrierDenied, CarrierError, CarrierUnsure

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from panda.campaign import DialIntent
    from panda.carrier import DialOrder
    from panda.ports import Carrier, Clock, DialStore

BUSY_TRIES = 5
"""How often a carrier that has too many requests is asked before we give up."""
LOOK_AGAIN_S = 2.0
"""Between two looks for a call that may have been placed."""
LOOK_FOR_S = 20.0
"""How long the caller waits for that; afterwards the reconciler goes on looking."""


class Placing:
    """Places calls at the carrier's pace.

    Args:
        carrier: Who dials.
        store: Where intents are kept.
        clock: Wall and monotonic time.
        sleep: Lets seconds pass.
        rate: Calls a second the carrier takes.
    """

    def __init__(
        self,
        carrier: Carrier,
        store: DialStore,
        clock: Clock,
        *,
        sleep: Callable[[float], Awaitable[None]],
        rate: float,
    ) -> None:
        self._carrier = carrier
        self._store = store
        self._clock = clock
        self._sleep = sleep
        self._bucket = Bucket(rate=rate)

    async def place(self, order: DialOrder) -> Placed | Rejected:
        """Dial, if this call was reserved and nobody else has begun to dial it."""
        await self._turn()
        if not await self._store.advance(
            order.call_id, IntentState.RESERVED, IntentState.SUBMITTING
        ):
            return Rejected(reason=NOT_RESERVED)
        try:
            placed = await self._ask(order)
        except CarrierUnsure:
            return await self._unsure(order)
        except CarrierError as error:
            await self._store.advance(
                order.call_id, IntentState.SUBMITTING, IntentState.NOT_PLACED
            )
            return Rejected(reason=_reason(error))
        await self._accept(order.call_id, placed.call_sid)
        return placed

    async def _turn(self) -> None:
        while True:
            now_s = self._clock.monotonic_ms() / 1000
            self._bucket, wait_s = self._bucket.take(now_s)
            if not wait_s:
                return
            await self._sleep(wait_s)

    async def _ask(self, order: DialOrder) -> Placed:
        for _ in range(BUSY_TRIES - 1):
            try:
                return await self._carrier.dial(order)
            except CarrierBusy as busy:  # certainly not placed: the same intent holds
                await self._sleep(busy.retry_s)
                await self._turn()
        return await self._carrier.dial(order)

    async def _accept(self, call_id: str, call_sid: str) -> None:
        """Keep the carrier's id; a callback may have brought it before the answer."""
        for before in (IntentState.SUBMITTING, IntentState.AMBIGUOUS):
            if await self._store.advance(
                call_id, before, IntentState.ACCEPTED, call_sid=call_sid
            ):
                return

    async def _unsure(self, order: DialOrder) -> Placed | Rejected:
        """Look for a call that may have been placed, for a while."""
        await self._store.advance(
            order.call_id, IntentState.SUBMITTING, IntentState.AMBIGUOUS
        )
        until_ms = self._clock.monotonic_ms() + int(LOOK_FOR_S * 1000)
        while True:
            intent = await self._store.intent(order.call_id)
            if intent is not None and intent.state is IntentState.ACCEPTED:
                return Placed(call_sid=intent.call_sid)
            if intent is None or intent.state is not IntentState.AMBIGUOUS:
                return Rejected(reason="withdrawn")
            found = await look_for(intent, self._carrier, self._store, self._clock)
            if found is not None:
                await self._accept(order.call_id, found.call_sid)
                return found
            if self._clock.monotonic_ms() >= until_ms:
                return Rejected(reason="no_answer", unsure=True)
            await self._sleep(LOOK_AGAIN_S)


async def look_for(
    intent: DialIntent, carrier: Carrier, store: DialStore, clock: Clock
) -> Placed | None:
    """Look once through the carrier's list for the call of an intent."""
    try:
        calls = await carrier.calls_to(intent.number)
    except CarrierError:
        return None  # no answer is no evidence, either way
    now = clock.now()
    known = {other.call_sid for other in await store.open_intents() if other.call_sid}
    found = reconcile(
        intent,
        posted_at=now,
        listings=[Listing(at=now, calls=tuple(calls))],
        known_sids=known,
        now=now,
    )
    return (
        Placed(call_sid=found.call.call_sid) if isinstance(found, WasPlaced) else None
    )


def _reason(error: CarrierError) -> str:
    if isinstance(error, CarrierDenied):
        return CARRIER_DENIED
    return f"carrier_{error.code}" if error.code else CARRIER_AWAY
