"""All languages' words in one place, so that bilingual menus are read as they come."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from panda.menu.tongues import TONGUES
from panda.menu.tongues.tongue import group

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from panda.menu.tongues import Tongue
    from panda.menu.words import Word


def _by_word(attribute: str) -> dict[str, tuple[Tongue, ...]]:
    table: dict[str, tuple[Tongue, ...]] = {}
    for tongue in TONGUES.values():
        for word in getattr(tongue, attribute):
            table[word] = (*table.get(word, ()), tongue)
    return table


def _all(attribute: str) -> frozenset[str]:
    return frozenset().union(*(getattr(t, attribute) for t in TONGUES.values()))


PRESS = _by_word("press")
SAY = _by_word("say")
COMMON = _by_word("common")
LEADS = _all("leads")
JOINS = _all("joins")
NOUNS = _all("nouns")
NOUN_OF = _by_word("nouns")
UNITS = _all("units")
IS = _all("is_")
"""Between a label and its key: "billing is 4"."""
ARTICLES = _all("articles")
AFTER = _all("after")
ADVERBS = group("again instead today")
"""What comes after a key, but in a label after its verb, too: "to try again"."""
STAR = _all("star")
POUND = _all("pound")


_HOMOGRAPHS = group("due once doze sei set sette elf")
"""Numbers of one language and other words of another: "your bill is due"."""


def _plain_numbers() -> dict[str, str]:
    """Return number words that mean one number, and nothing else, in all languages."""
    table: dict[str, set[str]] = {}
    for tongue in TONGUES.values():
        for word, key in tongue.numbers.items():
            table.setdefault(word, set()).add(key)
    busy = LEADS | JOINS | frozenset(COMMON) | _HOMOGRAPHS
    return {
        word: next(iter(keys))
        for word, keys in table.items()
        if len(keys) == 1 and word not in busy
    }


NUMBERS = _plain_numbers()


def key_of(word: str, tongues: Iterable[Tongue]) -> str:
    """Return the key a word names, or nothing; two digits at most."""
    if word.isdigit():
        return word if len(word) <= 2 else ""
    word = word.removeprefix("l'")  # "appuyez sur l'étoile"
    if word in STAR or word == "*":
        return "*"
    if word in POUND or word == "#":
        return "#"
    for tongue in tongues:
        if word in tongue.numbers:
            return tongue.numbers[word]
    return NUMBERS.get(word, "")


@lru_cache(maxsize=256)
def _codes(word: str) -> tuple[str, ...]:
    return tuple(t.code for t in COMMON.get(word, ()))


def language_of(words: Sequence[Word], default: str = "en") -> str:
    """Guess the language of words by the frequent ones among them."""
    votes: Counter[str] = Counter()
    for word in words:
        votes.update(_codes(word.folded))
    if not votes:
        return default
    best, count = votes.most_common(1)[0]
    return default if votes[default] == count else best
