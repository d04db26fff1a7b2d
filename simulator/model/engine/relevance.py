"""Which words belong to which field."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from simulator.model.reading.vocabulary import vocabulary
from simulator.model.reading.words import content, words

if TYPE_CHECKING:
    from simulator.model.engine.questionnaire import Field

_GENERIC = vocabulary(
    """
    much many cost price charge fee amount pay total rate estimate accept take offer
    know tell what when time date day quote run work standard regular usual typical
    average basic normal adult routin us right now visit
    """
)
_APPOINTMENT = vocabulary(
    """
    appointment appoint open opening slot available availability avail earliest
    soonest schedul first next spot book come fit see
    """
)
_NAME = re.compile(r"\b[A-Z][A-Za-z&'-]+\b")
_NO_NAMES = vocabulary(
    """
    I Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February
    March April May June July August September October November December PPO HMO Yes
    AM PM No We Our The And But So Well Dr
    """
)


@lru_cache(maxsize=256)
def about(field: Field) -> frozenset[str]:
    """Return the words that speak of a field, those any price shares left out."""
    found = content(f"{field.ask} {field.name.replace('_', ' ')}")
    return found - _GENERIC


def mentioned(text: str, field: Field) -> bool:
    """Whether a text is about a field at all."""
    return bool(about(field) & content(text))


def speaks_of_appointment(text: str) -> bool:
    """Whether a text is about a free appointment."""
    return bool({word.text for word in words(text)} & _APPOINTMENT)


def is_appointment(field: Field) -> bool:
    """Whether a field asks for a free appointment."""
    return speaks_of_appointment(f"{field.ask} {field.name.replace('_', ' ')}")


def names(text: str) -> frozenset[str]:
    """Return the proper names in a text, in lower case; a first word is none.

    >>> sorted(names("Do you accept Delta Dental insurance?"))
    ['delta', 'dental']
    """
    found: set[str] = set()
    for match in _NAME.finditer(text):
        before = text[: match.start()].rstrip()
        begins = not before or before[-1] in ".!?"
        if not begins and match.group() not in _NO_NAMES:
            found.add(match.group().lower())
    return frozenset(found)
