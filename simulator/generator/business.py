"""One whole business out of its plan."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.businesses.checks import targets
from simulator.businesses.documents import (
    Business,
    Echo,
    Hours,
    LineQuality,
    Loss,
    Noise,
    Notice,
)
from simulator.generator import facts, menus, people, tables
from simulator.generator.draft import Draft, Written
from simulator.generator.plan import Plan, has_menu

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Literal

    from simulator.businesses.documents import Node
    from simulator.generator.mix import Mix

_RARELY_OPEN: tuple[Literal["sat", "sun"], ...] = ("sat", "sun")
"""Worlds begin on weekdays: who opens only then is closed."""
_LINES: tuple[Callable[[random.Random], LineQuality], ...] = (
    lambda dice: LineQuality(
        noise=Noise(kind=dice.choice(("office", "room")), snr_db=dice.randint(20, 30))
    ),
    lambda dice: LineQuality(
        noise=Noise(kind=dice.choice(("babble", "street")), snr_db=dice.randint(22, 30))
    ),
    lambda dice: LineQuality(loss=Loss(rate=dice.choice((0.005, 0.01, 0.02)))),
    lambda dice: LineQuality(echo=Echo(delay_ms=dice.choice((80, 120, 200)))),
    lambda _: LineQuality(comfort_noise=True),
)


@dataclass(frozen=True, slots=True)
class Made:
    """A business and what is known about how it was made."""

    plan: Plan
    business: Business
    depth: int
    """Menus on the way to a booking; 0 where there is none."""
    menus: tuple[Written, ...]


def make(plan: Plan, mix: Mix, now: datetime, taken: set[str]) -> Made:
    """Make a business up.

    Args:
        plan: Its outline.
        mix: Proportions of what the outline leaves open.
        now: The world's clock.
        taken: Names that others have; its own is added.
    """
    dice = random.Random(plan.dice)
    draft = Draft(plan, mix, _name(plan, dice, taken), dice)
    answers = _answers(draft, now)
    business = Business(
        name=draft.name,
        numbers=[plan.place.number],
        timezone=plan.place.area.zone,
        language=plan.tongue,
        voice=draft.pick(tables.common().voices[plan.tongue].woman),
        ring_ms=draft.pick((1000, 1500, 2000, 3000, 4000)),
        first_attempts=["busy"] if plan.answered == "busy" else [],
        answers=answers,
        hours=_hours(plan),
        after_hours="closed" if plan.answered == "closed" else None,
        line=draft.pick(_LINES)(dice) if plan.noisy else None,
        facts=facts.facts_of(draft, now) if answers in draft.nodes else {},
        nodes=_in_order(draft.nodes, answers),
    )
    return Made(plan, business, draft.depth, tuple(draft.written))


def _answers(draft: Draft, now: datetime) -> str:
    """Add all nodes; return the one that answers, or why nobody does."""
    match draft.plan.answered:
        case "no_answer":
            return "no-answer"
        case "not_in_service":
            return "not-in-service"
        case "voicemail":
            greeting = draft.say("ends_voicemail", name=draft.name)
            people.voicemail(draft, "machine", greeting)
            return "machine"
        case "closed":
            prompt = draft.say("ends_closed", name=draft.name)
            draft.nodes["closed"] = Notice(type="notice", prompt=prompt)
            return people.booking(draft, "bookings")
        case "menu" | "busy" as answered:
            assert has_menu(answered)
            return menus.build(draft, now)
        case "person":
            return people.booking(draft, "bookings")


def _in_order(nodes: dict[str, Node], answers: str) -> dict[str, Node]:
    """Return the nodes as a caller comes to them: first who answers."""
    found: dict[str, Node] = {}
    ahead = [answers]
    while ahead:
        name = ahead.pop(0)
        if name in nodes and name not in found:
            found[name] = nodes[name]
            ahead += [target for _, target in targets(nodes[name])]
    return found | nodes


def _hours(plan: Plan) -> Hours | None:
    if plan.answered != "closed":
        return None
    return Hours(days=list(_RARELY_OPEN), opens="10:00", closes="16:00")


def _name(plan: Plan, dice: random.Random, taken: set[str]) -> str:
    """Return a name nobody has; when names run out, with the city."""
    grammar = tables.trade(plan.sector, plan.tongue)
    common = tables.common()
    name = ""
    for attempt in range(40):
        family, other = dice.sample(common.families, 2)
        name = grammar.say(
            "name",
            dice,
            family=family,
            other=other,
            nature=dice.choice(common.nature),
        )
        if attempt >= 20:
            of = {"en": "of", "es": "de"}[plan.tongue]
            name = f"{name} {of} {plan.place.area.city}"
        if name not in taken:
            break
    taken.add(name)
    return name
