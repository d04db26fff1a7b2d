"""How varied a world is: what was made how often, and how alike its prompts are."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.businesses import documents
from simulator.generator.plan import has_menu

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.generator.business import Made

_PAIRS = 4000
"""Pairs of prompts compared at most; all of them grow with the square."""
_GRAM = 4


@dataclass(frozen=True, slots=True)
class Variety:
    """Counts over a world; shares are between 0 and 1."""

    businesses: int
    counts: dict[str, Counter[str]]
    """Of each dimension (sector, depth …), how many there are of each kind."""
    prompts: int
    distinct_prompts: int
    distinct_words: int
    changed: float
    """Share of businesses with a menu whose keys change."""
    overlap: float
    """Mean share of four-word sequences two main menus of a language have in common."""


def measure(made: Sequence[Made]) -> Variety:
    """Measure a world."""
    mains = [menu for one in made for menu in one.menus if menu.node == "main"]
    prompts = [menu.text for one in made for menu in one.menus]
    with_menu = [one for one in made if has_menu(one.plan.answered)]
    moved = [one for one in with_menu if _changes(one)]
    counts: dict[str, Counter[str]] = {
        "sector": Counter(one.plan.sector for one in made),
        "language": Counter(one.plan.tongue for one in made),
        "answers": Counter(one.plan.answered for one in made),
        "menus to a booking": Counter(str(one.depth) for one in with_menu),
        "options of a menu": Counter(
            str(len(menu.options)) for one in made for menu in one.menus
        ),
        "wording": Counter(menu.wording for one in made for menu in one.menus),
        "manners": Counter(_manners(made)),
    }
    return Variety(
        businesses=len(made),
        counts={name: _ordered(count) for name, count in counts.items()},
        prompts=len(prompts),
        distinct_prompts=len(set(prompts)),
        distinct_words=len({word for text in prompts for word in _words(text)}),
        changed=len(moved) / max(1, len(with_menu)),
        overlap=_overlap([(one.language, one.text) for one in mains]),
    )


def _changes(made: Made) -> bool:
    nodes = made.business.nodes.values()
    return any(isinstance(one, documents.Menu) and one.changed for one in nodes)


def _manners(made: Sequence[Made]) -> Iterable[str]:
    for one in made:
        for node in one.business.nodes.values():
            if isinstance(node, documents.Person):
                yield from _manners_of(node)


def _manners_of(person: documents.Person) -> Iterable[str]:
    if not person.talks_to_robots:
        yield "hangs up on robots"
    names = (
        "asks_name", "asks_robot", "interrupts", "silent", "holds", "mumbles", "asks",
        "declines", "do_not_call", "hangs_up", "refuses",
    )  # fmt: skip
    yield from (name.replace("_", " ") for name in names if getattr(person, name))


def _ordered(count: Counter[str]) -> Counter[str]:
    """Sort by the name of the kind, so that tables look alike for all seeds."""
    return Counter(dict(sorted(count.items())))


def _overlap(prompts: Sequence[tuple[str, str]]) -> float:
    grams = [(language, _grams(text)) for language, text in prompts]
    shares = [
        len(one & other) / max(1, min(len(one), len(other)))
        for (here, one), (there, other) in itertools.islice(
            itertools.combinations(grams, 2), _PAIRS
        )
        if here == there
    ]
    return sum(shares) / max(1, len(shares))


def _grams(text: str) -> frozenset[tuple[str, ...]]:
    words = _words(text)
    return frozenset(
        tuple(words[at : at + _GRAM]) for at in range(len(words) - _GRAM + 1)
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
