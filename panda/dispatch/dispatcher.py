"""The loop that turns campaigns into calls, a few at a time.

Each turn: what fell due is asked of compliance, reserved in the store, and given to a
call actor; each call is then attended to by a task of its own, and its result decides
what follows for its target. Calls that nobody attends to are settled before the first
dial, and every `SETTLE_S` after.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from panda.call import Outcome
from panda.campaign import CampaignStatus, DialIntent, IntentState, TargetStatus
from panda.changes import for_calls
from panda.compliance.gate import check, reopening
from panda.dialing import after, calling, new_call_id, postponed, refused
from panda.dialing.breaker import Breaker
from panda.dispatch import recovery
from panda.dispatch.attending import Attendance
from panda.dispatch.books import Books
from panda.dispatch.scouts import Scouts
from panda.dispatch.settling import Settling
from panda.errors import BadInput, CarrierError, StoreError
from panda.mailbox import ChangeCall, End

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
    from datetime import datetime
    from random import Random

    from panda.campaign import CallResult, Campaign, Provider, Target
    from panda.changes import CampaignChange
    from panda.compliance.donotcall import DoNotCall
    from panda.cost import Prices
    from panda.dispatch.ports import Board, Crew, Switchboard
    from panda.newcampaign import NewCampaign
    from panda.ports import Clock, Store

_log = logging.getLogger(__name__)

BUSY_S = 0.1
IDLE_S = 0.5
"""Between two turns, with and without somebody who could be called now."""
SETTLE_S = 15.0
"""Between two rounds over unattended calls (RELIABILITY 7)."""
STORE_AGAIN_S = 1.0
"""Until the store is asked again after it failed."""
LAST_WORDS_S = 8.0
"""How long live calls have to end by themselves when we stop."""
ANSWER_S = 12.0
"""How long the carrier has, when we stop, to answer what it was asked just before."""
LOOK_AGAIN_S = 0.5


class Dispatcher:
    """Runs all campaigns of an installation.

    Args:
        crew: The actors that make the calls.
        board: Where calls show themselves and are told things.
        store: What outlives us.
        carrier: Who connects the calls.
        clock: Wall and monotonic time.
        sleep: Lets seconds pass.
        random: Where ids come from.
        signing_key: Signs the tokens of streams.
        max_calls: Calls at a time, over all campaigns.
        rate: Calls a second.
        prices: What is paid with the models in use.
        ended: Is told of each call that has ended, once its result is kept.
    """

    def __init__(
        self,
        *,
        crew: Crew,
        board: Board,
        store: Store,
        carrier: Switchboard,
        clock: Clock,
        sleep: Callable[[float], Awaitable[None]],
        random: Random,
        signing_key: bytes,
        max_calls: int,
        rate: float,
        prices: Prices,
        ended: Callable[[CallResult], None] | None = None,
    ) -> None:
        self._crew = crew
        self._board = board
        self._store = store
        self._carrier = carrier
        self._clock = clock
        self._sleep = sleep
        self._random = random
        self._signing_key = signing_key
        self._prices = prices
        self.books = Books(
            store, max_calls=max_calls, rate=rate, prices=prices, ended=ended
        )
        self.scouts = Scouts(self.books.plan, store)
        self._settling = Settling(self.books, store, carrier, board, clock)
        self._breaker = Breaker()
        self._calls: dict[str, Attendance] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._settled_ms = 0
        self.ready = asyncio.Event()
        self.stopping = False

    # --- the loop

    async def run(self, surviving: Mapping[str, str] | None = None) -> None:
        """Run until `stop`.

        Args:
            surviving: Calls by the keys of their actors that outlived a former us.
        """
        await self._persist(self.books.load)
        await self._persist(self._settling.free_stranded)
        await self._adopt(surviving or {})
        await self._persist(self._settle)
        self.ready.set()
        while not self.stopping:
            try:
                await self._turn()
            except StoreError as error:  # no dial while the store is away
                _log.warning("the store failed: %s", error)
                await self._sleep(STORE_AGAIN_S)
            await self._sleep(BUSY_S if self._is_busy() else IDLE_S)

    async def _turn(self) -> None:
        if self._clock.monotonic_ms() - self._settled_ms >= SETTLE_S * 1000:
            await self._settle()
        live = await self._store.open_intents()
        await self.books.settle(live)
        now = self._clock.now()
        held = await self.scouts.hold(live, now)
        for target in self.books.due(now, live, self._room(live, now), held):
            if self._may_dial(target.campaign_id):
                await self._begin(target)
        await self.books.close_finished(live)

    def _room(self, live: Sequence[DialIntent], now: datetime) -> int:
        room, bound = self._crew.room(), self._breaker.room(live, now)
        return room if bound is None else min(room, bound)

    async def _begin(self, target: Target) -> None:
        """Dial a target if that is allowed now."""
        campaign = self.books.campaign(target.campaign_id)
        now = self._clock.now()
        target = await self.books.informed(target, now)
        if target.status is TargetStatus.DONE:  # whatever the hour
            await self.books.put(target)
            return
        verdict = check(
            target.provider, campaign, now, do_not_call=self.books.do_not_call
        )
        if not verdict.allowed:
            until = verdict.until
            await self.books.put(
                postponed(target, until) if until else refused(target, verdict.reasons)
            )
            return
        target = calling(target)
        intent = DialIntent(
            call_id=new_call_id(int(now.timestamp() * 1000), self._random),
            campaign_id=campaign.campaign_id,
            target_id=target.target_id,
            number=target.provider.phone,
            attempt=target.attempts,
            reserved_at=now,
            reserved_real_at=self._clock.real_now(),
        )
        if not await self.books.reserve(intent, target, now):
            return
        if self._may_dial(campaign.campaign_id):
            self._attend(intent, target, campaign)
        else:
            await self._settling.withdraw(intent, now)

    def _may_dial(self, campaign_id: str) -> bool:
        """Say whether a campaign runs, still: people end things at any moment."""
        campaign = self.books.plan.campaign(campaign_id)
        is_running = campaign and campaign.status is CampaignStatus.RUNNING
        return bool(is_running) and not self.stopping

    def _is_busy(self) -> bool:
        return self._crew.room() > 0 and self.books.has_due(self._clock.now())

    # --- calls

    def _attend(
        self, intent: DialIntent, target: Target, campaign: Campaign, key: str = ""
    ) -> None:
        call = Attendance(
            intent,
            target,
            campaign,
            crew=self._crew,
            board=self._board,
            store=self._store,
            carrier=self._carrier,
            clock=self._clock,
            signing_key=self._signing_key,
            prices=self._prices,
        )
        self._calls[intent.call_id] = call
        self._spawn(self._see_through(call, key))

    async def _see_through(self, call: Attendance, key: str) -> None:
        try:
            end = await call.attend(key)
            # Before the result, which follows from it if we die in between.
            await self._persist(lambda: self._store.append(call.call_id, end.unwritten))
            now = self._clock.now()
            if self._breaker.ended(end.result, now):
                _log.error("nobody is dialled for now: %s", self._breaker.why)
            target = after(
                call.target,
                end.result.outcome,
                call.campaign.limits,
                now,
                dialled=end.dialled,
                reason=end.result.reason,
                opens_at=reopening(call.target.provider, end.result.opens_at, now),
            )
            await self._persist(lambda: self.books.finish(end.result, target))
        finally:
            # What failed here is found, and settled, as an unattended call.
            del self._calls[call.call_id]

    async def _adopt(self, surviving: Mapping[str, str]) -> None:
        intents = {
            intent.call_id: intent for intent in await self._store.open_intents()
        }
        for key, call_id in surviving.items():
            intent = intents.get(call_id)
            target = self.books.plan.target(intent.target_id) if intent else None
            if intent is None or target is None:
                await self._crew.release(key)
                continue
            campaign = self.books.campaign(intent.campaign_id)
            self._attend(intent, target, campaign, key)

    async def recover(self, call_id: str, epoch: int) -> recovery.Recovery:
        """Decide how a call goes on whose stream has ended."""
        await self.ready.wait()
        call = self._calls.get(call_id)
        return await recovery.recover(call, epoch, board=self._board, sleep=self._sleep)

    async def _settle(self) -> None:
        self._settled_ms = self._clock.monotonic_ms()
        await self._settling.round(self._calls)

    @property
    def paused(self) -> str:
        """Why nobody is dialled, for no fault of theirs; empty when all is well."""
        return self._breaker.why

    # --- campaigns

    async def create(self, new: NewCampaign) -> Campaign:
        """Keep a campaign and begin with it."""
        await self.ready.wait()
        return await self.books.create(new, now=self._clock.now(), random=self._random)

    async def begin(self, campaign: Campaign, provider: Provider) -> None:
        """Keep a campaign of one business that the system itself has made."""
        await self.ready.wait()
        await self.books.begin(campaign, [provider])

    async def bar(self, one: DoNotCall) -> None:
        """Have a number called by no campaign again.

        A call to it that is under way goes on: end that one, if it should.
        """
        await self.ready.wait()
        await self.books.bar(one)

    async def unbar(self, number: str) -> None:
        """Let campaigns call a number again that is on the do-not-call list.

        Raises:
            BadInput: It is not.
        """
        await self.ready.wait()
        if not await self.books.unbar(number):
            raise BadInput(
                "is not on the do-not-call list",
                where="number",
                advice="see `panda do-not-call list`",
            )

    async def set_status(self, campaign_id: str, status: CampaignStatus) -> Campaign:
        """Pause, resume or cancel a campaign; cancelling ends its calls, too.

        Raises:
            BadInput: There is none of this id, or it is over.
        """
        await self.ready.wait()
        campaign = await self.books.set_status(campaign_id, status)
        if status is CampaignStatus.CANCELLED:
            for call in list(self._calls.values()):
                if call.campaign.campaign_id == campaign_id:
                    await self._board.post(call.call_id, End(reason="cancelled"))
        return campaign

    async def change(self, campaign_id: str, change: CampaignChange) -> Campaign:
        """Change a campaign; its calls under way are told what concerns them.

        Raises:
            BadInput: As `Books.change`.
        """
        await self.ready.wait()
        campaign = await self.books.change(campaign_id, change, self._clock.now())
        told = for_calls(change, campaign.version)
        for call in list(self._calls.values()):
            if call.campaign.campaign_id == campaign_id:
                call.campaign = campaign
                if told is not None:
                    order = ChangeCall(change=told, of_campaign=True)
                    await self._board.post(call.call_id, order)
        return campaign

    # --- the end

    async def stop(self) -> None:
        """Dial no more, and end all live calls, at the carrier if need be.

        Whoever was on the phone is called again when we are started again.
        """
        self.stopping = True
        for call_id in list(self._calls):
            end = End(outcome=Outcome.INTERRUPTED, reason="shutdown")
            await self._board.post(call_id, end)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=LAST_WORDS_S)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._clear_lines()

    async def _clear_lines(self) -> None:
        """Hang up whatever rings, and what begins to while we are at it."""
        await self._settling.round(())
        waited_s = 0.0
        while True:
            live = await self._store.open_intents()
            for intent in live:
                if intent.state is IntentState.ACCEPTED:
                    await self._hang_up(intent)
            asked = [one for one in live if one.state is IntentState.SUBMITTING]
            if not asked or waited_s >= ANSWER_S:
                return
            await self._sleep(LOOK_AGAIN_S)
            waited_s += LOOK_AGAIN_S

    async def _hang_up(self, intent: DialIntent) -> None:
        try:
            await self._carrier.hang_up(intent.call_sid)
        except CarrierError as error:
            _log.warning("call %s: not hung up: %s", intent.call_id, error.code)

    async def _persist(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do what must be done as often as it takes; the store comes back."""
        while True:
            try:
                return await work()
            except StoreError as error:
                _log.warning("the store failed: %s", error)
                await self._sleep(STORE_AGAIN_S)

    def _spawn(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("a call was left unattended: %s", type(error).__name__)
