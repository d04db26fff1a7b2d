"""The files of a scenario: a business, the world, the questionnaire."""

# ruff: noqa: TC001, RUF012 - pydantic reads types at run time, and copies defaults

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from simulator.businesses.documents.diary import Diary
from simulator.businesses.documents.facts import Fact
from simulator.businesses.documents.keys import KeyHearing
from simulator.businesses.documents.line import LineQuality
from simulator.businesses.documents.nodes import Node
from simulator.businesses.documents.parts import (
    FieldType,
    Language,
    Name,
    Number,
    Part,
    Refusal,
    VoiceName,
)
from simulator.faults.catalogue import AnyFault


class Hours(Part):
    """When the business is open, in its own time zone."""

    days: Annotated[
        list[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]],
        Field(min_length=1),
    ]
    opens: str = Field(pattern=r"^\d\d:\d\d$")
    closes: str = Field(pattern=r"^\d\d:\d\d$")


class Business(Part):
    """Who answers one or more numbers, and how."""

    name: str
    numbers: Annotated[list[Number], Field(min_length=1)]
    timezone: str
    language: Language = "en"
    voice: VoiceName = "hazel"
    ring_ms: int = Field(default=2000, ge=0)
    no_answer_ms: int = Field(default=25000, ge=0)
    """How long it rings when nobody answers."""
    first_attempts: list[Literal["busy", "no-answer", "failed"]] = []
    """What the first dials meet, before somebody answers."""
    answers: Name | Refusal
    """The node that answers, or why nobody ever does."""
    hours: Hours | None = None
    after_hours: Name | None = None
    """The node that answers outside `hours`."""
    line: LineQuality | None = None
    """Noise, loss, jitter and echo on all its calls."""
    keys: KeyHearing = KeyHearing()
    """Which keys reach it."""
    diary: Diary | None = None
    """When somebody may come: whoever knows the fact of it gives times away."""
    facts: dict[Name, Fact] = {}
    nodes: dict[Name, Node] = {}


class Scenario(Part):
    """The world: its clock, and how its facts answer the questionnaire."""

    title: str
    clock: str
    """ISO date and time with offset that is "now" when the simulator starts."""
    goal: Name
    """The word by which menu nodes serve the questionnaire's goal."""
    answers: Annotated[dict[str, Name], Field(min_length=1)]
    """Which fact answers which field of the questionnaire."""
    faults: list[AnyFault] = []
    """What goes wrong, where and when (docs/guides/simulator-faults.md)."""


class Question(Part):
    """One field of the questionnaire."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]{0,47}$")
    type: FieldType
    ask: str = Field(min_length=3, max_length=300)
    label: str = ""
    """Heading of its column; made from the name when left out."""
    required: bool = True
    choices: list[str] = []
    """For `choice`, and only there: what may be answered."""


class Questions(Part):
    """What the caller wants to know."""

    goal: str = Field(min_length=3, max_length=200)
    """What to reach at the business, in plain words."""
    caller: str = Field(default="a patient", max_length=120)
    """On whose behalf the call is made, as it is said aloud."""
    opening: str = Field(default="", max_length=300)
    """One sentence that says why, spoken after the disclosure."""
    language: str = Field(default="en", pattern=r"^[a-z]{2}$")
    fields: Annotated[list[Question], Field(min_length=1, max_length=30)]
    ranking: list[dict[str, JsonValue]] = []
    """How the caller weighs what they are told: let pass, and no affair of ours."""
