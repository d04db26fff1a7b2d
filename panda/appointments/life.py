"""The life of an offered time, as a table.

Rule 1: everything that changes a booking's stage lives in this file.
Rule 2: this file does not know how any of it is done.

A wish is fulfilled once: of all its bookings at most one is in `HOLDING`, which the
store sees to with every write. An errand whose end we do not know leaves `UNCERTAIN`,
which still holds the wish: nothing else is booked before a call has made it certain.
"""

from __future__ import annotations

from enum import StrEnum, auto

from panda.errors import PandaError


class Stage(StrEnum):
    """How far a booking has come."""

    NOTED = auto()
    """Offered on a call; the business keeps nothing for us."""
    CHOSEN = auto()
    """The one we want; to be confirmed by a call."""
    CONFIRMING = auto()
    """That call is on its way."""
    CONFIRMED = auto()
    """The business has said so."""
    UNCERTAIN = auto()
    """A call was lost in the middle, or nobody said clearly: confirm by call."""
    RESCHEDULING = auto()
    """A call asks for another time; the old one stands until it is agreed."""
    CANCELLING = auto()
    """A call gives it up; it stands until that is agreed."""
    SURPLUS = auto()
    """Agreed on a call although the wish had another: to be given up by call."""
    DROPPING = auto()
    """That call is on its way."""
    CANCELLED = auto()
    RELEASED = auto()
    """Let go without a call: another was confirmed, or nobody wants it."""
    FAILED = auto()
    """The business would not confirm it."""


class Move(StrEnum):
    """What moves a booking on."""

    CHOOSE = auto()
    CONFIRM = auto()
    RESCHEDULE = auto()
    CANCEL = auto()
    RELEASE = auto()
    AGREE = auto()
    """The business agreed to what the errand asked."""
    REFUSE = auto()
    """It did not."""
    MISS = auto()
    """Nobody was reached: nothing has changed."""
    LOSE = auto()
    """Somebody was reached, and we do not know what they have done."""


_S, _M = Stage, Move
MOVES: dict[Stage, dict[Move, Stage]] = {
    _S.NOTED: {_M.CHOOSE: _S.CHOSEN, _M.RELEASE: _S.RELEASED},
    _S.CHOSEN: {_M.CONFIRM: _S.CONFIRMING, _M.RELEASE: _S.RELEASED},
    _S.CONFIRMING: {
        _M.AGREE: _S.CONFIRMED,
        _M.REFUSE: _S.FAILED,
        _M.MISS: _S.CHOSEN,
        _M.LOSE: _S.UNCERTAIN,
    },
    _S.CONFIRMED: {_M.RESCHEDULE: _S.RESCHEDULING, _M.CANCEL: _S.CANCELLING},
    _S.UNCERTAIN: {
        _M.CONFIRM: _S.CONFIRMING,
        _M.RESCHEDULE: _S.RESCHEDULING,
        _M.CANCEL: _S.CANCELLING,
    },
    _S.RESCHEDULING: {
        _M.AGREE: _S.CONFIRMED,
        _M.REFUSE: _S.CONFIRMED,
        _M.MISS: _S.CONFIRMED,
        _M.LOSE: _S.UNCERTAIN,
    },
    _S.CANCELLING: {
        _M.AGREE: _S.CANCELLED,
        _M.REFUSE: _S.CONFIRMED,
        _M.MISS: _S.CONFIRMED,
        _M.LOSE: _S.UNCERTAIN,
    },
    _S.SURPLUS: {_M.CANCEL: _S.DROPPING},
    _S.DROPPING: {
        _M.AGREE: _S.CANCELLED,
        _M.REFUSE: _S.SURPLUS,
        _M.MISS: _S.SURPLUS,
        _M.LOSE: _S.SURPLUS,
    },
    _S.CANCELLED: {},
    _S.RELEASED: {},
    _S.FAILED: {},
}

UNAGREED = {
    (_S.RESCHEDULING, _M.REFUSE): _S.UNCERTAIN,
    (_S.RESCHEDULING, _M.MISS): _S.UNCERTAIN,
    (_S.CANCELLING, _M.REFUSE): _S.UNCERTAIN,
    (_S.CANCELLING, _M.MISS): _S.UNCERTAIN,
}
"""Where it is not known that the business agrees to it, these lead elsewhere: who does
not move or cancel an appointment may not have it at all."""

HOLDING = frozenset(
    {
        Stage.CHOSEN,
        Stage.CONFIRMING,
        Stage.CONFIRMED,
        Stage.UNCERTAIN,
        Stage.RESCHEDULING,
        Stage.CANCELLING,
    }
)
"""Of one wish only one booking may be in one of these."""
ASKING = frozenset(
    {Stage.CONFIRMING, Stage.RESCHEDULING, Stage.CANCELLING, Stage.DROPPING}
)
"""An errand is on its way."""
STANDING = frozenset({Stage.CONFIRMED, Stage.RESCHEDULING, Stage.CANCELLING})
"""The business expects us: what a calendar shows as certain."""


class CannotMove(PandaError):  # noqa: N818 - reads as what happened
    """A booking was asked for a step its stage does not allow."""

    def __init__(self, stage: Stage, move: Move) -> None:
        super().__init__(f"cannot {move} what is {stage}")
        self.stage = stage
        self.move = move


def after(stage: Stage, move: Move, *, agreed: bool = True) -> Stage:
    """Return the stage that follows; `agreed` is whether the business does.

    Raises:
        CannotMove: The table has no such step.
    """
    try:
        following = MOVES[stage][move]
    except KeyError:
        raise CannotMove(stage, move) from None
    return following if agreed else UNAGREED.get((stage, move), following)


def may(stage: Stage, move: Move) -> bool:
    """Say whether the table has this step."""
    return move in MOVES[stage]
