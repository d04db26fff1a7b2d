"""Menus that only part the way: which office, which branch?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.menu.concepts import Concept, concepts
from panda.menu.detect import same_option
from panda.menu.serving import NEVER, NOT_FOR_US
from panda.menu.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from panda.menu.menu import Menu, Option

_PLACE = re.compile(
    r"\b(?:locations?|offices?|branch(?:es)?|stores?|clinics?|campus|sites?|centers?|"
    r"centres?|shops?|side|building|oficinas?|sucursal(?:es)?|clinicas?|tiendas?|sedes?|"
    r"agences?|cabinets?|magasins?|filialen?|standorte?|praxis|niederlassung\w*|"
    r"unidades?|lojas?|agencias?|filia(?:l|is))\b"
)
"""What the ways are called when they lead to places."""
_OF_A_PLACE = re.compile(
    r"\b(?:directions?|address|where|how to (?:get|find|reach)|map|parking|"
    r"indicaciones|direccion(?:es)?|ubicacion(?:es)?|como llegar|donde|estacionamiento|"
    r"adresse|itineraire|acces|anfahrt|wegbeschreibung|endereco|como chegar)\b"
)
"""What is told of a place, and is no way to it: "directions to our office"."""
_BESIDE = (
    NEVER
    | NOT_FOR_US.keys() - {Concept.EXISTING}
    | {Concept.OPERATOR, Concept.LANGUAGE, Concept.WAIT, Concept.GENERAL, Concept.HOURS}
)
"""Options of a menu that are no ways of its fork."""
_PLACE_NAMES = frozenset({Concept.LOCATION, Concept.SERVICE})
"""What the names of places look like."""


@dataclass(frozen=True, slots=True)
class Fork:
    """A way to take where one is as good as another."""

    way: Option
    places: bool
    """Whether the ways are called places, so that the choice is between equals."""
    close: bool = False
    """Whether the way is one of what the call is about."""


@dataclass(frozen=True, slots=True)
class _Way:
    option: Option
    aims: frozenset[Concept]
    place: bool


def fork(
    menu: Menu,
    avoid: Sequence[Option] = (),
    *,
    closeness: Callable[[str], int] = lambda _: 0,
) -> Fork | None:
    """Return the best way of a menu whose options differ in nothing we know of.

    They do if all are called places, if nothing is known of any, or if all are of one
    kind, such as insurance for homes and for cars. What is for others does not count.
    Of equal ways the first is as good as another.

    Args:
        menu: What is offered.
        avoid: What has led nowhere.
        closeness: How much a folded label has of what the call is about.
    """
    ways = [way for option in menu.options if (way := _way(option)) is not None]
    left = [way for way in ways if not any(same_option(way.option, o) for o in avoid)]
    if not left or (len(menu.options) == 1 and not left[0].place):
        return None
    close = {id(way): closeness(fold(way.option.label)) for way in left}
    best = max(left, key=lambda way: close[id(way)])
    is_close = close[id(best)] > 0
    alike = frozenset.intersection(*(way.aims for way in ways))
    if not is_close and not alike and any(way.aims for way in ways):
        return None
    if not is_close and len(ways) == 1 and ways[0].aims:
        return None  # the only one, and it is for something else
    places = all(way.place for way in ways)
    return Fork(best.option, places, is_close)


def _way(option: Option) -> _Way | None:
    label = fold(option.label)
    shown = frozenset(concepts(label))
    if shown & _BESIDE or _OF_A_PLACE.search(label):
        return None
    place = bool(_PLACE.search(label))
    aims = shown - {Concept.HOME}  # tells equals apart: insurance for homes, for cars
    return _Way(option, aims - _PLACE_NAMES if place else aims, place)
