"""The follow-up of a campaign: whom to call once more, for what, and when."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from panda.call import Outcome
from panda.campaign import CampaignStatus, TargetStatus
from panda.compliance.reasons import Reason
from panda.errors import BadInput, Conflict
from panda.newcampaign import NewCampaign
from panda.outcomes import FORBIDS
from panda.research.comparison import NOT_ASKED, CellStatus
from panda.research.sources import Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from panda.campaign import Campaign, Target
    from panda.research.comparison import Cell, Comparison, Row

_FROZEN = ConfigDict(frozen=True, extra="forbid")
_NEVER = FORBIDS | {Outcome.REFUSED, Outcome.CANCELLED}
"""Who came out so is not called again: they, or we, said no."""


class FollowUpPolicy(BaseModel):
    """How often, when, and for what somebody is called once more."""

    model_config = _FROZEN

    rounds: int = Field(default=2, ge=0, le=5)
    """How many follow-ups a campaign may have, one after the other."""
    after_hours: float = Field(default=24.0, ge=0, le=24 * 90)
    """From the end of the last call; another person may answer on another day."""
    optional: bool = False
    """Whether it is worth a call that only what is not required is open."""
    contradictions: bool = True
    """Whether a contradiction of the business's own words is."""


class FollowUpItem(BaseModel):
    """One business that is to be called once more."""

    model_config = _FROZEN

    target_id: str
    name: str
    unknown: tuple[str, ...] = ()
    """Fields nobody has answered."""
    contradicted: tuple[str, ...] = ()
    """Fields with two answers."""


class FollowUp(BaseModel):
    """The plan."""

    model_config = _FROZEN

    campaign_id: str
    round: int
    """1 is the first after the campaign itself."""
    due_at: AwareDatetime
    """Nobody is called before."""
    items: tuple[FollowUpItem, ...]
    exhausted: bool = False
    """Whether the campaign has had all its rounds; nothing is planned then."""


def plan_follow_up(
    campaign: Campaign,
    comparison: Comparison,
    policy: FollowUpPolicy,
    *,
    before: int,
    now: datetime,
) -> FollowUp:
    """Plan whom to call once more.

    Args:
        campaign: Which has come to its end.
        comparison: What it has found out.
        policy: How often, when, for what.
        before: How many follow-ups led to this campaign; 0 if it is none.
        now: Nobody is called before this either.
    """
    exhausted = before >= policy.rounds
    said = [
        cell.said_at
        for row in comparison.rows
        for cell in row.cells.values()
        if cell.said_at and cell.source is Source.CALL
    ]
    last = max(said, default=campaign.created_at)
    rows = () if exhausted else comparison.rows
    items = (_item(row, comparison, policy) for row in rows)
    return FollowUp(
        campaign_id=campaign.campaign_id,
        round=before + 1,
        due_at=max(now, last + timedelta(hours=policy.after_hours)),
        items=tuple(one for one in items if one is not None),
        exhausted=exhausted,
    )


def follow_up_campaign(
    plan: FollowUp,
    campaign: Campaign,
    targets: Sequence[Target],
    *,
    is_held: bool = False,
) -> NewCampaign:
    """Return the campaign that carries a plan out.

    It has the same questions; what is known and still holds is taken over by itself,
    so that the calls ask for the rest only.

    Args:
        plan: Whom to call.
        campaign: Which it follows up.
        targets: That campaign's.
        is_held: Whether it has an appointment, or may have: no second one is looked
            for.

    Raises:
        Conflict: Calls of the campaign are still to come.
        BadInput: There is nobody to call.
    """
    goes_on = campaign.status in (CampaignStatus.RUNNING, CampaignStatus.PAUSED)
    # One that is cancelled has calls that still end, and may still find something out.
    if goes_on or any(one.status is TargetStatus.CALLING for one in targets):
        raise Conflict(
            "is not over yet",
            where=campaign.campaign_id,
            advice="wait until everybody was called, or cancel it",
        )
    if not plan.items:
        raise BadInput(
            "has had all its follow-ups" if plan.exhausted else "leaves nothing open",
            where=campaign.campaign_id,
            advice="nothing is to be done",
        )
    wanted = {one.target_id for one in plan.items}
    title = campaign.title.removesuffix(_suffix(plan.round - 1))
    return NewCampaign(
        title=f"{title[:180]}{_suffix(plan.round)}",
        questionnaire=campaign.questionnaire,
        providers=tuple(one.provider for one in targets if one.target_id in wanted),
        limits=campaign.limits,
        attested=campaign.attested,
        priority=campaign.priority,
        grants=campaign.grants,
        voice=campaign.voice,
        features=campaign.features,
        booking=None if is_held else campaign.booking,
        functions=campaign.functions,
        fresh=campaign.fresh,
        follows=campaign.campaign_id,
        not_before=plan.due_at,
    )


def _suffix(round_: int) -> str:
    return f" (follow-up {round_})" if round_ else ""


def _item(
    row: Row, comparison: Comparison, policy: FollowUpPolicy
) -> FollowUpItem | None:
    too_dear = row.reasons == (Reason.BUDGET_SPENT,)  # nobody has said no
    if row.outcome is None or (row.outcome in _NEVER and not too_dear):
        return None
    required = {one.name for one in comparison.columns if one.required}
    unknown = tuple(
        name
        for name, cell in row.cells.items()
        if cell.status is CellStatus.UNKNOWN and cell.text != NOT_ASKED
    )
    contradicted = tuple(
        name
        for name, cell in row.cells.items()
        if policy.contradictions and _by_themselves(cell)
    )
    worth = unknown if policy.optional else required & set(unknown)
    if not worth and not contradicted:
        return None
    return FollowUpItem(
        target_id=row.target_id,
        name=row.name,
        unknown=unknown,
        contradicted=contradicted,
    )


def _by_themselves(cell: Cell) -> bool:
    """Whether the business contradicts itself; the list is not theirs to explain."""
    return cell.status is CellStatus.CONTRADICTED and any(
        one.source is not Source.LIST for one in cell.others
    )
