"""Small words that a recogniser made of others, put right before a menu is read.

"For" comes out as "4", "for our" as "4 hour", and pauses fall where none are meant.
What is undone here is undone only where the words as they stand could not be said.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from panda.menu.alternation import alternated
from panda.menu.lexicon import AFTER, IS, JOINS, LEADS, NOUNS, PRESS, SAY, key_of
from panda.menu.slurred import parted, straightened
from panda.menu.tongues.tongue import group
from panda.menu.words import Break, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

_VERBS = PRESS.keys() | SAY.keys()
_FOUR = group("4 four")
_FOUR_HOUR = "4-hour"
_O = group("o oh u lo el la le l")
_PRIMA = frozenset({"prima", "primados", "primas"})
_CHOOSE = "choose"
_LIKE_CHOOSE = re.compile(r"2[-.](?P<key>\d)(?:now)?")
"""What "choose 6" sounds like, where other keys of the menu are chosen: "2-6"."""
_DANGLING = LEADS | JOINS | {"the", "el", "la", "le", "die", "den", "a", "o"}
"""Words no sentence ends with."""
_IN_NEED = "911"
_NEAR = 10
"""So many words after its beginning an option has named its key."""
_NO_LABEL = LEADS | JOINS | IS | NOUNS | AFTER


def mended(words: Sequence[Word], text: str) -> list[Word]:
    """Return the words of a text as they were most likely said."""
    found = straightened(parted(_oprima(_apart(words))))
    return alternated(_carried_on(_past_emergencies(_ended(_for(found))), text))


def _apart(words: Sequence[Word]) -> list[Word]:
    """Part "press 1-4 English" and "4-hour Lima office": numbers that took a "for".

    "2-5" is "choose 5" where other keys are chosen, and "push-five" a verb and its key.
    """
    found: list[Word] = []
    chooses = any(word.folded == _CHOOSE for word in words)
    for at, word in enumerate(words):
        one, dash, four = word.folded.partition("-")
        pressed = at > 0 and words[at - 1].folded in PRESS and not word.after
        if dash and pressed and one.isdigit() and four in _FOUR and at + 1 < len(words):
            cut = word.start + len(one)
            found.append(Word(one, word.start, cut))
            found.append(Word("for", cut, word.end))
        elif chooses and (like := _LIKE_CHOOSE.fullmatch(word.folded)):
            cut = word.start + 1
            found.append(Word("choose", word.start, cut))
            found.append(Word(like["key"], cut, word.end, word.after))
        elif dash and one in PRESS and key_of(four, ()):
            cut = word.start + len(one)
            found.append(Word(one, word.start, cut))
            found.append(Word(four, cut + 1, word.end, word.after))
        elif word.folded == _FOUR_HOUR:
            found.append(Word("4", word.start, word.start + 1))
            found.append(replace(word, folded="hour", start=word.start + 2))
        else:
            found.append(word)
    return found


def _oprima(words: Sequence[Word]) -> list[Word]:
    """Put "oprima" together again: "o prima el 2", "por favor, lo prima uno"."""
    found: list[Word] = []
    for word in words:
        last = found[-1] if found else None
        split = last is not None and last.folded in _O and not last.after
        if split and last is not None and word.folded in _PRIMA:
            joined = "oprima" + word.folded.removeprefix("prima")
            found[-1] = replace(word, folded=joined, start=last.start)
        else:
            found.append(word)
    return found


def _for(parts: list[Word]) -> list[Word]:
    """Undo "4 hour Lima office" and "4 billing, press 2": options begin with "for"."""
    for at, word in enumerate(parts[:-1]):
        starts = at == 0 or parts[at - 1].after
        if not starts or word.folded not in _FOUR or word.after:
            continue
        follower = parts[at + 1]
        if follower.folded == "hour":
            parts[at] = replace(word, folded="for")
            parts[at + 1] = replace(follower, folded="our")
        elif _is_label(parts, at + 1):
            parts[at] = replace(word, folded="for")
    return parts


def _is_label(parts: Sequence[Word], at: int) -> bool:
    """Whether words at `at` are a label whose key is named with a verb behind it."""
    if parts[at].folded in _NO_LABEL or key_of(parts[at].folded, ()):
        return False
    for place in range(at, min(len(parts), at + _NEAR)):
        word = parts[place]
        if word.folded in PRESS:
            return place > at
        if place > at and parts[place - 1].after and key_of(word.folded, ()):
            return False  # a list: "4 billing, 5 sales"
    return False


def _ended(parts: list[Word]) -> list[Word]:
    """End an option that ends with "now": "press 1 now, for sales, press 2"."""
    for at in range(2, len(parts) - 1):
        word = parts[at]
        named = parts[at - 2].folded in PRESS or parts[at - 1].folded in NOUNS
        ends = word.after is Break.COMMA and word.folded in AFTER and named
        if ends and parts[at + 1].folded in LEADS and _is_labelled(parts, at - 2):
            parts[at] = replace(word, after=Break.SENTENCE)
    return parts


def _past_emergencies(parts: list[Word]) -> list[Word]:
    """End what says whom to call in need: "hang up and dial 911 for English, …"."""
    for at in range(1, len(parts) - 1):
        said = "".join(word.folded for word in parts[max(0, at - 2) : at + 1])
        alone = parts[at].folded.replace("-", "").startswith(_IN_NEED)
        spelled = said.endswith(_IN_NEED) and parts[at].folded == "1"
        before = parts[at - 1 if alone else max(0, at - 3)]
        if (alone or spelled) and before.folded in _VERBS and not parts[at].after:
            parts[at] = replace(parts[at], after=Break.SENTENCE)
    return parts


def _is_labelled(parts: Sequence[Word], at: int) -> bool:
    """Whether a label ends right before the verb at `at`, and is no other key's."""
    if at == 0:
        return False
    before = parts[max(0, at - _NEAR) : at]
    return any(w.folded in LEADS for w in before) or not any(
        w.folded in PRESS for w in before
    )


def _carried_on(parts: list[Word], text: str) -> list[Word]:
    """Undo breaks no sentence can have: a pause after "press 1 for"."""
    for at, word in enumerate(parts[:-1]):
        if "?" in text[word.end : parts[at + 1].start]:
            continue  # "what are you calling about?"
        follows_verb = at > 0 and parts[at - 1].folded in _VERBS
        if word.after and word.folded in _DANGLING and not follows_verb:
            parts[at] = Word(word.folded, word.start, word.end)
    return parts
