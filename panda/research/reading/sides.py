"""For whom an amount is: prices come in pairs, for new patients and for others.

What stands beside an amount, and not in the whole sentence, says which it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from panda.research.reading.spans import Reading, around, clauses, sentences
from panda.research.reading.topics import joined
from panda.research.words import folded, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

_PAIRS = (
    (r"new", r"established|existing|returning|current patients?"),
    (r"adults?|grown ?ups?", r"child(?:s|rens?)?|kids?|teens?|minors?"),
    (r"mens?|mans|guys?|males?|gentlemen", r"womens?|ladies|females?"),
    (r"dogs?", r"cats?"),
    (r"weekdays?", r"weekends?"),
    (r"single|individuals?", r"famil(?:y|ies)|couples?"),
    (r"first", r"follow ?ups?"),
)
_SIDES = tuple(
    (re.compile(rf"\b(?:{one})\b"), re.compile(rf"\b(?:{other})\b"))
    for pair in _PAIRS
    for one, other in (pair, pair[::-1])
)


def place_of(text: str, found: Reading) -> tuple[str, str]:
    """Return the clause and the sentence of a reading, folded, with its "?"."""
    start, end = around(clauses(text), found.start, found.end)
    first, last = around(sentences(text), found.start, found.end)
    sentence = folded(joined(text[first:last]))
    asks = "?" if text[first:last].rstrip().endswith("?") else ""
    return folded(joined(text[start:end])), sentence + asks


def beside(text: str, found: Reading) -> tuple[str, str]:
    """Return what leads up to an amount and what follows it, folded.

    Up to the amounts beside it. What stands between two amounts belongs to the first up
    to the end of its clause, to the second from there on.
    """
    first, _ = around(sentences(text), found.start, found.end)
    parts = clauses(text)
    _, end = around(parts, found.start, found.end)
    numbers = [one for one in tokens(text) if one.number is not None]
    before = [one.end for one in numbers if first <= one.start < one.end <= found.start]
    start = max([first, *before])
    if before:
        ends = [stop for _, stop in parts if start <= stop < found.start]
        start = min(ends, default=start)
    behind = [one.start for one in numbers if found.end <= one.start < end]
    end = min([end, *behind])
    led_up, followed = text[start : found.start], text[found.end : end]
    return folded(joined(led_up)), folded(joined(followed))


def on_our_side(found: Sequence[Reading], text: str, ask: str) -> list[Reading]:
    """Keep the amounts for those whom a question asks for, and those for nobody."""
    wanted = folded(joined(ask))
    kept = list(found)
    for ours, theirs in _SIDES:
        if not ours.search(wanted) or theirs.search(wanted):
            continue
        said = {one: " ".join(beside(text, one)) for one in kept}
        named = [one for one in kept if ours.search(said[one])]
        kept = named or [one for one in kept if not theirs.search(said[one])]
    return kept
