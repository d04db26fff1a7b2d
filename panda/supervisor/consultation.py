"""What a call asks its supervisor, and what it gets back."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from panda.booking import BookingTerms
from panda.call import CallState
from panda.functions.decisions import Decision, MarkDoNotCall
from panda.functions.versions import Pins
from panda.people.question import PeopleQuestion
from panda.research.finding import Finding
from panda.research.known import KnownFact
from panda.research.questionnaire import Questionnaire

_FROZEN = ConfigDict(frozen=True, extra="forbid")


class Line(BaseModel):
    """One utterance of the conversation."""

    model_config = _FROZEN

    speaker: Literal["agent", "business", "operator"]
    text: str
    """Of ours, as far as the callee heard it."""
    at_ms: int = 0
    """When it was begun, from the answer of the call."""
    cut_off: bool = False
    """Whether the callee cut it off."""


class Consultation(BaseModel):
    """A call's question to its supervisor: the whole conversation and what is open."""

    model_config = _FROZEN

    request: str
    """Id of the voice model's function call this answers."""
    call_id: str
    business: str
    number: str = ""
    """Its telephone number, E.164."""
    questionnaire: Questionnaire
    conversation: tuple[Line, ...]
    """In the order in which the lines were begun."""
    findings: tuple[Finding, ...] = ()
    context: str = ""
    """What the voice model thought relevant in the last words."""
    instructions: tuple[str, ...] = ()
    """What operators told us during the call, in order."""
    approved: tuple[str, ...] = ()
    """Which uses of functions our people have agreed to."""
    denied: tuple[str, ...] = ()
    """To which they have said no."""
    asked_people: tuple[str, ...] = ()
    """What our people have been asked on this call and have not answered yet."""
    now: AwareDatetime
    """Wall time in the callee's zone."""
    state: CallState = CallState.TALKING
    keys: int = 0
    """Keys pressed on this call so far."""
    known: tuple[KnownFact, ...] = ()
    """What this business has said on earlier calls."""
    listed: dict[str, str] = Field(default_factory=dict)
    """What our list says of it."""
    phones: tuple[str, ...] = ()
    """Names of the telephones the call may be put through to."""
    booking: BookingTerms | None = None
    """Which times may be taken."""
    appointments: tuple[AwareDatetime, ...] = ()
    """Which have been, on this call, or were asked for and not answered yet."""
    declined: tuple[AwareDatetime, ...] = ()
    """Which they have said are not ours after all."""
    offers: tuple[AwareDatetime, ...] = ()
    """Which were offered on this call, and noted."""
    functions: Pins = Field(default_factory=dict)
    """Versions of functions the campaign is bound to, by name."""
    or_now: tuple[AwareDatetime, ...] = ()
    """Where that zone is not certain: the other times, of other dates, it may be."""
    ahead: bool = False
    """Whether the voice has not asked yet: nothing may be done that has an effect."""
    deadline_ms: int = 2000
    """How long an answer is of use, from the moment it was asked."""


class UsedFunction(BaseModel):
    """A function the supervisor ran, for the event log."""

    model_config = _FROZEN

    name: str
    arguments: str
    result: str
    request: str = ""
    version: str = ""
    refused: str = ""
    """As in `panda.events.FunctionCalled`, all of them."""


class Advice(BaseModel):
    """What the supervisor says should be done."""

    model_config = _FROZEN

    request: str
    next_response: str = ""
    """Words for the voice to speak; empty says nothing and goes on listening."""
    findings: tuple[Finding, ...] = ()
    """New findings, evidence checked."""
    asks: tuple[PeopleQuestion, ...] = ()
    """What the people the call is made for are to be asked."""
    decisions: tuple[Decision, ...] = ()
    """What is to be done beside speaking, in order; an end comes after
    `next_response` was heard."""
    functions: tuple[UsedFunction, ...] = ()
    failed: bool = False
    """Whether nothing came of it but what `functions` have done already."""
    tokens_in: int = 0
    tokens_out: int = 0

    @property
    def do_not_call(self) -> bool:
        """Whether they asked never to be called again."""
        return any(isinstance(one, MarkDoNotCall) for one in self.decisions)
