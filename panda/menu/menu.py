"""A phone menu as it was understood, and a way through it as it was learned."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

_FROZEN = ConfigDict(frozen=True, extra="forbid")

Keypad = Literal["in-band", "slow", "update"]
"""What carries keys pressed during a call: tones in our audio, short or long, or the
carrier instead of our audio (`update`)."""
Means = Literal[Keypad, "spoken"]
"""What carries a choice during a call: keys, or our voice. See
`panda.menu.escalation`."""
Transport = Literal[Means, "dial"]
"""The same, and keys that the carrier presses blindly from the answer on (`dial`)."""


class Option(BaseModel):
    """One choice of a menu."""

    model_config = _FROZEN

    digits: str = ""
    """Keys to press (0-9, *, #); empty if it must be spoken."""
    say: str = ""
    """Words to speak instead of, or beside, the keys."""
    label: str
    """What it leads to, in the menu's own words."""


class Menu(BaseModel):
    """The options heard so far, in the order they were offered."""

    model_config = _FROZEN

    options: tuple[Option, ...] = ()
    stay: bool = False
    """Whether staying on the line leads on."""
    extension: bool = False
    """Whether an extension may be dialled."""
    language: str = "en"


class RouteStep(BaseModel):
    """One menu of a learned way, and what was done there."""

    model_config = _FROZEN

    fingerprint: str
    """Of the prompt's words; see `panda.menu.routes`."""
    keys: str = ""
    say: str = ""
    label: str = ""
    opening: str = ""
    """The fingerprint of what is said before the first option."""
    options: tuple[Option, ...] = ()
    """What the prompt offered, as far as it was heard."""
    transport: Transport = "in-band"
    """What carried the keys or the words."""
    heard_ms: int = 0
    """How long the prompt was heard before the deed."""
    barge_in: bool | None = None
    """Whether the prompt took a key while it was still being read; None if nobody
    has tried."""
    seen: int = 0
    """How often this prompt was met on earlier calls."""


class Route(BaseModel):
    """A learned way from the answer to a goal, for one number."""

    model_config = _FROZEN

    number: str
    goal: str
    steps: tuple[RouteStep, ...]
    version: int = 1
    successes: int = 0
    failures: int = 0
    confidence: float = 0.5
    """How likely it was to work when it was looked up, 0 to 1."""
    last_used_at: AwareDatetime | None = None
    blind: bool | None = None
    """Whether its keys led on when they were last pressed blindly, from the answer on;
    None if nobody has tried."""


class LineKind(StrEnum):
    """What is on the line, by the words heard."""

    MENU = "menu"
    SPEECH_MENU = "speech_menu"
    ENTRY = "entry"
    VOICEMAIL = "voicemail"
    HOLD = "hold"
    CLOSED = "closed"
    ERROR = "error"
    HUMAN = "human"
    UNCERTAIN = "uncertain"
