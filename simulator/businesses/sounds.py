"""Music, ringing and the voicemail beep as mu-law, and how loud a frame is."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import numpy as np

from simulator.ports import FRAME_BYTES, FRAME_MS, SILENCE
from simulator.speech import mulaw, tones
from simulator.speech.music import hold_music

if TYPE_CHECKING:
    from simulator.businesses.scene import Sound

_LEVEL = np.abs(mulaw.linear(bytes(range(256))).astype(np.int32))
_AUDIBLE = 60
"""Mean level (of 32768) above which a frame counts as sound: about -55 dBFS."""
_MUMBLE_TAPS = 31
"""Length of the moving mean that takes the consonants out of a voice (3.9 ms)."""
_MUMBLE_GAIN = 0.45


def make(sound: Sound, ms: int, tune: bytes | None = None) -> bytes:
    """Return so much of a sound, in whole frames; `tune` is music to use instead."""
    match sound:
        case "beep":
            return tones.beep(ms)
        case "music":
            return _cut(tune or hold_music(), ms)
        case "ring":
            return _cut(tones.ring_back(), ms)
        case _:
            assert_never(sound)


def mumbled(audio: bytes) -> bytes:
    """Return a voice as if with a hand before the mouth: dull and faint."""
    floats = mulaw.samples(audio).astype(np.float64)
    kernel = np.hanning(_MUMBLE_TAPS)
    dull = np.convolve(floats, kernel / kernel.sum(), mode="same")
    return mulaw.encode(_MUMBLE_GAIN * dull)


def warm() -> None:
    """Compose the music now (about a quarter of a second) and not during a call."""
    hold_music()


def audible(frame: bytes) -> bool:
    """Tell whether a frame holds sound rather than silence or faint noise."""
    if frame == SILENCE:
        return False
    levels = _LEVEL[np.frombuffer(frame, np.uint8)]
    return int(levels.sum()) > _AUDIBLE * len(frame)


def _cut(tune: bytes, ms: int) -> bytes:
    wanted = ms // FRAME_MS * FRAME_BYTES
    return (tune * (wanted // len(tune) + 1))[:wanted]
