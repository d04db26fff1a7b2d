"""A callee behind a bad line: noise, losses and echo around any `Callee`."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from simulator.ports import FRAME_BYTES, SILENCE
from simulator.speech import mulaw
from simulator.speech.impair.echo import Echo
from simulator.speech.impair.noise import Background
from simulator.speech.impair.packets import Fate, Gilbert, Lateness, Packets
from simulator.speech.music import comfort_noise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from simulator.businesses.documents import LineQuality, Noise
    from simulator.businesses.documents.line import HeardBy
    from simulator.ports import Callee, Ledger, Leg

_COMFORT_S = 4


@dataclass(slots=True)
class Direction:
    """What happens to sound on its way to one of the two sides."""

    noises: list[Background]
    packets: Packets
    echo: Echo | None
    """Of what that side says itself."""
    comfort: bytes = b""
    """Noise to be heard instead of digital silence."""
    _at: int = 0

    def carry(self, frame: bytes, said: bytes) -> bytes:
        """Return what is heard of a frame by a side that has said `said`."""
        if self.comfort and frame == SILENCE:
            frame = self.comfort[self._at : self._at + FRAME_BYTES]
            self._at = (self._at + FRAME_BYTES) % len(self.comfort)
        back = None if self.echo is None else self.echo.of(said)
        if self.noises or back is not None:
            frame = mulaw.encode(self._mixed(frame, back))
        return self.packets.carry(frame)

    def _mixed(
        self, frame: bytes, back: NDArray[np.float32] | None
    ) -> NDArray[np.float32]:
        floats = mulaw.samples(frame)
        if back is not None:
            floats = floats + back
        for noise in self.noises:
            floats = noise.add(floats)
        return floats


class ImpairedCallee:
    """A callee (`simulator.ports`) on a bad line.

    Args:
        callee: Who answers.
        to_caller: What is done to the callee's sound.
        to_callee: What is done to the caller's.
        leg: The call.
        ledger: Where the losses are written down, when the call is over.
    """

    def __init__(
        self,
        callee: Callee,
        to_caller: Direction,
        to_callee: Direction,
        leg: Leg,
        ledger: Ledger,
    ) -> None:
        self._callee = callee
        self._to_caller, self._to_callee = to_caller, to_callee
        self._leg, self._ledger = leg, ledger
        self._said = SILENCE
        self._closed = False

    def exchange(self, frame: bytes, now_ms: int) -> bytes | None:
        """Hear one frame and say the next one, both as the line leaves them."""
        heard = self._to_callee.carry(frame, self._said)
        said = self._callee.exchange(heard, now_ms)
        if said is None:
            return None
        self._said = said
        return self._to_caller.carry(said, frame)

    def press(self, digit: str, now_ms: int) -> None:
        """Pass a key on: it does not travel as sound."""
        self._callee.press(digit, now_ms)

    def close(self) -> None:
        """The line is gone; note what was lost on it."""
        if self._closed:
            return
        self._closed = True
        self._callee.close()
        for name, way in (("caller", self._to_caller), ("business", self._to_callee)):
            self._ledger.write(
                "line_end",
                call_sid=self._leg.call_sid,
                heard_by=name,
                packets=way.packets.sent,
                lost=way.packets.lost,
            )


def impaired(
    callee: Callee, quality: LineQuality, leg: Leg, ledger: Ledger, seed: str
) -> ImpairedCallee:
    """Put a callee behind a line of this quality; the ledger is told which.

    Args:
        callee: Who answers.
        quality: What the file says.
        leg: The call.
        ledger: Where it is written down.
        seed: Settles where noise begins and which packets are lost.
    """
    ledger.write(
        "line",
        call_sid=leg.call_sid,
        **quality.model_dump(exclude_none=True, exclude_defaults=False),
    )
    return ImpairedCallee(
        callee,
        direction(quality, "caller", Random(f"{seed}/caller")),
        direction(quality, "business", Random(f"{seed}/business")),
        leg,
        ledger,
    )


def direction(quality: LineQuality, side: HeardBy, dice: Random) -> Direction:
    """Return what a line of this quality does to what one side hears."""

    def concerns(heard_by: HeardBy) -> bool:
        return heard_by in {side, "both"}

    noises = [
        Background(one.kind, one.snr_db, dice.random())
        for one in _listed(quality.noise)
        if concerns(one.heard_by)
    ]
    fates: list[Fate] = []
    if (loss := quality.loss) is not None and concerns(loss.heard_by):
        fates.append(Gilbert(loss.rate, loss.burst, dice))
    delay_ms = 0
    if (jitter := quality.jitter) is not None and concerns(jitter.heard_by):
        fates.append(Lateness(jitter.ms, jitter.buffer_ms, dice))
        delay_ms = jitter.buffer_ms
    echo = None
    if quality.echo is not None and concerns(quality.echo.heard_by):
        echo = Echo(quality.echo.delay_ms, quality.echo.level_db)
    # The caller's own pauses are not ours to fill.
    comfort = quality.comfort_noise and side == "caller"
    return Direction(
        noises,
        Packets(fates, delay_ms),
        echo,
        comfort_noise(_COMFORT_S) if comfort else b"",
    )


def _listed(noise: Noise | list[Noise] | None) -> list[Noise]:
    if noise is None:
        return []
    return noise if isinstance(noise, list) else [noise]
