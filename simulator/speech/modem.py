"""Twenty milliseconds of tones that carry sixteen octets.

A frame is the sum of 64 tones, 300 to 3450 Hz in steps of 50 Hz, each in one of
four phases: 128 bits (orthogonal frequency division, quadrature phase shift). All
tones are periodic in 160 samples, so a frame needs no neighbour to be read; its
checksum tells whether it was read where it starts.

    octets  0-2   call       which voice it comes from
    octet   3     utterance  counts up, modulo 256
    octets  4-5   sequence   counts the frames of the utterance
    octets  6-7   offset     where the payload belongs in the utterance, in octets
    octet   8     length     0 to 5 octets of payload; +128: the utterance ends here
    octets  9-13  payload    UTF-8, filled up with zeros
    octets 14-15  checksum   CRC-16/CCITT over octets 0-13
"""

from __future__ import annotations

import binascii
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.ports import FRAME_BYTES
from simulator.speech import mulaw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

PAYLOAD = 5
"""Octets of text in a frame at most."""
_HEADER = struct.Struct(">3sBHHB5s")
_SIZE = 16
_FIRST, _TONES = 6, 64
"""Tones 6 to 69 of a spectrum in steps of 50 Hz."""
_AMPLITUDE = 0.013
"""Of one tone: -23 dBFS in all, and never above full scale."""
_ENDS = 0x80
_SCRAMBLE = np.random.default_rng(160).integers(0, 256, _SIZE, dtype=np.uint8)
"""Mixed into the octets, so that text of few values has no peaks."""
_CERTAIN = 0.6 * _AMPLITUDE / np.sqrt(2) * FRAME_BYTES / 2
"""How clearly each bit must show (mu-law makes an error of some hundredths)."""
_START = 0xFFFF
"""What the checksum starts from."""


@dataclass(frozen=True, slots=True)
class Packet:
    """What one frame says."""

    call: bytes
    """Three octets."""
    utterance: int
    sequence: int
    offset: int
    payload: bytes
    ends: bool

    def octets(self) -> bytes:
        """Return the sixteen octets of the frame."""
        length = len(self.payload) | (_ENDS if self.ends else 0)
        content = _HEADER.pack(
            self.call,
            self.utterance,
            self.sequence,
            self.offset,
            length,
            self.payload,
        )
        return content + binascii.crc_hqx(content, _START).to_bytes(2, "big")


def modulate(packets: Sequence[Packet]) -> bytes:
    """Return one frame of mu-law for each packet."""
    octets = np.frombuffer(b"".join(packet.octets() for packet in packets), np.uint8)
    bits = np.unpackbits(octets.reshape(-1, _SIZE) ^ _SCRAMBLE, axis=1)
    spectrum = np.zeros((len(packets), FRAME_BYTES // 2 + 1), np.complex128)
    signs = 1.0 - 2.0 * bits
    tones = signs[:, :_TONES] + 1j * signs[:, _TONES:]
    spectrum[:, _FIRST : _FIRST + _TONES] = tones * (_AMPLITUDE / np.sqrt(2))
    waves = np.fft.irfft(spectrum, FRAME_BYTES, axis=1) * (FRAME_BYTES / 2)
    return mulaw.encode(waves.ravel())


def demodulate(frame: bytes) -> Packet | None:
    """Read 160 samples; None if they are not exactly one frame."""
    values = mulaw.samples(frame) @ _ANALYSIS
    if np.abs(values).min() < _CERTAIN:  # speech or music passes one CRC in 65 536
        return None
    return _read(np.packbits(values < 0).tobytes())


def find(audio: bytes) -> int | None:
    """Return where the first frame starts in 160 to 319 samples of audio."""
    spans = np.lib.stride_tricks.sliding_window_view(mulaw.samples(audio), FRAME_BYTES)
    probes = spans @ _PROBE
    half = probes.shape[1] // 2
    strength = np.hypot(probes[:, :half], probes[:, half:])
    # where a frame starts all tones are alike, and as strong as they were made
    even = (strength.min(axis=1) > 0.7) & (strength.max(axis=1) < 1.4)
    for start in np.flatnonzero(even):
        if demodulate(audio[start : start + FRAME_BYTES]) is not None:
            return int(start)
    return None


def _probe() -> NDArray[np.float32]:
    """Return what measures four of the tones at many places at a low price."""
    tones = np.array([_FIRST + 1, _FIRST + 22, _FIRST + 43, _FIRST + _TONES - 2])
    angle = 2 * np.pi * np.outer(np.arange(FRAME_BYTES), tones) / FRAME_BYTES
    waves = np.concatenate([np.cos(angle), np.sin(angle)], axis=1)
    scaled: NDArray[np.float32] = (waves * 2 / FRAME_BYTES / _AMPLITUDE).astype(
        np.float32
    )
    return scaled


_PROBE = _probe()


def _analysis() -> NDArray[np.float32]:
    """Return what turns a frame into 128 numbers, negative where the bit is set."""
    tones = np.arange(_FIRST, _FIRST + _TONES)
    angle = 2 * np.pi * np.outer(np.arange(FRAME_BYTES), tones) / FRAME_BYTES
    waves = np.concatenate([np.cos(angle), -np.sin(angle)], axis=1)
    waves *= 1.0 - 2.0 * np.unpackbits(_SCRAMBLE)
    return waves.astype(np.float32)


_ANALYSIS = _analysis()


def _read(octets: bytes) -> Packet | None:
    content, checksum = octets[:14], octets[14:]
    if binascii.crc_hqx(content, _START) != int.from_bytes(checksum, "big"):
        return None
    call, utterance, sequence, offset, length, payload = _HEADER.unpack(content)
    size = length & ~_ENDS
    if size > PAYLOAD:
        return None
    return Packet(
        call, utterance, sequence, offset, payload[:size], bool(length & _ENDS)
    )
