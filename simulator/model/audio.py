"""The three audio formats of the Realtime API, to and from 8 kHz mu-law.

Everything inside the simulator is mu-law; the client may have asked for A-law or for
16-bit PCM at 24 kHz.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
import soxr

from simulator.speech import mulaw

if TYPE_CHECKING:
    from numpy.typing import NDArray

BYTES_PER_MS = 8
"""8 kHz mu-law: eight bytes a millisecond."""
_TELEPHONE_HZ = 8000
_WIDE_HZ = 24000


def _alaw_table() -> NDArray[np.int16]:
    """Return the 256 levels of G.711 A-law."""
    code = np.arange(256, dtype=np.uint8) ^ 0x55
    exponent = ((code >> 4) & 7).astype(np.int32)
    mantissa = (code & 15).astype(np.int32)
    low = (mantissa << 4) + 8
    high = ((mantissa << 4) + 0x108) << np.maximum(exponent - 1, 0)
    level = np.where(exponent == 0, low, high)
    return np.where(code & 0x80, level, -level).astype(np.int16)


_MULAW = mulaw.linear(bytes(range(256)))
_ALAW = _alaw_table()


def _translation(source: NDArray[np.int16], target: NDArray[np.int16]) -> bytes:
    """Return, for each code of `source`, the nearest code of `target`."""
    distance = np.abs(source.astype(np.int32)[:, None] - target.astype(np.int32))
    nearest: NDArray[np.uint8] = distance.argmin(axis=1).astype(np.uint8)
    return nearest.tobytes()


_A_TO_MU = _translation(_ALAW, _MULAW)
_MU_TO_A = _translation(_MULAW, _ALAW)


class Codec(Protocol):
    """One direction of one stream between the wire's format and mu-law."""

    def decode(self, wire: bytes) -> bytes:
        """Return what came over the wire as mu-law."""
        ...

    def encode(self, narrow: bytes) -> bytes:
        """Return mu-law as it goes over the wire."""
        ...


class Telephone:
    """`audio/pcmu`: nothing to do."""

    def decode(self, wire: bytes) -> bytes:
        """Return the bytes as they are."""
        return wire

    def encode(self, narrow: bytes) -> bytes:
        """Return the bytes as they are."""
        return narrow


class ALaw:
    """`audio/pcma`: a table each way."""

    def decode(self, wire: bytes) -> bytes:
        """Translate A-law to mu-law."""
        return wire.translate(_A_TO_MU)

    def encode(self, narrow: bytes) -> bytes:
        """Translate mu-law to A-law."""
        return narrow.translate(_MU_TO_A)


class Wide:
    """`audio/pcm`: 16-bit little endian at 24 kHz, resampled as a stream."""

    def __init__(self) -> None:
        self._down = soxr.ResampleStream(
            _WIDE_HZ, _TELEPHONE_HZ, 1, dtype="int16", quality="QQ"
        )
        self._rest = b""

    def decode(self, wire: bytes) -> bytes:
        """Bring 24 kHz down to 8 kHz; half a sample waits for its other half."""
        data = self._rest + wire
        whole = len(data) // 2 * 2
        self._rest = data[whole:]
        samples = np.frombuffer(data[:whole], dtype="<i2").astype(np.int16)
        return mulaw.encode_linear(self._down.resample_chunk(samples))

    def encode(self, narrow: bytes) -> bytes:
        """Bring 8 kHz up to 24 kHz; every chunk stands for itself."""
        words = mulaw.linear(narrow)
        wide = soxr.resample(words, _TELEPHONE_HZ, _WIDE_HZ, quality="LQ")
        expected = len(narrow) * _WIDE_HZ // _TELEPHONE_HZ
        samples: NDArray[np.int16] = np.resize(wide, expected).astype("<i2")
        return samples.tobytes()


def codec(format_type: str) -> Codec:
    """Return a fresh codec for `audio/pcm`, `audio/pcmu` or `audio/pcma`."""
    match format_type:
        case "audio/pcmu":
            return Telephone()
        case "audio/pcma":
            return ALaw()
        case _:
            return Wide()
