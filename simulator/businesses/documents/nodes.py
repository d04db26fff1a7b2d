"""Nodes: everything a caller can be connected to."""

# ruff: noqa: TC001, RUF012 - pydantic reads types at run time, and copies defaults

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from simulator.businesses.documents.facts import Between
from simulator.businesses.documents.manners import (
    Asks,
    Declines,
    DoNotCall,
    HangsUp,
    Holds,
    Interrupts,
    Mumbles,
    Silent,
    TransfersTo,
)
from simulator.businesses.documents.parts import (
    Also,
    Chance,
    Key,
    Language,
    Name,
    Part,
    Recordings,
    SoundName,
    Texts,
    VoiceName,
)

Target = Name | Literal["hang-up"]


class NodeBase(Part):
    """What every node may say of itself."""

    goals: list[Name] = []
    """Words for what it serves."""
    voice: VoiceName | None = None
    """Another voice than the business's."""
    language: Language | None = None
    """Another language than the business's, spoken and understood."""


class Recorded(NodeBase):
    """A node whose prompt may be recorded, and may go on in another language."""

    recording: Recordings | None = None
    """Recordings of the prompt; the prompt is spoken where they are not found."""
    also: list[Also] = []
    """What follows the prompt in other languages or voices."""


class Option(Part):
    """One choice of a menu."""

    label: str
    goto: Name
    say: list[str] = []
    """Words that choose it when spoken, beside its label (speech menus)."""


class Changed(Part):
    """A menu as it is from some attempt or day on; what is left out stays."""

    from_attempt: int | None = Field(default=None, ge=2)
    """The number's second, third … call of the run and all later ones."""
    from_date: str | None = Field(default=None, pattern=r"^\d{4}-\d\d-\d\d$")
    """The day, by the world's clock at the business, and all later ones."""
    prompt: str | None = None
    recording: Recordings | None = None
    also: list[Also] | None = None
    options: Annotated[dict[Key, Option], Field(min_length=1)] | None = None
    extensions: dict[Key, Name] | None = None


class Menu(Recorded):
    """A prompt and what the keys do."""

    type: Literal["menu"]
    prompt: str
    options: Annotated[dict[Key, Option], Field(min_length=1)]
    speech: bool = False
    """Whether options may also be spoken."""
    keys: bool = True
    """Whether keys are taken; a menu without them listens only."""
    extensions: dict[Key, Name] = {}
    """Extensions that may be dialled at any time, beside the options."""
    barge_in: bool = True
    """Whether a key counts before the prompt has ended."""
    timeout_s: float = Field(default=5, gt=0)
    repeats: int = Field(default=2, ge=0)
    """How often the prompt is said again after silence or a wrong key."""
    invalid: str | None = None
    after_repeats: Target = "hang-up"
    goodbye: str | None = None
    changed: list[Changed] = []
    """Later forms of this menu; of those that apply the last one counts."""


class Callback(Part):
    """The offer to call back instead of waiting."""

    key: Key
    offer: str
    """Said after the prompt and each announcement."""
    goto: Name


class Queue(Recorded):
    """Music and announcements until somebody is free."""

    type: Literal["queue"]
    prompt: str | None = None
    hold_s: float | Between
    """Seconds of music, announcements not counted."""
    every_s: float = Field(default=10, gt=0)
    """Seconds of music between announcements."""
    announcements: list[str] = []
    """Said in turn; `{position}` is the caller's place, `{minutes}` the wait."""
    position: int = Field(default=1, ge=1)
    minutes_each: float = Field(default=1, gt=0)
    """Minutes of waiting announced for each place; at least one is said."""
    music: SoundName | None = None
    """A recording of hold music; music composed here when left out."""
    callback: Callback | None = None
    then: Name


