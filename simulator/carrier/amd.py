"""Answering machine detection: a verdict from the first seconds of a call's sound.

Twilio decides from the length of the greeting: a short one and then silence is a
person, a long one is a machine; with `DetectMessageEnd` a machine is reported when
its greeting is over, by a beep, by silence, or otherwise. A fax gives itself away by
its steady tone of 2100 Hz (ITU-T T.30). So a talkative person is a machine here too,
unless the carrier is set to know the truth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from simulator.carrier.ear import is_loud
from simulator.ports import FRAME_MS

if TYPE_CHECKING:
    from simulator.carrier.detection import Amd

Verdict = Literal[
    "human",
    "fax",
    "unknown",
    "machine_start",
    "machine_end_beep",
    "machine_end_silence",
    "machine_end_other",
]

BEEP_MS = 200
FAX_MS = 1000
"""A called fax sounds its tone for 2.6 to 4 s."""
FAX_CROSSINGS = range(82, 87)
"""Zero crossings of 2100 Hz in 20 ms."""
LOWEST_TONE = 12
"""Zero crossings in 20 ms from which a steady sound is a tone (300 Hz)."""
POSITIVE = bytes(code >> 7 for code in range(256))
"""The sign bit of mu-law: 1 for samples above zero."""


class Detector:
    """Listens to the first seconds of one call; `verdict` stays None until sure.

    Args:
        amd: The thresholds.
        truth: Whether a machine answered; None decides by the sound.
        wrong: Say the opposite.
    """

    def __init__(
        self, amd: Amd, *, truth: bool | None = None, wrong: bool = False
    ) -> None:
        self._amd = amd
        self._truth = truth
        self._wrong = wrong
        self._fax_ms = 0
        self._speech_ms = 0
        self._silence_ms = 0
        self._crossings = -1
        self._tone_ms = 0
        self._beep = False
        self.elapsed_ms = 0
        self.verdict: Verdict | None = None

    def feed(self, frame: bytes) -> None:
        """Hear one frame of the callee."""
        if self.verdict is not None:
            return
        self.elapsed_ms += FRAME_MS
        if is_loud(frame):
            self._loud(frame)
        else:
            self._silence_ms += FRAME_MS
            self._tone_ms = 0
        self.verdict = self._decide()

    def _loud(self, frame: bytes) -> None:
        self._speech_ms += FRAME_MS
        self._silence_ms = 0
        crossings = _crossings(frame)
        steady = abs(crossings - self._crossings) <= 1 and crossings >= LOWEST_TONE
        self._tone_ms = self._tone_ms + FRAME_MS if steady else 0
        fax = steady and crossings in FAX_CROSSINGS
        self._fax_ms = self._fax_ms + FRAME_MS if fax else 0
        self._crossings = crossings
        self._beep = self._tone_ms >= BEEP_MS

    def _decide(self) -> Verdict | None:
        amd = self._amd
        if self._fax_ms >= FAX_MS:
            return "fax"
        if not self._speech_ms:
            quiet = self._silence_ms >= min(amd.silence_ms, amd.timeout_ms)
            return "unknown" if quiet else None
        over = self._silence_ms >= amd.speech_end_ms
        late = self.elapsed_ms >= amd.timeout_ms
        machine = self._is_machine(over=over)
        if machine is None:
            return "unknown" if late else None
        if not machine:
            return "human"
        return "machine_start" if amd.mode == "Enable" else self._ending(over, late)

    def _ending(self, over: bool, late: bool) -> Verdict | None:  # noqa: FBT001
        """Say how a machine's greeting ended; None while it goes on."""
        if self._beep and self._silence_ms >= BEEP_MS:
            return "machine_end_beep"
        if over:
            return "machine_end_silence"
        return "machine_end_other" if late else None

    def _is_machine(self, *, over: bool) -> bool | None:
        """Say who it is, or None as long as that cannot be told."""
        long = self._speech_ms >= self._amd.speech_ms
        if not over and not long:
            return None
        if self._truth is None:
            return long is not self._wrong
        if not self._truth and not over:
            return None  # who knows that it is a person waits for her to end
        return self._truth is not self._wrong


def _crossings(frame: bytes) -> int:
    signs = frame.translate(POSITIVE)
    return signs.count(b"\x00\x01") + signs.count(b"\x01\x00")
