"""A number read as a key: "1", "one two", "the star key", and what was misheard.

Whether a key is meant at all is decided by what stands around it; see `keys`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.menu.lexicon import AFTER, JOINS, LEADS, NOUNS, UNITS, key_of
from panda.menu.tongues.tongue import group
from panda.menu.words import Break

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.menu.tongues import Tongue
    from panda.menu.words import Word

_FOR = group("4 four for")
_MOST_RUN = 4
"""Digits of a run that are looked at: with three it is no key any more."""
_PAIR = 2
_AT_ONCE = group("now ahora")
"""Ends an option, and shows that what comes before it is a key: "enter to now"."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key that was read, up to word `end`."""

    digits: str
    end: int
    said: str
    sure: bool = True


def key_at(
    words: Sequence[Word], at: int, tongues: Sequence[Tongue], *, named: bool = False
) -> Key | None:
    """Read a key; one that was `named` as such counts nothing: "option 1 hours"."""
    if at >= len(words):
        return None
    digits = key_of(words[at].folded, tongues)
    if not digits:
        return None
    end = at + 1
    run = [digits]
    while end < len(words) and not words[end - 1].after and len(run) < _MOST_RUN:
        more = key_of(words[end].folded, tongues)
        if len(more) != 1 or len(run[-1]) != 1 or more in "*#":
            break
        run.append(more)
        end += 1
    if len(run) > 2 or any(len(d) > 1 for d in run[1:]):
        return None  # "dial 9 1 1", a telephone number; see `dialled`
    if len(run) == 2 and _is_lead_misheard(words, at + 1):
        run.pop()  # "press one four billing"
    if len(run) == 1 and _ends_in_lead(words, at, digits):
        run = [digits[0]]  # "press 24 English" was "2 for English"
    said = words[at].folded
    if said in {"un", "um", "een"} and _past_nouns(words, end) > end:
        return None  # "appuyez sur un numéro": an article
    counts = end < len(words) and not words[end - 1].after and not named
    if counts and words[end].folded in UNITS:
        return None
    return Key("".join(run), _past_nouns(words, end), said)


def _is_lead_misheard(words: Sequence[Word], at: int) -> bool:
    """Whether a number at `at` is rather a misheard "for" or "to"."""
    if words[at].folded not in {"four", "4", "two", "2"} or at + 1 >= len(words):
        return False
    follower = words[at + 1].folded
    return not words[at].after and follower not in LEADS and follower not in JOINS


def _ends_in_lead(words: Sequence[Word], at: int, digits: str) -> bool:
    """Whether the second digit of a key is rather a misheard "for" or "to"."""
    if len(digits) != _PAIR or digits[1] not in "24" or words[at].after:
        return False
    if not words[at].folded.isdigit() or at + 1 >= len(words):
        return False
    follower = words[at + 1].folded
    return follower not in LEADS | JOINS | AFTER | NOUNS | UNITS


def _past_nouns(words: Sequence[Word], at: int) -> int:
    while at < len(words) and not words[at - 1].after and words[at].folded in NOUNS:
        at += 1
    return at


def misheard(words: Sequence[Word], verb: int, tongues: Sequence[Tongue]) -> Key | None:
    """Read "press to", "press for": only where no other word could follow."""
    at = verb + 1
    if at >= len(words):
        return None
    word = words[at]
    for tongue in tongues:
        digits = tongue.misheard.get(word.folded)
        if digits and _stands_alone(words, at, tongue):
            return Key(digits, at + 1, word.folded, sure=False)
    return None


def one_for(words: Sequence[Word], verb: int) -> Key | None:
    """Read "press on 4 billing", which is "press one for billing"."""
    if verb + 3 >= len(words) or words[verb + 1].folded != "on":
        return None
    heard, follower = words[verb + 2], words[verb + 3].folded
    alone = heard.after or words[verb + 1].after or heard.folded not in _FOR
    if alone or follower in LEADS | JOINS | AFTER | NOUNS:
        return None
    return Key("1", verb + 2, "one", sure=False)


def _stands_alone(words: Sequence[Word], at: int, tongue: Tongue) -> bool:
    if words[at].folded not in tongue.leads and words[at].folded not in tongue.fill:
        return True
    if words[at].after:
        return True
    if at + 1 < len(words):
        follower = words[at + 1]
        ends = at + 2 == len(words) or bool(follower.after)
        return follower.folded in tongue.leads or (ends and follower.folded in _AT_ONCE)
    return _has_lead_before(words, at, tongue)


def _has_lead_before(words: Sequence[Word], at: int, tongue: Tongue) -> bool:
    """Whether the sentence has begun with a label: "for billing press for"."""
    start = at - 1
    while start > 0 and words[start - 1].after < Break.SENTENCE:
        start -= 1
    return any(word.folded in tongue.leads for word in words[start : at - 1])
