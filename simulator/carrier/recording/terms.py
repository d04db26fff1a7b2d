"""How something is to be recorded, and who is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from simulator.carrier.form import Fetch

Channels = Literal["mono", "dual"]
Track = Literal["inbound", "outbound", "both"]
"""`inbound` is what the carrier hears from the telephone, `outbound` what it plays."""
Told = Literal["in-progress", "completed", "absent", "failed"]
"""Steps that a client may ask to be told of; none fails here."""
Trim = Literal["trim-silence", "do-not-trim"]
Source = Literal[
    "OutboundAPI",
    "StartCallRecordingAPI",
    "StartConferenceRecordingAPI",
    "Conference",
    "DialVerb",
    "RecordVerb",
]
"""What asked for a recording, in Twilio's words."""


@dataclass(frozen=True, slots=True)
class RecordingTerms:
    """One order to record."""

    channels: Channels = "mono"
    track: Track = "both"
    trim: Trim = "do-not-trim"
    callback: Fetch | None = None
    told: frozenset[Told] = frozenset({"completed"})
