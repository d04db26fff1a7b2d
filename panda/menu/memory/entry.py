"""What the first prompt of a number says, but for whose it is: found again by likeness.

Branches of a chain, and all who use one answering service, are greeted by much the same
words with other names in them. An `entry` is the fingerprint of such a prompt without
the names; its `bands` are a few numbers of which two entries share some if they are
alike (MinHash, banded), so that a table finds the like of one among a hundred thousand.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from panda.menu.routes import STEM, fingerprint
from panda.menu.words import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterator

LEVELS = (4, 10)
"""Entries are compared by their first so many words, as far as they go: who asks has
heard only the beginning."""
BANDS, ROWS = 6, 3
"""Of each level. Of two that share four fifths of their words 98.6 % meet in a band, of
two that share a third 20 %: 1 - (1 - likeness ** ROWS) ** BANDS."""
_LARGEST = (1 << 64) - 1
_NAMED = re.compile(
    r"\b(?:calling|called|reached|welcome to"
    r"|llamar a|llamado a|comunicado con|comunica con|bienvenid[oa]s? a"
    r"|appele|appeler|chez|bienvenue a"
    r"|anruf bei|verbunden mit|angerufen bei|willkommen (?:bei|im|in der)"
    r"|ligar para|ligou para|bem[- ]vind[oa] (?:ao?|à))\s"
    r"(?P<name>.+?)(?=[.,;:!?\n]|$"
    r"|\s(?:please|press|for|our|open|where|por|para|pour|veuillez|bitte|fuer)\s)"
)
"""A business saying its name."""
_LEAST_LETTERS = 3
"""Shorter words of a name stand in other sentences, too."""


def entry_of(text: str, business: str = "") -> str:
    """Return the fingerprint of a first prompt without the business's name.

    Args:
        text: The prompt as it was heard so far.
        business: The name as the list has it; it is left out wherever it stands.
    """
    plain = fold(text)
    kept, at = [], 0
    for found in _NAMED.finditer(plain):
        kept.append(plain[at : found.start("name")])
        at = found.end("name")
    named = {word.folded[:STEM] for word in words(business) if _is_telling(word.folded)}
    print_ = fingerprint("".join([*kept, plain[at:]]))
    return " ".join(word for word in print_.split() if word not in named)


def bands(entry: str) -> tuple[int, ...]:
    """Return the numbers (below 2 ** 63) under which an entry is found.

    None for one of fewer words than the first of `LEVELS`: it could be anybody's.
    """
    return tuple(_bands(entry.split()))


def sought(heard: str) -> tuple[int, ...]:
    """Return the bands to look for who has heard so much: those that say most."""
    return bands(heard)[-BANDS:]


def _bands(heard: list[str]) -> Iterator[int]:
    for level in LEVELS:
        if len(heard) < level:
            return
        lowest = _minima(frozenset(heard[:level]))
        for band in range(BANDS):
            rows = lowest[band * ROWS : (band + 1) * ROWS]
            yield _hash(f"{level}/{band}/{rows}") >> 1


def _minima(heard: frozenset[str]) -> list[int]:
    hashes = [_hash(word) for word in heard]
    return [
        min((times * one + plus) & _LARGEST for one in hashes)
        for times, plus in _mixes()
    ]


@cache
def _mixes() -> tuple[tuple[int, int], ...]:
    """Return as many ways of putting words in an order as there are rows."""
    count = BANDS * ROWS
    return tuple((_hash(f"times {n}") | 1, _hash(f"plus {n}")) for n in range(count))


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def _is_telling(word: str) -> bool:
    return len(word) >= _LEAST_LETTERS
