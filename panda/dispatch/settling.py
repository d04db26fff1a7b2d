"""Clearing up calls that nobody attends to (RELIABILITY 2.1, 6).

Such calls are left by a process that died: reserved and never asked for, asked for and
never answered, or ringing for nobody. Each round moves every one of them a step on, by
what the carrier says of it; none is dialled again from here.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from panda.call import CallState, Outcome
from panda.campaign import Briefing, IntentState, TargetStatus
from panda.carrier import TERMINAL
from panda.compliance.gate import reopening
from panda.dialing import (
    RESOLVED,
    Listing,
    NotPlaced,
    StillUnsure,
    WasPlaced,
    after,
    given_up,
    reconcile,
)
from panda.dispatch.salvage import Salvaged
from panda.errors import CarrierError
from panda.outcomes import outcome_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from panda.campaign import DialIntent, Target
    from panda.dispatch.books import Books
    from panda.dispatch.ports import Board, Switchboard
    from panda.ports import Clock, Store

_log = logging.getLogger(__name__)

SUBMITTING_FOR = timedelta(seconds=90)
"""A dial that was asked for longer ago, by nobody who is still there, is ambiguous."""


@dataclass(slots=True)
class _Search:
    """What was found out about an ambiguous dial so far."""

    since: datetime
    listings: list[Listing] = field(default_factory=list)
    again_at: datetime | None = None


class Settling:
    """Moves unattended intents on, a round at a time."""

    def __init__(
        self,
        books: Books,
        store: Store,
        carrier: Switchboard,
        board: Board,
        clock: Clock,
    ) -> None:
        self._books = books
        self._store = store
        self._carrier = carrier
        self._board = board
        self._clock = clock
        self._searches: dict[str, _Search] = {}

    async def round(self, attended: Collection[str]) -> None:
        """Look after every open intent whose call is not in `attended`."""
        intents = await self._store.open_intents()
        for call_id in [intent.call_id for intent in intents]:
            if call_id in attended:
                continue
            # Others went on with their calls while we asked: it may be over by now.
            intent = await self._store.intent(call_id)
            if intent is None or intent.state in RESOLVED:
                continue
            try:
                await self._settle(intent, intents)
            except CarrierError as error:  # next round
                _log.warning("call %s: carrier: %s", intent.call_id, error.code)
        await self.free_stranded(attended)
        await self.hang_up_orphans()
        open_ids = {intent.call_id for intent in intents}
        for call_id in set(self._searches) - open_ids:
            del self._searches[call_id]

    async def free_stranded(self, attended: Collection[str] = ()) -> None:
        """Let the targets wait again whose dial is over, and nobody wrote that down.

        A process that died between the two leaves them so, or one that was not told
        that it had won a step. Calls in `attended` are about to be written.
        """
        plan, now = self._books.plan, self._clock.now()
        calling = [
            (target, campaign)
            for campaign in plan.campaigns()
            for target in plan.targets(campaign.campaign_id)
            if target.status is TargetStatus.CALLING
        ]
        intents = [await self._store.intent(call_id) for call_id in list(attended)]
        intents += await self._store.open_intents()
        busy = {intent.target_id for intent in intents if intent is not None}
        for target, campaign in calling:
            is_free = target.target_id not in busy
            if is_free and plan.target(target.target_id) == target:
                waiting = after(target, Outcome.FAILED, campaign.limits, now)
                await self._books.put(waiting)

    async def hang_up_orphans(self) -> None:
        """Hang up whatever rings or talks on after its call has ended (I3)."""
        ended = set(self._books.ended)
        try:
            for call in await self._carrier.live() if ended else ():
                if call.call_sid in ended:
                    _log.warning("a leg outlived its call; hung up")
                    await self._carrier.hang_up(call.call_sid)
        except CarrierError as error:  # next round
            _log.warning("orphans: carrier: %s", error.code)

    async def _settle(self, intent: DialIntent, intents: Sequence[DialIntent]) -> None:
        now = self._clock.now()
        match intent.state:
            case IntentState.RESERVED:
                await self.withdraw(intent, now)
            case IntentState.SUBMITTING:
                if self._clock.real_now() - intent.began_at > SUBMITTING_FOR:
                    await self._store.advance(
                        intent.call_id, IntentState.SUBMITTING, IntentState.AMBIGUOUS
                    )
            case IntentState.AMBIGUOUS:
                await self._search(intent, intents, now)
            case IntentState.ACCEPTED:
                await self._end(intent, now)
            case IntentState.NOT_PLACED | IntentState.DONE:
                pass

    async def withdraw(self, intent: DialIntent, now: datetime) -> None:
        """Give a dial up that nobody asked the carrier for; its target waits again."""
        if not await self._store.advance(
            intent.call_id, IntentState.RESERVED, IntentState.NOT_PLACED
        ):
            return
        await self._show_over(intent, Outcome.CANCELLED, now)
        if await self._store.result(intent.call_id) is not None:
            await self._retry(intent, Outcome.FAILED, now)
        elif (target := self._waiting(intent)) is not None:
            await self._books.put(given_up(target, now))

    async def _search(
        self, intent: DialIntent, intents: Sequence[DialIntent], now: datetime
    ) -> None:
        """Find out whether an ambiguous dial was placed."""
        search = self._searches.setdefault(intent.call_id, _Search(since=now))
        calls = await self._carrier.calls_to(intent.number)
        search.listings.append(Listing(at=now, calls=tuple(calls)))
        verdict = reconcile(
            intent,
            posted_at=search.since,
            listings=search.listings,
            known_sids={other.call_sid for other in intents if other.call_sid},
            now=now,
        )
        match verdict:
            case WasPlaced(call=call):
                await self._store.advance(
                    intent.call_id,
                    IntentState.AMBIGUOUS,
                    IntentState.ACCEPTED,
                    call_sid=call.call_sid,
                )
            case NotPlaced():
                if await self._store.advance(
                    intent.call_id, IntentState.AMBIGUOUS, IntentState.NOT_PLACED
                ):
                    await self._show_over(intent, Outcome.FAILED, now)
                    await self._retry(intent, Outcome.FAILED, now)
            case StillUnsure():
                pass

    async def _end(self, intent: DialIntent, now: datetime) -> None:
        """Bring a call to an end that the carrier has and nobody attends to."""
        call = await self._carrier.fetch(intent.call_sid)
        if call.status not in TERMINAL:
            _log.warning("call %s: ringing for nobody; hung up", intent.call_id)
            await self._carrier.hang_up(intent.call_sid)
            return  # how it ended is known next round
        outcome = outcome_of(call.status) or Outcome.FAILED
        if await self._store.result(intent.call_id) is not None:
            if await self._store.advance(
                intent.call_id, IntentState.ACCEPTED, IntentState.DONE
            ):
                await self._retry(intent, outcome, now)
            return
        await self._finish(intent, outcome, now)

    async def _show_over(
        self, intent: DialIntent, outcome: Outcome, now: datetime
    ) -> None:
        """Show a call as ended that came to nothing, if it is shown at all."""
        shown = await self._board.snapshot(intent.call_id)
        if shown is not None and shown.state is not CallState.ENDED:
            over = {"state": CallState.ENDED, "since": now, "outcome": outcome}
            await self._board.publish(shown.model_copy(update=over))

    async def _retry(self, intent: DialIntent, outcome: Outcome, now: datetime) -> None:
        """Let a target go on that waits for this call to be certain."""
        target = self._waiting(intent)
        campaign = self._books.plan.campaign(intent.campaign_id)
        if target is not None and campaign is not None:
            await self._books.put(after(target, outcome, campaign.limits, now))

    def _waiting(self, intent: DialIntent) -> Target | None:
        """Return the target of a dial, if this dial decides what follows for it."""
        target = self._books.plan.target(intent.target_id)
        if target is None or target.status is not TargetStatus.CALLING:
            return None
        return target if target.attempts == intent.attempt else None

    async def _finish(
        self, intent: DialIntent, outcome: Outcome, now: datetime
    ) -> None:
        """Take a call's result from its log and from how the carrier ended it."""
        target = self._books.plan.target(intent.target_id)
        campaign = self._books.plan.campaign(intent.campaign_id)
        if target is None or campaign is None:
            await self._store.advance(
                intent.call_id, IntentState.ACCEPTED, IntentState.DONE
            )
            return
        briefing = Briefing(
            call_id=intent.call_id,
            campaign_id=intent.campaign_id,
            target_id=intent.target_id,
            provider=target.provider,
            questionnaire=campaign.questionnaire,
            limits=campaign.limits,
            attempt=intent.attempt,
            epoch=intent.epoch,
            now=now,
            token="",
            prices=self._books.prices,
        )
        salvaged = Salvaged(briefing, await self._store.events(intent.call_id), now)
        salvaged.end(outcome, "unattended")
        await self._store.append(intent.call_id, salvaged.added)
        await self._board.publish(salvaged.snapshot())
        result = salvaged.result(intent.call_sid)
        after_it = after(
            target,
            result.outcome,
            campaign.limits,
            now,
            reason=result.reason,
            opens_at=reopening(target.provider, result.opens_at, now),
        )
        await self._books.finish(result, after_it)
