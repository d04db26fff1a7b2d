"""Seeing one call through to its result, whatever befalls its actors.

A call actor may die at any moment. Another then takes the call over: it is told the
call's log and waits for the carrier to stream the call to it, which the recovery
webhook brings about (RELIABILITY 2.2). After `MOST_RECOVERIES` deaths, or when the log
says that the call had ended, the result is taken from the log.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from panda.appointments.life import HOLDING
from panda.booking import Manner
from panda.call import CallState, Outcome
from panda.campaign import Briefing, IntentState
from panda.dialing import RESOLVED
from panda.dialing.breaker import NEVER_BEGAN, was_dialled
from panda.dispatch.ports import CallEnd, CallLost
from panda.dispatch.salvage import Salvaged
from panda.dispatch.vigil import NeverBegan, Vigil
from panda.errors import CarrierError, StoreError
from panda.events import EVENT
from panda.features import Feature, arms
from panda.mailbox import SPARE, Take
from panda.tokens import CallToken, sign

if TYPE_CHECKING:
    from datetime import datetime

    from panda.booking import BookingTerms
    from panda.campaign import Campaign, DialIntent, Target
    from panda.cost import Prices
    from panda.dispatch.ports import Board, Crew, Switchboard
    from panda.menu.menu import Route
    from panda.ports import Clock, Store
    from panda.research.questionnaire import Questionnaire

_log = logging.getLogger(__name__)

MOST_RECOVERIES = 2
"""How often a call is taken over (RELIABILITY 7)."""
TOKEN_S = 180
"""How long a token opens the stream beyond the ring time: the voice is opened, and the
carrier's queue of one call a second passed, before the phone rings."""


def asked_of(target: Target, campaign: Campaign) -> Questionnaire:
    """Return what one business is asked: what is not known, in its language."""
    known = {one.question.name: one.value for one in target.known}
    left = campaign.questionnaire.without(known) or campaign.questionnaire
    return left.spoken_in(target.provider.language)


