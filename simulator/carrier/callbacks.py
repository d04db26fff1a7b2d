"""Progress reports: one signed request each, at least once, in no promised order."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from simulator.carrier import overrides
from simulator.carrier.calls import Status, rfc2822
from simulator.carrier.form import Fetch
from simulator.carrier.webhooks import WebhookFailed
from simulator.faults.kinds import CallbackDelay, CallbackDuplicate, CallbackLoss

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from simulator.carrier.calls import Call
    from simulator.carrier.params import Event
    from simulator.carrier.webhooks import Webhooks
    from simulator.faults.book import FaultBook
    from simulator.ports import Ledger


def call_params(call: Call) -> dict[str, str]:
    """Return the parameters every webhook about `call` carries."""
    params = {
        "AccountSid": call.account_sid,
        "ApiVersion": "2010-04-01",
        "CallSid": call.sid,
        "CallStatus": str(call.status),
        "Called": call.request.to,
        "Caller": call.request.caller,
        "Direction": call.request.direction,
        "From": call.request.caller,
        "To": call.request.to,
    }
    if call.request.parent:
        params["ParentCallSid"] = call.request.parent
    if call.answered_by:
        params["AnsweredBy"] = call.answered_by
    return params


@dataclass(frozen=True, slots=True)
class Step:
    """What one report is about, for the ledger."""

    kind: Literal["status_callback", "conference_callback", "recording_callback"]
    status: str


@dataclass(slots=True)
class Callbacks:
    """Sends status callbacks; `drain` waits for those under way."""

    webhooks: Webhooks
    faults: FaultBook
    ledger: Ledger
    rng: Random
    now_s: Callable[[], float]
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def report(self, call: Call, event: Event) -> None:
        """Report one step of `call`, if its client asked for it.

        The sequence number counts the steps reported, from 0.
        """
        callback = call.request.callback
        if callback is None or event not in callback.events:
            return
        params = {
            **call_params(call),
            "CallbackSource": "call-progress-events",
            "SequenceNumber": str(call.sequence),
            "Timestamp": rfc2822(self.now_s()) or "",
        }
        if event == "initiated":
            params["CallStatus"] = "initiated"
        if event == "completed":
            params |= _final(call)
        call.sequence += 1
        fetch = Fetch(callback.url, callback.method)
        step = Step("status_callback", params["CallStatus"])
        self._start(self._deliver(call, fetch, params, step))

    def notify(
        self, call: Call, fetch: Fetch, params: dict[str, str], step: Step
    ) -> None:
        """Send another report that may be lost, doubled or late, as all reports are.

        `call` is the leg it is about; `step` is what the ledger shall say of it.
        """
        self._start(self._deliver(call, fetch, params, step))

    def post(self, call: Call, fetch: Fetch, params: dict[str, str]) -> None:
        """Send any other notice about `call` (detection, stream events)."""
        self._start(self._send(call, fetch, params))

    def _start(self, work: object) -> None:
        task = asyncio.ensure_future(work)  # type: ignore[call-overload]
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(
        self, call: Call, fetch: Fetch, params: dict[str, str], step: Step
    ) -> None:
        if self.faults.strikes(CallbackLoss, call.where):
            return
        times = 1
        if found := self.faults.strikes(CallbackDuplicate, call.where):
            times += self.rng.randint(1, found.copies)
        await asyncio.gather(
            *(self._late(call, fetch, params, step) for _ in range(times))
        )

    async def _late(
        self, call: Call, fetch: Fetch, params: dict[str, str], step: Step
    ) -> None:
        if found := self.faults.strikes(CallbackDelay, call.where):
            await asyncio.sleep(self.rng.uniform(found.min_ms, found.max_ms) / 1000)
        http = await self._send(call, fetch, params)
        self.ledger.write(
            step.kind,
            call_sid=call.sid,
            status=step.status,
            sequence=int(params.get("SequenceNumber", "0")),
            http=http,
        )

    async def _send(self, call: Call, fetch: Fetch, params: dict[str, str]) -> int:
        token = f"{call.sid}-{params.get('SequenceNumber', self.rng.getrandbits(32))}"
        limits = overrides.limits(fetch.url)
        try:
            sent = await self.webhooks.send(
                fetch, params, token=token, pair=call.pair, limits=limits
            )
        except WebhookFailed as error:
            self.ledger.write(
                "fault", name="webhook_failed", call_sid=call.sid, code=error.code
            )
            return error.http
        return sent.http

    async def drain(self, seconds: float) -> None:
        """Wait for callbacks under way, `seconds` at most, then give them up."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _final(call: Call) -> dict[str, str]:
    params = {"SipResponseCode": str(call.sip_code)} if call.sip_code else {}
    if call.status is Status.COMPLETED:
        params["CallDuration"] = str(call.duration_s)
        params["Duration"] = str(-(-call.duration_s // 60))
    else:
        params["CallDuration"] = "0"
    return params
