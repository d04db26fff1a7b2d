"""Both sides of a call as one stereo sound, block by block.

The sides come apart and each a little late: theirs as it is heard, ours as the callee
hears it. A block is given away once its time is over by `WAIT_MS`; what comes for it
later is dropped, as it would have to be put into sound that was written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from panda.audio.mulaw import BYTES_PER_MS, decode
from panda.operator.wire import Side
from panda.recording.wav import CHANNELS

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK_MS = 1_000
WAIT_MS = 1_000
"""How late a side may be: a frame that comes later was long a gap."""
SLACK_MS = 200
"""Sound that comes so little later than it should goes on where the one before it
ended, as does what comes early: frames that were held up come in a heap, and would
tear holes and overwrite each other. Nothing is further than that from its time, but
for what follows a longer hold-up."""
_PLACE = {Side.CALLEE: 0, Side.US: 1}
"""Theirs is left, ours is right."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of both sides that is ready."""

    at_ms: int
    """Since the answer."""
    pcm: bytes
    """16-bit samples, left and right by turns, little-endian."""


class Stereo:
    """Takes both sides, returns blocks in order. Times are ms since the answer."""

    def __init__(self) -> None:
        self._blocks: dict[int, NDArray[np.int16]] = {}
        self._ends: dict[Side, int] = {}
        """Until when there is sound of a side."""
        self._given = 0
        """Blocks before this one are gone."""

    def add(self, side: Side, at_ms: int, mulaw: bytes) -> None:
        """Take sound of one side, which comes in order."""
        end_ms = self._ends.get(side)
        if end_ms is not None and at_ms <= end_ms + SLACK_MS:
            at_ms = end_ms
        self._ends[side] = at_ms + len(mulaw) // BYTES_PER_MS
        samples = decode(mulaw)
        while len(samples):
            number, into_ms = divmod(max(0, at_ms), BLOCK_MS)
            room = (BLOCK_MS - into_ms) * BYTES_PER_MS
            piece, samples = samples[:room], samples[room:]
            if number >= self._given:
                start = into_ms * BYTES_PER_MS
                self._block(number)[start : start + len(piece), _PLACE[side]] = piece
            at_ms = (number + 1) * BLOCK_MS

    def _block(self, number: int) -> NDArray[np.int16]:
        if number not in self._blocks:
            shape = (BLOCK_MS * BYTES_PER_MS, CHANNELS)
            self._blocks[number] = np.zeros(shape, np.int16)
        return self._blocks[number]

    def due(self, now_ms: int) -> list[Block]:
        """Return the blocks to which nothing more is added."""
        return self._give(max(self._given, (now_ms - WAIT_MS) // BLOCK_MS))

    def rest(self) -> list[Block]:
        """Return all that there is: the sound ends here."""
        return self._give(max(self._blocks, default=self._given - 1) + 1)

    def _give(self, until: int) -> list[Block]:
        self._given = until
        ready = sorted(number for number in self._blocks if number < until)
        return [
            Block(number * BLOCK_MS, self._blocks.pop(number).astype("<i2").tobytes())
            for number in ready
        ]