class Attendance:
    """One call from its reservation to its result."""

    def __init__(
        self,
        intent: DialIntent,
        target: Target,
        campaign: Campaign,
        *,
        crew: Crew,
        board: Board,
        store: Store,
        carrier: Switchboard,
        clock: Clock,
        signing_key: bytes,
        prices: Prices,
    ) -> None:
        self.intent = intent
        self.target = target
        self.campaign = campaign
        self.epoch = intent.epoch
        """How often the call was taken over."""
        self.over = False
        """Whether nobody talks to the callee any more."""
        self.abandoned = False
        """Whether it is over because too many actors died."""
        self._crew = crew
        self._board = board
        self._store = store
        self._carrier = carrier
        self._clock = clock
        self._signing_key = signing_key
        self._prices = prices

    @property
    def call_id(self) -> str:
        """The call's id."""
        return self.intent.call_id

    def token(self) -> str:
        """Sign a token for the call's next stream."""
        lives_s = self.campaign.limits.ring_s + TOKEN_S
        expires_s = int(self._clock.now().timestamp()) + lives_s
        return sign(CallToken(self.call_id, self.epoch, expires_s), self._signing_key)

    async def attend(self, key: str = "") -> CallEnd:
        """Have the call made and return what came of it.

        Args:
            key: An actor that is already at it (from before a restart of ours).
        """
        try:
            end = await self._until_ended(key)
        finally:
            self.over = True
        await self._board.close_mailbox(self.call_id)
        if end.result.call_sid:
            return end
        # It ended before its actor knew whom to hang up.
        try:
            intent = await self._intent()
        except StoreError:  # the settling round asks again, and hangs up
            return end
        await self._hang_up(intent.call_sid)
        result = end.result.model_copy(update={"call_sid": intent.call_sid})
        dialled = was_dialled(result.reason, intent.state)
        return replace(end, result=result, dialled=dialled)

    async def _until_ended(self, key: str) -> CallEnd:
        while True:
            never_began = False
            try:
                began = None if key else self._clock.now()
                if not key:
                    key = await self._brief()
                end = await self._result(key, began)
            except NeverBegan:
                _log.error("call %s: its actor does not come up", self.call_id)
                end, never_began = None, True
            except CallLost:
                _log.warning("call %s: its actor is lost", self.call_id)
                end = None
            finally:
                await self._let_go(key)
            if end is not None:
                return end
            if never_began:
                return await self._give_up(NEVER_BEGAN)
            key = ""
            ended = await self._ended_in_log()
            if ended is not None:
                return ended
            if not await self._take_over():
                return await self._give_up("actor_lost")

    async def _brief(self) -> str:
        """Give the call to an actor; return the actor's key."""
        briefing = await self._briefing()
        key = await self._crew.take()
        try:
            # Known to the store first: a board that is started anew has forgotten it.
            await self._store.assign(self.call_id, key)
            await self._give(key, briefing)
        except BaseException:  # cancelled, too: an actor without a call is a lost slot
            await self._let_go(key)
            raise
        return key

    async def _give(self, key: str, briefing: Briefing) -> None:
        await self._board.post(f"{SPARE}{key}", Take(briefing=briefing))

    async def _result(self, key: str, began: datetime | None) -> CallEnd | None:
        async def brief_again() -> None:
            await self._give(key, await self._briefing())

        vigil = Vigil(
            self.call_id,
            began=began,
            board=self._board,
            store=self._store,
            carrier=self._carrier,
            clock=self._clock,
        )
        return await vigil.keep(self._crew.result(key), brief_again)

    async def _let_go(self, key: str) -> None:
        if key:
            await self._board.close_mailbox(f"{SPARE}{key}")
            await self._crew.release(key)

    async def _briefing(self) -> Briefing:
        log = await self._store.events(self.call_id) if self.epoch else []
        intent = await self._intent()
        provider = self.target.provider
        goal = self.campaign.questionnaire.goal
        now = self._clock.now()
        features = arms(self.call_id, self.campaign.features)
        route: Route | None = None
        if features[Feature.KNOWN_ROUTES]:
            route = await self._store.best_route(provider.phone, goal, now)
        return Briefing(
            call_id=self.call_id,
            campaign_id=self.intent.campaign_id,
            target_id=self.intent.target_id,
            provider=provider,
            questionnaire=asked_of(self.target, self.campaign),
            limits=self.campaign.limits,
            attempt=self.intent.attempt,
            epoch=self.epoch,
            now=now,
            token=self.token(),
            route=route,
            restored=tuple(EVENT.dump_json(event).decode() for event in log),
            call_sid=intent.call_sid,
            placed=intent.state is not IntentState.RESERVED,
            grants=self.campaign.grants,
            booking=await self._wanted(),
            known=tuple(
                await self._store.known(provider.phone, provider.extension, now)
            ),
            functions=self.campaign.functions,
            prices=self._prices,
            voice=self.campaign.voice,
            features=features,
        )

    async def _wanted(self) -> BookingTerms | None:
        """Return which times the call may take: none where the wish is held by now.

        Of a wish that goes on in a follow-up an earlier offer may be chosen meanwhile.
        """
        terms = self.campaign.booking
        if terms is None or terms.manner is not Manner.BOOK:
            return terms
        bookings = await self._store.bookings(self.campaign.wish)
        return None if any(one.stage in HOLDING for one in bookings) else terms

    async def _take_over(self) -> bool:
        """Raise the epoch, so that another actor may go on with the call."""
        if self.epoch >= MOST_RECOVERIES:
            return False
        if (await self._intent()).state in RESOLVED:
            return False  # refused by the carrier: there is nothing to go on with
        if not await self._store.reattach(self.call_id, self.epoch + 1):
            return False
        self.epoch += 1
        return True

    async def _ended_in_log(self) -> CallEnd | None:
        salvaged = await self._salvaged()
        if not salvaged.has_ended:
            return None
        shown = await self._board.snapshot(self.call_id)
        if shown is None or shown.state is not CallState.ENDED:
            await self._board.publish(salvaged.snapshot())
        return CallEnd(salvaged.result(await self._sid()))

    async def _give_up(self, reason: str) -> CallEnd:
        """End the call at the carrier, and take its result from its log."""
        self.over = self.abandoned = True
        sid = await self._sid()
        await self._hang_up(sid)
        salvaged = await self._salvaged()
        salvaged.end(Outcome.FAILED, reason)
        await self._store.append(self.call_id, salvaged.added)
        await self._board.publish(salvaged.snapshot())
        return CallEnd(salvaged.result(sid))

    async def _salvaged(self) -> Salvaged:
        log = await self._store.events(self.call_id)
        return Salvaged(await self._briefing(), log, self._clock.now())

    async def _hang_up(self, sid: str) -> None:
        if not sid:
            return
        try:
            await self._carrier.hang_up(sid)
        except CarrierError as error:  # the settling round tries again
            _log.warning("call %s: not hung up: %s", self.call_id, error.code)

    async def _intent(self) -> DialIntent:
        """Return the call's intent as it is by now."""
        return await self._store.intent(self.call_id) or self.intent

    async def _sid(self) -> str:
        return (await self._intent()).call_sid
