"""A business while it is being made: its dice, its words, its nodes so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from simulator.generator import tables

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from simulator.businesses.documents import Node, VoiceName
    from simulator.generator.grammar import Grammar
    from simulator.generator.mix import Mix
    from simulator.generator.nouns import Noun
    from simulator.generator.plan import Plan
    from simulator.generator.tables import Sector, Tongue, Topic

Thing = TypeVar("Thing")
GOAL = "book"
"""The word by which nodes serve the goal, in all sectors."""


@dataclass(frozen=True, slots=True)
class Written:
    """How a menu was worded: what a reader of it should find."""

    node: str
    language: str
    wording: str
    text: str
    options: tuple[tuple[str, str], ...]
    """Key (empty if it must be spoken) and label, in the order they are read."""
    distractors: tuple[str, ...] = ()
    """What stood before or behind the options."""


@dataclass(slots=True)
class Draft:
    """One business being made."""

    plan: Plan
    mix: Mix
    name: str
    dice: random.Random
    nodes: dict[str, Node] = field(default_factory=dict)
    written: list[Written] = field(default_factory=list)
    depth: int = 0
    """Menus on the way to a booking, as built."""
    bilingual: bool = False

    @property
    def tongue(self) -> Tongue:
        """The business's language."""
        return self.plan.tongue

    @property
    def other(self) -> Tongue:
        """The language it also has, if it is bilingual."""
        return "es" if self.tongue == "en" else "en"

    @property
    def sector(self) -> Sector:
        """Its trade."""
        return tables.sectors()[self.plan.sector]

    @property
    def grammar(self) -> Grammar:
        """The wordings of its language."""
        return tables.grammar(self.tongue)

    def say(self, rule: str, **slots: str | Noun) -> str:
        """Word something in its language."""
        return self.grammar.say(rule, self.dice, **slots)

    def several(self, rule: str, most: int = 3, **slots: str | Noun) -> list[str]:
        """Word something in up to `most` different ways."""
        return several(self.grammar, self.dice, rule, most, **slots)

    def trade(self, rule: str) -> str:
        """Word something in the sector's way; empty where it has no such thing."""
        grammar = tables.trade(self.plan.sector, self.tongue)
        return grammar.say(rule, self.dice) if rule in grammar else ""

    def chance(self, share: float) -> bool:
        """Throw the dice."""
        return self.dice.random() < share

    def pick(self, things: Sequence[Thing]) -> Thing:
        """Choose one."""
        return self.dice.choice(things)

    def topic(self, name: str) -> Topic:
        """Return a topic of the sector, or one all sectors share."""
        return next(
            one
            for one in (*self.sector.topics, *tables.common().topics)
            if one.id == name
        )

    def someone(self, tongue: Tongue) -> tuple[str, VoiceName]:
        """Return a person's name and a voice that goes with it."""
        names, voices = tables.common().people[tongue], tables.common().voices[tongue]
        if voices.man and self.chance(0.35):
            return self.pick(names.man), self.pick(voices.man)
        return self.pick(names.woman), self.pick(voices.woman)


def several(
    grammar: Grammar,
    dice: random.Random,
    rule: str,
    most: int,
    **slots: str | Noun,
) -> list[str]:
    """Return up to `most` different wordings of a rule."""
    found: dict[str, None] = {}
    for _ in range(4 * most):
        found[grammar.say(rule, dice, **slots)] = None
        if len(found) == most:
            break
    return list(found)