class Entry(Recorded):
    """Asks for digits: a member id, a date of birth, an extension."""

    type: Literal["entry"]
    prompt: str
    asks: Literal["digits", "date", "phone"] = "digits"
    """What the digits are; a date must exist, a phone has ten digits or more."""
    digits: Annotated[int, Field(ge=1, le=24)] | tuple[int, int] | None = None
    """How many, or the least and most; 8 for a date, 10 to 15 for a phone."""
    order: Literal["MMDDYYYY", "DDMMYYYY", "YYYYMMDD"] = "MMDDYYYY"
    """How a date is keyed."""
    finish: Literal["#", "*"] | None = "#"
    """The key that ends the entry early."""
    accepts: list[str] = []
    """The entries that are valid; any of the right length when left out."""
    goto: dict[Key, Name] = {}
    """Where certain entries lead (extensions); they are valid too."""
    speech: bool = False
    """Whether the digits may be spoken."""
    confirm: bool = False
    """Whether the digits are read back, to be confirmed with 1."""
    timeout_s: float = Field(default=5, gt=0)
    """Silence, after the prompt or a digit, that ends the waiting."""
    retries: int = Field(default=2, ge=0)
    invalid: str | None = None
    goodbye: str | None = None
    then: Name | None = None
    """Where valid entries lead that `goto` does not name."""
    failed: Target = "hang-up"


class NoAnswer(Part):
    """Where a transfer leads when nobody picks up."""

    chance: Chance = 1
    goto: Name


class Transfer(Recorded):
    """Rings at somebody else's telephone, then goes on there."""

    type: Literal["transfer"]
    prompt: str | None = None
    ring_s: float | Between = Field(default=5)
    """Seconds of ringing the caller hears."""
    then: Name
    no_answer: NoAnswer | None = None


class Person(NodeBase):
    """Somebody who talks, knows the business's facts and answers questions."""

    type: Literal["person"]
    name: str
    greeting: Texts
    knows: list[Name] | None = None
    """Facts this person knows; all of the business when left out."""
    refuses: list[Name] = []
    """Facts this person knows but does not give on the phone."""
    refusal: Texts | None = None
    asks_name: bool | Chance = False
    """Asks who is calling before anything else is answered."""
    asks_robot: bool | Chance = False
    """Asks once whether the caller is a robot."""
    talks_to_robots: bool = True
    """If not, hangs up on hearing that the caller is an AI."""
    unknown: Texts | None = None
    welcome: Texts | None = None
    again: Texts | None = None
    goodbye: Texts | None = None
    patience_s: float = Field(default=12, gt=0)
    """Silence before she asks whether anybody is there; then she hangs up."""
    lingers_s: float = Field(default=0, ge=0)
    """How long she lets the caller hang up first, once she has said goodbye."""
    asks: list[Asks] = []
    interrupts: Interrupts | None = None
    silent: Silent | None = None
    declines: Declines | None = None
    do_not_call: DoNotCall | None = None
    transfers: list[TransfersTo] = []
    holds: Holds | None = None
    hangs_up: HangsUp | None = None
    mumbles: Mumbles | None = None


class Voicemail(Recorded):
    """A greeting, a beep and a recording."""

    type: Literal["voicemail"]
    greeting: str
    silence_s: float = Field(default=5, gt=0)
    """Silence that ends the recording."""
    limit_s: float = Field(default=60, gt=0)


class Notice(Recorded):
    """Something is said, then the call ends or goes on elsewhere (closed …)."""

    type: Literal["notice"]
    prompt: str
    times: int = Field(default=1, ge=1)
    then: Target = "hang-up"


class Presses(NodeBase):
    """Somebody who listens for a moment and presses keys, as if asked to."""

    type: Literal["presses"]
    keys: str = Field(pattern=r"^[0-9*#]{1,12}$")
    after_s: float = Field(default=3, gt=0)
    """Seconds after which they are pressed."""
    then: Target = "hang-up"


Node = Annotated[
    Menu | Queue | Entry | Transfer | Person | Voicemail | Notice | Presses,
    Field(discriminator="type"),
]
