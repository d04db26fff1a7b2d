"""Whether two labels are the same words, as far as they can be heard."""

from __future__ import annotations

from rapidfuzz.fuzz import ratio

from panda.menu.concepts import Concept, concepts
from panda.menu.words import fold


def same_words(one: str, other: str, *, least: float) -> bool:
    """Whether one label may be the other, heard again.

    Letters alone would take "dental emergencies" for "dental cleanings": labels that
    lead to different things are never the same, nor one that is for emergencies and one
    that is not.

    Args:
        one: In the menu's words.
        other: The same.
        least: The likeness of letters, 0 to 100, from which on they are the same.
    """
    one, other = fold(one), fold(other)
    if ratio(one, other) < least:
        return False
    mine, theirs = concepts(one).keys(), concepts(other).keys()
    if Concept.EMERGENCY in mine ^ theirs:
        return False
    return not (mine and theirs) or bool(mine & theirs)
