"""Why a call needs a person, and what meets each need: a table, and nothing else."""

from __future__ import annotations

from enum import StrEnum, auto


class Need(StrEnum):
    """Why a person should look after a call now."""

    QUESTION = auto()
    """It has asked its people something, and nobody has answered yet."""
    INSISTED = auto()
    """Whoever is on the line wants to talk to a human being."""
    STUCK = auto()
    """It goes round in a phone menu, or gets on in none."""
    MODEL_LOST = auto()
    """The voice is gone, or the supervisor does not answer."""
    UNSURE = auto()
    """What they say contradicts itself, or advice could not be followed."""


class Relief(StrEnum):
    """What may meet a need."""

    ANSWERED = auto()
    """The last open question has its answer, or nobody gave one in time."""
    TAKEN_OVER = auto()
    """An operator has the floor, or talks with them on a telephone."""
    INSTRUCTED = auto()
    """An operator has told the AI what to do, or had it say something."""
    MOVED_ON = auto()
    """The call has come out of the menu."""
    MODEL_BACK = auto()
    """The voice is there again, or a supervisor has answered."""
    ATTENDED = auto()
    """Somebody says that they have seen to it."""
    ENDED = auto()
    """The call is over."""


_BY_HAND = frozenset({Relief.TAKEN_OVER, Relief.ATTENDED})

MET_BY: dict[Need, frozenset[Relief]] = {
    Need.QUESTION: frozenset({Relief.ANSWERED}),
    Need.INSISTED: _BY_HAND | {Relief.INSTRUCTED},
    Need.STUCK: _BY_HAND | {Relief.INSTRUCTED, Relief.MOVED_ON},
    Need.MODEL_LOST: _BY_HAND | {Relief.MODEL_BACK},
    Need.UNSURE: _BY_HAND | {Relief.INSTRUCTED},
}
"""An open question is met by nothing but its end: who takes over may leave it open."""

NEED_WORDS: dict[Need, str] = {
    Need.QUESTION: "has a question",
    Need.INSISTED: "asks for a human being",
    Need.STUCK: "does not get on in the menu",
    Need.MODEL_LOST: "has lost its model",
    Need.UNSURE: "is not sure what was said",
}
"""How each is shown."""
