"""What one side says comes back to it, later and fainter."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from simulator.ports import FRAME_MS, SILENCE
from simulator.speech import mulaw

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Echo:
    """The way from a loudspeaker back into the microphone beside it.

    Args:
        delay_ms: How much later it is heard; whole frames.
        level_db: How loud it is against the sound itself.
    """

    def __init__(self, delay_ms: int, level_db: float) -> None:
        frames = max(1, delay_ms // FRAME_MS)
        self._waiting: deque[bytes] = deque([SILENCE] * frames)
        self._gain = 10 ** (level_db / 20)

    def of(self, frame: bytes) -> NDArray[np.float32] | None:
        """Take what is said now; return what comes back now, None for nothing."""
        self._waiting.append(frame)
        back = self._waiting.popleft()
        if back == SILENCE:
            return None
        heard: NDArray[np.float32] = self._gain * mulaw.samples(back)
        return heard
