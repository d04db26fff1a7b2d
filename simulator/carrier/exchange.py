"""The account's switchboard: every call it has placed, and the queue out.

Twilio lets calls leave at one a second; the rest waits in a queue (PROTOCOLS B3).
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.carrier.application.applications import Applications
from simulator.carrier.calls import Call, NotDeletable, Status
from simulator.carrier.conference.registry import Conferences
from simulator.carrier.errors import NotFound, NotInProgress, TooMany
from simulator.carrier.leg import LiveLeg
from simulator.carrier.permissions import permitted
from simulator.carrier.recording.registry import Recordings
from simulator.carrier.sids import sid
from simulator.ports import Ringing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.carrier.params import CreateCall, UpdateCall
    from simulator.carrier.world import World
    from simulator.ports import Callee, Leg


class Exchange:
    """Places, changes and forgets calls."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.recordings = Recordings(world)
        self.applications = Applications(world)
        self.conferences = Conferences(world, self.recordings)
        self._calls: dict[str, Call] = {}
        self._legs: dict[str, LiveLeg] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._dialled: Counter[str] = Counter()
        self._by_token: dict[str, str] = {}
        self._next_slot = 0.0

    def create(self, request: CreateCall, *, token: str = "") -> Call:
        """Place a call; `token` is the request's idempotency token, if it has one.

        Raises:
            BadParameter: The caller may not use this From number.
            TooMany: The account has as many live calls as it may have.
        """
        world = self.world
        if token and world.settings.idempotency == "honour" and token in self._by_token:
            return self._calls[self._by_token[token]]
        self._admit(request)
        call = Call(
            sid=sid("CA", world.rng),
            account_sid=world.account.sid,
            request=request,
            created_s=world.now_s(),
        )
        self._calls[call.sid] = call
        if token:
            self._by_token[token] = call.sid
        world.ledger.write(
            "create", call_sid=call.sid, to=request.to, party=request.party
        )
        leg = self._legs[call.sid] = LiveLeg(call, world, self)
        # Twilio's rate limit is that of its API; what a document dials does not queue.
        queue_s = self._slot() if request.direction == "outbound-api" else 0.0
        task = asyncio.create_task(leg.run(queue_s, self._attempt), name=call.sid)
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._finished(call.sid, done))
        return call

    def fetch(self, call_sid: str, path: str) -> Call:
        """Return a call.

        Raises:
            NotFound: There is none; `path` is what was asked for.
        """
        if (call := self._calls.get(call_sid)) is None:
            raise NotFound(path)
        return call

    def update(self, call: Call, request: UpdateCall) -> Call:
        """End a call, or send it to another document.

        Raises:
            NotInProgress: The call is not where the request needs it.
        """
        leg = self._legs.get(call.sid)
        if leg is None or call.over:
            raise NotInProgress
        answered = call.status is Status.IN_PROGRESS
        if request.status == "canceled" and answered:
            raise NotInProgress
        if request.source is not None and not answered:
            raise NotInProgress
        call.request = replace(
            call.request,
            callback=request.callback or call.request.callback,
            fallback=request.fallback or call.request.fallback,
            time_limit_s=request.time_limit_s or call.request.time_limit_s,
        )
        if request.time_limit_s is not None:
            leg.limit(request.time_limit_s)
        if request.status is not None:
            leg.hang_up("caller")
        elif request.source is not None:
            leg.replace(request.source)
        return call

    def dial(self, leg: Leg, callee: Callee | None) -> Ringing:
        """Find out who answers `leg`: `callee`, an application, or a business."""
        if callee is not None:
            return Ringing("answer", ring_ms=0, callee=callee)
        application = self.applications.dial(leg, self)
        return application or self.world.directory.dial(leg)

    def give_up(self, call: Call) -> None:
        """End a call if it is still going on."""
        if (leg := self._legs.get(call.sid)) is not None:
            leg.hang_up("caller")

    def delete(self, call: Call) -> None:
        """Forget a call that has ended.

        Raises:
            NotDeletable: It has not ended.
        """
        if not call.over:
            raise NotDeletable
        del self._calls[call.sid]
        kept = {token: one for token, one in self._by_token.items() if one != call.sid}
        self._by_token = kept

    def calls(self) -> Iterable[Call]:
        """Return every call, newest first."""
        return reversed(self._calls.values())

    def live(self) -> list[LiveLeg]:
        """Return the legs of calls that have not ended, oldest first."""
        return list(self._legs.values())

    def leg(self, call_sid: str, path: str) -> LiveLeg:
        """Return the leg of a live call.

        Raises:
            NotFound: No live call has this name.
        """
        if (leg := self._legs.get(call_sid)) is None:
            raise NotFound(path)
        return leg

    async def close(self) -> None:
        """End every call and wait until each has reached its final state."""
        for leg in self.live():
            leg.hang_up("carrier")
        if self._tasks:
            await asyncio.wait(self._tasks)
        self.recordings.close()

    def _admit(self, request: CreateCall) -> None:
        settings = self.world.settings
        if request.direction != "inbound":
            permitted(request, settings)
        if settings.max_concurrent and len(self._legs) >= settings.max_concurrent:
            raise TooMany(10004, "Call concurrency limit exceeded")

    def next_attempt(self, number: str) -> int:
        """Return the how-manieth dial of a number its next call would be."""
        queued = (leg.call for leg in self._legs.values() if not leg.call.attempt)
        waiting = sum(call.request.party == number for call in queued)
        return self._dialled[number] + waiting + 1

    def _attempt(self, number: str) -> int:
        self._dialled[number] += 1
        return self._dialled[number]

    def _slot(self) -> float:
        now = asyncio.get_running_loop().time()
        slot = max(now, self._next_slot)
        self._next_slot = slot + 1 / self.world.settings.calls_per_second
        return slot - now

    def _finished(self, call_sid: str, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._legs.pop(call_sid, None)
        task.result()
