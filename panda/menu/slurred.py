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
_THEN = {"pues": "pulse"}
"""A common word that nobody says before a number and its label."""
_SHORTEST_PLAIN = 4
"""A verb has so many letters where the rest of its option is plain."""
_SHORTEST_JOINED = 7
_LONG_JOINED = 10
"""Of a joined word one sound may be wrong; of one so long two."""
_MOST_BEFORE = 3
"""Words of a clause that is a key and nothing else, before its number."""
_MOST_ALONE = 4
"""Words of a sentence that is a key and nothing else."""
_COUNTED = group(
    "open opens closed closes suite floor room building unit gate from until since at "
    "abierto cerrado abrimos cerramos desde hasta piso local puerta torre"
)
_BETWEEN = ARTICLES | group("de y n en al il")
"""What may stand between a verb and its number, or be made of what does."""
_SHORTEST, _LONG = 5, 6
"""A verb has at least so many letters, of which one may be wrong; two of a long one."""


def slurred(words: Sequence[Word], at: int) -> tuple[int, int, str] | None:
    """Return where a slurred key at `at` begins and ends, and the key.

    Example:
        >>> from panda.menu.words import words
        >>> slurred(words("para los pinos, punse el número 5."), 5)
        (3, 7, '5')
    """
    if (alone := _alone(words, at)) is not None:
        return alone
    if at + 1 >= len(words) or words[at].after:
        return None
    noun = words[at].folded in _NUMBER
    between = not noun and words[at + 1].folded in _BETWEEN and not words[at + 1].after
    place = at + 1 + between
    key = _last_key(words, place, noun=noun)
    if not key:
        return None
    if noun:
        return _with_noun(words, at, key)
    if _is_offer(words, at) and _like_verb(words[at].folded, _SHORTEST_PLAIN):
        return at, place + 1, key
    return None


def _last_key(words: Sequence[Word], at: int, *, noun: bool = False) -> str:
    """Return the key a clause ends with at `at`; "" if it does not."""
    if at >= len(words) or not (at + 1 == len(words) or words[at].after):
        return ""
    key = key_of(words[at].folded, _TONGUES if noun else ())
    return key if len(key) == 1 and key not in "*#" else ""


def _alone(words: Sequence[Word], at: int) -> tuple[int, int, str] | None:
    """Read "For the lab. Revision el 5.": a number is what a label was waiting for."""
    if at == 0 or words[at - 1].after < Break.SENTENCE:
        return None
    end = at
    while end + 1 < len(words) and words[end].after < Break.SENTENCE:
        end += 1
    key = _last_key(words, end) if end - at < _MOST_ALONE else ""
    if not key or any(word.after for word in words[at:end]):
        return None
    first = at - 1
    while first > 0 and words[first - 1].after < Break.SENTENCE:
        first -= 1
    label = words[first:at]
    waits = len(label) > 1 and label[0].folded in LEADS
    if not waits or any(key_of(word.folded, ()) for word in label):
        return None
    told = any(_is_said_of_numbers(word.folded) for word in words[at:end])
    return None if told else (at, end + 1, key)


def _is_said_of_numbers(word: str) -> bool:
    """Whether a word says what its number is, so that it is no key: "open from 9"."""
    known = word in COMMON or word in SAY or word in LEADS or word in _COUNTED
    return known and word not in _BETWEEN


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
            verb = _THEN.get(found[at].folded, "")
            verb = verb or _like_verb(found[at].folded, _SHORTEST_PLAIN)
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
    numbered = any(sound.endswith(_sounds(one)) for one in _JOINED_NUMBERS)
    long = _SHORTEST_JOINED + 1 if numbered else _LONG_JOINED
    like = process.extractOne(
        sound,
        _all_joined().keys(),
        scorer=Levenshtein.distance,
        score_cutoff=2 if len(sound) >= long else 1,
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
