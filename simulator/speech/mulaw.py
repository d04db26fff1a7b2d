"""Mu-law and linear samples (ITU-T G.711), by table.

A table look-up costs under a microsecond a frame, which is what the audio path of
many calls in one process needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.ports import FRAME_BYTES

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 8000
"""Samples a second on a telephone line."""
FULL_SCALE = 32768.0
_BIAS = 132
_CLIP = 32635


def _expand() -> NDArray[np.int16]:
    """Return the linear value of each code word (G.711 table 2a, 16-bit scale)."""
    code = ~np.arange(256, dtype=np.int32) & 0xFF
    exponent, mantissa = (code >> 4) & 7, code & 15
    magnitude = (((mantissa << 3) + _BIAS) << exponent) - _BIAS
    return np.where(code & 0x80, -magnitude, magnitude).astype(np.int16)


def _compress() -> NDArray[np.uint8]:
    """Return the code word of each 16-bit sample, indexed by its unsigned bits."""
    linear = np.arange(65536, dtype=np.int32)
    linear = np.where(linear >= 32768, linear - 65536, linear)
    sign = np.where(linear < 0, 0x80, 0)
    biased = np.minimum(np.abs(linear), _CLIP) + _BIAS
    exponent = np.floor(np.log2(biased)).astype(np.int32) - 7
    mantissa = (biased >> (exponent + 3)) & 15
    code: NDArray[np.int32] = ~(sign | (exponent << 4) | mantissa) & 0xFF
    return code.astype(np.uint8)


_TO_LINEAR = _expand()
_TO_FLOAT = (_TO_LINEAR / FULL_SCALE).astype(np.float32)
_TO_MULAW = _compress()


def samples(mulaw: bytes) -> NDArray[np.float32]:
    """Return the audio as floats between -1 and 1."""
    floats: NDArray[np.float32] = _TO_FLOAT[np.frombuffer(mulaw, np.uint8)]
    return floats


def linear(mulaw: bytes) -> NDArray[np.int16]:
    """Return the audio as 16-bit samples."""
    words: NDArray[np.int16] = _TO_LINEAR[np.frombuffer(mulaw, np.uint8)]
    return words


def encode(floats: NDArray[np.floating]) -> bytes:
    """Return floats between -1 and 1 as mu-law; louder ones are clipped."""
    words = np.clip(np.rint(floats * FULL_SCALE), -32768, 32767).astype(np.int16)
    return encode_linear(words)


def encode_linear(words: NDArray[np.int16]) -> bytes:
    """Return 16-bit samples as mu-law."""
    return _TO_MULAW[words.view(np.uint16)].tobytes()


def whole_frames(mulaw: bytes) -> bytes:
    """Return the audio with silence added up to a multiple of 20 ms."""
    return mulaw + b"\xff" * (-len(mulaw) % FRAME_BYTES)
