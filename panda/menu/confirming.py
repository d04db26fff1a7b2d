"""Which key says that all is right: "if that is correct, press 1"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from panda.menu.words import fold

if TYPE_CHECKING:
    from panda.menu.menu import Menu, Option

_RIGHT = re.compile(
    r"\b(?:correct|right|confirm\w*|yes|accept|si|correct[oae]|acept\w+|oui|exact|"
    r"richtig|korrekt|ja|bestatig\w+|sim|cert[oa]|correto)\b"
)
_WRONG = re.compile(
    r"\b(?:not|no|incorrect[oae]?|incorreto|wrong|re-?enter|again|different|another|"
    r"change|otro|cambiar|autre|modifier|falsch|nicht|andere\w*|outro|alterar|nao|non|"
    r"nein)\b"
)


def confirming(menu: Menu | None) -> Option | None:
    """Return the option with a key that says that all is right, if there is one."""
    for option in menu.options if menu else ():
        label = fold(option.label)
        if option.digits and _RIGHT.search(label) and not _WRONG.search(label):
            return option
    return None
