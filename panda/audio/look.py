"""One look at a tenth of a second of sound: its kind, and how like the last it is."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum, auto
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from panda.audio import mulaw

if TYPE_CHECKING:
    from numpy.typing import NDArray

LOOK_MS = 100
LOOK_BYTES = LOOK_MS * mulaw.BYTES_PER_MS
"""800 samples: 10 Hz a bin, enough to part 440 from 480 Hz."""
_HERTZ = mulaw.RATE / LOOK_BYTES
_MOMENTS = 5
"""Of 20 ms each."""
_UNIT = _MOMENTS / LOOK_BYTES / 32768**2
"""Makes a sum of squares the mean power of a moment, full scale being 1."""
_SILENT = 10 ** (-48 / 10)
"""Power under which nobody speaks; comfort noise and hiss lie below."""
_PAUSE = 10 ** (-25 / 10)
"""A moment this far under the loudest is a pause."""
_FADING = 10 ** (-0.5 / 10)
"""How the loudest fades with each look: 5 dB a second."""
_STEADY = 2.0
"""A tone's loudest moment is under 3 dB above its softest."""
_UNBROKEN = 8
"""Looks without a pause, from which it may be music."""
_FLOOR_LOOKS = 30
"""The last three seconds: the softest of them is the noise that is always there."""
_HUSH = 10 ** (5 / 10)
"""Noise with nobody speaking stays within 5 dB of that but for single looks: it did for
a second after 38 of 40 pieces of music in an office; within 4 dB after 36."""
_HUSHED = 10 ** (-10 / 10)
"""It begins as far under what was heard before; later it may be all that is heard."""
_LOBE = 2
"""Bins to each side of a tone that a Hann window spreads it over."""
_PURE = 0.9
"""Share of the power that lies in the one or two tones of a signal."""
_RING = (440.0, 480.0)
_BUSY = (480.0, 620.0)
"""Hz; the North American precise tone plan."""
_NEAR_HERTZ = 15.0
_BAND = slice(10, 200)
"""100 to 2000 Hz, where notes and voices have their strongest partials."""
_PARTIALS = 12
_TONE_FROM = 400.0
"""Hz; a pure tone under this is somebody humming."""


class Kind(Enum):
    """What a single look can tell."""

    SILENT = auto()
    TONE = auto()
    RING_TONE = auto()
    BUSY_TONE = auto()
    SOUND = auto()


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen."""

    kind: Kind
    likeness: float = 0.0
    """Of its spectrum to the last look's, 0 to 1; 0 if either was not taken."""
    pauses: float = 1.0
    """Share of its moments (20 ms) that are near silence, against the last seconds."""
    hertz: float = 0.0
    """Of the strongest partial."""
    tonal: float = 0.0
    """Share of the power in the dozen strongest of 190 bins: notes have nearly all
    of theirs there, noise and a modem's tones a third."""
    hushed: bool = False
    """Only the noise is left that was behind what was heard before."""


class Looker:
    """Looks at one line, tenth by tenth.

    A spectrum is most of what a look costs, and talk betrays itself without one: its
    loudness moves within a tenth of a second, and it has pauses. So the spectrum is
    taken only of what is as steady as a tone, or as unbroken as music.
    """

    def __init__(self) -> None:
        self._window = np.hanning(LOOK_BYTES).astype(np.float32) / 32768
        self._last: NDArray[np.float32] | None = None
        self._loud = _SILENT
        self._unbroken = 0
        self._softest: deque[float] = deque(maxlen=_FLOOR_LOOKS)
        self._hushed = False

    def look(self, audio: bytes) -> Look:
        """Look at `LOOK_BYTES` of mu-law."""
        samples = mulaw.decode(audio).astype(np.float32)
        moments = samples.reshape(_MOMENTS, -1)
        powers: list[float] = (np.einsum("ij,ij->i", moments, moments) * _UNIT).tolist()
        loudest, softest = max(powers), min(powers)
        self._loud = max(loudest, self._loud * _FADING)
        self._softest.append(loudest)
        if loudest < _SILENT:
            self._unbroken = 0
            self._hushed = False
            self._last = None
            return Look(Kind.SILENT)
        near_floor = loudest < min(self._softest) * _HUSH
        far_under = self._hushed or loudest < self._loud * _HUSHED
        self._hushed = near_floor and far_under
        pause = self._loud * _PAUSE
        pauses = sum(power < pause for power in powers) / _MOMENTS
        self._unbroken = 0 if pauses else self._unbroken + 1
        if softest * _STEADY < loudest and self._unbroken < _UNBROKEN:
            self._last = None
            return Look(Kind.SOUND, pauses=pauses, hushed=self._hushed)
        spectrum = np.abs(np.fft.rfft(samples * self._window))
        band = spectrum[_BAND]
        kind, hertz = _kind(spectrum * spectrum)
        likeness, tonal = self._likeness(band), _tonal(band * band)
        return Look(kind, likeness, pauses, hertz, tonal, self._hushed)

    def _likeness(self, spectrum: NDArray[np.float32]) -> float:
        last, norm = self._last, sqrt(float(spectrum @ spectrum))
        self._last = spectrum / norm if norm else None
        if last is None or self._last is None:
            return 0.0
        return float(last @ self._last)


def _kind(power: NDArray[np.float32]) -> tuple[Kind, float]:
    total = float(power.sum())
    first, share = _strongest(power)
    hertz = first * _HERTZ
    if share > _PURE * total:
        return (Kind.TONE if hertz >= _TONE_FROM else Kind.SOUND), hertz
    rest = power.copy()
    rest[max(0, first - _LOBE) : first + _LOBE + 1] = 0
    second, more = _strongest(rest)
    if share + more < _PURE * total:
        return Kind.SOUND, hertz
    pair = sorted((hertz, second * _HERTZ))
    if _near(pair, _RING):
        return Kind.RING_TONE, hertz
    if _near(pair, _BUSY):
        return Kind.BUSY_TONE, hertz
    return Kind.SOUND, hertz


def _tonal(power: NDArray[np.float32]) -> float:
    total = float(power.sum())
    strongest = np.partition(power, -_PARTIALS)[-_PARTIALS:]
    return float(strongest.sum()) / total if total else 0.0


def _strongest(power: NDArray[np.float32]) -> tuple[int, float]:
    at = int(power.argmax())
    return at, float(power[max(0, at - _LOBE) : at + _LOBE + 1].sum())


def _near(pair: list[float], wanted: tuple[float, float]) -> bool:
    return all(abs(a - b) <= _NEAR_HERTZ for a, b in zip(pair, wanted, strict=True))
