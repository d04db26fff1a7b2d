"""What both parties of each call heard, as WAV files for listening.

Left is what the callee hears (the caller's voice), right is what it says. A file is
linear PCM at 8 kHz, which every player opens, and has the length of the call.
"""

from __future__ import annotations

import wave
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from simulator.ports import FRAME_MS, Ringing
from simulator.speech import mulaw

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.ports import Callee, Directory, Leg

AT_ONCE = 1000 // FRAME_MS
"""Frames written together: once a second for each call."""


class Recorded:
    """A callee whose calls are written down as sound."""

    def __init__(self, callee: Callee, path: Path) -> None:
        self._callee = callee
        self._heard: list[bytes] = []
        self._said: list[bytes] = []
        self._file = wave.open(str(path), "wb")  # noqa: SIM115 - lives with the call
        self._file.setnchannels(2)
        self._file.setsampwidth(2)
        self._file.setframerate(mulaw.RATE)
        self._closed = False

    def exchange(self, frame: bytes, now_ms: int) -> bytes | None:
        """See `simulator.ports.Callee`."""
        said = self._callee.exchange(frame, now_ms)
        if said is not None:
            self._heard.append(frame)
            self._said.append(said)
            if len(self._said) >= AT_ONCE:
                self._flush()
        return said

    def press(self, digit: str, now_ms: int) -> None:
        """See `simulator.ports.Callee`."""
        self._callee.press(digit, now_ms)

    def close(self) -> None:
        """See `simulator.ports.Callee`; the file is whole after this."""
        self._callee.close()
        if self._closed:
            return
        self._closed = True
        self._flush()
        self._file.close()

    def _flush(self) -> None:
        sides = [mulaw.linear(b"".join(side)) for side in (self._heard, self._said)]
        self._file.writeframes(np.stack(sides, axis=1).astype("<i2").tobytes())
        self._heard, self._said = [], []


class RecordedDirectory:
    """A `simulator.ports.Directory` that records who answers, one file a call."""

    def __init__(self, directory: Directory, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self._folder = folder

    def dial(self, leg: Leg) -> Ringing:
        """See `simulator.ports.Directory`."""
        ringing = self._directory.dial(leg)
        if ringing.callee is None:
            return ringing
        name = f"{leg.number.lstrip('+')}-{leg.attempt}-{leg.call_sid}.wav"
        return replace(ringing, callee=Recorded(ringing.callee, self._folder / name))
