"""What a session asks its shell to do."""

from __future__ import annotations

from dataclasses import dataclass, field as dataclass_field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panda.campaign import CallResult, CallSnapshot
    from panda.events import CallEvent
    from panda.menu.asking.question import WayQuestion
    from panda.menu.entry.prompt import Entry
    from panda.menu.memory import Trip
    from panda.menu.memory.lending import Inquiry
    from panda.menu.menu import Keypad
    from panda.operator.lease import Talker
    from panda.operator.wire import ToOperator
    from panda.plugin import Asked
    from panda.private import PrivateField
    from panda.realtime.agent import ToVoice
    from panda.supervisor.consultation import Consultation


@dataclass(frozen=True, slots=True)
class OpenVoice:
    """Open the realtime session; `Ready` comes back."""


@dataclass(frozen=True, slots=True)
class TellVoice:
    """Ask something of the voice."""

    what: ToVoice


@dataclass(frozen=True, slots=True)
class PlaceCall:
    """Have the carrier dial, and press `keys` (`SendDigits`) when it is answered."""

    keys: str = ""


@dataclass(frozen=True, slots=True)
class PlayKeys:
    """Press keys, by whatever carries them; `KeysPlayed` or `KeysRefused` comes back.

    Where the carrier presses them (`update`), the stream ends and another one begins:
    that is the answer; `KeysUnsure` says that there may be none.
    """

    digits: str
    transport: Keypad = "in-band"
    press: int = 0
    """What comes back names it by this; 0 where nobody waits for it."""


@dataclass(frozen=True, slots=True)
class PlayEntry:
    """Open a private value and key it in, as it was asked for; as with `PlayKeys`.

    First of all `EntryMade` comes back for tones of ours, for whatever carries it
    `EntryUnfit` if it cannot be entered so.
    """

    field: PrivateField
    entry: Entry
    transport: Keypad = "in-band"
    press: int = 0
    """As in `PlayKeys`."""


@dataclass(frozen=True, slots=True)
class Entrust:
    """A private value came in during the call; `PlayEntry` may ask for it from now."""

    field: PrivateField
    sealed: str = dataclass_field(repr=False)


@dataclass(frozen=True, slots=True)
class LetHear:
    """Whether the voice hears the callee (it does not while on hold).

    On `on`, the shell first replays to it what was heard in the last `replay_ms`.
    """

    on: bool
    replay_ms: int = 0


@dataclass(frozen=True, slots=True)
class LetSpeak:
    """Whether the callee hears the voice; off also drops what is still unplayed."""

    on: bool


@dataclass(frozen=True, slots=True)
class Consult:
    """Ask a supervisor; its answer comes back as an input."""

    consultation: Consultation


@dataclass(frozen=True, slots=True)
class Foresee:
    """Ask a supervisor ahead of the voice; `Foreseen` comes back."""

    consultation: Consultation


@dataclass(frozen=True, slots=True)
class RunPlugin:
    """Run a plugin's function, outside of this process; `PluginRan` comes back."""

    request: str
    name: str
    version: str
    arguments: str
    """JSON; the plugin checks it."""
    asked: Asked


@dataclass(frozen=True, slots=True)
class AskWay:
    """Ask a supervisor which way to take in a menu; `WayShown` comes back."""

    question: WayQuestion


@dataclass(frozen=True, slots=True)
class Record:
    """Write an event to the log."""

    event: CallEvent


@dataclass(frozen=True, slots=True)
class RecordRoute:
    """Remember how the way through the menu went."""

    trip: Trip


@dataclass(frozen=True, slots=True)
class BorrowRoute:
    """Ask whether another number's way may serve here; `RouteLent` may come back."""

    inquiry: Inquiry


@dataclass(frozen=True, slots=True)
class Publish:
    """Show the call's latest to whoever watches (coalesced by the shell)."""

    snapshot: CallSnapshot


@dataclass(frozen=True, slots=True)
class GiveFloor:
    """Let one talker be heard from now on; frames of earlier epochs are dropped."""

    talker: Talker
    epoch: int
    tone: bool = False
    """Whether a soft tone announces the new voice."""


@dataclass(frozen=True, slots=True)
class RingPhone:
    """Call an operator's telephone; `LegNews`, or `LegRefused`, comes of it."""

    transfer: int
    to: str
    """Its name in the installation's list."""


@dataclass(frozen=True, slots=True)
class MoveCallee:
    """Move the callee's leg into the conference of a transfer; their stream ends.

    `CalleeStays` comes back if it was certainly not moved.
    """

    transfer: int


@dataclass(frozen=True, slots=True)
class FetchCallee:
    """Have the callee's leg streamed to us again, wherever it is."""

    transfer: int


@dataclass(frozen=True, slots=True)
class DropPhone:
    """Hang up an operator's telephone, if it is still called."""

    transfer: int
    leg_sid: str = ""
    """Its call at the carrier; where that is empty, the shell knows it or will."""


@dataclass(frozen=True, slots=True)
class TellOperators:
    """Tell all operators at the call something, or only one."""

    what: ToOperator
    seat: int | None = None


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call at the carrier."""


@dataclass(frozen=True, slots=True)
class Finish:
    """The call is over; close everything and return this."""

    result: CallResult


Command = (
    OpenVoice
    | TellVoice
    | PlaceCall
    | PlayKeys
    | PlayEntry
    | Entrust
    | LetHear
    | LetSpeak
    | Consult
    | Foresee
    | RunPlugin
    | AskWay
    | Record
    | RecordRoute
    | BorrowRoute
    | Publish
    | GiveFloor
    | RingPhone
    | MoveCallee
    | FetchCallee
    | DropPhone
    | TellOperators
    | HangUp
    | Finish
)
