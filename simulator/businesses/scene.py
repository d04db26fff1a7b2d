"""What happens at the callee's end, and what the callee does about it.

A scene is one node of a business while somebody is connected to it: a state machine
without I/O. It is told what happened and when, and answers with what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from simulator.businesses.documents import Language
    from simulator.businesses.documents.nodes import Recorded


@dataclass(frozen=True, slots=True)
class Entered:
    """The caller was connected to this node."""


@dataclass(frozen=True, slots=True)
class Key:
    """The caller pressed a key."""

    digit: str


@dataclass(frozen=True, slots=True)
class Began:
    """The caller began to speak."""


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The caller has been speaking for a while although the business talks."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The caller said something; empty when it could not be understood."""

    text: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """Everything the scene wanted to say or play has been heard."""


@dataclass(frozen=True, slots=True)
class Tick:
    """20 ms have passed."""

    quiet: bool
    """Whether nobody speaks and nothing is being understood."""
    voiced: bool = False
    """Whether the caller is speaking at this moment."""


Event = Entered | Key | Began | Interrupted | Heard | Spoken | Tick


@dataclass(frozen=True, slots=True)
class Say:
    """Speak a sentence after what is already waiting to be said."""

    text: str
    facts: tuple[str, ...] = ()
    """Ids of the facts the sentence states."""
    pause_ms: int = 0
    """Silence before it, as people need to take a breath."""
    recordings: tuple[str, ...] = ()
    """Recordings of it, played instead where they are installed."""
    language: Language | None = None
    """Another language than the node's."""
    voice: str | None = None
    """Another voice than the node's."""
    mumbled: bool = False
    """Said so that nobody understands it; then it states no facts."""


Sound = Literal["music", "beep", "ring"]


@dataclass(frozen=True, slots=True)
class Play:
    """Play a sound: music for a while, the voicemail beep, or ringing."""

    sound: Sound
    ms: int
    recording: str | None = None
    """Recorded music of this name, where it is installed."""


@dataclass(frozen=True, slots=True)
class Press:
    """Press keys: their tones are heard."""

    digits: str


@dataclass(frozen=True, slots=True)
class Hush:
    """Stop talking at once and forget what was to be said."""


@dataclass(frozen=True, slots=True)
class Took:
    """A key was judged: written to the ledger."""

    digit: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class Go:
    """Connect the caller to another node, after everything was said."""

    node: str


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call, after everything was said."""


@dataclass(frozen=True, slots=True)
class Listen:
    """Begin or cease to understand speech, within one node."""

    on: bool


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth writing down: a manner shown, digits entered."""

    kind: Literal["manner", "entry", "callback"]
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Arranged:
    """Something was done to a time of the diary: written to the ledger."""

    number: str
    """Of whose diary: the first of the business's numbers."""
    what: str
    """Offered, held, booked, moved, cancelled, refused or gone."""
    slot: str
    """`YYYY-MM-DDTHH:MM` on the clocks of the business."""
    party: str = ""
    to: str = ""
    """Of a move, the new time."""


Command = Say | Play | Press | Hush | Took | Go | HangUp | Listen | Note | Arranged


class Scene(Protocol):
    """One node with somebody connected to it."""

    @property
    def kind(self) -> str:
        """The node's type, for the ledger."""
        ...

    @property
    def listens(self) -> bool:
        """Whether speech is worth understanding here."""
        ...

    @property
    def lines(self) -> list[Say]:
        """Everything it is likely to say, to be spoken ahead."""
        ...

    def on(self, event: Event, now_ms: int) -> list[Command]:
        """Take one event; say what to do, in order."""
        ...


def leave(target: str) -> Command:
    """Go to a node, or end the call when that is what the file says."""
    return HangUp() if target == "hang-up" else Go(target)


def prompt(
    node: Recorded,
    text: str,
    *,
    pause_ms: int,
) -> list[Say]:
    """Return what a node says first: its prompt, then what stands under `also`."""
    first = Say(text, pause_ms=pause_ms, recordings=names(node.recording))
    return [
        first,
        *(
            Say(
                one.say,
                recordings=names(one.recording),
                language=one.language,
                voice=one.voice,
            )
            for one in node.also
        ),
    ]


def names(recording: str | list[str] | None) -> tuple[str, ...]:
    """Return recordings as the file names them, as a tuple."""
    if recording is None:
        return ()
    return (recording,) if isinstance(recording, str) else tuple(recording)
