"""Who hears whom in a room, frame by frame.

Every leg's line puts one frame into its `Seat` and takes one out, each 20 ms, at its
own moment of the pacer's cycle. Between two frames that a listener takes, every
speaker has put in exactly one: nothing is heard twice or lost, and no buffer is
needed. A frame that only one party fills goes through unchanged (mu-law to mu-law),
so that text carried as modem tones survives; louder sums are clipped, not wrapped.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Protocol

import numpy as np

from simulator.carrier.ear import is_loud
from simulator.ports import FRAME_BYTES, FRAME_MS, SILENCE
from simulator.speech import mulaw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from simulator.carrier.line import Source

SPEECH_STARTS_MS = 60
SPEECH_STOPS_MS = 500
"""So much sound, or quiet after it, makes somebody a speaker, or none any more."""
LOUDEST = 32124
"""The largest sample that mu-law can carry (G.711)."""

Hears = dict[str, tuple[str, ...]]
"""By call: the calls whose voice can reach it now."""


class Recorder(Protocol):
    """Takes the sound of a whole room."""

    def write(self, frame: bytes) -> None:
        """Take 20 ms."""
        ...


def mix(frames: Iterable[bytes]) -> bytes | None:
    """Add frames up; None if there are none but silent ones.

    Example:
        >>> quiet, tone = SILENCE, bytes([0x20]) * 160
        >>> mix([quiet, tone]) == tone, mix([quiet])
        (True, None)
    """
    sounding = [frame for frame in frames if frame != SILENCE]
    if len(sounding) < 2:
        return sounding[0] if sounding else None
    total = np.sum([mulaw.linear(frame) for frame in sounding], axis=0, dtype=np.int32)
    return mulaw.encode_linear(np.clip(total, -LOUDEST, LOUDEST).astype(np.int16))


class Loop:
    """Sound that begins again when it is over."""

    def __init__(self, audio: bytes) -> None:
        self._audio = audio
        self._at = 0

    def take(self) -> bytes:
        """Return the next 20 ms."""
        frame = self._audio[self._at : self._at + FRAME_BYTES]
        self._at = (self._at + FRAME_BYTES) % len(self._audio)
        return frame.ljust(FRAME_BYTES, b"\xff")


class Seat:
    """One leg's place in a room: its `Line`'s source and one of its listeners.

    `instead` replaces the room for this leg (music while it waits or is on hold);
    `beside` is heard along with the room (an announcement), or alone while
    `Room.beside_alone` says so.
    """

    def __init__(self, room: Room, name: str) -> None:
        self.name = name
        """The leg's call SID."""
        self.muted = False
        self.held = False
        self.coaches = ""
        """The only leg that hears this one; empty for everyone."""
        self.instead: Source | None = None
        self.beside: Source | None = None
        self.frame = SILENCE
        """What the leg said last."""
        self.cues: deque[bytes] = deque()
        """Frames of beeps and announcements still to be heard by this leg."""
        self.rings: deque[bytes] = deque(maxlen=2)
        """Frames of a ringing telephone, heard instead of music."""
        self.count = 0
        """How many frames it has said: a frame is never heard twice."""
        self.speaking = False
        self._room = room
        self._changing_ms = 0
        self._seen: dict[str, int] = {}

    def take(self) -> bytes | None:
        """Return what this leg hears next (see `line.Source`)."""
        frames: list[bytes | None] = []
        if self.rings:
            frames.append(self.rings.popleft())
        elif self.instead is not None:
            frames.append(self.instead.take())
        if self.beside is not None:
            frames.append(self.beside.take())
        if self.cues:
            frames.append(self.cues.popleft())
        if self.beside is None or not self._room.beside_alone:
            frames += fresh(self._room.heard_by(self), self._seen)
        return mix(frame for frame in frames if frame is not None)

    def hear(self, frame: bytes, _now_ms: int) -> None:
        """Take what this leg says (a listener of its line)."""
        self.frame = frame
        self.count += 1
        self._follow(is_loud(frame))

    def _follow(self, loud: bool) -> None:  # noqa: FBT001 - one obvious flag
        if loud == self.speaking:
            self._changing_ms = 0
            return
        self._changing_ms += FRAME_MS
        if self._changing_ms >= (
            SPEECH_STOPS_MS if self.speaking else SPEECH_STARTS_MS
        ):
            self.speaking, self._changing_ms = loud, 0
            self._room.speaker(self)


