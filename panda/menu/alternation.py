"""Lists of labels and keys by turns whose pauses were written in the wrong places.

"For parts, dial 1; service, 2; other inquiries, 0." comes out as "For parts, dial 1 for
service, 2 other inquiries, 0.", as if the keys came first. Where the list ends tells:
no label follows the last key, so each key is that of the label before it.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from panda.menu.lexicon import LEADS, PRESS, SAY, key_of
from panda.menu.tongues.tongue import group
from panda.menu.words import Break, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.menu.words import Word

_FEWEST_MORE = 2
"""Keys without a verb, at least, after the one with it."""
_MOST_LABEL = 8
_MOST_FILL = 2
"""Words between the verb and its key: "the number"."""
_TIMES = group("to until through and a hasta y bis und")
"""Alone between two numbers: "9 to 5", "2 and 3"."""


def alternated(words: Sequence[Word]) -> list[Word]:
    """Return the words with the pauses of such lists where they belong."""
    return [word for sentence in sentences(words) for word in _evened(sentence)]


def _evened(sentence: list[Word]) -> list[Word]:
    """Set a comma before each key of such a list, and an end after it."""
    keys = _keys(sentence)
    found = list(sentence)
    for key in keys:
        found[key - 1] = replace(found[key - 1], after=Break.COMMA)
    for before, key in itertools.pairwise(keys):
        for at in range(before + 1, key - 1):
            found[at] = replace(found[at], after=Break.NONE)
        found[before] = replace(found[before], after=Break.SENTENCE)
    return found


def _keys(sentence: Sequence[Word]) -> list[int]:
    """Return where the keys of a sentence are, if it is such a list; else nothing."""
    verbs = [at for at, word in enumerate(sentence) if word.folded in PRESS]
    led = sentence[0].folded in LEADS and not any(w.folded in SAY for w in sentence)
    if not led or len(verbs) != 1 or verbs[0] == 1:
        return []
    numbers = [at for at in range(verbs[0] + 1, len(sentence)) if _is_key(sentence[at])]
    if len(numbers) <= _FEWEST_MORE or numbers[-1] + 1 != len(sentence):
        return []
    if numbers[0] - verbs[0] - 1 > _MOST_FILL:
        return []
    named = [key_of(sentence[at].folded, ()) for at in numbers]
    regular = all(
        _is_label(sentence[one + 1 : other])
        for one, other in itertools.pairwise(numbers)
    )
    return numbers if regular and len(set(named)) == len(named) else []


def _is_key(word: Word) -> bool:
    return len(key_of(word.folded, ())) == 1


def _is_label(between: Sequence[Word]) -> bool:
    alone = len(between) == 1 and between[0].folded in _TIMES
    return 0 < len(between) <= _MOST_LABEL and not alone
