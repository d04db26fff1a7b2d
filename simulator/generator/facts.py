"""Facts with plausible values, told and asked for in the language spoken there."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from simulator.businesses.documents import Fact, Range, Slip, Wording
from simulator.businesses.facts import UNKNOWN
from simulator.generator import tables
from simulator.generator.draft import several

if TYPE_CHECKING:
    from simulator.generator.draft import Draft
    from simulator.generator.tables import FactTable, Tongue

Value = bool | int | str
_MINUTES = (0, 15, 30, 45)
_OFFICE_HOURS = range(9, 17)
_BRACES = {name: f"{{{name}}}" for name in ("value", "weekday", "day", "time")}
"""Slots that stay as they are: the run's seed fills them in."""


def facts_of(draft: Draft, now: datetime) -> dict[str, Fact]:
    """Make up what a business knows; `now` is the world's clock."""
    kinds = (*draft.sector.facts, *tables.common().facts)
    return {kind.id: _fact(draft, kind, now) for kind in kinds}


def _fact(draft: Draft, kind: FactTable, now: datetime) -> Fact:
    known = not draft.chance(draft.mix.unknown)
    value = _value(draft, kind, now) if known else UNKNOWN
    slip = None
    languages: dict[Literal["en", "es", "fr", "de", "it"], Wording] = {}
    stated: Value | Range = value
    if kind.type == "money" and known and draft.chance(draft.mix.ranges):
        stated = _range(draft, kind, int(value))
    elif kind.type in {"money", "time", "number"} and known:
        slip = Slip(chance=1) if draft.chance(draft.mix.slips) else None
    if draft.bilingual:
        languages[draft.other] = _wording(draft, kind, draft.other, known=known)
    own = _wording(draft, kind, draft.tongue, known=known)
    return Fact(
        type=kind.type,
        value=stated,
        asked_with=own.asked_with,
        say=own.say,
        slip=slip,
        languages=languages,
    )


def _wording(draft: Draft, kind: FactTable, tongue: Tongue, *, known: bool) -> Wording:
    """Word a fact: who speaks Spanish also understands the question in English."""
    others = [one for one in tables.TONGUES if one != tongue]
    asked = list(kind.asked_with.of(tongue))
    for other in others:
        asked += kind.asked_with.of(other)
    return Wording(asked_with=asked, say=_sentences(draft, kind, tongue, known=known))


def _sentences(
    draft: Draft, kind: FactTable, tongue: Tongue, *, known: bool
) -> list[str] | dict[str, list[str]]:
    if not known:
        return several(tables.grammar(tongue), draft.dice, "people_no_idea", 3)
    grammar = tables.trade(draft.plan.sector, tongue)
    told = {
        suffix: several(grammar, draft.dice, f"say_{kind.id}{suffix}", 4, **_BRACES)
        for suffix in tables.sayings(kind)
    }
    if "" in told:
        return told[""]
    return {suffix.removeprefix("_"): lines for suffix, lines in told.items()}


def _value(draft: Draft, kind: FactTable, now: datetime) -> Value:
    match kind.type:
        case "yes_no":
            return draft.chance(kind.yes)
        case "money" | "number":
            least, most, step = kind.amount
            return draft.pick(range(least, most + 1, step))
        case "time":
            return draft.pick(kind.times)
        case "date":
            return _day(draft, kind, now).date().isoformat()
        case "datetime":
            at = _day(draft, kind, now).replace(
                hour=draft.pick(_OFFICE_HOURS), minute=draft.pick(_MINUTES)
            )
            return at.strftime("%Y-%m-%dT%H:%M")
        case "text" | "choice":
            raise ValueError(f"no table makes up facts of the type {kind.type}")


def _day(draft: Draft, kind: FactTable, now: datetime) -> datetime:
    day = now + timedelta(days=draft.dice.randint(*kind.days))
    while day.weekday() >= 5:  # nobody is seen at a weekend
        day += timedelta(days=1)
    return day


def _range(draft: Draft, kind: FactTable, value: int) -> Range:
    """Return two bounds around a price; some tell the exact one when asked."""
    step = kind.amount[2]
    low = max(kind.amount[0], value - step * draft.dice.randint(1, 3))
    high = value + step * draft.dice.randint(1, 4)
    return Range(range=(low, high), exact=value if draft.chance(0.7) else None)
