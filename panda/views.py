"""What the HTTP API takes and gives; each is a model, so that OpenAPI describes it."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from panda.alerts.thresholds import Thresholds
from panda.appointments.terms import read_terms
from panda.call import CallState, Outcome
from panda.campaign import (
    CallResult,
    CallSnapshot,
    Campaign,
    Limits,
    Target,
    TargetStatus,
)
from panda.changes import VOICE
from panda.errors import BadInput
from panda.events import describe
from panda.features import Feature, Share
from panda.functions.versions import Pins
from panda.newcampaign import NewCampaign
from panda.research.providers import read_providers
from panda.research.questions import read_questions

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from panda.events import CallEvent
    from panda.research.rejected import RejectedRow
    from panda.settings import Settings

_FROZEN = ConfigDict(frozen=True, extra="forbid")

MAX_TEXT = 100_000
"""Characters of questions, or of terms, sent as text."""
MAX_LIST = 1_900_000
"""Characters of a list: with the rest, what a request may have (`actors.forward`). Ten
thousand rows of 190."""


class Problem(BaseModel):
    """What went wrong and what to do about it (RFC 9457, with `advice`)."""

    model_config = _FROZEN

    title: str
    status: int
    detail: str = ""
    where: str = ""
    """The field, or the line of a file, that is wrong."""
    advice: str = ""


class Rejected(BaseModel):
    """A row of a list that cannot be called."""

    model_config = _FROZEN

    line: int
    reason: str
    advice: str


class CampaignText(BaseModel):
    """A campaign as its two files: who is called, and what is asked."""

    model_config = _FROZEN

    title: str = Field(min_length=1, max_length=200)
    providers_csv: str = Field(min_length=1, max_length=MAX_LIST)
    """With a header; see the guide on scenarios."""
    questions_yaml: str = Field(min_length=1, max_length=MAX_TEXT)
    limits: Limits = Limits()
    attested: bool = False
    priority: int = Field(default=0, ge=-10, le=10)
    fresh: bool = False
    """Whether everything is asked anew, also what is known from other campaigns."""
    booking_yaml: str = Field(default="", max_length=MAX_TEXT)
    """Which appointment is looked for, if one is; see the guide on appointments."""
    voice: str = Field(default="", pattern=rf"^$|{VOICE}")
    features: dict[Feature, Share] = Field(default_factory=dict)
    functions: Pins = Field(default_factory=dict)
    """As in `NewCampaign`, all three."""

    def read(self) -> tuple[NewCampaign, tuple[Rejected, ...]]:
        """Read both files; the rows that cannot be called are told apart.

        Raises:
            BadInput: A file cannot be used; says where, and what to do about it.
        """
        providers, rejected = read_providers(self.providers_csv, "providers_csv")
        if not providers:
            raise _nobody(rejected)
        new = NewCampaign(
            title=self.title,
            questionnaire=read_questions(self.questions_yaml, "questions_yaml"),
            providers=tuple(providers),
            limits=self.limits,
            attested=self.attested,
            priority=self.priority,
            fresh=self.fresh,
            booking=read_terms(self.booking_yaml, "booking_yaml")
            if self.booking_yaml.strip()
            else None,
            voice=self.voice,
            features=self.features,
            functions=self.functions,
        )
        return new, tuple(
            Rejected(line=row.line, reason=row.reason, advice=row.advice)
            for row in rejected
        )


def _nobody(rejected: Sequence[RejectedRow]) -> BadInput:
    """Say that nobody is left to be called, and what is wrong with the first row."""
    if not rejected:
        return BadInput(
            "nobody to call", where="providers_csv", advice="add a row to call"
        )
    first = rejected[0]
    return BadInput(
        f"nobody to call: {len(rejected)} rows cannot be; {first.reason}",
        where=f"providers_csv:{first.line}",
        advice=first.advice,
    )


class Created(BaseModel):
    """A campaign that begins, and the rows that were left out."""

    model_config = _FROZEN

    campaign: Campaign
    rejected: tuple[Rejected, ...] = ()


class CampaignView(BaseModel):
    """A campaign and how far it is."""

    model_config = _FROZEN

    campaign: Campaign
    waiting: int
    held: int
    """Of the waiting: those that wait for the scout of their chain."""
    calling: int
    done: int
    outcomes: dict[Outcome, int]
    """How the last calls came out, counted."""
    targets: tuple[Target, ...]

    @classmethod
    def of(
        cls, campaign: Campaign, targets: Sequence[Target], held: Collection[str] = ()
    ) -> CampaignView:
        """Count where the targets stand; `held` are the ids of those held back."""
        standing = Counter(target.status for target in targets)
        outcomes = Counter(target.outcome for target in targets if target.outcome)
        return cls(
            campaign=campaign,
            waiting=standing[TargetStatus.WAITING],
            held=sum(
                one.status is TargetStatus.WAITING and one.target_id in held
                for one in targets
            ),
            calling=standing[TargetStatus.CALLING],
            done=standing[TargetStatus.DONE],
            outcomes=dict(outcomes),
            targets=tuple(targets),
        )


class CallView(BaseModel):
    """A call: its latest while it is live or recent, its result once it has ended."""

    model_config = _FROZEN

    call_id: str
    state: CallState
    snapshot: CallSnapshot | None = None
    result: CallResult | None = None

    @classmethod
    def of(
        cls, call_id: str, snapshot: CallSnapshot | None, result: CallResult | None
    ) -> CallView:
        """Put together what is known of a call."""
        live = snapshot is not None and result is None
        state = snapshot.state if snapshot and live else CallState.ENDED
        return cls(call_id=call_id, state=state, snapshot=snapshot, result=result)


class TranscriptLine(BaseModel):
    """One event of a call, as it is stored and as it reads."""

    model_config = _FROZEN

    seq: int
    at_ms: int
    kind: str
    text: str

    @classmethod
    def of(cls, event: CallEvent) -> TranscriptLine:
        """Put an event in words."""
        return cls(
            seq=event.seq, at_ms=event.at_ms, kind=event.kind, text=describe(event)
        )


class Ending(BaseModel):
    """Whether a call was told to end."""

    model_config = _FROZEN

    call_id: str
    ending: Literal[True] = True


class Health(BaseModel):
    """Whether calls can be made, as far as is known from the last ones."""

    model_config = _FROZEN

    status: Literal["ok", "paused"] = "ok"
    paused: str = ""
    """Why nobody is dialled for now: what the calls before failed for."""
    now: AwareDatetime
    live_calls: int


class PartStatus(StrEnum):
    """Whether a standing part of the installation is there."""

    RUNNING = auto()
    AWAY = auto()
    """It has ended, or is just being started anew."""


class Part(BaseModel):
    """One standing actor."""

    model_config = _FROZEN

    name: str
    status: PartStatus


class Capacity(BaseModel):
    """How much there is room for, and how much of it is taken."""

    model_config = _FROZEN

    live_calls: int
    max_calls: int
    spares: int
    """Call actors that wait for a call."""
    spares_wanted: int
    calls_per_second: float
    """Dials a second, at most."""


class ShownSettings(BaseModel):
    """The settings of an installation, without its secrets."""

    model_config = _FROZEN

    twilio_account_sid: str
    twilio_from: str
    twilio_api_url: str
    openai_base_url: str
    realtime_model: str
    reasoner_model: str
    transcription_model: str
    voice: str
    public_url: str
    supervisors: int
    spares: int
    max_calls: int
    calls_per_second: float
    keep_audio_days: int
    """How long the sound of calls is kept that campaigns record; none at 0."""
    log: str
    log_level: str
    alerts: Thresholds
    simulated: bool
    """Whether the carrier is a simulator on this machine."""
    has_calendar: bool
    """Whether appointments are written to a calendar of the user's."""

    @classmethod
    def of(cls, settings: Settings) -> ShownSettings:
        """Leave out what opens doors, and what concerns this machine only."""
        return cls.model_validate(
            {name: getattr(settings, name) for name in cls.model_fields}
        )


