"""What an entry prompt asks for: which field, how many digits, in which form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from panda.menu.detect import find
from panda.menu.entry.words import (
    ASKS,
    COUNT,
    FIELDS,
    LAST,
    ON_A_CARD,
    PACKED,
    PART,
    RANGE,
    SHORT_YEAR,
)
from panda.menu.lexicon import POUND, STAR, key_of
from panda.menu.tongues import TONGUES
from panda.menu.words import fold, words
from panda.private import PrivateField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from panda.menu.menu import Menu

MOST_DIGITS = 24
"""A count of more digits than this was misheard."""
_NEVER_ALONE = {PrivateField.PIN, PrivateField.CARD, PrivateField.SSN}


class DateOrder(StrEnum):
    """How a date is keyed."""

    MMDDYYYY = "MMDDYYYY"
    DDMMYYYY = "DDMMYYYY"
    YYYYMMDD = "YYYYMMDD"
    MMDDYY = "MMDDYY"
    DDMMYY = "DDMMYY"
    MMYYYY = "MMYYYY"
    MMDD = "MMDD"
    YYYY = "YYYY"


_ORDERS = {
    "mdy": DateOrder.MMDDYYYY,
    "dmy": DateOrder.DDMMYYYY,
    "ymd": DateOrder.YYYYMMDD,
    "my": DateOrder.MMYYYY,
    "md": DateOrder.MMDD,
    "m": DateOrder.MMDDYYYY,
    "d": DateOrder.DDMMYYYY,
    "y": DateOrder.YYYY,
}
"""By the parts in the order they are named; "month first" says the rest."""
_SHORT = {
    DateOrder.MMDDYYYY: DateOrder.MMDDYY,
    DateOrder.DDMMYYYY: DateOrder.DDMMYY,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A request for digits."""

    fields: tuple[PrivateField, ...]
    """What may be entered, in the order it is named; any of them will do."""
    least: int = 0
    most: int = 0
    """How many digits; 0 if that is not said."""
    last: bool = False
    """Whether only the last `most` digits are wanted."""
    order: DateOrder = DateOrder.MMDDYYYY
    """How a date is keyed, if one is asked for. Where it is not said, as in the United
    States: only numbers there are called."""
    end: Literal["", "#", "*"] = ""
    """The key that ends it."""


@lru_cache(maxsize=16)
def read_entry(text: str, *, language: str = "en") -> Entry | None:
    """Read what a prompt asks to be entered; None if it asks for nothing.

    Args:
        text: The prompt.
        language: The caller's; which language is spoken is found out.
    """
    found = find(text, language=language)
    folded = " ".join(fold(text).replace("-", " ").replace("/", " ").split())
    asked = ON_A_CARD.sub(" ", folded)
    terminator = _terminator(text, found.menu)
    if not ASKS.search(asked) and not terminator:
        return None
    fields = _fields(asked)
    counted = _count(folded)
    if not fields and not (terminator or counted != (0, 0)):
        return None
    date = PrivateField.DATE_OF_BIRTH in fields
    last = LAST.search(folded)
    size = _number(next(filter(None, last.groups()), "")) if last else 0
    least, most = (size, size) if size else (0, 0) if date else counted
    return Entry(
        fields=fields or (PrivateField.OTHER,),
        least=least,
        most=most,
        last=bool(size),
        order=_order(folded),
        end=terminator,
    )


def _fields(folded: str) -> tuple[PrivateField, ...]:
    """Return the fields named, first named first; forbidden ones only if alone."""
    places: list[tuple[int, PrivateField]] = []
    left = folded
    for field, pattern in FIELDS:
        if found := re.search(pattern, left):
            places.append((found.start(), field))
            # Its words are no other field's: an account's number is no telephone's.
            blank = " " * (found.end() - found.start())
            left = left[: found.start()] + blank + left[found.end() :]
    fields = [field for _, field in sorted(places)]
    harmless = [field for field in fields if field not in _NEVER_ALONE]
    return tuple(harmless or fields)


def _terminator(text: str, menu: Menu) -> Literal["", "#", "*"]:
    """Return the key that ends the entry: one that is named, and is no option's."""
    named = [word.folded for word in words(text)]
    options = {option.digits for option in menu.options}
    for key, names in (("#", POUND | {"#"}), ("*", STAR | {"*"})):
        if key not in options and any(word in names for word in named):
            return "#" if key == "#" else "*"
    return ""


def _count(folded: str) -> tuple[int, int]:
    if found := RANGE.search(folded):
        least, most = _number(found.group(1)), _number(found.group(2))
        if 0 < least < most <= MOST_DIGITS:
            return least, most
    for found in COUNT.finditer(folded):
        size = _number(next(filter(None, found.groups()), ""))
        if 1 < size <= MOST_DIGITS:
            return size, size
    return 0, 0


def _number(word: str) -> int:
    said = key_of(word, TONGUES.values())
    return int(said) if said.isdigit() else 0


def _order(folded: str) -> DateOrder:
    if packed := PACKED.search(folded):
        parts = _letters(packed.group())
    else:
        named = [match.lastgroup or "" for match in PART.finditer(folded)]
        parts = "".join(dict.fromkeys(name[0] for name in named if name))
    order = _ORDERS.get(parts, DateOrder.MMDDYYYY)
    return _SHORT.get(order, order) if SHORT_YEAR.search(folded) else order


def _letters(packed: str) -> str:
    """Return "mdy" of "mm dd yyyy", whichever language's letters it has."""
    plain = packed.replace(" ", "").replace("tt", "d").replace("aaaa", "y")
    plain = plain.replace("jjjj", "y").replace("jj", "d")
    return "".join(dict.fromkeys(c for c in _squeezed(plain) if c in "mdy"))


def _squeezed(letters: Iterable[str]) -> str:
    return "".join(dict.fromkeys(letters))
