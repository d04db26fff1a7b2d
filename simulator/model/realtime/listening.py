"""Where a turn begins and ends: server VAD over the input audio buffer.

Times count on the audio's own clock: milliseconds of audio received in the session,
as OpenAI's `audio_start_ms` and `audio_end_ms` do.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.model.audio import BYTES_PER_MS
from simulator.model.realtime.config import SemanticVad, ServerVad
from simulator.ports import FRAME_BYTES, FRAME_MS

if TYPE_CHECKING:
    from simulator.ports import Activity

_ONSET_WINDOW = 5
_ONSET_FRAMES = 3
"""Speech begins when this many of the last `_ONSET_WINDOW` frames hold it."""
_RELEASE = 0.15
"""A turn holds on at a probability this much below the threshold."""
_LONGEST_WAIT_MS = {"low": 8000, "medium": 4000, "auto": 4000, "high": 2000}
"""semantic_vad waits no longer than this (OpenAI's VAD guide)."""
COMPLETE_WAIT_MS = 500
"""semantic_vad's silence after a sentence that sounds complete."""
_KEPT_MS = 2000
"""Quiet audio kept for the prefix of the next turn when VAD is on."""


@dataclass(frozen=True, slots=True)
class Started:
    """Somebody began to speak at `start_ms` (padding included)."""

    start_ms: int


@dataclass(frozen=True, slots=True)
class Paused:
    """A first short silence: the turn may be over."""

    mulaw: bytes


@dataclass(frozen=True, slots=True)
class Resumed:
    """It was not over."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """The turn is over."""

    end_ms: int
    mulaw: bytes
    silence_ms: int
    """Silence at its end, part of the audio."""


TurnEvent = Started | Paused | Resumed | Stopped


class Listener:
    """The input audio buffer and the detector that watches it."""

    def __init__(self, activity: Activity, *, speculate_ms: int) -> None:
        self._activity = activity
        self._speculate_ms = speculate_ms
        self._buffer = bytearray()
        self._origin_ms = 0
        self._partial = bytearray()
        self._now_ms = 0
        self._recent: deque[bool] = deque(maxlen=_ONSET_WINDOW)
        self._start_ms: int | None = None
        self._silence_ms = 0
        self._paused = False
        self._complete = False

    @property
    def speaking(self) -> bool:
        """Whether a turn is going on."""
        return self._start_ms is not None

    @property
    def now_ms(self) -> int:
        """Return how much audio has been received."""
        return self._now_ms

    def feed(
        self, mulaw: bytes, vad: ServerVad | SemanticVad | None
    ) -> list[TurnEvent]:
        """Take in audio of any length; return what it says about turns."""
        self._partial += mulaw
        events: list[TurnEvent] = []
        while len(self._partial) >= FRAME_BYTES:
            frame = bytes(self._partial[:FRAME_BYTES])
            del self._partial[:FRAME_BYTES]
            self._buffer += frame
            self._now_ms += FRAME_MS
            probability = self._activity.speech(frame)
            if vad is not None:
                events += self._watch(probability, vad)
        if vad is not None and self._start_ms is None:
            self._drop_before(self._now_ms - _KEPT_MS)
        return events

    def sentence_complete(self) -> None:
        """Say that what was heard up to the current pause sounds complete."""
        self._complete = True

    def take(self) -> bytes:
        """Empty the buffer and return it; a turn going on ends without a word."""
        taken = bytes(self._buffer)
        self._drop_before(self._now_ms)
        self._reset()
        return taken

    def buffered_ms(self) -> float:
        """Return the length of the buffer, a partial frame included."""
        return (len(self._buffer) + len(self._partial)) / BYTES_PER_MS

    def _watch(
        self, probability: float, vad: ServerVad | SemanticVad
    ) -> list[TurnEvent]:
        threshold = vad.threshold if isinstance(vad, ServerVad) else 0.5
        if self._start_ms is None:
            return self._onset(vad, loud=probability >= threshold)
        if probability >= max(0.05, threshold - _RELEASE):
            return self._heard()
        return self._quiet(vad)

    def _onset(
        self,
        vad: ServerVad | SemanticVad,
        *,
        loud: bool,
    ) -> list[TurnEvent]:
        self._recent.append(loud)
        if not loud or sum(self._recent) < _ONSET_FRAMES:
            return []
        padding = vad.prefix_padding_ms if isinstance(vad, ServerVad) else 300
        spoken_for = (len(self._recent) - self._recent.index(True)) * FRAME_MS
        start = max(self._origin_ms, self._now_ms - spoken_for - padding)
        self._drop_before(start)
        self._start_ms = start
        self._silence_ms = 0
        return [Started(start)]

    def _heard(self) -> list[TurnEvent]:
        self._silence_ms = 0
        self._complete = False
        if self._paused:
            self._paused = False
            return [Resumed()]
        return []

    def _quiet(self, vad: ServerVad | SemanticVad) -> list[TurnEvent]:
        self._silence_ms += FRAME_MS
        if self._silence_ms >= self._patience_ms(vad):
            silence = self._silence_ms
            return [Stopped(self._now_ms, self.take(), silence)]
        due = self._speculate_ms and self._silence_ms >= self._speculate_ms
        if due and not self._paused:
            self._paused = True
            return [Paused(bytes(self._buffer))]
        return []

    def _patience_ms(self, vad: ServerVad | SemanticVad) -> int:
        if isinstance(vad, ServerVad):
            return vad.silence_duration_ms
        return COMPLETE_WAIT_MS if self._complete else _LONGEST_WAIT_MS[vad.eagerness]

    def _drop_before(self, ms: int) -> None:
        excess = max(0, ms - self._origin_ms)
        del self._buffer[: excess * BYTES_PER_MS]
        self._origin_ms += excess

    def _reset(self) -> None:
        self._start_ms = None
        self._silence_ms = 0
        self._paused = False
        self._complete = False
        self._recent.clear()
