"""On what terms a leg takes part in a conference.

The same terms come as attributes of ``<Conference>`` and as parameters of the
Participants resource; the names, values and defaults are those of Twilio's TwiML
reference for ``<Conference>``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from simulator.carrier.form import Fetch
    from simulator.carrier.recording.terms import RecordingTerms

Beep = Literal["true", "false", "onEnter", "onExit"]
Topic = Literal[
    "start",
    "end",
    "join",
    "leave",
    "mute",
    "hold",
    "modify",
    "speaker",
    "announcement",
]
"""What a client may ask to be told about."""
MAX_PARTICIPANTS = 250
MAX_LABEL = 128


@dataclass(frozen=True, slots=True)
class Reports:
    """Where a conference's events are reported, and which."""

    fetch: Fetch
    topics: frozenset[Topic]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a leg brings along when it joins."""

    label: str = ""
    muted: bool = False
    coaches: str = ""
    """The call SID of the only leg that hears this one; empty for everyone."""
    beep: Beep = "true"
    starts: bool = True
    """Whether the conference may start because of this leg."""
    ends: bool = False
    """Whether the conference ends when this leg leaves."""
    wait: Fetch | Literal["music", "silence"] = "music"
    """What it hears until the conference starts."""
    early_media: bool = True
    """Whether those in the conference hear its telephone ring."""
    max_participants: int = MAX_PARTICIPANTS
    reports: Reports | None = None
    """Only those of the first leg count: they are the conference's."""
    recording: RecordingTerms | None = field(default=None)
    """Whether and how the conference is recorded; of the first leg, too."""

    @property
    def beeps_on_enter(self) -> bool:
        """Whether the others hear that it comes."""
        return self.beep in {"true", "onEnter"}

    @property
    def beeps_on_exit(self) -> bool:
        """Whether the others hear that it goes."""
        return self.beep in {"true", "onExit"}
