"""What callees hear on hold with us, and the tone before a new voice; made, not found.

Four chords of soft sines, slowly swelling, that begin and end in the same place: no
recording, so nobody's rights, and no file to ship.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from panda.audio import mulaw

CHORD_S = 2.4
CHORDS = (
    (261.63, 329.63, 392.00),  # C
    (220.00, 329.63, 440.00),  # A minor
    (174.61, 349.23, 440.00),  # F
    (196.00, 293.66, 392.00),  # G
)
"""Hz of the notes of each."""
_LOUD = 0.045 * 32767
"""Of each note: about -24 dBFS in all, well under a voice."""
_SWELL_S = 0.4
TONE = (523.25, 659.26)
"""Two notes, C and E: what a lift or a train says before somebody speaks."""
NOTE_S = 0.12


@cache
def hold_music() -> bytes:
    """Return 9.6 s of mu-law that can be played over and over, in whole frames."""
    wave = np.concatenate([_chord(notes, CHORD_S, _SWELL_S) for notes in CHORDS])
    return mulaw.encode((wave * _LOUD).astype(np.int16))


@cache
def comfort_tone() -> bytes:
    """Return 240 ms of mu-law, in whole frames."""
    wave = np.concatenate([_chord((note,), NOTE_S, 0.02) for note in TONE])
    return mulaw.encode((wave * 3 * _LOUD).astype(np.int16))


def _chord(
    notes: tuple[float, ...], seconds: float, swell_s: float
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    size = round(seconds * mulaw.RATE)
    time = np.arange(size) / mulaw.RATE
    wave = np.zeros(size)
    for note in notes:
        wave += np.sin(2 * np.pi * note * time)
        wave += 0.3 * np.sin(4 * np.pi * note * time)
    swell = np.minimum(1.0, np.minimum(time, time[::-1]) / swell_s)
    return np.asarray(wave * swell, np.float64)
