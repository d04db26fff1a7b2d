"""What stands in a scenario's files, as types: the formats themselves.

The JSON schemas in `schemas/` are made from these classes (`python -m
simulator.businesses.schemas` writes them again), and docs/guides/scenarios.md
explains them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

FieldType = Literal[
    "yes_no", "money", "date", "time", "datetime", "text", "choice", "number"
]
VoiceName = Literal[
    "hazel", "iris", "nora", "poppy", "oscar", "hugo", "frank",
    "pearl", "ruth", "edith", "agnes", "lucia", "claire", "greta", "chiara",
]  # fmt: skip
"""The voices of simulator.speech.voices (a test holds the two together)."""
Refusal = Literal["busy", "no-answer", "not-in-service"]
Key = Annotated[str, Field(pattern=r"^[0-9*#]{1,4}$")]
Name = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
Number = Annotated[str, Field(pattern=r"^\+[1-9][0-9]{6,14}$")]
Texts = Annotated[list[str], Field(min_length=1)]


class Part(BaseModel):
    """Anything in a scenario file: unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Between(Part):
    """A number the seed picks between two bounds (both included)."""

    between: tuple[float, float]
    step: float = Field(default=1, gt=0)


class OneOf(Part):
    """A value the seed picks from a list."""

    one_of: Annotated[list[bool | int | float | str], Field(min_length=1)]


class Fact(Part):
    """Something a business knows, or knows that it does not know."""

    type: FieldType
    value: Between | OneOf | bool | int | float | str
    """The truth; the word `unknown` when nobody there can tell."""
    asked_with: Texts
    """Phrases that ask for it; each counts when all its words are said."""
    say: Texts | dict[str, Texts]
    """Sentences that state it, or for each possible value such a list."""


class Option(Part):
    """One choice of a menu."""

    label: str
    goto: Name
    say: list[str] = []
    """Words that choose it when spoken, beside its label (speech menus)."""


class Menu(Part):
    """A prompt and what the keys do."""

    type: Literal["menu"]
    goals: list[Name] = []
    prompt: str
    options: Annotated[dict[Key, Option], Field(min_length=1)]
    speech: bool = False
    """Whether options may also be spoken."""
    barge_in: bool = True
    """Whether a key counts before the prompt has ended."""
    timeout_s: float = Field(default=5, gt=0)
    repeats: int = Field(default=2, ge=0)
    """How often the prompt is said again after silence or a wrong key."""
    invalid: str = "Sorry, that is not a valid choice."
    after_repeats: Name | Literal["hang-up"] = "hang-up"
    goodbye: str = "We did not receive a choice. Goodbye."


class Queue(Part):
    """Music and announcements until somebody is free."""

    type: Literal["queue"]
    goals: list[Name] = []
    prompt: str = "Please hold for the next available representative."
    hold_s: float | Between
    """Seconds of music, announcements not counted."""
    every_s: float = Field(default=10, gt=0)
    """Seconds of music between announcements."""
    announcements: list[str] = []
    """Said in turn; `{position}` is the caller's place in the queue."""
    position: int = Field(default=1, ge=1)
    then: Name


class Person(Part):
    """Somebody who talks, knows the business's facts and answers questions."""

    type: Literal["person"]
    goals: list[Name] = []
    name: str
    greeting: Texts
    voice: VoiceName | None = None
    """Another voice than the business's."""
    knows: list[Name] | None = None
    """Facts this person knows; all of the business when left out."""
    refuses: list[Name] = []
    """Facts this person knows but does not give on the phone."""
    refusal: Texts = ["I'm sorry, I can't give that out over the phone."]
    asks_name: bool = False
    """Asks who is calling before anything else is answered."""
    asks_robot: bool = False
    """Asks once whether the caller is a robot."""
    talks_to_robots: bool = True
    """If not, hangs up on hearing that the caller is an AI."""
    unknown: Texts = ["I'm not sure about that, I'm sorry."]
    welcome: Texts = ["Okay, how can I help you?"]
    again: Texts = ["Sorry, could you say that again?"]
    goodbye: Texts = ["Thank you for calling. Goodbye."]
    patience_s: float = Field(default=12, gt=0)
    """Silence before she asks whether anybody is there; then she hangs up."""


class Voicemail(Part):
    """A greeting, a beep and a recording."""

    type: Literal["voicemail"]
    goals: list[Name] = []
    greeting: str
    silence_s: float = Field(default=5, gt=0)
    """Silence that ends the recording."""
    limit_s: float = Field(default=60, gt=0)


class Notice(Part):
    """Something is said, then the call ends or goes on elsewhere (closed …)."""

    type: Literal["notice"]
    goals: list[Name] = []
    prompt: str
    times: int = Field(default=1, ge=1)
    then: Name | Literal["hang-up"] = "hang-up"


Node = Annotated[
    Menu | Queue | Person | Voicemail | Notice, Field(discriminator="type")
]


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
    language: str = "en"
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
