"""Answering machine detection: how long it takes, given what is the truth.

Twilio decides from the length of the greeting: a short one and then silence is a
person, a long one is a machine; with `DetectMessageEnd` a machine is reported when
its greeting is over. Here the scenario knows who answered; the audio only decides
when the verdict falls, and whether a machine's greeting ended with a beep.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from simulator.carrier.ear import is_loud
from simulator.ports import FRAME_MS

if TYPE_CHECKING:
    from simulator.carrier.params import Amd

Verdict = Literal[
    "human",
    "unknown",
    "machine_start",
    "machine_end_beep",
    "machine_end_silence",
    "machine_end_other",
]

SPEECH_MS = 2400
"""A greeting longer than this is a machine's (Twilio's default threshold)."""
INITIAL_SILENCE_MS = 5000
"""So much silence from the start gives `unknown` (Twilio's default)."""
BEEP_MS = 200
LOWEST_TONE = 12
"""Zero crossings in 20 ms from which a steady sound is a tone (300 Hz)."""
POSITIVE = bytes(code >> 7 for code in range(256))
"""The sign bit of mu-law: 1 for samples above zero."""


class Detector:
    """Listens to the first seconds of one call; `verdict` stays None until sure."""

    def __init__(self, amd: Amd, *, machine: bool) -> None:
        self._amd = amd
        self._machine = machine
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
        self._crossings = crossings
        self._beep = self._tone_ms >= BEEP_MS

    def _decide(self) -> Verdict | None:
        if self.elapsed_ms >= self._amd.timeout_ms:
            return "unknown"
        if not self._speech_ms:
            return "unknown" if self._silence_ms >= INITIAL_SILENCE_MS else None
        over = self._silence_ms >= self._amd.speech_end_ms
        if not self._machine:
            return "human" if over else None
        if self._amd.mode == "Enable":
            return "machine_start" if over or self._speech_ms >= SPEECH_MS else None
        if not over:
            return None
        return "machine_end_beep" if self._beep else "machine_end_silence"


def _crossings(frame: bytes) -> int:
    signs = frame.translate(POSITIVE)
    return signs.count(b"\x00\x01") + signs.count(b"\x01\x00")
