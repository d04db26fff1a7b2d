"""What the HTTP API takes and gives; each is a model, so that OpenAPI describes it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from panda.call import CallState, Outcome
from panda.campaign import (
    CallResult,
    CallSnapshot,
    Campaign,
    Limits,
    Target,
    TargetStatus,
)
from panda.dispatch.books import NewCampaign
from panda.errors import BadInput
from panda.events import describe
from panda.research.providers import read_providers
from panda.research.questions import read_questions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.events import CallEvent

_FROZEN = ConfigDict(frozen=True, extra="forbid")

MAX_TEXT = 900_000
"""Characters of a list or a questionnaire sent as text."""


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
    providers_csv: str = Field(min_length=1, max_length=MAX_TEXT)
    """With a header; see the guide on scenarios."""
    questions_yaml: str = Field(min_length=1, max_length=MAX_TEXT)
    limits: Limits = Limits()
    attested: bool = False
    priority: int = Field(default=0, ge=-10, le=10)

    def read(self) -> tuple[NewCampaign, tuple[Rejected, ...]]:
        """Read both files; the rows that cannot be called are told apart.

        Raises:
            BadInput: A file cannot be used; says where, and what to do about it.
        """
        providers, rejected = read_providers(self.providers_csv, "providers_csv")
        if not providers:
            raise BadInput(
                "nobody to call", where="providers_csv", advice="add a row to call"
            )
        new = NewCampaign(
            title=self.title,
            questionnaire=read_questions(self.questions_yaml, "questions_yaml"),
            providers=tuple(providers),
            limits=self.limits,
            attested=self.attested,
            priority=self.priority,
        )
        return new, tuple(
            Rejected(line=row.line, reason=row.reason, advice=row.advice)
            for row in rejected
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
    calling: int
    done: int
    outcomes: dict[Outcome, int]
    """How the last calls came out, counted."""
    targets: tuple[Target, ...]

    @classmethod
    def of(cls, campaign: Campaign, targets: Sequence[Target]) -> CampaignView:
        """Count where the targets stand."""
        standing = Counter(target.status for target in targets)
        outcomes = Counter(target.outcome for target in targets if target.outcome)
        return cls(
            campaign=campaign,
            waiting=standing[TargetStatus.WAITING],
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
