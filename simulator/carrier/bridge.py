"""Two telephones put through to each other: what ``<Dial><Number>`` does.

The numbers ring at the same time; who answers first, and stays on the line through
the document that only he hears, is put through. The rest stop ringing.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.carrier.calls import Status
from simulator.carrier.conference.mixer import Loop, Room, described
from simulator.carrier.conference.sounds import ring_back
from simulator.carrier.errors import ApiError
from simulator.carrier.form import Fetch
from simulator.carrier.params import CreateCall, Script
from simulator.carrier.verbs.base import BadDocument, Goto

if TYPE_CHECKING:
    from simulator.carrier.calls import Call
    from simulator.carrier.params import StatusCallback
    from simulator.carrier.recording.recording import Recording
    from simulator.carrier.recording.terms import RecordingTerms
    from simulator.carrier.stage import CallStage
    from simulator.carrier.verbs.base import Next
    from simulator.carrier.verbs.number import Number

UNANSWERED = {
    Status.BUSY: "busy",
    Status.NO_ANSWER: "no-answer",
    Status.CANCELED: "canceled",
}
"""What ``DialCallStatus`` says of a call that came to nothing; others failed."""


class Bridge:
    """One run of ``<Dial>`` to one or more numbers."""

    def __init__(
        self,
        stage: CallStage,
        numbers: tuple[Number, ...],
        *,
        caller: str,
        timeout_s: int,
        time_limit_s: int,
        recording: RecordingTerms | None,
        from_ringing: bool,
    ) -> None:
        self._stage = stage
        self._numbers = numbers
        self._caller = caller
        self._timeout_s, self._time_limit_s = timeout_s, time_limit_s
        self._terms = recording
        self._from_ringing = from_ringing
        self._room = Room()
        self._calls: list[Call] = []
        self._taken: Call | None = None
        self._recording: Recording | None = None
        self._changed = asyncio.Event()

    async def run(self, *, until: asyncio.Event) -> dict[str, str]:
        """Ring, put through, and wait for the end; `until` ends it from outside.

        Returns what the document's ``action`` is told.
        """
        stage, own = self._stage, self._room.enter(self._stage.call.sid)
        own.instead = Loop(ring_back())
        stage.line.source = own
        stage.line.listen(own.hear)
        if self._from_ringing:
            self._record()
        stop = asyncio.ensure_future(until.wait())
        stop.add_done_callback(lambda _: self._changed.set())
        try:
            for number in self._numbers:
                self._place(number)
            while not (stop.done() or self._over()):
                self._changed.clear()
                await self._changed.wait()
        finally:
            stop.cancel()
            self._room.leave(own.name)
            stage.line.unlisten(own.hear)
            stage.line.source = None
            for call in self._calls:
                stage.exchange.give_up(call)
            if self._recording is not None:
                stage.exchange.recordings.end(self._recording)
        return self._outcome()

    async def put_through(self, stage: CallStage) -> None:
        """Let an answered telephone talk, if it is the first; until either is gone."""
        if self._taken is not None and self._taken is not stage.call:
            return
        self._taken = stage.call
        room, seat = self._room, self._room.enter(stage.call.sid)
        own = room.seats.get(self._stage.call.sid)
        if own is None:
            return
        own.instead, room.open = None, True
        stage.line.source = seat
        stage.line.listen(seat.hear)
        for other in self._calls:
            if other is not stage.call:
                stage.exchange.give_up(other)
        if self._recording is None:
            self._record()
        self._write("bridged")
        try:
            await asyncio.Event().wait()  # the leg or the bridge ends this document
        finally:
            room.leave(seat.name)
            stage.line.unlisten(seat.hear)
            stage.line.source = None
            self._write("parted")

    def _place(self, number: Number) -> None:
        stage = self._stage
        talk = PutThrough(self)
        first: Whisper | PutThrough = talk
        if number.url:
            first = Whisper(stage.full(Fetch(number.url, number.method)), talk)
        request = CreateCall(
            to=number.number,
            caller=self._caller,
            source=Script((first,)),
            callback=_full(number.callback, stage),
            timeout_s=self._timeout_s,
            time_limit_s=self._time_limit_s,
            send_digits=number.send_digits,
            amd=number.amd,
            direction="outbound-dial",
            parent=stage.call.sid,
        )
        try:
            call = stage.exchange.create(request)
        except ApiError as error:  # a refused number is an unanswered one
            stage.failed(BadDocument(error.code, error.message))
            return
        self._calls.append(call)
        call.watchers.append(lambda _: self._changed.set())

    def _over(self) -> bool:
        if self._taken is not None:
            return self._taken.over
        return all(call.over for call in self._calls)

    def _outcome(self) -> dict[str, str]:
        call = self._taken or (self._calls[-1] if self._calls else None)
        if call is None:
            return {"DialCallStatus": "failed", "DialBridged": "false"}
        if self._taken is not None:
            status = "completed"
        else:
            status = UNANSWERED.get(call.status, "failed")
        outcome = {
            "DialCallSid": call.sid,
            "DialCallStatus": status,
            "DialBridged": "true" if self._taken is not None else "false",
        }
        if self._taken is not None:
            outcome["DialCallDuration"] = str(call.duration_s)
        if self._recording is not None:
            outcome["RecordingUrl"] = self._recording.media_url
            outcome["RecordingSid"] = self._recording.sid
        return outcome

    def _record(self) -> None:
        if self._terms is not None:
            stage = self._stage
            self._recording = stage.exchange.recordings.of_line(
                stage.call, stage.line, self._terms, "DialVerb"
            )

    def _write(self, event: str) -> None:
        hears = described(self._room.hears())
        call_sid = self._stage.call.sid
        self._stage.world.ledger.write(
            "bridge", event=event, call_sid=call_sid, hears=hears
        )


class PutThrough:
    """The verb a dialled leg runs: it is connected to the leg that dialled it."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    async def perform(self, stage: CallStage) -> Next:
        """Talk to the end."""
        await self._bridge.put_through(stage)
        return None


class Whisper:
    """The verb before it: a document that only the dialled telephone hears."""

    def __init__(self, fetch: Fetch, then: PutThrough) -> None:
        self._fetch = fetch
        self._then = then

    async def perform(self, stage: CallStage) -> Next:  # noqa: ARG002 - see Verb
        """Have it run; unless it hangs up, the talk follows."""
        return Goto(self._fetch.url, self._fetch.method, then=(self._then,))


def _full(callback: StatusCallback | None, stage: CallStage) -> StatusCallback | None:
    if callback is None:
        return None
    return replace(callback, url=stage.absolute(callback.url))
