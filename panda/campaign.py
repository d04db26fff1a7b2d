"""A campaign and its parts: what is asked, who is called, one attempt, its result."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum, auto
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    model_validator,
)

from panda.alerts.thresholds import ThresholdChanges
from panda.booking import Appointment, BookingTerms, Manner, Offer
from panda.call import AnsweredBy, CallState, Outcome
from panda.callconfig import CallConfig
from panda.cost import Prices
from panda.features import Feature, Share, default_arms
from panda.functions.versions import Pins
from panda.inqueue import InQueue
from panda.insurance.finding import ToldTerm
from panda.menu.menu import Route
from panda.navigation import Navigation
from panda.people.need import Need
from panda.people.question import EndedQuestion, OpenQuestion
from panda.private import Grant, PrivateField
from panda.recording.mode import Recording
from panda.research.finding import Finding
from panda.research.known import KnownFact
from panda.research.questionnaire import Questionnaire
from panda.visible import visible, visible_name

E164 = re.compile(r"\+[1-9]\d{6,14}")
"""A number as it is written between countries."""
_FROZEN = ConfigDict(frozen=True, extra="forbid")


class CallbackPolicy(StrEnum):
    """What is answered to a queue that offers to call back."""

    NEVER = auto()
    """We stay on the line."""
    ACCEPT = auto()
    """It is accepted, and the call ends."""


class Limits(BaseModel):
    """The bounds of a campaign; defaults are those of RELIABILITY 7."""

    model_config = _FROZEN

    concurrency: int = Field(default=10, ge=1, le=500)
    ring_s: int = Field(default=30, ge=5, le=120)
    call_s: int = Field(default=900, ge=30, le=3600)
    """Longest call; the carrier enforces it too (`TimeLimit`)."""
    hold_s: int = Field(default=1200, ge=10, le=3600)
    """Longest wait in a queue. It is part of the call: one that is still waiting when
    `call_s` is over counts as held too long as well."""
    attempts: int = Field(default=3, ge=1, le=5)
    retry_busy_s: int = Field(default=300, ge=1)
    retry_no_answer_s: int = Field(default=7200, ge=1)
    retry_failed_s: int = Field(default=600, ge=1)
    reopen_within_s: int = Field(default=7 * 86_400, ge=0)
    """How long a business that was found closed is waited for, to call it again when it
    opens; with 0 nobody is."""
    budget_usd: float = Field(default=10.0, gt=0)
    scout: bool = True
    """Whether one branch of a chain is called first, and the others once its way
    through the menus is known; see `panda.dialing.scouting`."""
    callback: CallbackPolicy = CallbackPolicy.NEVER
    callback_number: str = Field(default="", pattern=rf"^(?:{E164.pattern})?$")
    """Where an accepted callback is to come to, E.164."""
    alerts: ThresholdChanges = ThresholdChanges()
    """Of what operators are told sooner, later or never."""
    record: Recording = Recording.OFF
    """Whether the sound of calls is kept, if the installation keeps any."""

    @model_validator(mode="after")
    def _has_number(self) -> Self:
        if self.callback is CallbackPolicy.ACCEPT and not self.callback_number:
            raise ValueError("to accept callbacks, say to which callback_number")
        return self


class Provider(BaseModel):
    """A business to be called."""

    model_config = _FROZEN

    name: Annotated[str, AfterValidator(visible_name)]
    phone: str
    """E.164."""
    extension: Annotated[str, AfterValidator(visible)] = ""
    timezone: str = ""
    """IANA name; if empty, every zone the number may lie in must be open."""
    language: str = ""
    """ISO 639-1 of what is spoken there, if not the questions' own."""
    extra: dict[str, str] = Field(default_factory=dict)
    """Any other columns of the list, as they came."""
    sealed: dict[PrivateField, str] = Field(default_factory=dict, repr=False)
    """Private values for calls to this business, sealed; see `gateways.vault`."""


class CampaignStatus(StrEnum):
    """Whether new calls are placed."""

    RUNNING = auto()
    PAUSED = auto()
    CANCELLED = auto()
    DONE = auto()


