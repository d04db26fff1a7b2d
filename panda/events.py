"""What happens on a call, as it is written to the event log.

One closed union; every consumer matches it exhaustively. Events are the only record
a re-attached call is restored from, so whatever must survive an actor stands here.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from panda.appointments.events import (
    Booked,
    Declined,
    Offered,
    Proposed,
    booking_words,
)
from panda.call import AnsweredBy, CallState, Outcome, Trigger
from panda.changed import Changed, changed_words
from panda.cost import CallUsage
from panda.event import Event
from panda.operator.events import Directed, directed_words
from panda.operator.lease import Talker
from panda.operator.transfer import STAGE_WORDS, Stage
from panda.people.events import (
    NeedMet,
    PeopleAnswered,
    PeopleAsked,
    PeopleEvent,
    PersonNeeded,
    people_words,
)
from panda.private import PrivateField
from panda.recording.events import (
    RecordingAnswered,
    RecordingAsked,
    RecordingEvent,
    RecordingTold,
    recording_words,
)
from panda.research.finding import Finding


class StateChanged(Event):
    """The call moved on."""

    kind: Literal["state_changed"] = "state_changed"
    trigger: Trigger
    state: CallState


class Heard(Event):
    """Somebody finished a sentence; `answer_ms` counts from the answer."""

    kind: Literal["heard"] = "heard"
    speaker: Literal["agent", "business", "operator"]
    text: str
    item: str = ""
    answer_ms: int = 0
    length_ms: int = 0
    """How long an utterance of ours takes; 0 if not known."""
    after_ms: int = 0
    """How long they had been silent when ours began; 0 if it answers nothing."""


class Identified(Event):
    """We made out who answered."""

    kind: Literal["identified"] = "identified"
    answered_by: AnsweredBy


class MenuHeard(Event):
    """A phone menu was understood: keys (or words) and what they lead to."""

    kind: Literal["menu_heard"] = "menu_heard"
    options: tuple[tuple[str, str], ...]


class QueueNews(Event):
    """An announcement told our place in the queue, or how long it will take."""

    kind: Literal["queue_news"] = "queue_news"
    position: int | None = None
    """1 if we are next."""
    wait_s: tuple[int, int] | None = None
    """The least and the most still to be waited, in seconds."""


class CallbackAnswered(Event):
    """They offered to call us back instead of our waiting on.

    Accepted is what they have answered: our key alone shows nothing.
    """

    kind: Literal["callback_answered"] = "callback_answered"
    accepted: bool
    number: str = ""
    """Where they are to call, E.164."""


class HearingChanged(Event):
    """The voice was suspended while nobody speaks, or hears again."""

    kind: Literal["hearing_changed"] = "hearing_changed"
    on: bool
    replayed_ms: int = 0
    """How much of what it had missed was played to it, at most."""


class Pressed(Event):
    """Keys were pressed, or an option was spoken, to get on in a menu."""

    kind: Literal["pressed"] = "pressed"
    keys: str
    label: str = ""
    transport: str = "in-band"


class Released(Event):
    """Whether a private field was given; the value is nowhere in the log."""

    kind: Literal["released"] = "released"
    field: PrivateField
    refused: str = ""
    """Why it was not given, as a stable code; empty if it was."""


class PutThrough(Event):
    """It rang again after something was done on the call: elsewhere, perhaps."""

    kind: Literal["put_through"] = "put_through"


class Disclosed(Event):
    """The AI disclosure was heard by the callee to its end."""

    kind: Literal["disclosed"] = "disclosed"


class FunctionCalled(Event):
    """A model, or an operator, used a function."""

    kind: Literal["function_called"] = "function_called"
    name: str
    caller: Literal["voice", "supervisor", "operator"]
    arguments: str
    result: str
    """What the caller was answered; advice, if it was refused."""
    request: str = ""
    """Names this use, so that it is done once; empty in old logs."""
    author: str = ""
    """Which operator."""
    version: str = ""
    refused: str = ""
    """Why it was not done, as a stable code; empty if it was."""


class Advised(Event):
    """The supervisor answered, or failed to in time."""

    kind: Literal["advised"] = "advised"
    request: str
    took_ms: int
    late: bool = False
    failed: bool = False
    refused: bool = False
    """Whether what it said of a menu may not be done."""
    about: Literal["talk", "menu"] = "talk"


class Metered(Event):
    """The models were used: all that the call has used so far."""

    kind: Literal["metered"] = "metered"
    usage: CallUsage


class Found(Event):
    """A finding passed its evidence check."""

    kind: Literal["found"] = "found"
    finding: Finding


class Interrupted(Event):
    """The callee cut our agent off; `heard_ms` of the utterance were played."""

    kind: Literal["interrupted"] = "interrupted"
    item: str
    heard_ms: int


class VoiceReopened(Event):
    """The realtime session was lost and taken up again."""

    kind: Literal["voice_reopened"] = "voice_reopened"
    attempt: int


class Reattached(Event):
    """The call lost its actor or its stream, and goes on in a new one."""

    kind: Literal["reattached"] = "reattached"
    epoch: int


class OptedOut(Event):
    """The callee asked never to be called again; it holds however the call ends."""

    kind: Literal["opted_out"] = "opted_out"


class Noted(Event):
    """An operator or the system pinned a note, here or to an earlier moment."""

    kind: Literal["noted"] = "noted"
    author: str
    text: str
    about_ms: int | None = Field(default=None, ge=0)
    """The moment it is pinned to, in the call's time; when it was written, if none."""

    @property
    def pinned_ms(self) -> int:
        """The moment it is pinned to."""
        return self.at_ms if self.about_ms is None else self.about_ms


