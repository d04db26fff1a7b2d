"""What of an event may be told outside the event log: in log lines and in traces.

Never what anybody said, a number, a key or a digit of one, nor anybody's name: only
what kind of thing happened, how long it took, and codes of our own. A new kind of event
is told of here or not at all: the match is exhaustive.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from panda.appointments.events import Booked, Declined, Offered, Proposed
from panda.changed import Changed
from panda.events import (
    Advised,
    CallbackAnswered,
    Disclosed,
    Ended,
    FloorGiven,
    Found,
    FunctionCalled,
    Heard,
    HearingChanged,
    Identified,
    Instructed,
    Interrupted,
    MenuHeard,
    Metered,
    Noted,
    OptedOut,
    Pressed,
    PutThrough,
    QueueNews,
    Reattached,
    Released,
    StateChanged,
    TransferMoved,
    VoiceReopened,
)
from panda.observe.naming import function_name
from panda.operator.events import Directed
from panda.people.events import NeedMet, PeopleAnswered, PeopleAsked, PersonNeeded
from panda.recording.events import RecordingAnswered, RecordingAsked, RecordingTold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panda.events import CallEvent

Fact = str | int | float | bool
_CODE = re.compile(r"[a-z]+(?:_[a-z]+)*(?:_[1-9]\d\d)?")
"""A stable code, such as `voice_lost` or `sip_404`."""
MOST_LETTERS = 40


def told(event: CallEvent) -> Mapping[str, Fact]:  # noqa: C901, PLR0911, PLR0912
    """Return what may be told of an event, by name.

    Example:
        >>> told(Heard(speaker="business", text="It is $120.", answer_ms=900))
        {'speaker': 'business', 'answer_ms': 900}
    """
    match event:
        case StateChanged(trigger=trigger, state=state):
            return {"trigger": str(trigger), "state": str(state)}
        case Heard(speaker=speaker, answer_ms=answer_ms, after_ms=after_ms):
            waited = {"after_ms": after_ms} if after_ms else {}
            return {"speaker": speaker, "answer_ms": answer_ms, **waited}
        case Identified(answered_by=who):
            return {"answered_by": str(who)}
        case MenuHeard(options=options):
            return {"options": len(options)}
        case QueueNews(wait_s=wait_s):
            return {} if wait_s is None else {"longest_s": wait_s[1]}
        case CallbackAnswered(accepted=accepted):
            return {"accepted": accepted}
        case HearingChanged(on=on):
            return {"on": on}
        case Pressed(keys=keys, transport=transport):
            return {"keys": len(keys), "transport": transport}
        case Released(field=field, refused=refused):
            return {"field": str(field), **_coded("refused", refused)}
        case FunctionCalled(caller=caller):
            return {"caller": caller, "function": function_name(event)}
        case Advised():
            fates = ("failed", event.failed), ("late", event.late)
            fate = next((name for name, it_is in fates if it_is), "answered")
            fate = "refused" if event.refused else fate
            return {"about": event.about, "took_ms": event.took_ms, "fate": fate}
        case Proposed() | Booked() | Declined() | Offered():
            return {}
        case Metered(usage=usage):
            return {"tokens": usage.tokens}
        case Found(finding=finding):
            return {"contradicts": finding.contradicts}
        case Interrupted(heard_ms=heard_ms):
            return {"heard_ms": heard_ms}
        case VoiceReopened(attempt=attempt):
            return {"attempt": attempt}
        case Reattached(epoch=epoch):
            return {"epoch": epoch}
        case FloorGiven(talker=talker, epoch=epoch):
            return {"talker": str(talker), "epoch": epoch}
        case Directed(what=what, refused=refused):
            return {"what": what, **_coded("refused", refused)}
        case TransferMoved(stage=stage, reason=reason):
            return {"stage": str(stage), **_coded("reason", reason)}
        case Changed(refused=refused):
            return {"done": not refused}
        case PeopleAsked(question=question):
            return {"private": question.field is not None}
        case PeopleAnswered(how=how):
            return {"how": how}
        case PersonNeeded(need=need):
            return {"need": str(need)}
        case NeedMet(need=need, by=by):
            return {"need": str(need), "by": str(by)}
        case Ended(outcome=outcome, reason=reason):
            return {"outcome": str(outcome), **_coded("reason", reason)}
        case RecordingAnswered(agreed=agreed):
            return {"agreed": agreed}
        case RecordingTold() | RecordingAsked():
            return {}
        case PutThrough() | Disclosed() | OptedOut() | Noted() | Instructed():
            return {}
        case _:
            assert_never(event)


def _coded(name: str, code: str) -> Mapping[str, Fact]:
    fits = len(code) <= MOST_LETTERS and _CODE.fullmatch(code)
    return {name: code} if fits else {}