class Campaign(BaseModel):
    """A list of businesses and what to find out from each."""

    model_config = _FROZEN

    campaign_id: str
    title: str
    questionnaire: Questionnaire
    limits: Limits = Limits()
    attested: bool = False
    """The creator's word that every number is a business line, called to enquire."""
    priority: int = Field(default=0, ge=-10, le=10)
    """Higher is called first."""
    grants: tuple[Grant, ...] = ()
    """Which private data its calls may give."""
    booking: BookingTerms | None = None
    """Which times its calls may take; none if left out."""
    functions: Pins = Field(default_factory=dict)
    """Versions of functions its calls are bound to, by name; see
    `panda.functions.versions` for how a range is written."""
    voice: str = ""
    """Which voice its calls speak with; the installation's if empty."""
    features: dict[Feature, Share] = Field(default_factory=dict)
    """For what share of its calls a feature is on, where that is not the default."""
    fresh: bool = False
    """Whether everything is asked anew, also what is known from other campaigns."""
    follows: str = ""
    """The campaign of which this is the follow-up."""
    wish_id: str = ""
    """The campaign whose wish for an appointment it goes on with; its own if empty."""
    asked: str = ""
    """The digest of what was asked for, where its request had a name."""
    version: int = 1
    """Raised by every change; see `panda.changes`."""
    status: CampaignStatus = CampaignStatus.RUNNING
    created_at: AwareDatetime

    @property
    def wish(self) -> str:
        """What its offers are to fulfil: a follow-up looks for no appointment more."""
        return self.wish_id or self.campaign_id

    @property
    def at_once(self) -> int:
        """How many of its calls may be under way.

        Where the first call that can takes a time, one: two at once might take two.
        """
        books = self.booking is not None and self.booking.manner is Manner.BOOK
        return 1 if books else self.limits.concurrency


class TargetStatus(StrEnum):
    """Where a business of a campaign stands; see `panda.dialing` for the moves."""

    WAITING = auto()
    """To be dialled, at `due_at` or later."""
    CALLING = auto()
    DONE = auto()


class Target(BaseModel):
    """One business of one campaign."""

    model_config = _FROZEN

    target_id: str
    campaign_id: str
    position: int
    """Its place in the list, from 0."""
    provider: Provider
    priority: int = Field(default=0, ge=-10, le=10)
    """Of those of its campaign that wait the higher is called first."""
    status: TargetStatus = TargetStatus.WAITING
    attempts: int = 0
    """How often it was dialled, or was about to be."""
    excused: int = 0
    """How many of those do not count: we never got to dialling, or broke off."""
    due_at: AwareDatetime | None = None
    outcome: Outcome | None = None
    """How its last call came out."""
    reasons: tuple[str, ...] = ()
    """Why it was refused, or failed in the end, as stable codes; `known` where all
    that is required was known already."""
    known: tuple[KnownFact, ...] = ()
    """What it need not be asked: said to another campaign, and still holding."""


class IntentState(StrEnum):
    """How far a dial has come (RELIABILITY 2.1)."""

    RESERVED = auto()
    SUBMITTING = auto()
    ACCEPTED = auto()
    AMBIGUOUS = auto()
    """The carrier may or may not have placed it; never submitted again."""
    NOT_PLACED = auto()
    DONE = auto()


class DialIntent(BaseModel):
    """The intention to place one call, committed before the carrier hears of it.

    Its id is the call's id everywhere: actor name, stream path, callbacks, events.
    """

    model_config = _FROZEN

    call_id: str
    campaign_id: str
    target_id: str
    number: str
    attempt: int
    state: IntentState = IntentState.RESERVED
    epoch: int = 0
    """How often the call was re-attached after losing its actor."""
    call_sid: str = ""
    actor: str = ""
    """Key of the call actor that has the call, from when it was chosen."""
    reserved_at: AwareDatetime
    reserved_real_at: AwareDatetime | None = None
    """The same by the real clock, which the carrier's times are by."""

    @property
    def began_at(self) -> datetime:
        """When it was reserved, in the carrier's time."""
        return self.reserved_real_at or self.reserved_at


