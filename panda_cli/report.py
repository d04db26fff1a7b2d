"""What a campaign brought, one entry a business: the file that `--json` writes.

A business may have been called more than once; its entry holds what all calls to it
found together. What nobody said is not in `findings` but named in `unknown`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict

from panda.call import AnsweredBy, is_live
from panda.campaign import CallSnapshot, Target, TargetStatus
from panda.research.comparison import CellStatus
from panda.research.ranking import Standing
from panda.research.sources import Evidence
from panda.views import Rejected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.campaign import CallResult
    from panda.research.comparison import Cell, Comparison, Row
    from panda.research.rejected import RejectedRow

_FROZEN = ConfigDict(frozen=True, extra="forbid")


class Answer(BaseModel):
    """A finding, as the file has it."""

    model_config = _FROZEN

    value: bool | float | str
    quote: str
    at_ms: int
    """From the answer of the call in which it was said."""
    contradicted: bool = False
    """Whether something else had been said before, or stands in the list."""
    others: tuple[Evidence, ...] = ()
    """That, with who says so."""


class Way(BaseModel):
    """How the way through the menu went, on the last call that was answered."""

    model_config = _FROZEN

    goal: str
    reached: bool
    """Whether somebody was reached through a menu; where there was none, it is not."""
    how: str
    """The same in words: "no menu: a person answered"."""
    menus: int
    keys: str
    route: str
    seconds: float


class CallEntry(BaseModel):
    """All that came of calling one business."""

    model_config = _FROZEN

    number: str
    business: str
    outcome: str
    answered_by: str | None
    navigation: Way | None
    """None if nobody answered."""
    findings: dict[str, Answer]
    unknown: tuple[str, ...]
    attempts: int
    seconds: float
    """On the line, all calls together."""
    cost_usd: float
    held_s: float = 0.0
    """Of `seconds`, in queues."""
    saved_usd: float = 0.0
    """What suspending the voice there saved, at most."""
    disclosed: bool
    """Whether a person heard our AI disclosure to its end."""
    reasons: tuple[str, ...] = ()
    """Why it was not called, as stable codes."""
    standing: Standing = Standing()
    """Its rank, and the reason of every point."""
    extra: dict[str, str] = {}
    """The other columns of its row in the list, by their headings."""


class Moment(BaseModel):
    """How a campaign stood at one moment of it."""

    model_config = _FROZEN

    now: AwareDatetime
    targets: tuple[Target, ...]
    calls: tuple[CallSnapshot, ...]

    @property
    def live(self) -> int:
        """How many calls somebody or something had answered."""
        return sum(is_live(call.state) for call in self.calls)


class Harness(BaseModel):
    """With what a run on a simulated network was made."""

    model_config = _FROZEN

    recogniser: str
    voices: tuple[str, ...]
    seed: int
    ears: str
    scenario: str


class Report(BaseModel):
    """A campaign's results."""

    model_config = _FROZEN

    campaign: str
    title: str
    calls: tuple[CallEntry, ...]
    rejected: tuple[Rejected, ...] = ()
    seconds: float
    """Wall time of the whole campaign."""
    cost_usd: float
    saved_usd: float = 0.0
    """What suspending the voice in queues saved, at most."""
    busiest: Moment | None = None
    """The moment with most calls, as it was shown."""
    harness: Harness | None = None
    truth: dict[str, Any] | None = None
    """What `python -m simulator score` says of the run, as it says it."""


def report(
    comparison: Comparison,
    results: Sequence[CallResult],
    *,
    seconds: float,
    rejected: Sequence[RejectedRow] = (),
    busiest: Moment | None = None,
    harness: Harness | None = None,
) -> Report:
    """Put a campaign's results together, in the order of its list."""
    return Report(
        campaign=comparison.campaign_id,
        title=comparison.title,
        calls=tuple(_entry(row, results) for row in comparison.rows),
        rejected=tuple(
            Rejected(line=one.line, reason=one.reason, advice=one.advice)
            for one in rejected
        ),
        seconds=round(seconds, 1),
        cost_usd=comparison.cost_usd,
        saved_usd=comparison.saved_usd,
        busiest=busiest,
        harness=harness,
    )


def _entry(row: Row, results: Sequence[CallResult]) -> CallEntry:
    calls = sorted(
        (one for one in results if one.target_id == row.target_id),
        key=lambda one: one.started_at,
    )
    answered = [one for one in calls if one.answered_by is not None]
    last = answered[-1] if answered else None
    return CallEntry(
        number=row.phone,
        business=row.name,
        outcome=str(row.outcome or TargetStatus.WAITING),
        answered_by=str(last.answered_by) if last else None,
        navigation=_way(last) if last else None,
        findings={
            name: _answer(cell) for name, cell in row.cells.items() if _known(cell)
        },
        unknown=tuple(name for name, cell in row.cells.items() if not _known(cell)),
        attempts=row.attempts,
        seconds=row.seconds,
        cost_usd=row.cost_usd,
        held_s=row.held_s,
        saved_usd=row.saved_usd,
        disclosed=any(one.disclosed for one in calls),
        reasons=row.reasons,
        standing=row.standing,
        extra=row.extra,
    )


def _known(cell: Cell) -> bool:
    return cell.status is not CellStatus.UNKNOWN


def _answer(cell: Cell) -> Answer:
    assert cell.value is not None, "a cell that is known has a value"
    return Answer(
        value=cell.value,
        quote=cell.quote,
        at_ms=cell.at_ms,
        contradicted=cell.status is CellStatus.CONTRADICTED,
        others=cell.others,
    )


_NO_MENU = {
    AnsweredBy.HUMAN: "no menu: a person answered",
    AnsweredBy.MACHINE_IVR: "no menu: a queue, a notice or an unreadable machine",
    AnsweredBy.MACHINE_VM: "no menu: a voicemail answered",
    AnsweredBy.MACHINE_UNAVAILABLE: "no menu: nobody could be reached there",
    AnsweredBy.UNCERTAIN: "no menu: it did not become clear who answered",
}


def _how(result: CallResult) -> str:
    """Say what came of the menus, of which there may have been none."""
    went = result.navigation
    if went.reached:
        return "through the menu"
    if went.menus or went.keys:
        return "not through the menu"
    assert result.answered_by is not None, "only calls that were answered have a way"
    return _NO_MENU[result.answered_by]


def _way(result: CallResult) -> Way:
    went = result.navigation
    return Way(
        goal=went.goal,
        reached=went.reached,
        how=_how(result),
        menus=went.menus,
        keys=went.keys,
        route=went.route,
        seconds=round(went.seconds, 1),
    )
