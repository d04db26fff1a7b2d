"""Packets that get lost or come too late, and what is heard instead.

Loss follows E. N. Gilbert's model of bursts (1960): a line is good or bad, and in
the bad state every packet is lost. Lateness is that of a receiver with a fixed
play-out buffer: what comes later than the buffer waits is lost as well.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Protocol

from simulator.ports import FRAME_MS, SILENCE
from simulator.speech import mulaw

if TYPE_CHECKING:
    from random import Random

_FADE = 0.5
"""The frame before a lost one is played again at half its level, then silence: in
the manner of G.711 appendix I, without its pitch search."""


class Fate(Protocol):
    """Decides packet by packet."""

    def lost(self) -> bool:
        """Return whether the next packet is lost."""
        ...


class Gilbert:
    """Losses in bursts.

    Args:
        rate: Share of all packets that is lost, below 1.
        burst: Mean length of a loss in packets.
        dice: Where chance comes from.
    """

    def __init__(self, rate: float, burst: float, dice: Random) -> None:
        self._recovers = 1 / burst
        good = max(1e-9, 1 - rate)
        self._fails = min(1.0, rate * self._recovers / good)
        self._dice = dice
        self._bad = dice.random() < rate

    def lost(self) -> bool:
        """Return whether the next packet is lost."""
        lost = self._bad
        chance = self._recovers if self._bad else self._fails
        if self._dice.random() < chance:
            self._bad = not self._bad
        return lost


class Lateness:
    """Losses because a packet comes after its moment has passed.

    Args:
        mean_ms: Mean delay beyond the fastest packet (exponentially distributed).
        buffer_ms: How long the receiver waits.
        dice: Where chance comes from.
    """

    def __init__(self, mean_ms: float, buffer_ms: int, dice: Random) -> None:
        self._mean_ms, self._buffer_ms, self._dice = mean_ms, buffer_ms, dice

    def lost(self) -> bool:
        """Return whether the next packet is too late."""
        return self._dice.expovariate(1 / self._mean_ms) > self._buffer_ms


class Packets:
    """One direction of a line that loses packets; counts them.

    Args:
        fates: Each may lose a packet.
        delay_ms: How much later everything is heard.
    """

    def __init__(self, fates: list[Fate], delay_ms: int = 0) -> None:
        self._fates = fates
        self._waiting = deque([SILENCE] * (delay_ms // FRAME_MS))
        self._last: bytes | None = None
        self.sent = self.lost = 0

    def carry(self, frame: bytes) -> bytes:
        """Send one frame; return what the other end hears now."""
        self.sent += 1
        losses = [fate.lost() for fate in self._fates]  # every model moves on
        if any(losses):
            self.lost += 1
            frame = self._concealed()
        else:
            self._last = frame
        if not self._waiting:
            return frame
        self._waiting.append(frame)
        return self._waiting.popleft()

    def _concealed(self) -> bytes:
        last, self._last = self._last, None
        if last is None or last == SILENCE:
            return SILENCE
        return mulaw.encode(mulaw.samples(last) * _FADE)