class Briefing(BaseModel):
    """All that a call actor is told about its call."""

    model_config = _FROZEN

    call_id: str
    campaign_id: str
    target_id: str
    provider: Provider
    questionnaire: Questionnaire
    limits: Limits
    attempt: int = 1
    epoch: int = 0
    now: AwareDatetime
    """Wall time of the briefing."""
    token: str
    """The signed token the phone stream must present."""
    route: Route | None = None
    """The best known way through this number's menu, if any."""
    restored: tuple[str, ...] = ()
    """On re-attachment: the call's event log so far, one JSON event each."""
    call_sid: str = ""
    """The carrier's id of the call, if it has given one."""
    placed: bool = False
    """Whether the carrier may have been asked for the call: it is not asked again."""
    grants: tuple[Grant, ...] = ()
    """Which private data this call may give; the values are with the provider."""
    booking: BookingTerms | None = None
    functions: Pins = Field(default_factory=dict)
    """As in `Campaign`, both."""
    known: tuple[KnownFact, ...] = ()
    """What this business has said on earlier calls."""
    voice: str = ""
    """Which voice speaks; the installation's if empty."""
    features: dict[Feature, bool] = Field(default_factory=default_arms)
    """Which features this call has."""
    version: int = 1
    """Raised by every change of what it goes by."""
    prices: Prices | None = None
    """What is paid with the models in use; those of the default models if left out."""

    @property
    def is_recorded(self) -> bool:
        """Whether sound may be kept at all; never where private data may be said."""
        return self.limits.record is not Recording.OFF and not self.grants

    @property
    def asks_to_record(self) -> bool:
        """Whether they must have said yes first; so too as long as that is open."""
        return self.is_recorded and self.limits.record is not Recording.ANNOUNCE


class Callback(BaseModel):
    """They are to call back."""

    model_config = _FROZEN

    number: str
    """Where to, E.164."""
    accepted_at: AwareDatetime


class CallResult(BaseModel):
    """What came of one call; the return value of its actor."""

    model_config = _FROZEN

    call_id: str
    campaign_id: str
    target_id: str
    outcome: Outcome
    reason: str = ""
    answered_by: AnsweredBy | None = None
    navigation: Navigation = Navigation()
    findings: tuple[Finding, ...] = ()
    terms: tuple[ToldTerm, ...] = ()
    """What they told of insurance plans beside what was asked."""
    appointments: tuple[Appointment, ...] = ()
    """Times that were agreed on."""
    proposals: tuple[Appointment, ...] = ()
    """Times we asked for, and the call ended before anybody said yes or no."""
    offers: tuple[Offer, ...] = ()
    """Times that were offered, and not taken."""
    disclosed: bool = False
    """Whether the AI disclosure was played to a person to its end."""
    started_at: AwareDatetime
    ended_at: AwareDatetime
    answered_s: float = 0.0
    """Seconds from answer to end."""
    held_s: float = 0.0
    """Seconds in the business's queue."""
    suspended_s: float = 0.0
    """Seconds of those in which the voice was sent nothing."""
    saved_usd: float = 0.0
    """What hearing those would have cost, at most."""
    callback: Callback | None = None
    opens_at: AwareDatetime | None = None
    """Of a business found closed: when it opens, if they said so."""
    cost_usd: float = 0.0
    call_sid: str = ""
    features: dict[Feature, bool] = Field(default_factory=dict)
    """Which features it had, so that calls with and without one can be compared."""


class CallSnapshot(BaseModel):
    """The latest of a call, for whoever watches."""

    model_config = _FROZEN

    call_id: str
    campaign_id: str
    target_id: str
    business: str
    number: str
    attempt: int = 1
    epoch: int = 0
    """How often it was taken over, as the actor knows that shows it."""
    streamed: bool = False
    """Whether the carrier's stream is open."""
    state: CallState
    since: AwareDatetime
    """When the call entered its state."""
    started_at: AwareDatetime
    answered_at: AwareDatetime | None = None
    outcome: Outcome | None = None
    last_speaker: str = ""
    last_words: str = ""
    level_in_db: float = -90.0
    level_out_db: float = -90.0
    """Loudness of the last second, dBFS."""
    gaps: int = 0
    """Gaps over 60 ms in the callee's audio so far."""
    recent_gaps: int = 0
    """Those of the last minute."""
    jitter_ms: float = 0.0
    """How unevenly the callee's frames come, smoothed (RFC 3550)."""
    round_trip_ms: int = 0
    """To the carrier and back, the shortest seen; 0 until one was."""
    recorded: bool = False
    """Whether the sound is kept at this moment."""
    lost: int = 0
    """Messages of the carrier that never came."""
    findings: tuple[Finding, ...] = ()
    keys: str = ""
    queue: InQueue | None = None
    """While on hold, if an announcement told."""
    cost_usd: float = 0.0
    operator: str = ""
    """The operator who has taken the call over."""
    needs_person: bool = False
    needs: tuple[Need, ...] = ()
    """What for, the oldest first."""
    config: CallConfig | None = None
    """What it goes by."""
    questions: tuple[OpenQuestion, ...] = ()
    """What it has asked its people and waits for."""
    ended_questions: tuple[EndedQuestion, ...] = ()
    """What it asked them before."""
    updated_at: datetime | None = None
