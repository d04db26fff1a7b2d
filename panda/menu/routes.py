"""Learned ways through phone menus: recognising prompts, and judging ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from panda.compliance.numerals import is_number
from panda.menu.lexicon import COMMON, IS, JOINS, LEADS, PRESS, key_of
from panda.menu.tongues import TONGUES
from panda.menu.words import words

if TYPE_CHECKING:
    from datetime import datetime

    from panda.menu.menu import Route

SAME = 0.75
"""From this similarity on two prompts are one."""
MOST_WORDS = 60
"""Words kept of a prompt."""
STEM = 6
"""Letters kept of a word: enough to tell words apart, blind to their endings."""
HALF_LIFE_DAYS = 60.0
"""After this time a route's record counts half: menus change."""
_SLACK = 1.3
_EMPTY = frozenset(COMMON) | LEADS | JOINS
_FOR = frozenset({"for", "to", "para", "pour", "fur"})
"""What stands between a key and its label: "1 for billing"."""
_ENGLISH = (TONGUES["en"],)


def fingerprint(text: str) -> str:
    """Return what identifies a prompt: its telling words, in order.

    Numbers of options become digits, endings and small words go, so that two
    recognitions of one recording come out alike. Other numbers go, too: they change
    from call to call, and may be somebody's. Compare with `similarity`, never for
    equality.
    """
    kept: list[str] = []
    verb = False
    heard = [word.folded for word in words(text)]
    for place, folded in enumerate(heard):
        is_key = len(folded) <= 2 or not folded.isdigit()
        offered = is_key and (verb or _is_offered(heard, place))
        if is_number(folded) and not offered:
            verb = False
            continue
        key = key_of(folded, _ENGLISH) if verb or folded.isdigit() else ""
        verb = folded in PRESS
        if key:
            kept.append(key)
        elif folded not in _EMPTY and not verb:
            kept.append(folded[:STEM])
    return " ".join(kept[:MOST_WORDS])


def _is_offered(heard: list[str], place: int) -> bool:
    """Whether a number stands as an option's key: "billing is 4", "1 for billing"."""
    before = heard[place - 1] if place else ""
    after = heard[place + 1] if place + 1 < len(heard) else ""
    alone = not is_number(before) and not is_number(after)
    return alone and (before in IS or after in _FOR)


def similarity(one: str, other: str) -> float:
    """Say how alike two fingerprints are, 0 to 1.

    Prompts are often heard in part, so the shorter is compared with the beginning of
    the longer.
    """
    a, b = one.split(), other.split()
    if len(a) > len(b):
        a, b = b, a
    if not a:
        return 1.0 if not b else 0.0
    return LCSseq.similarity(a, b[: int(len(a) * _SLACK) + 2]) / len(a)


def coverage(heard: str, known: str) -> float:
    """Say how much of a known fingerprint was heard, 0 to 1."""
    a, b = heard.split(), known.split()
    return LCSseq.similarity(a, b) / len(b) if b else 1.0


def confidence(route: Route, now: datetime) -> float:
    """Say how likely a route is to work: its record, fading with time."""
    fresh = 1.0
    if route.last_used_at is not None:
        days = max(0.0, (now - route.last_used_at).total_seconds() / 86_400)
        fresh = 0.5 ** (days / HALF_LIFE_DAYS)
    good, bad = route.successes * fresh, route.failures * fresh
    return (good + 1.0) / (good + bad + 2.0)
