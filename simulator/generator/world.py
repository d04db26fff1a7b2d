"""A whole world: businesses, the questionnaire that fits them, whom to call."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from simulator.businesses.documents import Question, Questions, Scenario
from simulator.generator import business, places, tables
from simulator.generator.draft import GOAL
from simulator.generator.plan import plans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.generator.business import Made
    from simulator.generator.mix import Mix
    from simulator.generator.tables import FactTable, Tongue

_YEAR = date(2027, 1, 5)
"""A Tuesday. In 2027 no federal holiday falls on a Tuesday or Wednesday."""
_WEEKS = 50
_NOON = time(12, 30)
"""Central time: office hours from the Atlantic to the Pacific."""
_MOST_QUESTIONS = 4
_REQUIRED = 3


class TooManyError(ValueError):
    """There are not that many fictional numbers, or none were asked for."""


@dataclass(frozen=True, slots=True)
class GeneratedWorld:
    """All files of a scenario, as values."""

    seed: int
    mix: Mix
    scenario: Scenario
    questions: Questions
    made: tuple[Made, ...]


def make(seed: int, count: int, mix: Mix) -> GeneratedWorld:
    """Make a world up; the same arguments make the same one.

    Raises:
        TooManyError: `count` is not between 1 and `places.MOST`.
    """
    if not 1 <= count <= places.MOST:
        raise TooManyError(
            f"{count} businesses: between 1 and {places.MOST} can be made"
        )
    now = _clock(random.Random(f"{seed}/clock"))
    taken: set[str] = set()
    made = [business.make(plan, mix, now, taken) for plan in plans(seed, count, mix)]
    trades = sorted({one.plan.sector for one in made})
    kinds = _asked(trades)
    scenario = Scenario(
        title=f"{count} generated businesses, seed {seed}",
        clock=now.isoformat(),
        goal=GOAL,
        answers={kind.id: kind.id for kind in kinds},
    )
    questions = _questions(trades, kinds, _mostly_spoken(made))
    return GeneratedWorld(seed, mix, scenario, questions, tuple(made))


def _asked(trades: Sequence[str]) -> list[FactTable]:
    """Return what is asked: a trade's own questions, or what fits them all."""
    shared = list(tables.common().facts)
    if len(trades) > 1:
        return shared[:_MOST_QUESTIONS]
    own = list(tables.sectors()[trades[0]].facts)[: _MOST_QUESTIONS - 1]
    return [*own, next(one for one in shared if one.id == "first_available")]


def _questions(
    trades: Sequence[str], kinds: Sequence[FactTable], tongue: Tongue
) -> Questions:
    one = tables.sectors()[trades[0]] if len(trades) == 1 else tables.common()
    fields = [
        Question(
            name=kind.id,
            type=kind.type,
            ask=kind.ask.of(tongue),
            label=kind.label,
            required=at < _REQUIRED,
        )
        for at, kind in enumerate(kinds)
    ]
    return Questions(
        goal=one.goal.of(tongue),
        caller="Maria Alvarez",
        opening=one.opening.of(tongue),
        language=tongue,
        fields=fields,
    )


def _mostly_spoken(made: Sequence[Made]) -> Tongue:
    """Return the language of most businesses: one questionnaire serves them all."""
    return max(
        tables.TONGUES, key=lambda tongue: sum(m.plan.tongue == tongue for m in made)
    )


def _clock(dice: random.Random) -> datetime:
    """Return a moment at which offices everywhere are open."""
    day = _YEAR + timedelta(weeks=dice.randrange(_WEEKS), days=dice.choice((0, 1)))
    return datetime.combine(day, _NOON, tzinfo=ZoneInfo(places.CENTRAL))
