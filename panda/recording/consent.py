"""Whether the sound of a call may be kept at a moment, read from the call's log.

It may from when a person has heard to the end that the call is recorded, or was asked
and has said yes, until they object, or until somebody else may be on the line: whoever
comes next has not been told, and is told anew before anything of theirs is kept. A no
or an objection takes back what was kept before it. A log that is read again, as after
the loss of the call's actor, gives the same answer.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from panda.call import CallState
from panda.compliance.phrases import objects_to_recording
from panda.errors import BadInput
from panda.events import (
    Ended,
    Heard,
    MenuHeard,
    OptedOut,
    PutThrough,
    QueueNews,
    StateChanged,
)
from panda.recording.events import RecordingAnswered, RecordingAsked, RecordingTold
from panda.recording.mode import Recording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from panda.events import CallEvent
    from panda.newcampaign import NewCampaign


class Consent(Enum):
    """How who is on the line stands to being recorded."""

    UNTOLD = auto()
    """They have not heard yet that we would; of others before them what was kept
    stays."""
    ASKED = auto()
    """They were asked, and have not said yes."""
    GIVEN = auto()
    """They were told and talk on, or have said yes: sound may be kept."""
    REFUSED = auto()
    """Somebody on this call objects: nothing more is kept, and nothing that was."""


class Cue(Enum):
    """What an event of a call means for its recording."""

    TOLD = auto()
    ASKED = auto()
    YES = auto()
    NO = auto()
    """In answer to us or unasked."""
    LEFT = auto()
    """Somebody else may be on the line from here on, or nobody."""


_AFTER: dict[tuple[Consent, Cue], Consent] = {
    (Consent.UNTOLD, Cue.TOLD): Consent.GIVEN,
    (Consent.UNTOLD, Cue.ASKED): Consent.ASKED,
    (Consent.UNTOLD, Cue.NO): Consent.REFUSED,
    (Consent.ASKED, Cue.YES): Consent.GIVEN,
    (Consent.ASKED, Cue.NO): Consent.REFUSED,
    (Consent.ASKED, Cue.LEFT): Consent.UNTOLD,
    (Consent.GIVEN, Cue.NO): Consent.REFUSED,
    (Consent.GIVEN, Cue.LEFT): Consent.UNTOLD,
}
"""All that changes anything; there is no way out of `REFUSED`."""

_ELSEWHERE = frozenset({CallState.NAVIGATING, CallState.ON_HOLD, CallState.TRANSFERRED})
"""Where a call is with a machine, or with an operator's telephone; whoever is there
when it comes back has to be told."""


def consent(before: Consent, event: CallEvent) -> Consent:
    """Return how they stand after an event of the call.

    Example:
        >>> consent(Consent.UNTOLD, RecordingTold(seq=1, at_ms=0))
        <Consent.GIVEN: 3>
    """
    cue = _cue(event)
    return before if cue is None else _AFTER.get((before, cue), before)


def is_kept(events: Iterable[CallEvent]) -> bool:
    """Say whether a call of this log has sound that was kept.

    Example:
        >>> is_kept([RecordingTold(seq=1, at_ms=0)])
        True
        >>> is_kept([])
        False
    """
    stands, kept = Consent.UNTOLD, False
    for event in events:
        stands = consent(stands, event)
        kept = kept or stands is Consent.GIVEN
    return kept and stands is not Consent.REFUSED


def _cue(  # noqa: PLR0911 - a table, one line a case
    event: CallEvent,
) -> Cue | None:
    match event:
        case RecordingTold():
            return Cue.TOLD
        case RecordingAsked():
            return Cue.ASKED
        case RecordingAnswered(agreed=agreed):
            return Cue.YES if agreed else Cue.NO
        case Heard(speaker="business", text=text) if objects_to_recording(text):
            return Cue.NO
        case OptedOut():
            return Cue.NO
        case PutThrough() | MenuHeard() | QueueNews() | Ended():
            return Cue.LEFT
        case StateChanged(state=state) if state in _ELSEWHERE:
            return Cue.LEFT
        case _:
            return None


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
