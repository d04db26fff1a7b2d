"""What a telephone line does to the sound on it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from simulator.businesses.documents.parts import Chance, Part

HeardBy = Literal["caller", "business", "both"]
NoiseKind = Literal[
    "white", "pink", "room", "babble", "street", "office", "radio", "hum", "crackle"
]


class Noise(Part):
    """A sound behind the voices all through the call."""

    kind: NoiseKind = "room"
    snr_db: float = Field(default=20, ge=-5, le=60)
    """Decibels by which speech (-20 dBFS) is louder than the noise."""
    heard_by: HeardBy = "caller"


class Loss(Part):
    """Packets of 20 ms that get lost, in bursts (the Gilbert model)."""

    rate: Chance = 0.02
    """Share of all packets that is lost."""
    burst: float = Field(default=2, ge=1, le=50)
    """Mean length of a loss in packets."""
    heard_by: HeardBy = "both"


class Jitter(Part):
    """Packets that are late; the receiver's buffer waits only so long."""

    ms: float = Field(default=20, gt=0, le=500)
    """Mean delay of a packet beyond the fastest (exponentially distributed)."""
    buffer_ms: int = Field(default=60, ge=20, le=500)
    """What is later than this is lost; all sound is late by as much."""
    heard_by: HeardBy = "caller"


class Echo(Part):
    """What one side says comes back to it."""

    delay_ms: int = Field(default=120, ge=20, le=1000)
    level_db: float = Field(default=-24, ge=-60, le=-3)
    """Loudness of the echo against the sound itself."""
    heard_by: HeardBy = "caller"


class LineQuality(Part):
    """Everything that is wrong with a business's line."""

    noise: Noise | list[Noise] | None = None
    loss: Loss | None = None
    jitter: Jitter | None = None
    echo: Echo | None = None
    comfort_noise: bool = False
    """Whether pauses hold faint noise instead of digital silence."""
