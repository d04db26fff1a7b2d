"""Keys whose verb was misheard: "punse el número 5", "un sin número 2", "pulsel 3".

A telephone spoils verbs sooner than numbers. What is left of such an option is a
number at the end of a clause, with the noun for it or with what sounds like a verb;
it is believed in company only, where other keys are named.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from panda.menu.lexicon import ARTICLES, COMMON, LEADS, PRESS, SAY, key_of
from panda.menu.tongues import TONGUES
from panda.menu.tongues.tongue import group
from panda.menu.words import Break, Word

if TYPE_CHECKING:
    from collections.abc import Sequence


_NUMBER = group("numero numera nummer")
"""Not English: "number 2" stands without a verb there, in lists."""
_TONGUES = tuple(TONGUES.values())
_WHOSE = group("su sus este mi el un de")
"""Before "numero" at the beginning of a clause these make it one of something else."""
_VERBS = group(
    "oprima prima presione pulse marque seleccione elija aperte tecle pressione"
)
_JOINED_NUMBERS = group(
    "uno dos tres cuatro cinco seis siete ocho nueve cero um dois quatro sete oito"
)
_SOUNDS = (
    ("qu", "k"), ("ll", "y"), ("ce", "se"), ("ci", "si"), ("c", "k"), ("z", "s"),
    ("v", "b"), ("h", ""), ("ee", "e"), ("ae", "e"), ("ao", "o"), ("ss", "s"),
)  # fmt: skip
"""What is written in two ways and sounds alike, or nearly, on a telephone."""
_INFLECTED = re.compile(r"(?:[ai]d[oa]s?|l[aeo]s?|ones|eros?)$")
"""Ends words such as "marcados" and "marquelos", in which no number was said."""
_TO_A_LABEL = group("para por")
_SHORTEST_PLAIN = 4
"""A verb has so many letters where the rest of its option is plain."""
_SHORTEST_JOINED = 7
_LONG_JOINED = 10
"""Of a joined word one sound may be wrong; of one so long two."""
_MOST_BEFORE = 3
"""Words of a clause that is a key and nothing else, before its number."""
_SHORTEST, _LONG = 5, 6
"""A verb has at least so many letters, of which one may be wrong; two of a long one."""


def slurred(words: Sequence[Word], at: int) -> tuple[int, int, str] | None:
    """Return where a slurred key at `at` begins and ends, and the key.

    Example:
        >>> from panda.menu.words import words
        >>> slurred(words("para los pinos, punse el número 5."), 5)
        (3, 7, '5')
    """
    if at + 1 >= len(words) or words[at].after:
        return None
    number = words[at + 1]
    ends = at + 2 == len(words) or bool(number.after)
    noun = words[at].folded in _NUMBER
    key = key_of(number.folded, _TONGUES if noun else ()) if ends else ""
    if len(key) != 1 or key in "*#":
        return None
    if noun:
        return _with_noun(words, at, key)
    if _is_offer(words, at) and _like_verb(words[at].folded):
        return at, at + 2, key
    return None


def _is_offer(words: Sequence[Word], at: int) -> bool:
    """Whether the sentence begins like an option: "para los pinos, …"."""
    while at > 0 and words[at - 1].after < Break.SENTENCE:
        at -= 1
    return words[at].folded in LEADS


def _with_noun(words: Sequence[Word], at: int, key: str) -> tuple[int, int, str] | None:
    """Take the whole clause for the key if it is short, else from its articles on."""
    begins = at
    while begins > 0 and not words[begins - 1].after:
        begins -= 1
    before = words[begins:at]
    if not before or before[0].folded in LEADS or len(before) > _MOST_BEFORE:
        return None
    if len(before) == 1 and before[0].folded in _WHOSE:
        return None
    return begins, at + 2, key


def parted(words: Sequence[Word]) -> list[Word]:
    """Part a verb and its number that were written as one word: "marquedos"."""
    found: list[Word] = []
    for word in words:
        joined = _joined(word.folded)
        if joined is None:
            found.append(word)
            continue
        verb, number = joined
        cut = max(word.start + 1, word.end - len(number))
        found.append(Word(verb, word.start, cut))
        found.append(Word(number, cut, word.end, word.after))
    return found


def straightened(words: Sequence[Word]) -> list[Word]:
    """Put a verb right whose label follows its number: "puse el dos para las citas"."""
    found = list(words)
    for at in range(len(found) - 2):
        if at and not found[at - 1].after:
            continue
        here = at + 1 + (found[at + 1].folded in ARTICLES)
        if here + 1 >= len(found) or any(word.after for word in found[at : here + 1]):
            continue
        numbered = key_of(found[here].folded, _TONGUES)
        if numbered and found[here + 1].folded in _TO_A_LABEL:
            verb = _like_verb(found[at].folded, _SHORTEST_PLAIN)
            found[at] = replace(found[at], folded=verb) if verb else found[at]
    return found


@cache
def _all_joined() -> dict[str, tuple[str, str]]:
    """Return what a verb and a number sound like in one, with and without "el"."""
    return {
        _sounds(f"{verb}{between}{number}"): (verb, number)
        for between in ("el", "")
        for verb in sorted(_VERBS)
        for number in sorted(_JOINED_NUMBERS)
    }


@lru_cache(maxsize=4096)
def _joined(word: str) -> tuple[str, str] | None:
    """Return the verb and the number that were written as one word, if they were."""
    if len(word) < _SHORTEST_JOINED or word in COMMON:
        return None
    sound = _sounds(word)
    if (exact := _all_joined().get(sound)) is not None:
        return exact
    if word in PRESS or _INFLECTED.search(word):
        return None
    like = process.extractOne(
        sound,
        _all_joined().keys(),
        scorer=Levenshtein.distance,
        score_cutoff=2 if len(sound) >= _LONG_JOINED else 1,
    )
    return None if like is None else _all_joined()[like[0]]


def _sounds(word: str) -> str:
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return word


def past_unread(part: list[Word]) -> list[Word]:
    """Cut off an option before a label whose key was not understood.

    "For English, choose teo, para español" is the label of the key that follows: of
    what was to be chosen before, nothing is known.
    """
    for at in range(len(part) - 2, 0, -1):
        verb = part[at - 1]
        if part[at].after and not verb.after and verb.folded in PRESS:
            return part[at + 1 :]
    return part


@lru_cache(maxsize=2048)
def _like_verb(word: str, shortest: int = _SHORTEST) -> str:
    """Return the verb of keys that may have been heard as a word; "" if none."""
    if len(word) < shortest or word in COMMON or word in SAY or word in ARTICLES:
        return ""
    like = process.extractOne(
        word,
        [verb for verb in PRESS if len(verb) >= _SHORTEST],
        scorer=Levenshtein.distance,
        score_cutoff=2 if len(word) >= _LONG else 1,
    )
    return "" if like is None or word[0] in "0123456789" else like[0]