STANDING = ("carrier", "frontdoor", "hub", "orchestrator", "store", "webhooks")
"""Names of the actors of which an installation has one each."""
_CALL = "call:"


class SystemView(BaseModel):
    """What runs, how much it may do, and with what settings."""

    model_config = _FROZEN

    now: AwareDatetime
    paused: str = ""
    """Why nobody is dialled for now; empty when all is well."""
    capacity: Capacity
    parts: tuple[Part, ...]
    settings: ShownSettings

    @classmethod
    def of(
        cls,
        settings: Settings,
        *,
        now: datetime,
        paused: str,
        live: Sequence[CallSnapshot],
        parts: Sequence[str],
    ) -> SystemView:
        """Hold what is there against what should be.

        Args:
            settings: The installation's.
            now: Its wall time.
            paused: Why nobody is dialled.
            live: Calls that have not ended.
            parts: Names of the actors that live.
        """
        wanted = [*STANDING, *(f"supervisor:{i}" for i in range(settings.supervisors))]
        crew = sum(name.startswith(_CALL) for name in parts)
        return cls(
            now=now,
            paused=paused,
            capacity=Capacity(
                live_calls=len(live),
                max_calls=settings.max_calls,
                spares=max(0, crew - len(live)),
                spares_wanted=settings.spares,
                calls_per_second=settings.calls_per_second,
            ),
            parts=tuple(
                Part(
                    name=name,
                    status=PartStatus.RUNNING if name in parts else PartStatus.AWAY,
                )
                for name in wanted
            ),
            settings=ShownSettings.of(settings),
        )