class FloorGiven(Event):
    """Somebody else is heard from now on; `holder` is the operator's name, or ""."""

    kind: Literal["floor_given"] = "floor_given"
    talker: Talker
    holder: str = ""
    epoch: int


class Instructed(Event):
    """An operator told the AI something that the callee did not hear."""

    kind: Literal["instructed"] = "instructed"
    author: str
    text: str


class TransferMoved(Event):
    """Putting the call through to an operator's own telephone has come so far."""

    kind: Literal["transfer_moved"] = "transfer_moved"
    number: int
    """Which transfer of the call, from 1."""
    to: str
    """The name of the telephone in the installation's list."""
    stage: Stage
    author: str = ""
    """Who asked for it."""
    leg_sid: str = ""
    """The telephone's call at the carrier, once that is known."""
    reason: str = ""
    """Why it came to nothing, as a stable code."""


class Ended(Event):
    """The call is over."""

    kind: Literal["ended"] = "ended"
    outcome: Outcome
    reason: str = ""


CallEvent = Annotated[
    StateChanged
    | Heard
    | Identified
    | MenuHeard
    | QueueNews
    | CallbackAnswered
    | HearingChanged
    | Pressed
    | Released
    | Disclosed
    | FunctionCalled
    | Proposed
    | Booked
    | Declined
    | Offered
    | Advised
    | Metered
    | Found
    | Interrupted
    | VoiceReopened
    | Reattached
    | PutThrough
    | OptedOut
    | Noted
    | FloorGiven
    | Instructed
    | Directed
    | TransferMoved
    | Changed
    | PeopleEvent
    | RecordingEvent
    | Ended,
    Field(discriminator="kind"),
]

EVENT: TypeAdapter[CallEvent] = TypeAdapter(CallEvent)
"""Reads and writes one event as JSON."""


def describe(event: CallEvent) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a kind
    """Say an event in one line, for a transcript or a dashboard."""
    match event:
        case StateChanged(state=state):
            return f"call is {state.replace('_', ' ')}"
        case Heard(speaker=speaker, text=text):
            return f"{speaker}: {text}"
        case Identified(answered_by=who):
            return f"answered by {who}"
        case MenuHeard(options=options):
            return "menu: " + ", ".join(f"{key} {label}" for key, label in options)
        case QueueNews():
            return f"in the queue: {queue_words(event.position, event.wait_s)}"
        case CallbackAnswered(accepted=accepted):
            return f"{'accepted' if accepted else 'declined'} to be called back"
        case HearingChanged(on=on):
            return "voice hears again" if on else "voice suspended"
        case Pressed(keys=keys, label=label):
            return f"pressed {keys} ({label})" if label else f"pressed {keys}"
        case Released(field=field, refused=refused):
            kept = f"withheld {field} ({refused})"
            return kept if refused else f"gave {field}"
        case PutThrough():
            return "put through"
        case Disclosed():
            return "said that it is an AI"
        case FunctionCalled(name=name, caller=caller, refused=refused):
            denied = f"{caller} asked for {name}, not done ({refused})"
            return denied if refused else f"{caller} used {name}"
        case Proposed() | Booked() | Declined() | Offered():
            return booking_words(event)
        case Advised():
            return _advised(event)
        case Metered(usage=usage):
            return f"used {usage.tokens} tokens so far"
        case Found(finding=finding):
            return f"{finding.field} = {finding.value}"
        case Interrupted(heard_ms=heard):
            return f"interrupted after {heard} ms"
        case VoiceReopened(attempt=attempt):
            return f"voice taken up again (try {attempt})"
        case Reattached(epoch=epoch):
            return f"call re-attached ({epoch})"
        case OptedOut():
            return "asked not to be called again"
        case Noted(author=author, text=text):
            return f"note by {author}: {text}"
        case FloorGiven(talker=talker, holder=holder):
            whose = holder if talker is Talker.OPERATOR else talker
            return f"{whose} is heard"
        case Instructed(author=author, text=text):
            return f"instruction by {author}: {text}"
        case Directed():
            return directed_words(event)
        case TransferMoved(to=to, stage=stage, reason=reason):
            why = f" ({reason})" if reason else ""
            rings = stage is Stage.RINGING and event.leg_sid
            how = "their telephone rings" if rings else STAGE_WORDS[stage]
            return f"transfer to {to}: {how}{why}"
        case Changed():
            return changed_words(event)
        case PeopleAsked() | PeopleAnswered() | PersonNeeded() | NeedMet():
            return people_words(event)
        case RecordingTold() | RecordingAsked() | RecordingAnswered():
            return recording_words(event)
        case Ended(outcome=outcome):
            return f"ended: {outcome}"


def _advised(event: Advised) -> str:
    fates = {
        "failed": event.failed,
        "too late": event.late,
        "not to be followed": event.refused,
    }
    fate = next((name for name, it_is in fates.items() if it_is), "answered")
    about = " about the menu" if event.about == "menu" else ""
    return f"supervisor {fate}{about} after {event.took_ms} ms"


def queue_words(position: int | None, wait_s: tuple[int, int] | None) -> str:
    """Say a place in a queue in a few words.

    Example:
        >>> queue_words(4, (300, 600))
        'number 4, 5 to 10 min'
    """
    told = [] if position is None else [f"number {position}"]
    if wait_s is not None:
        least, most = (-(-one // 60) for one in wait_s)
        span = f"{least} to {most}" if 0 < least < most else str(most)
        told.append(f"{'up to ' if least < 1 else ''}{span} min")
    return ", ".join(told)
