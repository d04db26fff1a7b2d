"""Mu-law, the telephone's 8-bit logarithmic sound (ITU-T G.711), by table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 8000
"""Samples, and so bytes, a second."""
BYTES_PER_MS = 8
FRAME_MS = 20
FRAME_BYTES = FRAME_MS * BYTES_PER_MS
SILENCE = 0xFF
"""The code word of +0."""

_BIAS = 132
"""Added before the logarithm, so that eight segments of doubling width result."""
_CLIP = 32635


def _decoding() -> NDArray[np.int16]:
    code = ~np.arange(256, dtype=np.uint8)
    exponent = ((code >> 4) & 7).astype(np.int32)
    mantissa = (code & 15).astype(np.int32)
    magnitude = (((mantissa << 3) + _BIAS) << exponent) - _BIAS
    return np.where(code & 0x80, -magnitude, magnitude).astype(np.int16)


def _encoding() -> NDArray[np.uint8]:
    """Return the code of every 16-bit value, indexed by its unsigned reading."""
    value = np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.int32)
    magnitude = np.minimum(np.abs(value), _CLIP) + _BIAS
    exponent = np.floor(np.log2(magnitude)).astype(np.int32) - 7
    mantissa = (magnitude >> (exponent + 3)) & 15
    sign = np.where(value < 0, 0x80, 0)
    code = ~(sign | (exponent << 4) | mantissa) & 0xFF
    return np.asarray(code, np.uint8)


_DECODE = _decoding()
_ENCODE = _encoding()


def decode(mulaw: bytes) -> NDArray[np.int16]:
    """Return the samples of mu-law bytes.

    Example:
        >>> decode(bytes([0xFF, 0x00, 0x80])).tolist()
        [0, -32124, 32124]
    """
    return _DECODE[np.frombuffer(mulaw, np.uint8)]


def encode(samples: NDArray[np.int16]) -> bytes:
    """Return samples as mu-law.

    Example:
        >>> encode(np.array([0, -32124, 32124], np.int16)).hex()
        'ff0080'
    """
    return _ENCODE[np.ascontiguousarray(samples, np.int16).view(np.uint16)].tobytes()
