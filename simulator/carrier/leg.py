"""One call's life at the carrier: queue, dial, ring, answer, document, end."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from simulator.carrier.calls import Status
from simulator.carrier.ear import CalleeEar
from simulator.carrier.interpreter import Interpreter
from simulator.carrier.line import Line
from simulator.carrier.stage import CallStage
from simulator.carrier.verbs.flow import Reject
from simulator.faults.ambush import Ambush
from simulator.faults.kinds import LegDrop
from simulator.ports import Leg, Ringing

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable, Coroutine, Mapping

    from simulator.carrier.calls import Call
    from simulator.carrier.exchange import Exchange
    from simulator.carrier.line import Gone
    from simulator.carrier.params import Source
    from simulator.carrier.verbs.base import Verb
    from simulator.carrier.verbs.flow import Reason
    from simulator.carrier.world import World
    from simulator.ports import Callee

log = logging.getLogger(__name__)

By = Literal["caller", "callee", "twiml", "time-limit", "carrier", "error"]
"""Who ended the call; `caller` is the REST client, `carrier` a network failure."""

NO_ANSWER_SIP = 487
REJECTED: Mapping[Reason, Status] = {
    "busy": Status.BUSY,
    "rejected": Status.NO_ANSWER,
}
"""How an incoming call ends that the client's document rejects (Twilio's reference)."""


@dataclass(frozen=True, slots=True)
class HungUp:
    """The call is to end."""

    by: By


@dataclass(frozen=True, slots=True)
class Replaced:
    """Another document is to be run."""

    source: Source


class _Canceled(Exception):  # noqa: N818 - control flow of this module
    """The call ended before it was answered."""


class LiveLeg:
    """Runs one call; `hang_up` and `replace` may be called at any time."""

    def __init__(self, call: Call, world: World, exchange: Exchange) -> None:
        self.call = call
        self.stage: CallStage | None = None
        """The answered call's audio and streams; None before the answer."""
        self._world = world
        self._exchange = exchange
        self._loop = asyncio.get_running_loop()
        self._interrupt: asyncio.Future[HungUp | Replaced] = self._loop.create_future()
        self._answered_at = 0.0
        self._limit: asyncio.TimerHandle | None = None

    def hang_up(self, by: By) -> None:
        """End the call; ending it twice is fine."""
        if self._interrupt.done():
            if isinstance(self._interrupt.result(), HungUp):
                return
            self._interrupt = self._loop.create_future()
        self._interrupt.set_result(HungUp(by))

    def replace(self, source: Source) -> None:
        """Run another document instead of the current one."""
        if not self._interrupt.done():
            self._interrupt.set_result(Replaced(source))

    def limit(self, seconds: float) -> None:
        """End the call `seconds` after its answer, whatever happens."""
        if self._limit is not None:
            self._limit.cancel()
        if self.stage is None:
            return  # `run` sets the limit at the answer
        due = self._answered_at + seconds
        self._limit = self._loop.call_at(due, self.hang_up, "time-limit")

    async def run(self, queue_s: float, attempt: Callable[[str], int]) -> None:
        """Live the call from the account's queue to its final status.

        `attempt` counts a number's dials; it is asked when this one leaves.
        """
        status = Status.FAILED
        try:
            callee, ringing = await self._reach(queue_s, attempt)
            if callee is None:
                answered = ringing.result == "answer"  # but it had rung out
                status = Status.NO_ANSWER if answered else Status(ringing.result)
            else:
                status = await self._reached(callee, machine=ringing.machine)
        except _Canceled:
            status = Status.CANCELED
        except Exception:  # whatever breaks here, the call must reach a final state
            log.exception("a call failed inside the simulator")
            if self.call.status is Status.IN_PROGRESS:
                status = Status.COMPLETED
        finally:
            self._end(status)

    async def _reach(
        self, queue_s: float, attempt: Callable[[str], int]
    ) -> tuple[Callee | None, Ringing]:
        call, world = self.call, self._world
        await self._wait(queue_s)
        call.attempt = attempt(call.request.party)
        call.queue_ms = round(queue_s * 1000)
        world.ledger.write(
            "dial",
            call_sid=call.sid,
            to=call.request.to,
            party=call.request.party,
            attempt=call.attempt,
            params=call.request.form,
            **{"from": call.request.caller},
        )
        world.callbacks.report(call, "initiated")
        ringing = self._exchange.dial(
            Leg(call.sid, call.request.party, call.request.shown, call.attempt),
            call.request.callee,
        )
        try:
            return await self._ring(ringing)
        except BaseException:  # cancelled, too: whoever answered must be let go
            if ringing.callee is not None:
                ringing.callee.close()
            raise

    async def _ring(self, ringing: Ringing) -> tuple[Callee | None, Ringing]:
        call, world = self.call, self._world
        if ringing.result in {"busy", "failed"}:
            await self._wait(ringing.ring_ms / 1000)
            self._refused(ringing.result, ringing.sip_code)
            return None, ringing
        await self._wait(world.settings.post_dial_ms / 1000)
        call.step(Status.RINGING, world.now_s())
        world.ledger.write("ring", call_sid=call.sid)
        world.callbacks.report(call, "ringing")
        if call.request.direction == "inbound":
            return ringing.callee, ringing  # who calls is at the phone already
        longest = call.request.timeout_s + world.settings.timeout_extra_s
        await self._wait(min(longest, ringing.ring_ms / 1000))
        if ringing.result == "no-answer":
            self._refused("no-answer", ringing.sip_code)
            return None, ringing
        if ringing.ring_ms / 1000 > longest or ringing.callee is None:
            if ringing.callee is not None:
                ringing.callee.close()
            self._refused("no-answer", NO_ANSWER_SIP)
            return None, ringing
        return ringing.callee, ringing

    def _refused(self, result: str, sip_code: int) -> None:
        self.call.sip_code = sip_code
        self._world.ledger.write(
            "refused", call_sid=self.call.sid, result=result, sip_code=sip_code
        )

    async def _reached(self, callee: Callee, *, machine: bool) -> Status:
        call, world = self.call, self._world
        ear = CalleeEar(world.ledger, call.sid, rule=world.settings.gap_rule)
        line = Line(callee, ear, world.pacer, self._gone)
        stage = CallStage(
            call, world, line, drop=self._dropped, exchange=self._exchange
        )
        try:
            if call.request.direction == "inbound":
                return await self._offered(stage)
            first = self._first(stage, machine=machine)
            return await self._answered(stage, first, machine=machine)
        finally:
            line.close()

    async def _offered(self, stage: CallStage) -> Status:
        """Have the client's document decide whether an incoming call is answered."""
        interpreter = self._interpreter(stage)
        verbs = await self._unless_ended(interpreter.open(self.call.request.source))
        if verbs and isinstance(rejected := verbs[0], Reject):
            status = REJECTED[rejected.reason]
            self._world.ledger.write(
                "refused", call_sid=self.call.sid, result=str(status), sip_code=0
            )
            return status
        return await self._answered(stage, interpreter.run(verbs), machine=False)

    async def _answered(
        self, stage: CallStage, first: Coroutine[Any, Any, None], *, machine: bool
    ) -> Status:
        call, world = self.call, self._world
        line, self.stage = stage.line, stage
        call.sip_code = 200
        call.step(Status.IN_PROGRESS, world.now_s())
        world.ledger.write("answer", call_sid=call.sid, machine=machine)
        world.callbacks.report(call, "answered")
        self._answered_at = self._loop.time()
        self.limit(call.request.time_limit_s or world.settings.time_limit_s)
        line.open()
        if call.request.recording is not None:
            self._exchange.recordings.of_line(
                call, line, call.request.recording, "OutboundAPI"
            )
        ambush = Ambush(
            world.faults, call.where, {LegDrop: self._lost}, self._loop.call_later
        )
        try:
            by = await self._converse(stage, first)
        finally:
            ambush.close()
        world.ledger.write("hangup", call_sid=call.sid, by=by)
        return Status.COMPLETED

    async def _converse(self, stage: CallStage, job: Coroutine[Any, Any, None]) -> By:
        while True:
            task = asyncio.ensure_future(job)
            waiting: set[asyncio.Future[Any]] = {task, self._interrupt}
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            if not self._interrupt.done():
                task.result()
                return "twiml"
            interrupt = self._interrupt.result()
            stage.streams.ending = (
                "replaced" if isinstance(interrupt, Replaced) else "call-ended"
            )
            if isinstance(interrupt, HungUp):
                stage.ended_by = interrupt.by
            task.cancel()
            await asyncio.wait({task})
            if not task.cancelled():
                task.result()
            match interrupt:
                case HungUp(by=by):
                    return by
                case Replaced(source=source):
                    # A hang-up may have come while the old document was ending.
                    if self._interrupt.result() is interrupt:
                        self._interrupt = self._loop.create_future()
                    job = self._document(stage, source)

    async def _first(self, stage: CallStage, *, machine: bool) -> None:
        request = self.call.request
        if request.send_digits:
            await stage.play_keys(request.send_digits, by="dial")
        if request.amd is not None:
            await stage.detect(request.amd, machine=machine)
        await self._document(stage, request.source)

    async def _document(self, stage: CallStage, source: Source) -> None:
        interpreter = self._interpreter(stage)
        await interpreter.run(await interpreter.open(source))

    def _interpreter(self, stage: CallStage) -> Interpreter:
        return Interpreter(
            stage,
            fallback=self.call.request.fallback,
            redirect_fallback=self._world.settings.redirect_fallback,
        )

    async def _wait(self, seconds: float) -> None:
        done, _ = await asyncio.wait({self._interrupt}, timeout=max(0.0, seconds))
        if done:
            raise _Canceled

    async def _unless_ended(
        self, work: Coroutine[Any, Any, deque[Verb]]
    ) -> deque[Verb]:
        task = asyncio.ensure_future(work)
        waiting: set[asyncio.Future[Any]] = {task, self._interrupt}
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        if self._interrupt.done():
            task.cancel()
            await asyncio.wait({task})
            raise _Canceled
        return task.result()

    def _gone(self, why: Gone) -> None:
        self.hang_up(why)

    def _lost(self, _order: LegDrop) -> None:
        if not self.call.over:
            self._world.ledger.write("fault", name="leg_drop", call_sid=self.call.sid)
            self.hang_up("carrier")

    def _dropped(self) -> None:
        self.hang_up("carrier")

    def _end(self, status: Status) -> None:
        call, world = self.call, self._world
        if self._limit is not None:
            self._limit.cancel()
        if self.stage is not None:
            self.stage.close()
        if status is Status.CANCELED:
            world.ledger.write("hangup", call_sid=call.sid, by="caller")
        call.step(status, world.now_s())
        world.ledger.write(
            "end", call_sid=call.sid, status=str(status), duration_s=call.duration_s
        )
        world.callbacks.report(call, "completed")
