"""A navigator's question to a supervisor, and the answer."""

from __future__ import annotations

from enum import StrEnum, auto

from pydantic import BaseModel, ConfigDict

from panda.menu.menu import Option

_FROZEN = ConfigDict(frozen=True, extra="forbid")


class Doubt(StrEnum):
    """Why the rules are unsure."""

    NO_OPTION = auto()
    """No option fits the goal."""
    TWO_ALIKE = auto()
    """Two fit it alike."""
    NOT_UNDERSTOOD = auto()
    """A machine waits, and no option was made out."""
    LANGUAGE = auto()
    """A prompt in a language whose words we do not know."""


class WayQuestion(BaseModel):
    """Which way to take here. All of it may be shown to a model.

    A navigator never has a private value; what a machine says back of one is struck
    out before it is heard here (`panda.compliance.redaction`).
    """

    model_config = _FROZEN

    request: str
    """Id; an answer to any other question than the open one is dropped."""
    call_id: str = ""
    business: str = ""
    doubt: Doubt
    goal: str
    language: str
    """The caller's, two letters."""
    heard: tuple[str, ...]
    """The prompt, utterance by utterance."""
    options: tuple[Option, ...] = ()
    """What was read from it."""
    stay: bool = False
    """Whether staying on the line was offered."""
    path: tuple[str, ...] = ()
    """What was done to get here, in the menus' own words."""
    failed: tuple[str, ...] = ()
    """Keys and words that led nowhere here."""
    deadline_ms: int = 2_000
    """How long an answer is of use."""


class Act(StrEnum):
    """What a supervisor may tell a navigator to do."""

    KEY = auto()
    SAY = auto()
    WAIT = auto()
    STUCK = auto()
    """There is nothing to be had for the goal here."""


class WayAnswer(BaseModel):
    """What a supervisor says, unchecked."""

    model_config = _FROZEN

    request: str
    act: Act
    keys: str = ""
    words: str = ""
    leads_to: str = ""
    """In English, what the key or the words lead to."""
    quote: str = ""
    """Where the prompt offers it, in the prompt's own words."""
    tokens_in: int = 0
    tokens_out: int = 0


class Unanswered(BaseModel):
    """A question that no answer will come to: its supervisor failed or was too late."""

    model_config = _FROZEN

    request: str
