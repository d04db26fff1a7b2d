"""Extensions: keys of more than two digits, told from telephone numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.menu.lexicon import LEADS, UNITS, key_of
from panda.menu.tongues.tongue import group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.menu.tongues import Tongue
    from panda.menu.words import Word

_PRESSED = group(
    "press pressing pressed push pushed hit touch oprima presione pulse pulsa appuyez "
    "drucken tecle aperte prima pressione"
)
"""Verbs of keys alone: what is dialled may be a telephone number, not an extension."""
EXTENSION = group("extension ext interno anexo ramal poste durchwahl nebenstelle")
"""What makes more than two digits an extension, and no telephone number."""
_EMERGENCY = group("911 999 112 988 110 000 111 061 066 190 192 193")
_HEARD_AS_911 = group("9111 9911")
_MOST_DIGITS = 5
_DASHED = re.compile(r"\d(?:-\d){1,3}")
"""Keys written one by one: "press 1-2"."""
_FEW_SPELLED = 3


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension that a text names, up to word `end`."""

    digits: str
    end: int


def extension_at(words: Sequence[Word], at: int, verb: str) -> Extension | None:
    """Read more digits than a key has: "press 411", "dial extension 4400", "1-2".

    After a verb that is said of telephone numbers, too, only an extension will do.
    """
    called = at < len(words) and words[at].folded in EXTENSION and not words[at].after
    at += called
    if at >= len(words) or not (called or verb in _PRESSED):
        return None
    number = words[at].folded
    if _DASHED.fullmatch(number):
        number = number.replace("-", "")
    elif not number.isdigit() or not (called or len(number) > 2):
        return None
    counted = at + 1 < len(words) and words[at + 1].folded in UNITS
    on = at + 1 < len(words) and not words[at].after and words[at + 1].folded.isdigit()
    known = _is_emergency(number) or len(number) > _MOST_DIGITS
    if known or on or (counted and not words[at].after):
        return None
    return Extension(number, at + 1)


def dialled(
    words: Sequence[Word], at: int, tongues: Sequence[Tongue]
) -> Extension | None:
    """Read what may be an extension: "dial 2 0 1", "dial 201".

    It needs another beside it to be believed, and is neither an emergency call nor as
    long as a telephone number.
    """
    if at < len(words) and words[at].folded.isdigit() and len(words[at].folded) > 1:
        run, end = words[at].folded, at + 1
    else:
        run, end = _spelled(words, at, tongues)
    few = _FEW_SPELLED <= len(run) < _MOST_DIGITS and run.isdigit()
    ends = end >= len(words) or words[end - 1].after or words[end].folded in LEADS
    return Extension(run, end) if few and ends and not _is_emergency(run) else None


def _is_emergency(number: str) -> bool:
    """Whether a number calls for help, or is what 9 1 1 is heard as."""
    return number in _EMERGENCY or number in _HEARD_AS_911


def _spelled(
    words: Sequence[Word], at: int, tongues: Sequence[Tongue]
) -> tuple[str, int]:
    """Return the digits said one by one from `at` on, and where they end."""
    run = ""
    while at < len(words) and len(digit := key_of(words[at].folded, tongues)) == 1:
        run += digit
        at += 1
        if words[at - 1].after:
            break
    return run, at
