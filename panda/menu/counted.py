"""Keys that were not understood, by the numbers around them.

Most menus count: 1, 2, 3, 4. Where "For the lab." stands between 2 and 4 and no key
was heard with it, its key is 3. It is read so only where all other keys of the menu are
in order, and as many labels are without one as numbers are missing.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.menu.labels import trimmed
from panda.menu.lexicon import LEADS, PRESS, SAY, key_of
from panda.menu.words import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.menu.words import Word

_FEWEST = 3
"""Keys in order that make a menu one that counts."""
_FEWEST_BEFORE = 4
"""The same, for a label behind all of them, with no number on its other side."""
_LAST = frozenset("09*#")
"""Keys that end a menu, whatever it has counted up to."""
_MOST_LABEL = 9
_FEWEST_LABEL = 2
_SHORTEST = 3
"""Letters of one word of a label, at least: "si te" is the rest of a number."""
_MOST_UNREAD = 2
"""Words that were made of a key, behind its verb."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A key that was read, and which words it and its label are."""

    digits: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A label, as places of its words, and the key that it must have."""

    digits: str
    label: tuple[int, ...]


def counted(
    words: Sequence[Word], read: Sequence[Placed], used: set[int]
) -> list[Counted]:
    """Return the labels without a key whose key is told by the keys around them.

    Args:
        words: Of the whole prompt.
        read: Its options with keys, in the order of the text.
        used: The places of words that belong to options.
    """
    read = _first_reading(read)
    numbered = list(itertools.takewhile(lambda one: one.digits not in _LAST, read))
    if not _counts(numbered):
        return []
    found: list[Counted] = []
    for one, two in itertools.pairwise(numbered):
        missing = range(int(one.digits) + 1, int(two.digits))
        found += _matched(missing, _keyless(words, one.end, two.start, used))
    if len(numbered) >= _FEWEST_BEFORE and len(read) > len(numbered):
        last, after = numbered[-1], read[len(numbered)]
        bare = _keyless(words, last.end, after.start, used, spoilt=True)
        first = int(last.digits) + 1
        found += _matched(range(first, first + len(bare)), bare)
    taken = {one.digits for one in read}
    return [one for one in found if one.digits not in taken and len(one.digits) == 1]


def _first_reading(read: Sequence[Placed]) -> list[Placed]:
    """Return the options up to where the menu begins again."""
    kept: list[Placed] = []
    for one in read:
        if any(one.digits == other.digits for other in kept):
            break
        kept.append(one)
    return kept


def _counts(read: Sequence[Placed]) -> bool:
    """Whether keys go up, from 1 or 2 on."""
    if len(read) < _FEWEST or not all(one.digits.isdigit() for one in read):
        return False
    digits = [int(one.digits) for one in read]
    rising = all(one < two for one, two in itertools.pairwise(digits))
    return rising and digits[0] <= len("12")


def _matched(missing: range, bare: Sequence[tuple[int, ...]]) -> list[Counted]:
    """Pair labels and keys, if there are as many of the one as of the other."""
    if not bare or len(missing) != len(bare):
        return []
    return [Counted(str(n), label) for n, label in zip(missing, bare, strict=True)]


def _keyless(
    words: Sequence[Word], start: int, end: int, used: set[int], *, spoilt: bool = False
) -> list[tuple[int, ...]]:
    """Return the labels between two options that have no key at all.

    With `spoilt` only those behind which something was heard in place of a key.
    """
    found: list[tuple[int, ...]] = []
    at = start
    parts = list(sentences(words[start:end]))
    followers: list[list[Word]] = [*parts[1:], []]
    for sentence, follower in zip(parts, followers, strict=False):
        places = range(at, at + len(sentence))
        at += len(sentence)
        label = _label(sentence)
        waits = len(label) < len(sentence) or 0 < len(follower) <= _MOST_UNREAD
        free = not any(place in used for place in places)
        if label and free and (waits or not spoilt):
            kept = {id(word) for word in trimmed(label)}
            found.append(tuple(p for p in places if id(words[p]) in kept))
    return [one for one in found if any(_is_telling(words[at]) for at in one)]


def _is_telling(word: Word) -> bool:
    return len(word.folded) >= _SHORTEST


def _label(sentence: Sequence[Word]) -> list[Word]:
    """Return "for the lab" of "For the lab." and of "For the lab, press toe."."""
    verb = next((at for at, w in enumerate(sentence) if w.folded in PRESS), None)
    if verb is not None and len(sentence) - verb - 1 > _MOST_UNREAD:
        return []
    label = list(sentence[:verb])
    led = bool(label) and label[0].folded in LEADS
    plain = not any(w.folded in SAY or key_of(w.folded, ()) for w in sentence)
    return label if led and plain and _FEWEST_LABEL <= len(label) <= _MOST_LABEL else []
