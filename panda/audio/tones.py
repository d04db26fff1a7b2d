"""The tones of telephone keys (DTMF, ITU-T Q.23): made, and heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from panda.audio import mulaw

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROWS = (697, 770, 852, 941)
COLUMNS = (1209, 1336, 1477, 1633)
KEYPAD = ("123A", "456B", "789C", "*0#D")
FREQUENCIES = {
    key: (ROWS[r], COLUMNS[c])
    for r, row in enumerate(KEYPAD)
    for c, key in enumerate(row)
}
"""Hz of the two tones of each key."""

TONE_MS = 120
GAP_MS = 100
"""Q.24 asks for 40 ms each; networks and IVRs are safe from 80-100 (PROTOCOLS B3)."""
SLOW_TONE_MS = 250
SLOW_GAP_MS = 250
WAIT_MS = 500
"""What `w` stands for, as in Twilio's `SendDigits`."""
_AMPLITUDE = 0.25 * 32767
"""Of each tone: -15 dBFS, about -9 dBm0 in all; the column 1 dB over the row."""
_TWIST = 10 ** (1 / 20)
_RAMP = 16
"""Samples (2 ms) of fading, against clicks."""


def keys(digits: str, *, tone_ms: int = TONE_MS, gap_ms: int = GAP_MS) -> bytes:
    """Return keys as mu-law, a gap after each; `w` waits `WAIT_MS`.

    Raises:
        ValueError: There is no such key; says which place, not which key.
    """
    parts: list[bytes] = []
    for place, digit in enumerate(digits):
        if digit == "w":
            parts.append(_silence(WAIT_MS))
        elif digit in FREQUENCIES:
            parts += [_tone(digit, tone_ms), _silence(gap_ms)]
        else:
            raise ValueError(f"no key on a telephone: character {place + 1}")
    return b"".join(parts)


def _silence(ms: int) -> bytes:
    return bytes([mulaw.SILENCE]) * (ms * mulaw.BYTES_PER_MS)


def _tone(key: str, ms: int) -> bytes:
    size = ms * mulaw.BYTES_PER_MS
    time = np.arange(size) * (2 * np.pi / mulaw.RATE)
    row, column = FREQUENCIES[key]
    wave = _AMPLITUDE * (np.sin(time * row) + _TWIST * np.sin(time * column))
    ramp = np.minimum(1.0, np.arange(1, size + 1) / _RAMP)
    return mulaw.encode((wave * ramp * ramp[::-1]).astype(np.int16))


_SPAN = 205
"""Samples looked at together: Goertzel's classic choice at 8 kHz (39 Hz a bin)."""
_HOP = 100
_LEAST = (0.004 * 32767) ** 2
"""Power under which nobody has pressed anything (about -48 dBFS)."""
_SHARE = 0.7
"""Share of the whole power that the two tones must hold; speech spreads it."""
_APART = 6.3
"""How far (power, 8 dB) the best of each group must stand above its next."""
_UNEVEN = 6.3
"""How far (8 dB) the two tones may differ: Q.24's normal twist is 4 to 8 dB."""
_STEADY = 2
"""Looks that must agree: 2 hops on a span of 26 ms is a tone of about 40 ms."""


def _bank() -> NDArray[np.float32]:
    angle = 2 * np.pi * np.outer(np.arange(_SPAN), (*ROWS, *COLUMNS)) / mulaw.RATE
    both = np.concatenate([np.cos(angle), np.sin(angle)], axis=1)
    return np.asarray(both * np.sqrt(2) / _SPAN, np.float32)


_BANK = _bank()


class KeyDetector:
    """Hears keys in mu-law audio, each press once."""

    def __init__(self) -> None:
        self._rest = np.zeros(0, np.float32)
        self._last = ""
        self._same = 0

    def hear(self, audio: bytes) -> str:
        """Return the keys that became certain with this audio, in order."""
        line = np.concatenate([self._rest, mulaw.decode(audio).astype(np.float32)])
        heard = ""
        start = 0
        while start + _SPAN <= line.size:
            heard += self._look(line[start : start + _SPAN])
            start += _HOP
        self._rest = line[start:]
        return heard

    def _look(self, span: NDArray[np.float32]) -> str:
        key = _key_in(span)
        self._same = self._same + 1 if key == self._last else 1
        self._last = key
        return key if self._same == _STEADY else ""


def _key_in(span: NDArray[np.float32]) -> str:
    """Return the key that sounds through a whole span, "" if none does."""
    total = float(span @ span) / _SPAN
    if total < _LEAST:
        return ""
    sums = span @ _BANK
    power = sums[:8] ** 2 + sums[8:] ** 2
    rows, columns = power[:4], power[4:]
    row, column = int(rows.argmax()), int(columns.argmax())
    low, high = float(rows[row]), float(columns[column])
    even = low < high * _UNEVEN and high < low * _UNEVEN
    clear = _stands_out(rows) and _stands_out(columns)
    if low + high < _SHARE * total or not (even and clear):
        return ""
    return KEYPAD[row][column]


def _stands_out(group: NDArray[np.float32]) -> bool:
    second, first = np.sort(group)[-2:]
    return bool(first > second * _APART)
