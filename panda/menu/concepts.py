"""Which concepts a text shows, and where."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from panda.menu.patterns import alternatives
from panda.menu.topics import WORDS, Concept

__all__ = ["Concept", "concepts", "spans"]


@cache
def _patterns() -> tuple[tuple[Concept, re.Pattern[str]], ...]:
    return tuple(
        (concept, re.compile(rf"(?<![^\W_])(?:{alternatives(table)})"))
        for concept, table in WORDS.items()
    )


@lru_cache(maxsize=2048)
def spans(folded: str) -> tuple[tuple[Concept, int, int], ...]:
    """Return the concepts of a folded text with all the places that show them."""
    return tuple(
        (concept, found.start(), found.end())
        for concept, pattern in _patterns()
        for found in pattern.finditer(folded)
    )


def concepts(folded: str) -> dict[Concept, int]:
    """Return the concepts of a folded text, with the place where each first stands."""
    return {
        concept: found.start()
        for concept, pattern in _patterns()
        if (found := pattern.search(folded))
    }
