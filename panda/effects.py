"""What a bridge wants done, as values: whoever owns the sockets does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panda.operator.wire import Side
    from panda.realtime.agent import ToVoice
    from panda.session.inputs import Input
    from panda.stream import Started


@dataclass(frozen=True, slots=True)
class ToPhone:
    """Send a text frame to the carrier."""

    text: str


@dataclass(frozen=True, slots=True)
class Hear:
    """Let the voice hear this (base64 of mu-law)."""

    audio: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask something of the voice."""

    what: ToVoice


@dataclass(frozen=True, slots=True)
class Notice:
    """Tell the session."""

    input: Input


@dataclass(frozen=True, slots=True)
class Introduced:
    """The stream says which call it is; nothing it says is believed before a check."""

    start: Started


@dataclass(frozen=True, slots=True)
class Overheard:
    """Let listeners hear this; only while there are any."""

    side: Side
    at_ms: int
    """When its first sample was heard, by the session's clock."""
    mulaw: bytes


Effect = ToPhone | Hear | Ask | Notice | Introduced | Overheard


@dataclass(frozen=True, slots=True)
class Health:
    """How the line is, for snapshots."""

    level_in_db: float
    level_out_db: float
    gaps: int
    """Silences of the network over 60 ms in the callee's audio so far."""
    recent_gaps: int
    """Those of the last minute."""
    jitter_ms: float
    """How unevenly their frames come, smoothed (RFC 3550)."""
    lost: int
    """Messages of the carrier that never came."""
    unplayed_ms: int
    round_trip_ms: int
    """To the carrier and back, the shortest seen; 0 until one was."""
    since_audio_ms: int
    """Since the callee's last frame; 10 s without one is a dead stream (R25)."""
