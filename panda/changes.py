"""What may be changed of a campaign, or of a call, while it runs; and what follows.

A change says for which version it was made: of two people who change the same thing
at once one is refused, and looks again. What cannot be changed any more is refused with
the reason. Both are values; nothing here knows where campaigns and calls are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from panda.callconfig import CallConfig
from panda.campaign import Campaign, CampaignStatus, Limits, Target, TargetStatus
from panda.errors import BadInput
from panda.features import Feature, Share
from panda.plainly import plainly
from panda.research.questionnaire import Question, Questionnaire

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from panda.campaign import Briefing

_FROZEN = ConfigDict(frozen=True, extra="forbid")
VERSION = "version"
"""Where a refusal points that is not about the change, but about its time."""
VOICE = r"^[a-z][a-z0-9_-]{1,39}$"


class _Change(BaseModel):
    model_config = _FROZEN

    version: int = Field(ge=1)
    """Of what is changed, as it was seen."""
    author: str = Field(default="api", min_length=1, max_length=80)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set - {"version", "author"}:
            raise ValueError("nothing is changed")
        return self


class FormChange(BaseModel):
    """Questions added, dropped, or put in other words; their types stay."""

    model_config = _FROZEN

    add: tuple[Question, ...] = ()
    remove: tuple[str, ...] = ()
    reword: dict[str, str] = Field(default_factory=dict)
    """The new words, by the question's name."""


class LimitsChange(BaseModel):
    """Limits that may change while calls run; what is left out stays."""

    model_config = _FROZEN

    concurrency: int | None = None
    call_s: int | None = None
    hold_s: int | None = None
    attempts: int | None = None
    budget_usd: float | None = None


class CampaignChange(_Change):
    """A change of a campaign; its calls take the questions and the longest wait."""

    limits: LimitsChange | None = None
    questions: FormChange | None = None
    goal: str | None = Field(default=None, min_length=3, max_length=200)
    voice: str | None = Field(default=None, pattern=VOICE)
    """Of calls that begin from now on."""
    priority: int | None = Field(default=None, ge=-10, le=10)
    first: dict[str, int] = Field(default_factory=dict)
    """By target: the priority of its waiting call within the campaign, -10 to 10."""
    features: dict[Feature, Share] = Field(default_factory=dict)


class CallChange(_Change):
    """A change of one live call."""

    call_s: int | None = None
    hold_s: int | None = None
    questions: FormChange | None = None
    goal: str | None = Field(default=None, min_length=3, max_length=200)
    features: dict[Feature, bool] = Field(default_factory=dict)


def config_of(brief: Briefing) -> CallConfig:
    """Return what a call goes by."""
    return CallConfig(
        version=brief.version,
        call_s=brief.limits.call_s,
        hold_s=brief.limits.hold_s,
        goal=brief.questionnaire.goal,
        questions=brief.questionnaire.fields,
        features=brief.features,
    )


def changed_campaign(campaign: Campaign, change: CampaignChange) -> Campaign:
    """Return a campaign as it is after a change, in its next version.

    Raises:
        BadInput: It was changed meanwhile, is over, or may not be so.
    """
    if campaign.status in {CampaignStatus.CANCELLED, CampaignStatus.DONE}:
        raise BadInput(
            f"a campaign that is {campaign.status} cannot be changed",
            where="status",
            advice="create another campaign",
        )
    _check_version(campaign.version, change.version)
    update: dict[str, object] = {"version": campaign.version + 1}
    if change.limits is not None:
        new = change.limits.model_dump(exclude_none=True)
        update["limits"] = _limits(campaign.limits, new)
    update["questionnaire"] = _form(
        campaign.questionnaire, change.questions, change.goal
    )
    if change.voice is not None:
        update["voice"] = change.voice
    if change.priority is not None:
        update["priority"] = change.priority
    if change.features:
        update["features"] = {**campaign.features, **change.features}
    return campaign.model_copy(update=update)


def raised(targets: Iterable[Target], change: CampaignChange) -> list[Target]:
    """Return the waiting targets whose place in the queue changes.

    Raises:
        BadInput: One of them is unknown, or does not wait any more.
    """
    known = {one.target_id: one for one in targets}
    moved = []
    for target_id, priority in change.first.items():
        target = known.get(target_id)
        if target is None:
            raise _unfit("no such target", f"first.{target_id}", "list the targets")
        if target.status is not TargetStatus.WAITING:
            raise _unfit(
                f"{target.provider.name} is {target.status}, not waiting",
                f"first.{target_id}",
                "only calls that wait have a place in the queue",
            )
        if not -10 <= priority <= 10:
            raise _unfit("is out of range", f"first.{target_id}", "-10 to 10")
        moved.append(target.model_copy(update={"priority": priority}))
    return moved


