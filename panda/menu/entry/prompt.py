"""What an entry prompt asks for: which field, how many digits, in which form."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from panda.menu.detect import find
from panda.menu.entry.words import (
    ASKS,
    COUNT,
    DAY,
    FIELDS,
    LAST,
    MONTH,
    ON_A_CARD,
    PACKED,
    PART,
    RANGE,
    SHORT_YEAR,
    YEAR,
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
_PARTS = re.compile(
    r"\b(?:or|and|then|followed by|o|y|luego|ou|et|puis|oder|und|dann|e)\b|[.?!;]"
)
"""What parts one field of a prompt from the next."""
_ALONE = re.compile(
    rf"\b(?:{DAY}|{MONTH}|{YEAR})(?: (?:first|of birth|primero|de (?:su |seu )?nac\w+|"
    r"d'abord|de naissance|zuerst|primeiro|de (?:seu )?nasc\w+|you were born))\b"
    r"|geburtsjahr"
)
"""A single part of a date says its order only so."""
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
    others: tuple[tuple[PrivateField, Entry], ...] = ()
    """How the fields after the first are asked for, where there are several."""

    def of(self, field: PrivateField) -> Entry:
        """Return the request as far as it is for one field: each has its own form."""
        return next((entry for one, entry in self.others if one is field), self)


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
    places = _places(asked)
    fields = _fields(places)
    counted = _count(folded)
    if not fields and not (terminator or counted != (0, 0)):
        return None
    if not fields:
        return _form(folded, PrivateField.OTHER, terminator)
    alone = len(places) == 1 and fields != (PrivateField.DATE_OF_BIRTH,)
    said = [folded if alone else _about(asked, places, field) for field in fields]
    first, *others = (
        _form(about, field, terminator)
        for about, field in zip(said, fields, strict=True)
    )
    rest = tuple(zip(fields[1:], others, strict=True))
    return replace(first, fields=fields, others=rest)


def _form(said: str, field: PrivateField, end: Literal["", "#", "*"]) -> Entry:
    """Read in which form one field is wanted, of what is said of it."""
    date = field is PrivateField.DATE_OF_BIRTH
    last = LAST.search(said)
    size = _number(next(filter(None, last.groups()), "")) if last else 0
    least, most = (size, size) if size else (0, 0) if date else _count(said)
    return Entry(
        fields=(field,),
        least=least,
        most=most,
        last=bool(size),
        order=_order(said) if date else DateOrder.MMDDYYYY,
        end=end,
    )


def _about(
    folded: str, places: list[tuple[int, int, PrivateField]], field: PrivateField
) -> str:
    """Return what is said of one field: between the fields named before and after."""
    at = next(i for i, (_, _, one) in enumerate(places) if one is field)
    start, stop, _ = places[at]
    before = places[at - 1][1] if at else 0
    if at:
        parts = list(_PARTS.finditer(folded, before, start))
        before = parts[-1].end() if parts else before
    elif field is PrivateField.DATE_OF_BIRTH:
        before = max(folded.rfind(mark, 0, start) for mark in ".?!") + 1
    after = len(folded)
    if at + 1 < len(places):
        parts = list(_PARTS.finditer(folded, stop, places[at + 1][0]))
        after = parts[-1].start() if parts else places[at + 1][0]
    return folded[before:after]


def _places(folded: str) -> list[tuple[int, int, PrivateField]]:
    """Return where each field is named, in order."""
    places: list[tuple[int, int, PrivateField]] = []
    left = folded
    for field, pattern in FIELDS:
        if found := re.search(pattern, left):
            places.append((found.start(), found.end(), field))
            # Its words are no other field's: an account's number is no telephone's.
            blank = " " * (found.end() - found.start())
            left = left[: found.start()] + blank + left[found.end() :]
    return sorted(places)


def _fields(places: list[tuple[int, int, PrivateField]]) -> tuple[PrivateField, ...]:
    """Return the fields named, first named first; forbidden ones only if alone."""
    fields = [field for _, _, field in places]
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
        if len(parts) == 1 and not _ALONE.search(folded):
            parts = ""
    order = _ORDERS.get(parts, DateOrder.MMDDYYYY)
    return _SHORT.get(order, order) if SHORT_YEAR.search(folded) else order


def _letters(packed: str) -> str:
    """Return "mdy" of "mm dd yyyy", whichever language's letters it has."""
    plain = packed.replace(" ", "").replace("tt", "d").replace("aaaa", "y")
    plain = plain.replace("jjjj", "y").replace("jj", "d")
    return "".join(dict.fromkeys(c for c in _squeezed(plain) if c in "mdy"))


def _squeezed(letters: Iterable[str]) -> str:
    return "".join(dict.fromkeys(letters))
