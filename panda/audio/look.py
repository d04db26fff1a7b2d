"""One look at a tenth of a second of sound: its kind, and how like the last it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
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
_SILENT_DB = -48.0
"""Under this nobody speaks; comfort noise and hiss lie below."""
_PAUSE_DB = 25.0
"""A moment this far under the loudest is a pause."""
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
    """Of its spectrum to the last look's, 0 to 1."""
    pauses: float = 1.0
    """Share of its moments (20 ms) that are near silence, against the last seconds."""
    hertz: float = 0.0
    """Of the strongest partial."""


class Looker:
    """Looks at one line, tenth by tenth."""

    def __init__(self) -> None:
        self._window = np.hanning(LOOK_BYTES).astype(np.float32) / 32768
        self._last: NDArray[np.float32] | None = None
        self._loud_db = _SILENT_DB

    def look(self, audio: bytes) -> Look:
        """Look at `LOOK_BYTES` of mu-law."""
        samples = mulaw.decode(audio).astype(np.float32)
        moments = samples.reshape(_MOMENTS, -1)
        power = np.einsum("ij,ij->i", moments, moments) / (moments.shape[1] * 32768**2)
        loudest = 10 * np.log10(float(power.max()) + 1e-12)
        self._loud_db = max(loudest, self._loud_db - 0.5)
        if loudest < _SILENT_DB:
            self._last = None
            return Look(Kind.SILENT)
        threshold = 10 ** ((self._loud_db - _PAUSE_DB) / 10)
        pauses = float((power < threshold).mean())
        spectrum = np.abs(np.fft.rfft(samples * self._window)).astype(np.float32)
        kind, hertz = _kind(spectrum * spectrum)
        return Look(kind, self._likeness(spectrum[_BAND]), pauses, hertz)

    def _likeness(self, spectrum: NDArray[np.float32]) -> float:
        last, norm = self._last, float(np.sqrt(spectrum @ spectrum))
        self._last = spectrum / norm if norm else None
        if last is None or self._last is None:
            return 0.0
        return float(last @ self._last)


def _kind(power: NDArray[np.float32]) -> tuple[Kind, float]:
    total = float(power.sum())
    first, share = _strongest(power)
    hertz = first * _HERTZ
    if share > _PURE * total:
        return Kind.TONE, hertz
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


def _strongest(power: NDArray[np.float32]) -> tuple[int, float]:
    at = int(power.argmax())
    return at, float(power[max(0, at - _LOBE) : at + _LOBE + 1].sum())


def _near(pair: list[float], wanted: tuple[float, float]) -> bool:
    return all(abs(a - b) <= _NEAR_HERTZ for a, b in zip(pair, wanted, strict=True))
