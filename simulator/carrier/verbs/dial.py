"""``<Dial>``: joins the call to another telephone, or to a conference."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast, get_args

from simulator.carrier.bridge import Bridge
from simulator.carrier.form import E164
from simulator.carrier.verbs.base import BadDocument, Goto, flag, method, number
from simulator.carrier.verbs.conference import Conference
from simulator.carrier.verbs.number import Number
from simulator.carrier.verbs.recording import addressed, read_recording
from simulator.speech.tones import ToneDetector

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree import ElementTree as ET

    from simulator.carrier.form import Method
    from simulator.carrier.recording.terms import RecordingTerms
    from simulator.carrier.stage import CallStage
    from simulator.carrier.verbs.base import Next

RING_S = 30
"""How long a ``<Dial>`` rings without `timeout` (Twilio's reference)."""
TALK_S = 14_400
"""How long a talk lasts at most without `timeLimit`: four hours."""
RecordWhen = Literal[
    "do-not-record",
    "record-from-answer",
    "record-from-ringing",
    "record-from-answer-dual",
    "record-from-ringing-dual",
]
OLD_WORDS = {"true": "record-from-answer", "false": "do-not-record"}


@dataclass(frozen=True, slots=True)
class Dial:
    """Everything ``<Dial>`` says; `to` is a conference or the numbers to ring."""

    to: Conference | tuple[Number, ...]
    action: str = ""
    method: Method = "POST"
    timeout_s: int = RING_S
    time_limit_s: int = TALK_S
    caller: str = ""
    """The caller id to show; empty for that of the call."""
    hangs_up_on_star: bool = False
    record: RecordWhen = "do-not-record"
    recording: RecordingTerms | None = None
    """How to record, if `record` says so."""

    @classmethod
    def read(cls, element: ET.Element) -> Dial:
        """Read the verb.

        Raises:
            BadDocument: A number, a noun or an attribute is wrong.
        """
        caller = element.get("callerId", "")
        if caller and not E164.fullmatch(caller):
            raise BadDocument(13214, "callerId is not a phone number")
        given = element.get("record", "do-not-record")
        record = OLD_WORDS.get(given, given)
        if record not in get_args(RecordWhen):
            raise BadDocument(12200, f"record must be one of {get_args(RecordWhen)}")
        channels: Literal["mono", "dual"] = "dual" if "dual" in record else "mono"
        return cls(
            _target(element),
            action=element.get("action", ""),
            method=method(element, "method"),
            timeout_s=int(number(element, "timeout", RING_S, low=1, high=600)),
            time_limit_s=int(number(element, "timeLimit", TALK_S, low=1)),
            caller=caller,
            hangs_up_on_star=flag(element, "hangupOnStar"),
            record=cast("RecordWhen", record),
            recording=read_recording(element, channels=channels),
        )

    async def perform(self, stage: CallStage) -> Next:
        """Connect, wait for the end, and go where the document wants to."""
        with _star(stage, listening=self.hangs_up_on_star) as pressed:
            match self.to:
                case Conference() as conference:
                    outcome = await self._confer(stage, conference, pressed)
                case numbers:
                    outcome = await self._ring(stage, numbers, pressed)
        if not self.action:
            return None
        return Goto(self.action, self.method, outcome)

    async def _confer(
        self, stage: CallStage, conference: Conference, pressed: asyncio.Event
    ) -> dict[str, str]:
        timer = asyncio.get_running_loop().call_later(self.time_limit_s, pressed.set)
        try:
            joined = await conference.attend(stage, until=pressed)
        finally:
            timer.cancel()
        return {"DialCallStatus": "answered" if joined else "failed"}

    async def _ring(
        self, stage: CallStage, numbers: tuple[Number, ...], pressed: asyncio.Event
    ) -> dict[str, str]:
        terms = self.recording if self.record.startswith("record") else None
        bridge = Bridge(
            stage,
            numbers,
            caller=self.caller or stage.call.request.caller,
            timeout_s=self.timeout_s,
            time_limit_s=self.time_limit_s,
            recording=terms and addressed(terms, stage),
            from_ringing="ringing" in self.record,
        )
        return await bridge.run(until=pressed)


def _target(element: ET.Element) -> Conference | tuple[Number, ...]:
    nouns = list(element)
    if not nouns:
        return (Number.read(element),)
    if len(nouns) == 1 and nouns[0].tag == "Conference":
        return Conference.read(nouns[0])
    if any(noun.tag != "Number" for noun in nouns):
        raise BadDocument(12200, "Dial leads to Numbers or to one Conference")
    return tuple(map(Number.read, nouns))


@contextmanager
def _star(stage: CallStage, *, listening: bool) -> Iterator[asyncio.Event]:
    """Watch for the caller's star key; the event is set when it sounds."""
    pressed, ear = asyncio.Event(), ToneDetector()

    def hear(frame: bytes, _now_ms: int) -> None:
        if "*" in ear.feed(frame):
            pressed.set()

    if listening:
        stage.line.listen(hear)
    try:
        yield pressed
    finally:
        stage.line.unlisten(hear)
