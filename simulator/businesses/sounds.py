"""Hold music and the voicemail beep as mu-law, and how loud a frame is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.ports import FRAME_BYTES, FRAME_MS, SILENCE
from simulator.speech import mulaw, tones
from simulator.speech.music import hold_music

if TYPE_CHECKING:
    from simulator.businesses.scene import Sound

_LEVEL = np.abs(mulaw.linear(bytes(range(256))).astype(np.int32))
_AUDIBLE = 60
"""Mean level (of 32768) above which a frame counts as sound: about -55 dBFS."""


def make(sound: Sound, ms: int) -> bytes:
    """Return so much of a sound, in whole frames."""
    match sound:
        case "beep":
            return tones.beep(ms)
        case "music":
            wanted = ms // FRAME_MS * FRAME_BYTES
            tune = hold_music()
            return (tune * (wanted // len(tune) + 1))[:wanted]


def warm() -> None:
    """Compose the music now (about a quarter of a second) and not during a call."""
    hold_music()


def audible(frame: bytes) -> bool:
    """Tell whether a frame holds sound rather than silence or faint noise."""
    if frame == SILENCE:
        return False
    levels = _LEVEL[np.frombuffer(frame, np.uint8)]
    return int(levels.sum()) > _AUDIBLE * len(frame)
