"""Putting a call through to an operator's own telephone, as a table.

The callee stays with us, and hears music, while that telephone rings and whoever
answers it is asked to press a key: a voicemail presses none. Only then the callee's leg
moves into a conference with it, and it comes back to us when the other has left
(docs/decisions/0016).
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING

from panda.carrier import KEYS_MS

if TYPE_CHECKING:
    from collections.abc import Mapping

TAKE_KEY = "1"
"""What is pressed to take a call."""
RING_S = 25
"""How long an operator's telephone rings: five or six times."""
TAKING_MS = 70_000
"""After so long nobody has taken the call, whatever the carrier says of it: the dial
may have to wait its turn (10 s), it rings (25 s, and 5 that the carrier adds), and they
are asked twice to press a key (20 s)."""
MOVING_MS = KEYS_MS
"""The callee's leg has moved by then, or never will."""
RETURNING_MS = 2_500
"""A leg whose conference has ended is with us again by then: a document of one verb and
a handshake. If it is not, it waits in an empty conference, and is fetched."""
BRIEF_MS = 20_000
"""Who leaves so soon has not dealt with the call: the AI goes on with its questions.
Later, it says goodbye."""


class Stage(StrEnum):
    """Where a transfer stands."""

    IDLE = auto()
    """There is none."""
    RINGING = auto()
    """The telephone rings, or whoever answered is asked to press a key."""
    MOVING = auto()
    """They took the call; the callee's leg is on its way to them."""
    TOGETHER = auto()
    """The two talk, and we hear nothing of it."""
    RETURNING = auto()
    """The other has left; the callee is on the way back to us."""


STAGE_WORDS: dict[Stage, str] = {
    Stage.IDLE: "over",
    Stage.RINGING: "their telephone is called",
    Stage.MOVING: "taken",
    Stage.TOGETHER: "they talk",
    Stage.RETURNING: "they have left",
}
"""A stage in a few words, for a line of the log."""


class Step(StrEnum):
    """What moves it on."""

    ASK = auto()
    TAKE = auto()
    """The key was pressed."""
    FAIL = auto()
    """Nobody answered, it was busy, no key was pressed, or it could not be dialled."""
    CALL_OFF = auto()
    """Somebody of ours wants the callee back."""
    MOVE = auto()
    """The callee's stream ended for the conference."""
    STAY = auto()
    """The callee's leg did not move, and will not."""
    LEAVE = auto()
    """The operator's telephone has hung up."""
    BACK = auto()
    """The callee's stream is here again."""


TRANSFER: Mapping[Stage, Mapping[Step, Stage]] = {
    Stage.IDLE: {Step.ASK: Stage.RINGING},
    Stage.RINGING: {
        Step.TAKE: Stage.MOVING,
        Step.FAIL: Stage.IDLE,
        Step.CALL_OFF: Stage.IDLE,
        Step.BACK: Stage.IDLE,  # restored: who asked for it may be gone as well
    },
    Stage.MOVING: {
        Step.MOVE: Stage.TOGETHER,
        Step.STAY: Stage.IDLE,
        Step.LEAVE: Stage.RETURNING,
        Step.BACK: Stage.IDLE,
    },
    Stage.TOGETHER: {
        Step.LEAVE: Stage.RETURNING,
        Step.BACK: Stage.IDLE,
    },
    Stage.RETURNING: {
        Step.MOVE: Stage.RETURNING,
        Step.STAY: Stage.IDLE,
        Step.BACK: Stage.IDLE,
    },
}
"""Where a transfer stands after a step; what is not here does not happen."""


def after(stage: Stage, step: Step) -> Stage | None:
    """Return the stage that follows, or None if the step means nothing there."""
    return TRANSFER[stage].get(step)
