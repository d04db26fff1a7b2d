"""Who has the floor of a call, as a table; and the epochs that fence others off.

One operator at a time holds the lease. Whoever leaves without a word keeps it for a
moment, in which the AI is heard and only they can have it back; then it lapses. Every
change of who is heard raises the epoch, and the bridge lets a frame through only if it
carries the epoch of now (RELIABILITY R17 to R19).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Literal

BEAT_MS = 2_000
"""How often a browser says that it is there (R17)."""
QUIET_MS = 3_000
"""A holder of whom neither sound nor sign came for so long (a beat and a half) may be
gone: the AI speaks up."""
GRACE_MS = 5_000
"""After so long without a sign the lease lapses (R17)."""

IfLost = Literal["ai", "hold", "end"]
"""What becomes of a call whose operator is lost: the AI goes on, music plays for half a
minute first, or the AI says goodbye."""


class Talker(StrEnum):
    """Who may be heard by the callee."""

    AI = auto()
    OPERATOR = auto()
    MUSIC = auto()
    """Nobody: they are on hold with us."""


class LeaseState(StrEnum):
    """Where the lease stands."""

    FREE = auto()
    HELD = auto()
    MISSED = auto()
    """Its holder is gone, or seems so, and may yet come back."""


class LeaseTrigger(StrEnum):
    """What moves the lease on."""

    TAKE = auto()
    GIVE_BACK = auto()
    MISS = auto()
    RETURN = auto()
    LAPSE = auto()


LEASE: dict[LeaseState, dict[LeaseTrigger, LeaseState]] = {
    LeaseState.FREE: {LeaseTrigger.TAKE: LeaseState.HELD},
    LeaseState.HELD: {
        LeaseTrigger.GIVE_BACK: LeaseState.FREE,
        LeaseTrigger.MISS: LeaseState.MISSED,
        LeaseTrigger.RETURN: LeaseState.HELD,
    },
    LeaseState.MISSED: {
        LeaseTrigger.RETURN: LeaseState.HELD,
        LeaseTrigger.GIVE_BACK: LeaseState.FREE,
        LeaseTrigger.LAPSE: LeaseState.FREE,
    },
}


@dataclass(frozen=True, slots=True)
class Seat:
    """One operator's socket at a call."""

    number: int
    """Never used twice in a call's actor."""
    name: str


class Lease:
    """The lease of one call.

    Args:
        epoch: The last of the floor's epochs, if the call was restored from its log.
        holder: Who had the floor then; they may come back to it.
        now_ms: The time of the session.
    """

    def __init__(self, epoch: int = 0, holder: str = "", now_ms: int = 0) -> None:
        self.state = LeaseState.MISSED if holder else LeaseState.FREE
        self.epoch = epoch
        self.holder = holder
        """The name of who has it or may come back to it; "" if nobody."""
        self._seat = 0
        self._sign_ms = now_ms

    def _step(self, trigger: LeaseTrigger) -> None:
        self.state = LEASE[self.state][trigger]

    def raised(self) -> int:
        """Begin another epoch, and return it: who is heard changes."""
        self.epoch += 1
        return self.epoch

    def is_held_by(self, seat: Seat) -> bool:
        """Whether this socket may speak."""
        return self.state is LeaseState.HELD and self._seat == seat.number

    def take(self, seat: Seat, now_ms: int) -> bool:
        """Let a socket have the floor; false if somebody else has it.

        Somebody of the same name may take it up when it is missed, and nobody else.
        """
        if self.state is LeaseState.HELD:
            return self._seat == seat.number
        if self.state is LeaseState.MISSED:
            return self.come_back(seat, now_ms)
        self._step(LeaseTrigger.TAKE)
        self._seat, self.holder, self._sign_ms = seat.number, seat.name, now_ms
        return True

    def come_back(self, seat: Seat, now_ms: int) -> bool:
        """Let a missed holder go on, on this socket or on another of theirs."""
        if self.state is not LeaseState.MISSED or seat.name != self.holder:
            return False
        self._step(LeaseTrigger.RETURN)
        self._seat, self._sign_ms = seat.number, now_ms
        return True

    def claim(self, seat: Seat, now_ms: int) -> bool:
        """Let a holder go on who has come on another socket than the one they lost.

        The loss of the old one may be news to us yet: a beat without a sign tells it.
        """
        is_lost = now_ms - self._sign_ms > BEAT_MS
        if self.state is LeaseState.MISSED:
            return self.come_back(seat, now_ms)
        if self.state is LeaseState.FREE or seat.name != self.holder:
            return False
        if self._seat == seat.number or not is_lost:
            return False
        self._step(LeaseTrigger.RETURN)
        self._seat, self._sign_ms = seat.number, now_ms
        return True

    def sign(self, seat: Seat, now_ms: int) -> bool:
        """Take a sign of life; true if it is of a holder who was missed."""
        if self._seat != seat.number or self.state is LeaseState.FREE:
            return False
        self._sign_ms = now_ms
        return self.come_back(seat, now_ms)

    def gone(self, seat: Seat, now_ms: int) -> bool:
        """Take note that a socket closed; true if the floor went with it."""
        if self._seat != seat.number or self.state is LeaseState.FREE:
            return False
        self._seat = 0
        if self.state is LeaseState.MISSED:
            return False
        self._sign_ms = now_ms
        self._step(LeaseTrigger.MISS)
        return True

    def give_back(self, seat: Seat) -> bool:
        """Let a holder give the floor back; false if it is not theirs."""
        if not self.is_held_by(seat):
            return False
        self.release()
        return True

    def release(self) -> None:
        """Take the lease away, whoever has it."""
        if self.state is not LeaseState.FREE:
            self._step(LeaseTrigger.GIVE_BACK)
            self._seat, self.holder = 0, ""

    def begin_grace(self, now_ms: int) -> None:
        """Let a missed holder have the whole of the grace from now on."""
        self._sign_ms = now_ms

    def tick(self, now_ms: int) -> Literal["missed", "lapsed"] | None:
        """Let time pass: without a sign a holder is missed, then no holder."""
        silent_ms = now_ms - self._sign_ms
        if self.state is LeaseState.HELD and silent_ms >= QUIET_MS:
            self._step(LeaseTrigger.MISS)
            return "missed"
        if self.state is LeaseState.MISSED and silent_ms >= GRACE_MS:
            self._step(LeaseTrigger.LAPSE)
            self._seat, self.holder = 0, ""
            return "lapsed"
        return None
