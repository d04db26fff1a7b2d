"""Hold music, composed here by rule, and the faint noise of an open line.

A slow progression of four chords with a walking bass, an arpeggio and a melody that
moves by steps over the notes of the chord: plucked sounds of a few harmonics that
fade. The seed chooses key, figure and melody.
"""

from __future__ import annotations

import functools
import random

import numpy as np
from numpy.typing import NDArray

from simulator.ports import FRAME_BYTES
from simulator.speech import mulaw

_BEAT = 0.45
"""Seconds: about 133 beats a minute, four to a bar."""
_BARS = 8
_PROGRESSIONS = (
    ((0, 4, 7), (9, 12, 16), (5, 9, 12), (7, 11, 14)),
    ((0, 4, 7), (7, 11, 14), (9, 12, 16), (5, 9, 12)),
    ((0, 4, 7, 11), (5, 9, 12, 16), (2, 5, 9, 12), (7, 11, 14, 17)),
)
_FIGURES = ((0, 1, 2, 1), (0, 2, 1, 2), (2, 1, 0, 1))
_MAJOR = (0, 2, 4, 5, 7, 9, 11)
_LOUDNESS = 10 ** (-23 / 20)
_NOISE = 10 ** (-62 / 20)
"""-62 dBFS: an open line that is heard to be open."""

Wave = NDArray[np.float64]


@functools.lru_cache(maxsize=4)
def hold_music(seed: int = 1) -> bytes:
    """Return a loop of about 14 s in whole frames; its end leads to its beginning."""
    rng = random.Random(seed)
    key = 45 + rng.randrange(8)
    chords = rng.choice(_PROGRESSIONS)
    figure = rng.choice(_FIGURES)
    length = int(_BARS * 4 * _BEAT * mulaw.RATE) // FRAME_BYTES * FRAME_BYTES
    loop = np.zeros(length)
    tune = _melody(rng, chords)
    for beat in range(_BARS * 4):
        chord = chords[beat // 4 % len(chords)]
        if beat % 2 == 0:
            _add(loop, beat, _pluck(key + chord[beat % 4 and 2] - 12, 1.2, 0.9))
        for half in (0, 1):
            note = chord[figure[(2 * beat + half) % 4]]
            _add(loop, beat + half / 2, _pluck(key + 12 + note, 0.5, 0.35))
        if (step := tune[beat]) is not None:
            _add(loop, beat, _pluck(key + 24 + step, 0.9, 0.6))
    loop *= _LOUDNESS / np.sqrt(np.mean(loop**2))
    return mulaw.encode(np.tanh(1.5 * loop) / 1.5)


def comfort_noise(seconds: float, seed: int = 1) -> bytes:
    """Return soft, slightly dark noise in whole frames."""
    noise = np.random.default_rng(seed).standard_normal(int(seconds * mulaw.RATE) + 1)
    dark = noise[1:] + 0.7 * noise[:-1]
    return mulaw.whole_frames(mulaw.encode(dark * _NOISE / np.sqrt(np.mean(dark**2))))


def _melody(
    rng: random.Random, chords: tuple[tuple[int, ...], ...]
) -> list[int | None]:
    """Return one note (semitones above the key) or rest for each beat.

    Strong beats take the chord's nearest note, weak ones step along the scale.
    """
    notes: list[int | None] = []
    last = 7
    for beat in range(_BARS * 4):
        if beat % 4 == 3 and rng.random() < 0.5:
            notes.append(None)
            continue
        if beat % 2 == 0:
            tones = {note % 12 for note in chords[beat // 4 % len(chords)]}
            choices = [n for n in range(13) if n % 12 in tones and n != last]
            last = min(choices, key=lambda note: (abs(note - last), rng.random()))
        else:
            near = [n for n in range(13) if n % 12 in _MAJOR and 0 < abs(n - last) < 3]
            last = rng.choice(near)
        notes.append(last)
    return notes


def _pluck(note: int, seconds: float, level: float) -> Wave:
    """Return a plucked string: harmonics that fade, the higher the sooner."""
    hertz = 440.0 * 2 ** ((note - 69) / 12)
    time = np.arange(int(seconds * mulaw.RATE)) / mulaw.RATE
    wave = np.zeros_like(time)
    for harmonic in range(1, 7):
        if hertz * harmonic > 3400:
            break
        fade = np.exp(-time * (2.5 + 1.5 * harmonic) / seconds)
        wave += fade / harmonic**1.3 * np.sin(2 * np.pi * hertz * harmonic * time)
    attack = np.minimum(1.0, time / 0.008)
    release = np.minimum(1.0, (seconds - time) / 0.02)
    shaped: Wave = level * wave * attack * release
    return shaped


def _add(loop: Wave, beat: float, sound: Wave) -> None:
    """Mix a sound in at a beat; what passes the end goes on at the beginning."""
    start = int(beat * _BEAT * mulaw.RATE)
    places = (start + np.arange(sound.size)) % loop.size
    loop[places] += sound
