"""The sound of a recording: frames in, a WAV file out."""

from __future__ import annotations

import io
import wave
from typing import Literal

import numpy as np

from simulator.carrier.conference.mixer import LOUDEST
from simulator.carrier.ear import is_loud
from simulator.ports import FRAME_BYTES, FRAME_MS, SILENCE
from simulator.speech import mulaw

Pause = Literal["skip", "silence"]
"""What a paused recording keeps: nothing, or silence of the same length."""


class Tape:
    """One or two tracks of mu-law audio, equally long."""

    def __init__(self, tracks: int) -> None:
        self._tracks = tuple(bytearray() for _ in range(tracks))
        self.paused: Pause | None = None
        self.heard = False
        """Whether anything but silence is on it."""

    @property
    def ms(self) -> int:
        """Its length."""
        return len(self._tracks[0]) // FRAME_BYTES * FRAME_MS

    @property
    def seconds(self) -> int:
        """Its length in whole seconds, as a client is told."""
        return round(self.ms / 1000)

    @property
    def tracks(self) -> int:
        """How many voices are kept apart."""
        return len(self._tracks)

    def write(self, *frames: bytes) -> None:
        """Take 20 ms of each track."""
        if self.paused == "skip":
            return
        for track, frame in zip(self._tracks, frames, strict=True):
            track.extend(SILENCE if self.paused else frame)
        self.heard = self.heard or (not self.paused and any(map(is_loud, frames)))

    def trim(self) -> None:
        """Cut silence off both ends."""
        loud = [
            at
            for at in range(0, len(self._tracks[0]), FRAME_BYTES)
            if any(is_loud(bytes(t[at : at + FRAME_BYTES])) for t in self._tracks)
        ]
        first, last = (loud[0], loud[-1] + FRAME_BYTES) if loud else (0, 0)
        for track in self._tracks:
            track[:] = track[first:last]

    def wav(self, channels: int) -> bytes:
        """Return it as 16-bit 8 kHz WAV; two tracks in one channel are added up."""
        voices = [mulaw.linear(bytes(track)) for track in self._tracks]
        if channels == 2 and len(voices) == 2:
            words = np.stack(voices, axis=1)
        else:
            total = np.sum(voices, axis=0, dtype=np.int32)
            words = np.clip(total, -LOUDEST, LOUDEST).astype(np.int16)
        file = io.BytesIO()
        with wave.open(file, "wb") as out:
            out.setnchannels(channels)
            out.setsampwidth(2)
            out.setframerate(mulaw.RATE)
            out.writeframes(words.astype("<i2").tobytes())
        return file.getvalue()