class Room:
    """The seats of one conference or bridged call.

    Args:
        speaker: Told when somebody begins or stops speaking.
        beside_alone: Whether a leg hears its own announcement without the room.
    """

    def __init__(
        self,
        *,
        speaker: Callable[[Seat], None] = lambda _: None,
        beside_alone: bool = False,
    ) -> None:
        self.seats: dict[str, Seat] = {}
        self.open = False
        """Whether people hear each other yet."""
        self.announcer: Source | None = None
        """What everybody hears along with the others."""
        self.ringing: Loop | None = None
        """The telephone of somebody invited, as everybody hears it."""
        self.recorders: list[Recorder] = []
        self.speaker = speaker
        self.beside_alone = beside_alone
        self._seen: dict[str, int] = {}

    def enter(self, name: str) -> Seat:
        """Give a leg its seat."""
        seat = self.seats[name] = Seat(self, name)
        return seat

    def leave(self, name: str) -> None:
        """Take a leg's seat away; it may have none."""
        self.seats.pop(name, None)

    def can_hear(self, listener: Seat, speaker: Seat) -> bool:
        """Whether the one's voice reaches the other now."""
        return (
            self.open
            and listener is not speaker
            and not (listener.held or speaker.held or speaker.muted)
            and speaker.coaches in {"", listener.name}
        )

    def heard_by(self, listener: Seat) -> list[Seat]:
        """Return those whose voice reaches `listener` now."""
        if not self.open:
            return []
        return [seat for seat in self.seats.values() if self.can_hear(listener, seat)]

    def hears(self) -> Hears:
        """Return who can hear whom, by name."""
        return {
            name: tuple(sorted(other.name for other in self.heard_by(seat)))
            for name, seat in sorted(self.seats.items())
        }

    def cue(self, audio: bytes) -> None:
        """Let everybody who takes part hear a short sound, e.g. a beep."""
        frames = [
            audio[at : at + FRAME_BYTES].ljust(FRAME_BYTES, b"\xff")
            for at in range(0, len(audio), FRAME_BYTES)
        ]
        for seat in self.seats.values():
            if not seat.held:
                seat.cues.extend(frames)

    def beat(self, late_ms: float = 0.0) -> None:  # noqa: ARG002 - see `pacer.Beating`
        """Move what belongs to the room as a whole by one frame."""
        announced = self.announcer.take() if self.announcer is not None else None
        if announced is not None:
            self.cue(announced)
        if self.ringing is not None:
            self._ring(self.ringing.take())
        if self.recorders:
            voices = fresh(self._recorded(), self._seen)
            frame = mix([*voices, announced or SILENCE]) or SILENCE
            for recorder in tuple(self.recorders):
                recorder.write(frame)

    def _ring(self, frame: bytes) -> None:
        for seat in self.seats.values():
            if not seat.held:
                seat.rings.append(frame)

    def _recorded(self) -> Iterable[Seat]:
        """Return those whom at least one other hears: whispers stay unrecorded."""
        for seat in self.seats.values():
            if self.open and not (seat.muted or seat.held or seat.coaches):
                yield seat


def fresh(seats: Iterable[Seat], seen: dict[str, int]) -> list[bytes]:
    """Return the frames said since `seen`, which is brought up to date.

    A leg whose line has just ended says nothing new, and its last frame must not
    ring on.
    """
    frames = []
    for seat in seats:
        if seen.get(seat.name) != seat.count:
            seen[seat.name] = seat.count
            frames.append(seat.frame)
    return frames


def described(hears: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Return who hears whom in the form the ledger holds."""
    return {listener: list(speakers) for listener, speakers in hears.items()}
