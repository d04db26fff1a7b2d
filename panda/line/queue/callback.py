"""Offers to be called back instead of waiting on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.line.classify import plain
from panda.line.queue.tongues import TONGUES
from panda.menu.detect import find
from panda.menu.patterns import alternatives

if TYPE_CHECKING:
    from panda.menu.menu import Menu, Option

_PATTERNS = {
    language: re.compile(rf"\b(?:{alternatives(tongue.callback)})")
    for language, tongue in TONGUES.items()
}
_STAY = re.compile(
    r"\b(?:continue|keep|remain|stay|hold(?:ing)?$|otherwise|wait|esper\w+|perman\w+|"
    r"continu\w+|patient\w+|rest\w+|warten|bleib\w+|aguard\w+)\b"
)


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer to be called back; `digits` accepts it."""

    digits: str


def offer(text: str, language: str = "en") -> Offer | None:
    """Return the offer in an announcement, if a key accepts one.

    Example:
        >>> offer("Press 2 to keep your place in line and we will call you back.")
        Offer(digits='2')
    """
    if not offered(text, language):
        return None
    menu = find(text, language=language).menu
    keyed = [one for one in menu.options if one.digits]
    named = [one for one in keyed if offered(one.label, language)]
    going = named or [one for one in keyed if not _is_to_stay(one)]
    return Offer(going[0].digits) if len(going) == 1 else None


def leads_on(menu: Menu, text: str, language: str = "en") -> bool:
    """Whether a menu that is heard in a queue leads anywhere else than there.

    Args:
        menu: Its options.
        text: All its words.
        language: ISO 639-1.
    """
    keyed = [one for one in menu.options if one.digits]
    if len(keyed) == 1 and offered(text, language):
        return False
    return any(not (offered(one.label, language) or _is_to_stay(one)) for one in keyed)


def offered(text: str, language: str = "en") -> bool:
    """Whether the words speak of calling us back."""
    folded = plain(text)
    return any(
        _PATTERNS[one].search(folded)
        for one in dict.fromkeys((language, "en"))
        if one in _PATTERNS
    )


def _is_to_stay(option: Option) -> bool:
    return bool(_STAY.search(plain(option.label)))
