"""A recording as a file: WAV, 16-bit, 8 kHz, theirs on the left and ours on the right.

A moment's place in the file follows from its time alone, so that a recording which
begins in the middle of a call, breaks off, or is gone on with by another process needs
no index: what was never written is a hole, which reads as silence and takes no room.
"""

from __future__ import annotations

import struct

from panda.audio.mulaw import BYTES_PER_MS, RATE

CHANNELS = 2
_SAMPLE_BYTES = 2
FRAME = CHANNELS * _SAMPLE_BYTES
"""Bytes of one moment of both sides."""
BYTES_A_MS = BYTES_PER_MS * FRAME
HEADER_BYTES = 44
_PCM = 1


def header(pcm_bytes: int) -> bytes:
    """Return what stands before so many bytes of sound (RIFF, `fmt ` and `data`)."""
    about = struct.pack(
        "<HHIIHH", _PCM, CHANNELS, RATE, RATE * FRAME, FRAME, 8 * _SAMPLE_BYTES
    )
    body = b"WAVEfmt " + struct.pack("<I", len(about)) + about
    body += b"data" + struct.pack("<I", pcm_bytes)
    return b"RIFF" + struct.pack("<I", len(body) + pcm_bytes) + body


def place(at_ms: int) -> int:
    """Return where in the file a moment is, counted from the answer."""
    return HEADER_BYTES + max(0, at_ms) * BYTES_A_MS


def length_ms(file_bytes: int) -> int:
    """Return until when a file of that size has sound."""
    return max(0, file_bytes - HEADER_BYTES) // BYTES_A_MS
