"""Options that are only to be spoken: "please say billing or support"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.lexicon import PRESS, SAY
from panda.menu.tongues.tongue import group
from panda.menu.words import Break

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.menu.words import Word

_MOST_WORDS = 5
"""A longer thing is a sentence to be said freely, not an option."""
_NOT_OPTIONS = frozenset(PRESS) | group(
    "simplement simplesmente einfach ce que so it i i'd i'm your you in the "
    "things that what a an me my numero su name or this their exactly again aloud "
    "clearly now quiero je ich eu votre son ihre ihren seu sie bitte una un en de el la"
)
"""What no option to be spoken begins with."""
_EXAMPLE = group("example ejemplo exemple beispiel exemplo like such")


def spoken(words: Sequence[Word], used: set[int]) -> list[list[Word]]:
    """Find the options to be spoken that have no key; `used` words belong to keys."""
    found: list[list[Word]] = []
    for at, word in enumerate(words[:-1]):
        if at in used or word.folded not in SAY or _is_example(words, at):
            continue
        found += _items(words, _list_start(words, at), used)
    return found


def _is_example(words: Sequence[Word], at: int) -> bool:
    """Whether "say" only gives an example of free speech, or asks "did you say"."""
    near = [word.folded for word in words[max(0, at - 6) : at + 7]]
    before = [word.folded for word in words[max(0, at - 2) : at]]
    return bool(_EXAMPLE & set(near)) or before == ["did", "you"] or "to" in before


def _list_start(words: Sequence[Word], at: int) -> int:
    """Step over "say it:" and "say one of the following" to the first item."""
    if words[at + 1].folded == "it" and words[at + 1].after:
        return at + 2
    here = at + 1
    skip = {"one", "of", "following", "either"}
    if here + 1 < len(words) and words[here + 1].folded == "following":
        here += 1
    while here < len(words) and words[here].folded in skip:
        here += 1
    return here


def _items(words: Sequence[Word], start: int, used: set[int]) -> list[list[Word]]:
    items: list[list[Word]] = [[]]
    for at in range(start, len(words)):
        word = words[at]
        if at in used:
            break
        if word.folded in {"or", "o", "ou", "oder"}:
            items.append([])
        else:
            items[-1].append(word)
        if word.after == Break.SENTENCE:
            break
        if word.after == Break.COMMA:
            items.append([])
    items = [item for item in items if item]
    plain = all(
        len(item) <= _MOST_WORDS and item[0].folded not in _NOT_OPTIONS
        for item in items
    )
    return items if plain else []
