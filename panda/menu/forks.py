"""Menus that only part the way: which office, which branch?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from panda.menu.concepts import Concept, concepts
from panda.menu.detect import same_option
from panda.menu.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.menu.menu import Menu, Option

_PLACE = re.compile(
    r"\b(?:locations?|offices?|branch(?:es)?|stores?|clinics?|campus|sites?|centers?|"
    r"centres?|shops?|side|building|oficinas?|sucursal(?:es)?|clinicas?|tiendas?|sedes?|"
    r"agences?|cabinets?|magasins?|sites?|centres?|filialen?|standorte?|praxis|"
    r"niederlassung\w*|unidades?|lojas?|agencias?|filia(?:l|is))\b"
)
"""What the ways are called when they lead to places."""
_BESIDE = frozenset({
    Concept.REPEAT, Concept.BACK, Concept.OPERATOR, Concept.LANGUAGE,
    Concept.DIRECTORY, Concept.WAIT, Concept.EMERGENCY, Concept.GENERAL,
    Concept.SPECIAL, Concept.PROFESSIONAL,
})  # fmt: skip
"""Options that stand beside the ways, and are none."""
_NO_AIM = frozenset({Concept.LOCATION, Concept.SERVICE})
"""What place names may look like."""


def fork(menu: Menu, avoid: Sequence[Option] = ()) -> Option | None:
    """Return the first way of a menu whose options are alike in all but the place.

    They are if each is called a place, or if nothing is known of any of them.
    """
    ways = [
        (option, folded, shown)
        for option in menu.options
        if (folded := fold(option.label)) is not None
        and not (shown := concepts(folded).keys()) & _BESIDE
    ]
    left = [way for way, _, _ in ways if not any(same_option(way, o) for o in avoid)]
    if len(ways) < 2 or not left:
        return None
    places = all(
        _PLACE.search(folded) and not _aims(shown) for _, folded, shown in ways
    )
    unknown = not any(_aims(shown) for _, _, shown in ways)
    return left[0] if places or unknown else None


def _aims(shown: Sequence[Concept] | frozenset[Concept]) -> bool:
    return bool(set(shown) - _NO_AIM)
