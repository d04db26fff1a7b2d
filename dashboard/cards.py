"""What the board of live calls shows of each call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.connection import Line, line
from dashboard.rows import SPEAKERS, loudness, spaced
from panda.call import PHASES, CallState
from panda.events import queue_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from panda.campaign import CallSnapshot, Campaign


@dataclass(frozen=True, slots=True)
class Card:
    """One call on the board; all text is as people said or wrote it, never markup."""

    id: str
    business: str
    number: str
    campaign: str
    goal: str
    priority: int
    state: str
    """A stable code, for the colour."""
    phase: str
    """The same, or how it came out, in words."""
    phase_s: int
    seconds: int
    last: str
    they: float
    """How loud they are, 0 to 1."""
    we: float
    line: Line
    keys: str
    found: int
    asked: int
    cost: float
    flag: bool
    """Whether a person is needed."""


def card(one: CallSnapshot, campaign: Campaign | None, now: datetime) -> Card:
    """Sum a call up."""
    ended = one.state is CallState.ENDED
    until = one.updated_at if ended and one.updated_at else now
    speaker = SPEAKERS.get(one.last_speaker, "")
    return Card(
        id=one.call_id,
        business=one.business,
        number=one.number,
        campaign=campaign.title if campaign else "",
        goal=campaign.questionnaire.goal if campaign else "",
        priority=campaign.priority if campaign else 0,
        state=str(one.state),
        phase=_phase(one),
        phase_s=max(0, int((until - one.since).total_seconds())),
        seconds=max(0, int((until - one.started_at).total_seconds())),
        last=f"{speaker}: {one.last_words}" if one.last_words else "",
        they=0.0 if ended else loudness(one.level_in_db),
        we=0.0 if ended else loudness(one.level_out_db),
        line=line(one),
        keys=one.keys,
        found=len({finding.field for finding in one.findings}),
        asked=len(campaign.questionnaire.fields) if campaign else 0,
        cost=one.cost_usd,
        flag=one.needs_person and not ended,
    )


def _phase(one: CallSnapshot) -> str:
    if one.outcome is not None:
        return spaced(one.outcome)
    phase = PHASES[one.state]
    if one.queue is None:
        return phase
    return f"{phase}, {queue_words(one.queue.position, one.queue.wait_s)}"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which calls are wanted."""

    text: str = ""
    """In the business, number, goal, campaign or last words; any case."""
    campaign_id: str = ""
    phases: frozenset[CallState] = frozenset()
    """Of any phase if empty."""
    flagged: bool = False
    ended: bool = True
    """Whether those that are over are wanted, too."""

    def wants(self, one: CallSnapshot, shown: Card) -> bool:
        """Say whether a call is wanted."""
        if self.campaign_id and one.campaign_id != self.campaign_id:
            return False
        if self.phases and one.state not in self.phases:
            return False
        if self.flagged and not shown.flag:
            return False
        if not self.ended and one.state is CallState.ENDED:
            return False
        words = (shown.business, shown.number, shown.goal, shown.campaign, shown.last)
        return self.text.casefold() in "\n".join(words).casefold()


def board(
    calls: Iterable[CallSnapshot],
    campaigns: Sequence[Campaign],
    now: datetime,
    wanted: Filter,
) -> list[Card]:
    """Lay the wanted calls out.

    Who needs a person comes first, then what is live, each by its beginning, so that
    no row moves while nothing happens.
    """
    known: Mapping[str, Campaign] = {one.campaign_id: one for one in campaigns}
    both = [(one, card(one, known.get(one.campaign_id), now)) for one in calls]
    chosen = [(one, shown) for one, shown in both if wanted.wants(one, shown)]
    chosen.sort(key=lambda pair: _place(*pair))
    return [shown for _, shown in chosen]


def _place(one: CallSnapshot, shown: Card) -> tuple[bool, bool, float, str]:
    ended = one.state is CallState.ENDED
    began = one.started_at.timestamp()
    # The latest of those that are over first: it is what just happened.
    return (not shown.flag, ended, -began if ended else began, one.call_id)
