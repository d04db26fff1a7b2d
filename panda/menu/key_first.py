"""Keys before their labels, without a verb: "2 for sales", "One, hygiene."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.keys import Named, back_to_copula, back_to_noun
from panda.menu.lexicon import IS, JOINS, LEADS, key_of
from panda.menu.tongues.tongue import group
from panda.menu.words import Break

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.menu.tongues import Tongue
    from panda.menu.words import Word

_FEW_LISTED = 3
"""So many "One, hygiene." in order are a list."""
_LEADS_AFTER = LEADS - {"a", "zu", "zum", "zur", "bei"}
_COUNTED = group(
    "digits digitos cifras chiffres ziffern stellen letters letras dollars dollar "
    "euros euro pounds pesos reais francs franken cents percent"
)
"""What later numbers of a sentence count, too: "two digits for the day, two for …"."""
_BY_MEANS_OF = frozenset(
    {
        ("mit", "der"),
        ("unter", "der"),
        ("con", "el"),
        ("com", "o"),
        ("com", "a"),
        ("avec", "le"),
        ("with", "the"),
    }
)
"""Before a key that a clause begins with: "mit der 1 erreichen Sie …"."""


def plain(words: Sequence[Word], at: int, tongue: Tongue) -> Named:
    """Return the key that the number at `at` names, with its noun and article."""
    digits = key_of(words[at].folded, (tongue,))
    start = back_to_copula(words, at)
    return Named(start - _is_means(words, at), at + 1, digits, verb=False)


def _is_means(words: Sequence[Word], at: int) -> bool:
    """Whether a clause begins with a key as its means: "mit der 1 erreichen Sie"."""
    if at < 2 or (words[at - 2].folded, words[at - 1].folded) not in _BY_MEANS_OF:
        return False
    before = words[at - 3] if at > 2 else None
    return before is None or bool(before.after) or before.folded in JOINS


def is_key_first(words: Sequence[Word], at: int, taken: set[int]) -> bool:
    """Whether the number begins a clause and a label follows: "2 for sales"."""
    if at + 1 >= len(words):
        return False
    if _is_means(words, at):
        return True
    start = back_to_noun(words, at)
    near = words[max(0, start - 1) : at]
    joined = any(word.folded in JOINS for word in near)
    if start > 0 and not (words[start - 1].after or joined):
        return False
    follower = words[at + 1].folded
    if words[at].after:  # "… or 3, if you have a question"
        on = joined and words[at].after == Break.COMMA and bool(taken)
        return on and follower in _LEADS_AFTER
    if follower in IS and at + 2 < len(words):
        follower = words[at + 2].folded  # "1 is for sales"
    return follower in _LEADS_AFTER


def in_rows(
    words: Sequence[Word], found: Sequence[Named], named: Sequence[Named]
) -> list[Named]:
    """Keep key-first keys beside one with a verb, or two of their own kind."""
    first = named[0].end if named else 0
    kept = [
        one
        for one in found
        if (not named or one.start >= first) and not _counts_on(words, one.start, named)
    ]
    keys = [one.digits for one in (*kept, *named)]
    alone = not named and len(kept) < 2
    return [] if alone or len(set(keys)) < len(keys) else kept


def counted_up(
    words: Sequence[Word], named: Sequence[Named], tongue: Tongue
) -> list[Named]:
    """Read "one for the bar two for the restaurant three for the hotel".

    Without a pause, only the order from one on and the same word after each tell.
    """
    found: list[Named] = []
    links: set[str] = set()
    for at, word in enumerate(words[:-1]):
        link = words[at + 1].folded
        due = key_of(word.folded, (tongue,)) == str(len(found) + 1)
        if due and not word.after and link in _LEADS_AFTER:
            found.append(plain(words, at, tongue))
            links.add(link)
    alike = len(links) == 1 and not named
    return found if alike and len(found) >= _FEW_LISTED else []


def _counts_on(words: Sequence[Word], at: int, named: Sequence[Named]) -> bool:
    """Whether a number counts what another before it did: "two digits …, four …"."""
    ends = {one.end for one in named}
    while at > 0 and words[at - 1].after < Break.SENTENCE and at not in ends:
        at -= 1
        if words[at].folded in _COUNTED:
            return True
    return False


def listed(
    words: Sequence[Word], named: Sequence[Named], tongue: Tongue
) -> list[Named]:
    """Read "One, hygiene. Two, surgery. Three, braces.": a list in order, no verb."""
    found: list[Named] = []
    for at, word in enumerate(words[:-1]):
        first = not found and at > 0 and bool(words[at - 1].after)
        starts = first or at == 0 or words[at - 1].after == Break.SENTENCE
        digits = key_of(word.folded, (tongue,))
        if not (digits and starts and word.after == Break.COMMA):
            continue
        if digits == str(len(found) + 1):
            found.append(Named(at, at + 1, digits, verb=False))
    return found if len(found) >= _FEW_LISTED and not named else []
