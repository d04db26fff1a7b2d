"""Sounds behind a voice, made by rule and mixed in at a chosen distance.

The level counts against speech at -20 dBFS, which is how loud all voices here are:
20 dB of distance is noise at -40 dBFS RMS.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Literal

import numpy as np

from simulator.ports import FRAME_BYTES
from simulator.speech import mulaw
from simulator.speech.music import hold_music

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Wave = NDArray[np.float64]

NoiseKind = Literal[
    "white", "pink", "room", "babble", "street", "office", "radio", "hum", "crackle"
]
SPEECH_DBFS = -20.0
SECONDS = 12
"""Length of the loop; its end is joined to its beginning."""
_SIZE = SECONDS * mulaw.RATE


class Background:
    """One loop of noise, begun somewhere; mixed into frames.

    Args:
        kind: What it sounds like.
        snr_db: How much fainter than speech it is, in decibels.
        start: Where in the loop it begins, 0 to 1.
    """

    def __init__(self, kind: NoiseKind, snr_db: float, start: float = 0.0) -> None:
        gain = 10 ** ((SPEECH_DBFS - snr_db) / 20)
        self._loop = (gain * loop(kind)).astype(np.float32)
        self._at = int(start * (_SIZE // FRAME_BYTES)) % (_SIZE // FRAME_BYTES)

    def add(self, floats: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return one frame with 20 ms of the noise in it."""
        begin = self._at * FRAME_BYTES
        self._at = (self._at + 1) % (_SIZE // FRAME_BYTES)
        mixed: NDArray[np.float32] = floats + self._loop[begin : begin + FRAME_BYTES]
        return mixed


@functools.lru_cache(maxsize=16)
def loop(kind: NoiseKind) -> Wave:
    """Return 12 s of a noise at an RMS of 1, the same each time."""
    wave = _KINDS[kind](np.random.default_rng(7))
    level: Wave = wave / np.sqrt(np.mean(wave**2))
    return level


def _coloured(rng: np.random.Generator, shape: Callable[[Wave], Wave]) -> Wave:
    """Return noise whose spectrum has this shape over frequency in hertz."""
    hertz = np.fft.rfftfreq(_SIZE, 1 / mulaw.RATE)
    gain = shape(np.maximum(hertz, 1.0)) * (hertz > 60) * (hertz < 3800)
    phase = rng.uniform(0, 2 * np.pi, hertz.size)
    wave: Wave = np.fft.irfft(gain * np.exp(1j * phase), _SIZE)
    return wave


def _slow(rng: np.random.Generator, hertz: float, *, least: float = 0.0) -> Wave:
    """Return a gain that wanders between `least` and 1, so many times a second."""
    points = rng.uniform(least, 1, max(2, int(SECONDS * hertz)))
    points = np.append(points, points[0])
    places = np.linspace(0, points.size - 1, _SIZE)
    gain: Wave = np.interp(places, np.arange(points.size), points)
    return gain


def _time() -> Wave:
    return np.arange(_SIZE) / mulaw.RATE


def _white(rng: np.random.Generator) -> Wave:
    return _coloured(rng, np.ones_like)


def _pink(rng: np.random.Generator) -> Wave:
    return _coloured(rng, lambda hertz: hertz**-0.5)


def _room(rng: np.random.Generator) -> Wave:
    """Air conditioning: dark and steady."""
    return _coloured(rng, lambda hertz: 1 / (1 + (hertz / 250) ** 2))


def _speechlike(hertz: Wave) -> Wave:
    gain: Wave = 1 / (1 + (hertz / 500) ** 1.5) * (hertz > 150)
    return gain


def _babble(rng: np.random.Generator) -> Wave:
    """Six people talking at once: nothing of it can be understood."""
    voices = [_coloured(rng, _speechlike) * _slow(rng, 4) ** 2 for _ in range(6)]
    together: Wave = np.sum(voices, axis=0)
    return together


def _street(rng: np.random.Generator) -> Wave:
    """Traffic: a rumble, and cars that pass."""
    rumble = _coloured(rng, lambda hertz: hertz**-1.0)
    passing = _coloured(rng, lambda hertz: 1 / (1 + (hertz / 700) ** 2))
    bump = np.zeros(_SIZE)
    for centre in rng.uniform(1, SECONDS - 1, 3):
        bump += np.exp(-0.5 * ((_time() - centre) / 0.8) ** 2)
    cars: Wave = bump * passing / np.std(passing)
    return rumble / np.std(rumble) + 2 * cars


def _office(rng: np.random.Generator) -> Wave:
    """A quiet room with somebody typing."""
    room = _room(rng)
    return room / np.std(room) + 2.5 * _clicks(rng, per_second=6, fade_s=0.012)


def _crackle(rng: np.random.Generator) -> Wave:
    """A bad contact."""
    hiss = _white(rng)
    clicks = _clicks(rng, per_second=15, fade_s=0.003)
    return 0.3 * hiss / np.std(hiss) + 4 * clicks


def _clicks(rng: np.random.Generator, *, per_second: float, fade_s: float) -> Wave:
    wave = np.zeros(_SIZE)
    one = np.exp(-np.arange(int(6 * fade_s * mulaw.RATE)) / (fade_s * mulaw.RATE))
    for _ in range(int(per_second * SECONDS)):
        places = (rng.integers(_SIZE) + np.arange(one.size)) % _SIZE
        wave[places] += rng.uniform(0.3, 1) * one * rng.standard_normal(one.size)
    return wave


def _hum(rng: np.random.Generator) -> Wave:
    """60 Hz mains and its odd harmonics, as far as a telephone carries them."""
    parts = [
        np.sin(2 * np.pi * 60 * n * _time() + rng.uniform(0, 6)) / n
        for n in (2, 3, 5, 7, 9)
    ]
    together: Wave = np.sum(parts, axis=0)
    return together


def _radio(rng: np.random.Generator) -> Wave:
    """Music from another room."""
    tune = mulaw.samples(hold_music(3)).astype(np.float64)
    dull = np.convolve(np.resize(tune, _SIZE), np.ones(6) / 6, mode="same")
    return dull + 0.02 * np.std(dull) * rng.standard_normal(_SIZE)


_KINDS: dict[NoiseKind, Callable[[np.random.Generator], Wave]] = {
    "white": _white,
    "pink": _pink,
    "room": _room,
    "babble": _babble,
    "street": _street,
    "office": _office,
    "radio": _radio,
    "hum": _hum,
    "crackle": _crackle,
}
