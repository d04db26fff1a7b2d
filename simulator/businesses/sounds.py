"""Hold music and the voicemail beep as mu-law, and how loud a frame is."""

from __future__ import annotations

import functools

import numpy as np

from simulator.ports import FRAME_BYTES, FRAME_MS
from simulator.speech import mulaw, tones

_NOTE_S = 0.32
_AUDIBLE = 60.0
"""Mean level (of 32768) above which a frame counts as sound: about -55 dBFS."""
_MELODY = (0, 4, 7, 12, 7, 4, 5, 9, 12, 17, 12, 9, 7, 11, 14, 19, 14, 11, 0, 7, 4, 0)
"""Semitones above middle C: three plain broken chords."""


@functools.cache
def _tune() -> bytes:
    """Return one round of a plucked melody with its bass, a whole number of frames."""
    length = int(_NOTE_S * mulaw.RATE)
    time = np.arange(length) / mulaw.RATE
    decay = np.exp(-3.5 * time) * np.minimum(1, time * 200)
    notes = []
    for index, step in enumerate(_MELODY):
        pitch = 261.63 * 2 ** (step / 12)
        bass = 130.81 * 2 ** (_MELODY[index - index % 6] / 12)
        tone = sum(
            0.16 / rank * np.sin(2 * np.pi * pitch * rank * time) for rank in (1, 2, 3)
        )
        notes.append(decay * tone + 0.07 * np.sin(2 * np.pi * bass * time))
    return mulaw.whole_frames(mulaw.encode(np.concatenate(notes)))


def music(ms: int) -> bytes:
    """Return so much hold music, in whole frames."""
    wanted = ms // FRAME_MS * FRAME_BYTES
    tune = _tune()
    return (tune * (wanted // len(tune) + 1))[:wanted]


def make(sound: str, ms: int) -> bytes:
    """Return `music` or a `beep`.

    Raises:
        ValueError: There is no such sound.
    """
    match sound:
        case "music":
            return music(ms)
        case "beep":
            return tones.beep(ms)
        case _:
            raise ValueError(f"no sound {sound!r}")


def audible(frame: bytes) -> bool:
    """Tell whether a frame holds sound rather than silence or faint noise."""
    return float(np.abs(mulaw.linear(frame).astype(np.int32)).mean()) > _AUDIBLE
