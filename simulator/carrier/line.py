"""The audio between a document and a callee: one frame each way every 20 ms."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Literal, Protocol

from simulator.ports import FRAME_BYTES, FRAME_MS, SILENCE

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from simulator.carrier.ear import CalleeEar
    from simulator.carrier.pacer import Pacer
    from simulator.ports import Callee

log = logging.getLogger(__name__)

Gone = Literal["callee", "error"]
"""The callee hung up, or its program failed."""


class Source(Protocol):
    """Where the audio for the callee comes from."""

    def take(self) -> bytes | None:
        """Return the next 20 ms, or None for silence."""
        ...


class Clip:
    """Audio with a known end; `done` resolves when it has been played."""

    def __init__(self, audio: bytes, loop: asyncio.AbstractEventLoop) -> None:
        self._audio = audio
        self._at = 0
        self.done: asyncio.Future[None] = loop.create_future()

    def take(self) -> bytes | None:
        """Return the next 20 ms; None once it is over."""
        frame = self._audio[self._at : self._at + FRAME_BYTES]
        if not frame:
            if not self.done.done():
                self.done.set_result(None)
            return None
        self._at += FRAME_BYTES
        return frame + SILENCE[len(frame) :]


class Line:
    """An answered call's audio; on the pacer from `open` to `close`."""

    def __init__(
        self,
        callee: Callee,
        ear: CalleeEar,
        pacer: Pacer,
        on_gone: Callable[[Gone], None],
    ) -> None:
        self.ear = ear
        self.source: Source | None = None
        self.sinks: tuple[Callable[[bytes, int], None], ...] = ()
        """Who hears the callee: called with each frame and its time."""
        self.taps: tuple[Callable[[bytes, bytes, int], None], ...] = ()
        """Who hears both: called with what the callee hears, what it says, the time."""
        self._callee = callee
        self._pacer = pacer
        self._on_gone = on_gone
        self._frames = 0
        self._open = False
        self._closed = False

    @property
    def now_ms(self) -> int:
        """Time since the answer."""
        return self._frames * FRAME_MS

    def open(self) -> None:
        """Start the audio: this is the moment of the answer."""
        self._open = True
        self._pacer.add(self)

    def press(self, digit: str) -> None:
        """Signal a key to the callee, beside the audio."""
        self._callee.press(digit, self.now_ms)

    def listen(self, sink: Callable[[bytes, int], None]) -> None:
        """Let `sink` hear the callee."""
        self.sinks = (*self.sinks, sink)

    def unlisten(self, sink: Callable[[bytes, int], None]) -> None:
        """Let `sink` hear no more; it may not have been listening."""
        self.sinks = tuple(other for other in self.sinks if other != sink)

    def tap(self, tap: Callable[[bytes, bytes, int], None]) -> None:
        """Let `tap` hear both directions."""
        self.taps = (*self.taps, tap)

    def untap(self, tap: Callable[[bytes, bytes, int], None]) -> None:
        """Let `tap` hear no more; it may not have been listening."""
        self.taps = tuple(other for other in self.taps if other != tap)

    def beat(self, late_ms: float) -> None:
        """Move one frame each way (see `Pacer`)."""
        if not self._open:
            return
        now_ms = self.now_ms
        self._frames += 1
        frame = self.source.take() if self.source is not None else None
        self.ear.hear(frame, now_ms, late_ms)
        heard = SILENCE if frame is None else frame
        try:
            reply = self._callee.exchange(heard, now_ms)
        except Exception:  # one broken business must not stop the clock of all calls
            log.exception("a callee failed")
            self._gone("error")
            return
        if reply is None:
            self._gone("callee")
            return
        for sink in self.sinks:
            sink(reply, now_ms)
        for tap in self.taps:
            tap(heard, reply, now_ms)

    def close(self) -> None:
        """End the audio, if there was any, and the callee; closing twice is fine."""
        if self._closed:
            return
        self._closed, self._open = True, False
        self._pacer.remove(self)
        self.ear.close()
        self._callee.close()

    def _gone(self, why: Gone) -> None:
        self._pacer.remove(self)
        self._on_gone(why)
