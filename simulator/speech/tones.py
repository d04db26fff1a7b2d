"""Telephone tones: keys made and heard, and what the network plays to a caller.

Frequencies are those of ITU-T Q.23 (keys) and of the North American precise tone
plan (ring-back, busy, special information tones).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.ports import FRAME_BYTES
from simulator.speech import mulaw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ROWS = (697.0, 770.0, 852.0, 941.0)
COLUMNS = (1209.0, 1336.0, 1477.0, 1633.0)
KEYS = ("123A", "456B", "789C", "*0#D")
_LEVEL = 0.2
"""Amplitude of one component: about -17 dBFS, as phones send."""
_EDGE = 40
"""Samples (5 ms) over which a tone fades in and out, so that it does not click."""


def _tone(
    frequencies: Sequence[float], ms: int, level: float = _LEVEL
) -> NDArray[np.float64]:
    time = np.arange(ms * mulaw.RATE // 1000) / mulaw.RATE
    wave: NDArray[np.float64] = level * np.sum(
        [np.sin(2 * np.pi * f * time) for f in frequencies], axis=0
    )
    edge = np.minimum(1.0, np.arange(wave.size) / _EDGE)
    return wave * edge * edge[::-1]


def _pause(ms: int) -> NDArray[np.float64]:
    return np.zeros(ms * mulaw.RATE // 1000)


def _frames(*parts: NDArray[np.float64]) -> bytes:
    return mulaw.whole_frames(mulaw.encode(np.concatenate(parts)))


def dtmf(digits: str, tone_ms: int = 120, gap_ms: int = 100) -> bytes:
    """Return keys as mu-law; `w` waits half a second and `W` a whole one.

    Raises:
        ValueError: A character is not on the keypad.
    """
    parts = []
    for digit in digits:
        if digit in "wW":
            parts.append(_pause(500 if digit == "w" else 1000))
            continue
        row = next((r for r, keys in enumerate(KEYS) if digit.upper() in keys), None)
        if row is None:
            raise ValueError(f"no key {digit!r} on a telephone")
        column = KEYS[row].index(digit.upper())
        parts += [_tone((ROWS[row], COLUMNS[column]), tone_ms), _pause(gap_ms)]
    return _frames(*parts) if parts else b""


def ring_back(seconds: float = 6.0) -> bytes:
    """Return ringing as a caller hears it: 440 + 480 Hz, 2 s on and 4 s off."""
    one = np.concatenate([_tone((440, 480), 2000, 0.1), _pause(4000)])
    return _looped(one, seconds)


def busy(seconds: float = 3.0) -> bytes:
    """Return the busy signal: 480 + 620 Hz, half a second on and off."""
    return _looped(np.concatenate([_tone((480, 620), 500, 0.1), _pause(500)]), seconds)


def reorder(seconds: float = 3.0) -> bytes:
    """Return the fast busy signal of a network without a free line."""
    return _looped(np.concatenate([_tone((480, 620), 250, 0.1), _pause(250)]), seconds)


def beep(ms: int = 400, hertz: float = 1000.0) -> bytes:
    """Return the tone after which a voicemail records."""
    return _frames(_tone((hertz,), ms))


def special_information() -> bytes:
    """Return the three rising tones before "the number is not in service"."""
    parts = [_tone((hertz,), 330) for hertz in (950, 1400, 1800)]
    return _frames(*parts, _pause(200))


def _looped(one: NDArray[np.float64], seconds: float) -> bytes:
    size = int(seconds * mulaw.RATE)
    return _frames(np.resize(one, size))


_SPAN = 204
"""Samples looked at together: 25.5 ms tells 697 from 770 Hz."""
_HOP = 80
_BLOCK = FRAME_BYTES
"""Samples taken in at once: two hops."""
_SILENT_BLOCK = b"\xff" * _BLOCK
_QUIET_BLOCKS = 5
"""After so much silence no sound is left in the spans, and no key is held."""
_NO_KEYS = [""] * (_BLOCK // _HOP)
_LEAST_POWER = 10 ** (-45 / 10) * _SPAN
"""Of a span, summed: -45 dBFS."""
_TWIST = 10 ** (12 / 10)
"""How much stronger one component may be than the other (power; 12 dB)."""
_PURITY = 0.7
"""Share of the power that must lie in the two components: speech has less."""
_CLEARANCE = 4.0
"""How much the best row and column must exceed the next best (power; 6 dB)."""
_HOPS_TO_ACCEPT = 3
LEAST_MS = 40
"""What so many steps come to; Q.24 asks that so short a key is heard."""
_HOPS_TO_RELEASE = 3


_DETUNINGS = (-0.013, 0.0, 0.013)
"""Generators may be off by 1.5 % (Q.24): each tone is sought at three places."""


def _basis() -> NDArray[np.float32]:
    """Return cosines, then sines, of the eight frequencies at each detuning."""
    time = np.arange(_SPAN) / mulaw.RATE
    hertz = np.outer(1 + np.array(_DETUNINGS), ROWS + COLUMNS).ravel()
    angle = 2 * np.pi * np.outer(time, hertz)
    waves = np.concatenate([np.cos(angle), np.sin(angle)], axis=1)
    basis: NDArray[np.float32] = (waves * np.sqrt(2.0) / _SPAN).astype(np.float32)
    return basis


_BASIS = _basis()


class ToneDetector:
    """The keys pressed in one stream of mu-law audio.

    A key counts once, when it has sounded for about 40 ms, and again only after a
    gap of about 20 ms. It asks for two nearly pure tones, so speech and music do
    not press keys (Goertzel's sums, as one matrix product each 20 ms).

    It listens to every frame of every call, so it works in place: silence costs a
    comparison, and sound no allocation that could be avoided.
    """

    def __init__(self, *, least_ms: int = LEAST_MS) -> None:
        """Begin in silence.

        Args:
            least_ms: How long a key must sound to count.
        """
        longer = max(0, least_ms - LEAST_MS) * mulaw.RATE // 1000 // _HOP
        self._enough = _HOPS_TO_ACCEPT + longer
        self._line = np.zeros(_SPAN + _BLOCK, np.float32)
        """What was heard last, and behind it the block being looked at."""
        self._spans = np.lib.stride_tricks.sliding_window_view(self._line, _SPAN)[
            _HOP::_HOP
        ]
        self._waiting = b""
        self._silent = _QUIET_BLOCKS
        """Blocks of digital silence in a row."""
        self._pressed = ""
        self._candidate = ""
        self._seen = 0
        self._missed = 0

    def feed(self, frame: bytes) -> list[str]:
        """Hear some audio (any length) and return the keys recognised in it."""
        if self._waiting or len(frame) != _BLOCK:
            return self._feed_any(frame)
        return self._block(frame)

    def _feed_any(self, audio: bytes) -> list[str]:
        audio = self._waiting + audio
        end = len(audio) // _BLOCK * _BLOCK
        self._waiting = audio[end:]
        blocks = (audio[at : at + _BLOCK] for at in range(0, end, _BLOCK))
        return [key for block in blocks for key in self._block(block)]

    def _block(self, block: bytes) -> list[str]:
        if block != _SILENT_BLOCK:
            self._silent = 0
        elif self._silent >= _QUIET_BLOCKS:
            return []  # nothing sounds, and every earlier key has been let go
        else:
            self._silent += 1
        line = self._line
        line[:_SPAN] = line[_BLOCK:]
        line[_SPAN:] = mulaw.samples(block)
        found = (self._step(key) for key in self._keys())
        return [key for key in found if key]

    def _keys(self) -> list[str]:
        """Return the key sounding at the end of each hop, "" for none."""
        spans = self._spans
        total = np.einsum("ij,ij->i", spans, spans).tolist()
        if max(total) <= _LEAST_POWER:
            return _NO_KEYS
        sums = spans @ _BASIS
        sums *= sums
        half = _BASIS.shape[1] // 2
        powers = (sums[:, :half] + sums[:, half:]).reshape(-1, len(_DETUNINGS), 8)
        best = powers.max(axis=1).tolist()
        return [
            _key(power) if _is_pure(power, whole) else ""
            for power, whole in zip(best, total, strict=True)
        ]

    def _step(self, key: str) -> str:
        """Take the key of one hop; return it when it counts."""
        if key and key == self._pressed:
            self._missed = 0
            return ""
        self._missed += 1
        if self._missed >= _HOPS_TO_RELEASE:
            self._pressed = ""
        self._seen = self._seen + 1 if key == self._candidate else 1
        self._candidate = key
        if not key or self._seen < self._enough:
            return ""
        self._pressed, self._missed = key, 0
        return key


def _is_pure(power: list[float], whole: float) -> bool:
    """Say whether two tones hold nearly all of a span's power, which is loud enough."""
    best = max(power[:4]) + max(power[4:])
    return whole > _LEAST_POWER and best * _SPAN > _PURITY * whole


def _key(power: list[float]) -> str:
    """Return the key of two pure tones, "" if they are not a row and a column."""
    row = max(range(4), key=power.__getitem__)
    column = max(range(4, 8), key=power.__getitem__)
    low, high = power[row], power[column]
    if not 1 / _TWIST < low / max(high, 1e-12) < _TWIST:
        return ""
    if max(power[:row] + power[row + 1 : 4]) * _CLEARANCE > low:
        return ""
    if max(power[4:column] + power[column + 1 :]) * _CLEARANCE > high:
        return ""
    return KEYS[row][column - 4]
