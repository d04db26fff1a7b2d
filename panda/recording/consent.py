"""Whether the sound of a call may be kept at a moment, read from the call's log.

It may from when a person has heard to the end that the call is recorded, until they
object, or until somebody else may be on the line: whoever comes next has not been told.
An objection takes back what was kept before it. A log that is read again, as after the
loss of the call's actor, gives the same answer.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from panda.call import CallState
from panda.campaign import Recording
from panda.compliance.phrases import objects_to_recording
from panda.errors import BadInput
from panda.events import (
    Disclosed,
    Ended,
    Heard,
    MenuHeard,
    OptedOut,
    PutThrough,
    QueueNews,
    StateChanged,
)

if TYPE_CHECKING:
    from panda.dispatch.books import NewCampaign
    from panda.events import CallEvent


class Consent(Enum):
    """How a callee stands to being recorded."""

    UNTOLD = auto()
    """Nobody has heard yet that we would."""
    TOLD = auto()
    """They have, and talk on: sound may be kept."""
    OVER = auto()
    """Another person may be on the line, or nobody; what was kept stays."""
    WITHDRAWN = auto()
    """They object: nothing more is kept, and nothing that was."""


def consent(before: Consent, event: CallEvent) -> Consent:
    """Return how they stand after an event of the call.

    Example:
        >>> consent(Consent.UNTOLD, Disclosed(seq=1, at_ms=0))
        <Consent.TOLD: 2>
    """
    match event:
        case _ if before is Consent.WITHDRAWN or _objects(event):
            return Consent.WITHDRAWN
        case Disclosed() if before is Consent.UNTOLD:
            return Consent.TOLD
        case (
            PutThrough()
            | MenuHeard()
            | QueueNews()
            | StateChanged(state=CallState.NAVIGATING | CallState.ON_HOLD)
            | Ended()
        ) if before is Consent.TOLD:
            return Consent.OVER
        case _:
            return before


def _objects(event: CallEvent) -> bool:
    match event:
        case Heard(speaker="business", text=text):
            return objects_to_recording(text)
        case OptedOut():
            return True
        case _:
            return False


def check_recording(new: NewCampaign, keep_days: int) -> None:
    """Complain about a campaign whose calls cannot be recorded as it wants.

    Raises:
        BadInput: The installation keeps no sound, or private data would be in it.
    """
    if new.limits.record is Recording.OFF:
        return
    if not keep_days:
        raise BadInput(
            "this installation keeps no sound of calls",
            where="record",
            advice="set PANDA_KEEP_AUDIO_DAYS where it starts, or leave it out",
        )
    if new.grants:
        raise BadInput(
            "calls that may give private data are not recorded",
            where="record",
            advice="leave one of the two out",
        )
