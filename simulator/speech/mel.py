"""The picture of sound that Whisper reads: 80 mel bands, 100 columns a second.

The recipe is the published one (Radford et al. 2022, and its reference code):
16 kHz, Hann window of 400 samples each 160, Slaney mel scale up to 8 kHz, base-10
logarithm, at most 80 dB below the loudest point, then (x + 4) / 4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 16000
HOP = 160
COLUMNS_PER_SECOND = RATE // HOP
_FFT = 400
_BANDS = 80


def _hertz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the frequency of a Slaney mel: linear up to 1 kHz, then by sixths."""
    return np.where(mel < 15, mel * 200 / 3, 1000 * 6.4 ** ((mel - 15) / 27))


def _filters() -> NDArray[np.float32]:
    """Return the triangular filters of equal area, one row a band."""
    top = 15 + 27 * np.log(8.0) / np.log(6.4)
    edges = _hertz(np.linspace(0.0, top, _BANDS + 2))
    bins = np.arange(_FFT // 2 + 1) * RATE / _FFT
    rising = (bins - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - bins) / np.diff(edges)[1:, None]
    area = 2.0 / (edges[2:] - edges[:-2])
    triangles = np.maximum(0.0, np.minimum(rising, falling)) * area[:, None]
    return triangles.astype(np.float32)


_FILTERS = _filters()
_HANN = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_FFT) / _FFT)).astype(np.float32)


def log_mel(audio: NDArray[np.float32], seconds: float) -> NDArray[np.float32]:
    """Return bands x columns for audio at 16 kHz, silence added up to `seconds`."""
    total = round(seconds * RATE)
    padded = np.zeros(total + _FFT, np.float32)
    padded[_FFT // 2 : _FFT // 2 + audio.size] = audio
    padded[: _FFT // 2] = padded[_FFT // 2 + 1 : _FFT + 1][::-1]  # mirrored start
    spans = np.lib.stride_tricks.sliding_window_view(padded, _FFT)[:total:HOP]
    power = np.abs(np.fft.rfft(spans * _HANN, axis=1)) ** 2
    bands = np.log10(np.maximum(_FILTERS @ power.T.astype(np.float32), 1e-10))
    bands = np.maximum(bands, bands.max() - 8.0)
    scaled: NDArray[np.float32] = ((bands + 4.0) / 4.0).astype(np.float32)
    return np.ascontiguousarray(scaled)
