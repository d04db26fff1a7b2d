"""Finding a quote in what the callee said.

A model's quote may differ from the transcript in case, punctuation, spacing and the
style of numbers ("$120", "a hundred and twenty dollars"), and in a letter here and
there; never in a number or in a "not".
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from panda.research.words import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

HeardLine = tuple[str, int]
"""A line of the callee and when it was heard, in ms from the answer."""

_LIKE = 90.0
"""Likeness (0-100) of a quote and its place when they are not the same, ..."""
_LIKE_WORDS = 4
"""... which is only looked for in quotes of so many words."""
_MOST_LINES = 3
"""A quote over more lines than this was put together, not heard."""
_SKIPPED = frozenset(
    {"dollar", "dollars", "buck", "bucks", "usd", "uh", "um", "uhm", "er", "hmm"}
)
_NEGATION = re.compile(r"^(?:no|not|never|none|nor|neither|without|cannot|\w+nt)$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands."""

    first: int
    """Index of the line in which it begins."""
    last: int
    start: int
    """Offset in the first line."""
    end: int
    """Offset in the last line, behind the quote."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    line: int
    start: int
    end: int


def find_quote(quote: str, heard: Sequence[HeardLine]) -> Place | None:
    """Return where a quote stands, the latest place if there are several."""
    wanted = [word.text for word in _words(quote, 0)]
    if not wanted:
        return None
    said = [
        word for index, (line, _) in enumerate(heard) for word in _words(line, index)
    ]
    run = _same(wanted, said) or _spaced(wanted, said) or _alike(wanted, said)
    if run is None:
        return None
    first, last = said[run[0]], said[run[1] - 1]
    if last.line - first.line >= _MOST_LINES:
        return None
    line = heard[last.line][0]
    end = last.end
    while end < len(line) and line[end] in ".!?%":
        end += 1
    start = first.start
    while start > 0 and heard[first.line][0][start - 1] in "$\u20ac\u00a3":
        start -= 1
    return Place(first.line, last.line, start, end)


def words_at(place: Place, heard: Sequence[HeardLine]) -> str:
    """Return the callee's own words at a place."""
    lines = [heard[index][0] for index in range(place.first, place.last + 1)]
    lines[-1] = lines[-1][: place.end]
    lines[0] = lines[0][place.start :]
    return " ".join(line.strip() for line in lines)


def _words(text: str, line: int) -> list[_Word]:
    return [
        _Word(token.text.rstrip("#"), line, token.start, token.end)
        for token in tokens(text)
        if token.text not in _SKIPPED
    ]


def _same(wanted: list[str], said: list[_Word]) -> tuple[int, int] | None:
    texts = [word.text for word in said]
    for at in range(len(texts) - len(wanted), -1, -1):
        if texts[at : at + len(wanted)] == wanted:
            return at, at + len(wanted)
    return None


def _spaced(wanted: list[str], said: list[_Word]) -> tuple[int, int] | None:
    """Find it with other spaces: `check up` for `checkup`."""
    whole = "".join(wanted)
    if len(whole) < 6:
        return None
    edges = [0]
    for word in said:
        edges.append(edges[-1] + len(word.text))
    at = "".join(word.text for word in said).rfind(whole)
    if at < 0 or at not in edges or at + len(whole) not in edges:
        return None
    return edges.index(at), edges.index(at + len(whole))


def _alike(wanted: list[str], said: list[_Word]) -> tuple[int, int] | None:
    """Find it with small differences, none of them in what changes the meaning."""
    if len(wanted) < _LIKE_WORDS:
        return None
    best: tuple[float, int, int] | None = None
    for length in (len(wanted), len(wanted) - 1, len(wanted) + 1):
        for at in range(len(said) - length, -1, -1):
            here = [word.text for word in said[at : at + length]]
            if _weighty(here) != _weighty(wanted):
                continue
            score = fuzz.ratio(" ".join(wanted), " ".join(here))
            if score >= _LIKE and (best is None or score > best[0]):
                best = (score, at, at + length)
    return best and best[1:]


def _weighty(texts: list[str]) -> Counter[str]:
    """Count the words that change a meaning: numbers and negations."""
    return Counter(text for text in texts if text[0].isdigit() or _NEGATION.match(text))