def for_calls(change: CampaignChange, version: int) -> CallChange | None:
    """Return what of a campaign's change its running calls take; None for nothing.

    Args:
        change: The campaign's.
        version: Of the call it is for.
    """
    parts: dict[str, object] = {}
    if change.questions is not None:
        parts["questions"] = change.questions
    if change.limits is not None and change.limits.hold_s is not None:
        parts["hold_s"] = change.limits.hold_s
    if not parts:
        return None
    return CallChange.model_validate(
        {"version": version, "author": change.author, **parts}
    )


def check_call(config: CallConfig, change: CallChange, dialled_s: int | None) -> None:
    """Refuse a change of a call that cannot be, with the reason.

    Args:
        config: What the call goes by.
        change: What is wanted.
        dialled_s: The longest call the carrier was told, if it was.

    Raises:
        BadInput: It was changed meanwhile, or may not be so.
    """
    _check_version(config.version, change.version)
    if dialled_s is not None and (change.call_s or 0) > dialled_s:
        raise _unfit(
            f"the carrier ends this call after {dialled_s} s",
            "call_s",
            "a call under way can only be made shorter",
        )
    form = Questionnaire(goal=config.goal, fields=config.questions)
    _form(form, change.questions, change.goal)
    _limits(Limits(), _call_limits(change))


def changed_briefing(brief: Briefing, change: CallChange) -> Briefing:
    """Return what a call goes by after a change, in its next version.

    What another change did meanwhile is passed over: a question that is there is not
    added again, one that is gone is not dropped again.

    Raises:
        BadInput: It may not be so.
    """
    names = {one.name for one in brief.questionnaire.fields}
    form = change.questions
    if form is not None:
        form = FormChange(
            add=tuple(one for one in form.add if one.name not in names),
            remove=tuple(one for one in form.remove if one in names),
            reword={key: ask for key, ask in form.reword.items() if key in names},
        )
    return brief.model_copy(
        update={
            "version": brief.version + 1,
            "limits": _limits(brief.limits, _call_limits(change)),
            "questionnaire": _form(brief.questionnaire, form, change.goal),
            "features": {**brief.features, **change.features},
        }
    )


def words(change: CampaignChange | CallChange) -> str:
    """Say what a change is about, for a log: names, and never a value of a question."""
    about = [name for name in type(change).model_fields if getattr(change, name)]
    return ", ".join(one for one in about if one not in {"version", "author"})


def _call_limits(change: CallChange) -> Mapping[str, object]:
    both = {"call_s": change.call_s, "hold_s": change.hold_s}
    return {name: value for name, value in both.items() if value is not None}


def _limits(limits: Limits, new: Mapping[str, object]) -> Limits:
    try:
        return Limits.model_validate(limits.model_dump() | dict(new))
    except ValidationError as error:
        (first, *_) = error.errors(include_input=False, include_url=False)
        where = ".".join(map(str, ("limits", *first["loc"])))
        raise _unfit(plainly(first), where, "see docs/guides/changing.md") from None


def _form(
    form: Questionnaire, change: FormChange | None, goal: str | None
) -> Questionnaire:
    fields = {one.name: one for one in form.fields}
    change = change or FormChange()
    for name in (*change.remove, *change.reword):
        if name not in fields:
            known = ", ".join(fields)
            raise _unfit(f"no question {name}", "questions", f"there are: {known}")
    for one in change.add:
        if one.name in fields:
            raise _unfit(
                f"there is a question {one.name}", "questions.add", "reword it"
            )
    for name, ask in change.reword.items():
        fields[name] = fields[name].model_copy(update={"ask": ask})
    for name in change.remove:
        del fields[name]
    both = (*fields.values(), *change.add)
    try:
        return Questionnaire.model_validate(
            {
                **{name: getattr(form, name) for name in Questionnaire.model_fields},
                "goal": form.goal if goal is None else goal,
                "fields": [one.model_dump() for one in both],
                "ranking": [
                    one.model_dump()
                    for one in form.ranking
                    if one.field not in change.remove
                ],
            }
        )
    except ValidationError as error:
        (first, *_) = error.errors(include_input=False, include_url=False)
        raise _unfit(plainly(first), "questions", "one question at least") from None


def _check_version(now: int, seen: int) -> None:
    if now != seen:
        raise BadInput(
            f"it was changed meanwhile: this is version {now}, and {seen} was seen",
            where=VERSION,
            advice="look again, and change what is there now",
        )


def _unfit(problem: str, where: str, advice: str) -> BadInput:
    return BadInput(problem, where=where, advice=advice)
