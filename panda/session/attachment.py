"""Whether the callee's audio is with us, and what it means when it ends.

A stream ends because somebody has hung up, because a connection broke, because we had
the carrier press keys: then it is to come again in a moment, or because we had the leg
moved into a conference. The carrier says the same word, `stop`, to all but the second.
The table knows the difference.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING

from panda.call import CallState
from panda.carrier import KEYS_MS
from panda.operator.transfer import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

REATTACH_MS = 45_000
"""How long a live call whose stream was lost waits for another: the webhook that brings
it may have to wait for Serve, which takes 35 s to come back (RELIABILITY F1, R7)."""


class Audio(StrEnum):
    """Where the callee's audio is."""

    HERE = auto()
    """It flows, or has not begun yet."""
    LEAVING = auto()
    """The carrier was asked to press keys, which will end the stream."""
    AWAY = auto()
    """The stream has ended for our keys; the next one is on its way."""
    LOST = auto()
    """The stream broke; another one may come."""
    DEPARTING = auto()
    """The carrier was asked to move the leg to a conference, which ends the stream."""
    ELSEWHERE = auto()
    """They talk with an operator's telephone; it may last as long as it likes."""
    OVER = auto()
    """They have hung up."""


class Change(StrEnum):
    """What happens to it."""

    ASKED = auto()
    """The carrier was asked to press keys."""
    REFUSED = auto()
    """It has not, and will not."""
    SENT = auto()
    """The carrier was asked to move the leg into a conference."""
    LEFT = auto()
    """Nobody is with them any more: the next stream is on its way."""
    FORGOTTEN = auto()
    """It was asked so long ago that nothing more will come of it."""
    STOPPED = auto()
    """The carrier has ended the stream."""
    BROKE = auto()
    """The connection has ended without a word."""
    OPENED = auto()
    """A stream has begun."""


def _table() -> Mapping[tuple[Audio, Change], Audio]:
    here, leaving, away, lost = Audio.HERE, Audio.LEAVING, Audio.AWAY, Audio.LOST
    departing, elsewhere = Audio.DEPARTING, Audio.ELSEWHERE
    rows: dict[Audio, dict[Change, Audio]] = {
        here: {
            Change.ASKED: leaving,
            Change.SENT: departing,
            Change.STOPPED: Audio.OVER,
            Change.BROKE: lost,
        },
        leaving: {
            Change.REFUSED: here,
            Change.FORGOTTEN: here,
            Change.STOPPED: away,
            Change.BROKE: away,
            Change.OPENED: here,
        },
        # A call that takes no keys is no longer up: what ended it was not ours.
        away: {Change.OPENED: here, Change.REFUSED: Audio.OVER},
        lost: {Change.OPENED: here, Change.STOPPED: lost},
        departing: {
            Change.REFUSED: here,
            Change.FORGOTTEN: here,
            Change.STOPPED: elsewhere,
            Change.BROKE: elsewhere,
            Change.OPENED: here,
        },
        elsewhere: {Change.OPENED: here, Change.LEFT: away},
    }
    return {
        (before, change): rows.get(before, {}).get(change, before)
        for before in Audio
        for change in Change
    }


TABLE = _table()
"""Where the audio is after a change, for every pair; most change nothing."""


def since_died(state: CallState, stage: Stage) -> tuple[Change, ...]:
    """Say what has happened to the audio of a call whose actor died.

    Args:
        state: The call's, by its log.
        stage: That of its transfer.
    """
    if state is not CallState.TRANSFERRED:
        return (Change.BROKE,)
    away = Change.SENT, Change.BROKE
    return (*away, Change.LEFT) if stage is Stage.RETURNING else away


class Attachment:
    """The audio of one call."""

    def __init__(self) -> None:
        self.state = Audio.HERE
        self._since_ms = 0

    @property
    def gone(self) -> bool:
        """Whether nothing is heard: silence then means nothing."""
        return self.state in {Audio.AWAY, Audio.LOST, Audio.ELSEWHERE}

    def take(self, change: Change, now_ms: int) -> bool:
        """Take a change; say whether the audio is somewhere else now."""
        before, self.state = self.state, TABLE[self.state, change]
        if self.state is before:
            return False
        self._since_ms = now_ms
        return True

    def given_up(self, now_ms: int) -> bool:
        """Let time pass; say whether it is too late for another stream."""
        asked = self.state in {Audio.LEAVING, Audio.DEPARTING}
        if asked and now_ms - self._since_ms > KEYS_MS:
            self.take(Change.FORGOTTEN, now_ms)
        awaited = self.gone and self.state is not Audio.ELSEWHERE
        return awaited and now_ms - self._since_ms > REATTACH_MS
