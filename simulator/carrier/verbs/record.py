"""``<Record>``: keeps what the callee says, as an answering machine does."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from simulator.carrier.callbacks import call_params
from simulator.carrier.ear import is_loud
from simulator.carrier.form import Fetch
from simulator.carrier.recording.terms import RecordingTerms
from simulator.carrier.verbs.base import BadDocument, Goto, flag, method, number
from simulator.carrier.verbs.recording import addressed, read_recording
from simulator.ports import FRAME_MS
from simulator.speech import tones

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from simulator.carrier.form import Method
    from simulator.carrier.recording.recording import Recording
    from simulator.carrier.stage import CallStage
    from simulator.carrier.verbs.base import Next

LONGEST_TAPE_S = 14_400
KEYS = "1234567890*#"
QUIET_S = 5
"""So much silence ends a recording without `timeout` (Twilio's reference)."""

VOICE = RecordingTerms(track="inbound", trim="trim-silence")
"""How a message is kept, as far as the document says nothing."""


@dataclass(frozen=True, slots=True)
class Record:
    """Records until silence, a key, or the longest time; then goes to `action`."""

    action: str = ""
    method: Method = "POST"
    timeout_s: int = QUIET_S
    max_length_s: int = 3600
    finish_on: str = KEYS
    beep: bool = True
    terms: RecordingTerms = VOICE

    @classmethod
    def read(cls, element: ET.Element) -> Record:
        """Read the verb.

        Raises:
            BadDocument: An attribute is wrong.
        """
        finish = element.get("finishOnKey", KEYS)
        if set(finish) - set(KEYS):
            raise BadDocument(13613, "finishOnKey may hold 0-9 * #")
        terms = read_recording(element, trim="trim-silence")
        return cls(
            action=element.get("action", ""),
            method=method(element, "method"),
            timeout_s=int(number(element, "timeout", QUIET_S, low=1, code=13612)),
            max_length_s=int(
                number(
                    element,
                    "maxLength",
                    3600,
                    low=1,
                    high=LONGEST_TAPE_S,
                    code=13611,
                )
            ),
            finish_on=finish,
            beep=flag(element, "playBeep", default=True),
            terms=replace(terms, track="inbound"),
        )

    async def perform(self, stage: CallStage) -> Next:
        """Record, and tell the document's `action`; silence goes to the next verb."""
        if self.beep:
            await stage.play(tones.beep())
        terms = addressed(self.terms, stage)
        recordings = stage.exchange.recordings
        recording = recordings.of_line(stage.call, stage.line, terms, "RecordVerb")
        ear = _Ear(self.timeout_s, self.max_length_s, self.finish_on)
        stage.line.listen(ear.hear)
        try:
            key = await ear.done
        except asyncio.CancelledError:
            recordings.end(recording)
            if stage.ended_by == "callee":
                self._hung_up(stage, recording)
            raise
        finally:
            stage.line.unlisten(ear.hear)
        heard = recording.tape.heard
        recordings.end(recording)
        if not heard and not key:
            return None
        return Goto(self.action, self.method, _told(recording, key))

    def _hung_up(self, stage: CallStage, recording: Recording) -> None:
        """Report a recording that its speaker ended by hanging up."""
        url = stage.absolute(self.action)
        if recording.tape.heard and url:
            told = call_params(stage.call) | _told(recording, "hangup")
            stage.world.callbacks.post(stage.call, Fetch(url, self.method), told)


class _Ear:
    """Decides when a recording is over; `done` then has the key, if it was one."""

    def __init__(self, quiet_s: int, longest_s: int, keys: str) -> None:
        self.done: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._quiet_ms, self._longest_ms = quiet_s * 1000, longest_s * 1000
        self._keys = keys
        self._tones = tones.ToneDetector()
        self._silent_ms = self._all_ms = 0

    def hear(self, frame: bytes, _now_ms: int) -> None:
        """Hear 20 ms of the callee."""
        if self.done.done():
            return
        self._all_ms += FRAME_MS
        self._silent_ms = 0 if is_loud(frame) else self._silent_ms + FRAME_MS
        for key in self._tones.feed(frame):
            if key in self._keys:
                self.done.set_result(key)
                return
        if self._silent_ms >= self._quiet_ms or self._all_ms >= self._longest_ms:
            self.done.set_result("")


def _told(recording: Recording, digits: str) -> dict[str, str]:
    return {
        "RecordingUrl": recording.media_url,
        "RecordingSid": recording.sid,
        "RecordingDuration": str(recording.tape.seconds),
        "Digits": digits,
    }
