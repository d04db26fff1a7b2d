"""A phone menu as it was understood, and a way through it as it was learned."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict

_FROZEN = ConfigDict(frozen=True, extra="forbid")


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


class Route(BaseModel):
    """A learned way from the answer to a goal, for one number."""

    model_config = _FROZEN

    number: str
    goal: str
    steps: tuple[RouteStep, ...]
    version: int = 1
    successes: int = 0
    failures: int = 0
    last_used_at: AwareDatetime | None = None


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
