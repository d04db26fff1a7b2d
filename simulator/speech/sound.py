"""Recordings as files: RIFF/WAVE read into mu-law, samples wrapped as WAVE."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np
import soxr

from simulator.speech import mulaw

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PCM, _MULAW, _EXTENSIBLE = 1, 7, 0xFFFE


class SoundError(ValueError):
    """A recording cannot be read; the message says why."""


def read(content: bytes) -> bytes:
    """Return a recording as 8 kHz mu-law; content that is not WAVE is taken as such.

    Raises:
        SoundError: WAVE of an unknown kind, or cut off.
    """
    if content[:4] != b"RIFF":
        return content
    form, audio = _chunks(content)
    try:
        kind, channels, rate, _, _, bits = struct.unpack("<HHIIHH", form[:16])
    except struct.error:
        raise SoundError("the WAVE file has no format") from None
    if not channels or not rate:
        raise SoundError("the WAVE file has no channels or no rate")
    if kind == _EXTENSIBLE:
        kind = int.from_bytes(form[24:26], "little")
    match kind, bits:
        case (7, 8):
            floats: NDArray[np.float32] = mulaw.samples(audio)
        case (1, 16):
            words = np.frombuffer(audio[: len(audio) // 2 * 2], "<i2")
            floats = words.astype(np.float32) / mulaw.FULL_SCALE
        case (1, 8):
            octets = np.frombuffer(audio, np.uint8).astype(np.float32)
            floats = (octets - np.float32(128)) / np.float32(128)
        case _:
            raise SoundError("only 8 or 16-bit PCM and mu-law WAVE are understood")
    whole = floats[: floats.size // channels * channels]
    mono = whole.reshape(-1, channels).mean(axis=1, dtype=np.float32)
    return mulaw.encode(soxr.resample(mono, rate, mulaw.RATE, quality="HQ"))


def wave(samples: bytes, rate: int, *, kind: int = _PCM) -> bytes:
    """Return 16-bit samples (or mu-law, kind 7) as a WAVE file of one channel."""
    width = 1 if kind == _MULAW else 2
    form = struct.pack("<HHIIHH", kind, 1, rate, rate * width, width, 8 * width)
    body = b"WAVE" + _chunk(b"fmt ", form) + _chunk(b"data", samples)
    return _chunk(b"RIFF", body)


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _chunks(content: bytes) -> tuple[bytes, bytes]:
    """Return the format and the audio of a WAVE file."""
    form, at = b"", 12
    while at + 8 <= len(content):
        name, size = (
            content[at : at + 4],
            int.from_bytes(content[at + 4 : at + 8], "little"),
        )
        body = content[at + 8 : at + 8 + size]
        if name == b"fmt ":
            form = body
        elif name == b"data":
            return form, body
        at += 8 + size + size % 2
    raise SoundError("the WAVE file has no audio")
