"""What can happen to a call. Audio frames are not among them: the bridge has those."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.realtime.agent import (
    AnswerEnded,
    AnswerStarted,
    Complaint,
    FunctionRequested,
    Heard,
    Ready,
    Said,
    SpeechStarted,
    SpeechStopped,
    Usage,
)

if TYPE_CHECKING:
    from panda.audio.sounds import Sound
    from panda.mailbox import Order
    from panda.menu.asking.question import WayAnswer
    from panda.menu.menu import Route
    from panda.operator.lease import Seat
    from panda.operator.ticket import Role
    from panda.operator.wire import FromOperator
    from panda.private import PrivateField
    from panda.supervisor.consultation import Advice


@dataclass(frozen=True, slots=True)
class Began:
    """The actor has its briefing; nothing is open yet."""


@dataclass(frozen=True, slots=True)
class VoiceLost:
    """The realtime session is gone; the shell is opening another."""

    attempt: int
    final: bool = False
    """No more tries."""
    refused: bool = False
    """It was not taken at all, and no other call will be."""


@dataclass(frozen=True, slots=True)
class DialAccepted:
    """The carrier has taken the call."""

    call_sid: str


@dataclass(frozen=True, slots=True)
class DialRejected:
    """The carrier did not place the call; `unsure` if it cannot be known."""

    reason: str
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class PhoneOpened:
    """The callee's audio is flowing: the call is answered (or re-attached)."""

    call_sid: str
    stream_sid: str


@dataclass(frozen=True, slots=True)
class PhoneClosed:
    """The callee's audio stream has ended; `stopped` if the carrier said so."""

    stopped: bool


@dataclass(frozen=True, slots=True)
class SoundChanged:
    """The line sounds different: speech, music, ringing, a beep, and so on."""

    sound: Sound


@dataclass(frozen=True, slots=True)
class KeyHeard:
    """The callee pressed a key."""

    digit: str


@dataclass(frozen=True, slots=True)
class UtteranceBegan:
    """The first sound of an utterance of ours is there."""

    item: str


@dataclass(frozen=True, slots=True)
class UtterancePlayed:
    """The callee has heard an utterance of ours to its end."""

    item: str


@dataclass(frozen=True, slots=True)
class CutOff:
    """The callee cut an utterance of ours off after `heard_ms` of it."""

    item: str
    heard_ms: int


@dataclass(frozen=True, slots=True)
class KeysPlayed:
    """Keys of ours have been played into the line, or were dropped for newer ones."""

    press: int
    """Which: as `PlayKeys` named them."""


@dataclass(frozen=True, slots=True)
class KeysRefused:
    """The carrier has not pressed the keys, and will not."""

    press: int
    """Which: as `PlayKeys` named them."""


@dataclass(frozen=True, slots=True)
class KeysUnsure:
    """The carrier has not said whether it presses the keys: it may yet."""

    press: int
    """Which: as `PlayKeys` named them."""


@dataclass(frozen=True, slots=True)
class RouteLent:
    """The menus of another number begin like these; this is its way."""

    route: Route


@dataclass(frozen=True, slots=True)
class EntryMade:
    """A private value opened, fits, and is on its way into the line as tones of ours.

    Of what the carrier is to press nobody can say that yet: there the stream that
    begins anew says it, or `KeysRefused` that nothing was pressed.
    """

    press: int
    """Which: as `PlayEntry` named it."""


@dataclass(frozen=True, slots=True)
class EntryUnfit:
    """A private value cannot be entered as it was asked for, or does not open."""

    field: PrivateField


@dataclass(frozen=True, slots=True)
class SupervisorAnswered:
    """A consultation came back."""

    advice: Advice


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A question that was put ahead of the voice came back."""

    request: str
    advice: Advice | None
    """None if it failed, or would have had an effect."""


@dataclass(frozen=True, slots=True)
class WayShown:
    """A supervisor has said which way to take in a menu."""

    answer: WayAnswer


@dataclass(frozen=True, slots=True)
class SupervisorFailed:
    """A consultation, or a question about the way, failed."""

    request: str
    lost: bool = False
    """Whether what our people had agreed to may have been done all the same."""


@dataclass(frozen=True, slots=True)
class PluginRan:
    """A plugin's function has answered, or has failed."""

    request: str
    result: str
    """What it said; advice, if it failed."""
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Ordered:
    """Something came through the mailbox."""

    order: Order


@dataclass(frozen=True, slots=True)
class OperatorCame:
    """An operator's socket is open."""

    seat: Seat
    role: Role


@dataclass(frozen=True, slots=True)
class OperatorAsked:
    """An operator asks for something."""

    seat: Seat
    role: Role
    what: FromOperator


@dataclass(frozen=True, slots=True)
class OperatorThere:
    """An operator's socket gave a sign of life, be it sound."""

    seat: Seat


@dataclass(frozen=True, slots=True)
class OperatorLeft:
    """An operator's socket is closed."""

    seat: Seat


@dataclass(frozen=True, slots=True)
class OperatorSpoke:
    """Words of the operator who has the floor, begun at a time of the session."""

    item: str
    text: str
    began_ms: int


@dataclass(frozen=True, slots=True)
class LegRefused:
    """The carrier does not call an operator's telephone."""

    transfer: int
    unsure: bool = False
    """Whether it may ring all the same."""


@dataclass(frozen=True, slots=True)
class CalleeStays:
    """The carrier has not moved the callee's leg, and will not."""

    transfer: int


@dataclass(frozen=True, slots=True)
class PeopleTold:
    """A question to our people has ended; what came of it is in the record."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed; comes every 100 ms."""


FromVoiceInput = (
    Ready
    | SpeechStarted
    | SpeechStopped
    | Heard
    | Said
    | AnswerStarted
    | AnswerEnded
    | FunctionRequested
    | Usage
    | Complaint
)

Input = (
    Began
    | FromVoiceInput
    | VoiceLost
    | DialAccepted
    | DialRejected
    | PhoneOpened
    | PhoneClosed
    | SoundChanged
    | KeyHeard
    | UtteranceBegan
    | UtterancePlayed
    | CutOff
    | KeysPlayed
    | EntryMade
    | EntryUnfit
    | KeysRefused
    | KeysUnsure
    | RouteLent
    | SupervisorAnswered
    | Foreseen
    | WayShown
    | SupervisorFailed
    | PluginRan
    | Ordered
    | OperatorCame
    | OperatorAsked
    | OperatorThere
    | OperatorLeft
    | OperatorSpoke
    | LegRefused
    | CalleeStays
    | PeopleTold
    | Tick
)
