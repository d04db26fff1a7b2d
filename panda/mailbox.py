"""What a running call can be told from outside; it comes through the call's mailbox."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from panda.call import Outcome
from panda.campaign import Briefing
from panda.carrier import StatusUpdate
from panda.changes import CallChange
from panda.functions.spec import FunctionSpec
from panda.operator.words import MOST_NOTE, MOST_WORDS

SPARE = "spare:"
"""Mailboxes of call actors that have no call yet begin so, and end with their key."""


class _Order(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Take(_Order):
    """A spare actor gets its call."""

    kind: Literal["take"] = "take"
    briefing: Briefing


class CarrierNews(_Order):
    """The carrier says how the call stands."""

    kind: Literal["carrier_news"] = "carrier_news"
    update: StatusUpdate


class End(_Order):
    """End the call."""

    kind: Literal["end"] = "end"
    outcome: Outcome = Outcome.CANCELLED
    """How the call comes out by this."""
    reason: str = "cancelled"
    author: str = ""
    """Who wants it; empty if the system does."""


class Dismiss(_Order):
    """Close the sockets of an operator who may come no more."""

    kind: Literal["dismiss"] = "dismiss"
    operator: str


class Speak(_Order):
    """Have words spoken to the callee."""

    kind: Literal["speak"] = "speak"
    text: str = Field(min_length=1, max_length=MOST_WORDS)
    author: str = ""


class Whisper(_Order):
    """Tell the AI something that the callee does not hear."""

    kind: Literal["whisper"] = "whisper"
    text: str = Field(min_length=1, max_length=MOST_WORDS)
    author: str = ""


class Hold(_Order):
    """Play music to the callee; nobody of ours is heard."""

    kind: Literal["hold"] = "hold"
    author: str = ""


class Resume(_Order):
    """End the music: whoever was heard before is heard again."""

    kind: Literal["resume"] = "resume"
    author: str = ""


class PressKeys(_Order):
    """Press keys."""

    kind: Literal["press_keys"] = "press_keys"
    digits: str = Field(pattern=r"^[0-9*#w]{1,32}$")
    author: str = ""


class Transfer(_Order):
    """Put the callee through to a telephone of the installation's list."""

    kind: Literal["transfer"] = "transfer"
    to: str = Field(min_length=1, max_length=64)
    """Its name; a number is never given."""
    author: str = ""


class LegNews(_Order):
    """What became of an operator's telephone; the carrier says so."""

    kind: Literal["leg_news"] = "leg_news"
    transfer: int = Field(ge=1)
    call_sid: str
    """The telephone's call at the carrier."""
    news: Literal["ringing", "taken", "over"]
    """Whether it rings, its user pressed the key, or it is over."""
    reason: str = ""
    """Why it is over: the carrier's word."""


class Note(_Order):
    """Pin a note to this moment, or to an earlier one."""

    kind: Literal["note"] = "note"
    author: str
    text: str = Field(min_length=1, max_length=MOST_NOTE)
    about_ms: int | None = Field(default=None, ge=0)
    """The moment, in the call's time; now if left out."""


class AnswerPeople(_Order):
    """Answer a question of the call; a private answer is sealed before it is posted."""

    kind: Literal["answer_people"] = "answer_people"
    question_id: str
    answer: str = Field(default="", max_length=500)
    sealed: str = Field(default="", repr=False)
    author: str = ""


class Attended(_Order):
    """Somebody has seen to what a person was needed for."""

    kind: Literal["attended"] = "attended"
    author: str = ""


class UseFunction(_Order):
    """Use a function of ours on this call; the log says what came of it."""

    kind: Literal["use_function"] = "use_function"
    request: str = Field(min_length=1, max_length=80)
    """Names this use: asked for twice, it is done once."""
    name: str = Field(min_length=1, max_length=80)
    arguments: str = Field(default="{}", max_length=20_000)
    """A JSON object."""
    plugin: FunctionSpec | None = None
    """What it is, if it is none of those that come with us."""
    author: str = ""


class ChangeCall(_Order):
    """Change what the call goes by."""

    kind: Literal["change_call"] = "change_call"
    change: CallChange
    of_campaign: bool = False
    """Whether it is the campaign that was changed; then no version is looked at."""


Order = Annotated[
    Take
    | CarrierNews
    | LegNews
    | End
    | Speak
    | Whisper
    | PressKeys
    | Hold
    | Resume
    | Transfer
    | Note
    | AnswerPeople
    | Attended
    | Dismiss
    | UseFunction
    | ChangeCall,
    Field(discriminator="kind"),
]
