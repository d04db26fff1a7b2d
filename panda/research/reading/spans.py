"""What all readers share: a value and its place, corrections, and what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from panda.research.words import tokens, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from panda.research.finding import Bounds, Stated, Value


@dataclass(frozen=True, slots=True)
class Reading:
    """A value a text states, and where."""

    value: Value
    start: int
    end: int
    others: tuple[Value, ...] = ()
    """What the same words can mean as well ("next Tuesday" has two meanings)."""
    bounds: Bounds | None = None
    """Of a bound or one end of a range: no single value was given."""

    @property
    def is_range(self) -> bool:
        """Whether only a bound, or one end of a range, was given."""
        return self.bounds is not None

    @property
    def stated(self) -> Stated:
        """What was said: a value, or between which two it lies."""
        return self.value if self.bounds is None else self.bounds

    def means(self, value: Stated) -> bool:
        """Say whether the words can mean this value, or exactly this range."""
        if self.bounds is not None or isinstance(value, tuple):
            return self.bounds == value
        return any(_same(value, mine) for mine in (self.value, *self.others))


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return abs(one - other) < 0.005  # half a cent


_STRONG = (
    r"sorry|no wait|oh wait|wait|i mean|make that|correction|scratch that|my mistake"
    r"|misspoke|let me correct|hold on|excuse me|or rather|strike that|perdon|digo"
    r"|mejor dicho|me equivoque"
)
_WEAK = r"actually|no|rather|well"
_CORRECTION = re.compile(rf"\b(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))\b")
_STRONG_REACH = 9
_WEAK_REACH = 4
"""How many words may stand between a correcting word and the corrected value."""


def without_corrected(found: Sequence[Reading], text: str) -> list[Reading]:
    """Drop what the speaker took back: "$95 - no, sorry, $120" leaves 120."""
    kept: list[Reading] = []
    ordered = sorted(found, key=lambda one: one.start)
    for index, one in enumerate(ordered):
        after = next(
            (two for two in ordered[index + 1 :] if two.start >= one.end), None
        )
        if after is None or not corrects(text[one.end : after.start]):
            kept.append(one)
    return kept


_RESTART = re.compile(r"\s*(?:\.{2,}|\u2026)\s*(?:uh|um|er)?,?\s*", re.IGNORECASE)
"""Between a value somebody breaks off and the whole of it: "ninety... ninety-five"."""


def corrects(between: str) -> bool:
    """Say whether words between two values take the first one back."""
    if _RESTART.fullmatch(between):
        return True
    if re.search(r"[.!?]\s.*[.!?]\s", between):
        return False  # more than one sentence further on it is another matter
    said = " ".join(token.text for token in words(between))
    for match in _CORRECTION.finditer(said):
        left = len(said[match.end() :].split())
        if left <= (_STRONG_REACH if match["strong"] else _WEAK_REACH):
            return True
    return False


_NO_TITLE = r"(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bSt)"
_SPLIT = re.compile(
    rf"[;!?()\u2013\u2014]|(?<=[^\W\d] )-(?= \D)|,(?!\d)|{_NO_TITLE}\.(?!\d)"
    r"|\b(?:and|but|while|plus|whereas|however|although|though|except|y|pero)\b",
    re.IGNORECASE,
)


def clauses(text: str) -> list[tuple[int, int]]:
    """Cut a text where one thought ends and the next begins; returns the places."""
    cuts = [0]
    for match in _SPLIT.finditer(text):
        cuts += [match.start(), match.end()]
    cuts.append(len(text))
    pairs = zip(cuts[::2], cuts[1::2], strict=True)
    return [(start, end) for start, end in pairs if text[start:end].strip()]


def sentences(text: str) -> list[tuple[int, int]]:
    """Cut a text into sentences; returns the places."""
    stops = re.finditer(rf"{_NO_TITLE}[.!?]+(?=\s|$)", text)
    ends = [match.end() for match in stops]
    edges = [0, *ends, len(text)]
    return [(start, end) for start, end in pairwise(edges) if text[start:end].strip()]


def around(parts: Iterable[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Return the smallest run of parts that holds a place."""
    touched = [part for part in parts if part[0] < end and start < part[1]]
    if not touched:
        return start, end
    return min(p[0] for p in touched), max(p[1] for p in touched)


_STOP = frozenset(
    {
        "a", "an", "the", "is", "are", "do", "does", "did", "you", "your", "we", "our",
        "it", "its", "they", "their", "this", "that", "there", "of", "for", "to", "in",
        "on", "at", "with", "and", "or", "if", "what", "whats", "how", "much", "many",
        "which", "when", "who", "can", "could", "would", "will", "be", "have", "has",
        "any", "i", "im", "my", "me", "please", "tell", "know", "like", "get", "take",
        "accept", "offer", "cost", "costs", "price", "prices", "charge", "charges",
        "fee", "usually", "per", "s", "about", "from", "as", "by", "so", "us", "not",
        "no", "yes", "current", "first", "next", "open", "available", "patient",
        "patients", "make", "made", "call", "calling", "amount", "new", "cuanto",
        "cuesta", "es", "el", "la", "los", "las", "un", "una", "de", "para", "en", "su",
        "que", "precio",
    }
)  # fmt: skip


def stem(word: str) -> str:
    """Cut a word's common endings: `cleanings` and `cleaning` are one subject."""
    for ending in ("ings", "ing", "ies", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def subjects(*texts: str) -> frozenset[str]:
    """Return the stems of the words that say what a question is about."""
    return frozenset(
        stem(token.text)
        for text in texts
        for token in tokens(text.replace("_", " "))
        if token.text not in _STOP and token.number is None and len(token.text) > 1
    )


_FOR = re.compile(r"^[^,.;()]{0,14}?\bfor\b([^,.;()$]{0,40})", re.IGNORECASE)


def relevance(reading: Reading, text: str, about: frozenset[str]) -> float:
    """Count how many of a question's subjects stand with a reading.

    In its clause each counts one; right behind it, after "for", it counts more: "$39 a
    month for adults, $22 for kids".
    """
    start, end = around(clauses(text), reading.start, reading.end)
    near = {stem(token.text) for token in tokens(text[start:end])}
    behind = _FOR.match(text[reading.end :])
    said_for = (
        {stem(token.text) for token in tokens(behind[1])} if behind else set[str]()
    )
    return len(near & about) + 1.5 * len(said_for & about)


def most_relevant(
    found: Sequence[Reading], text: str, about: frozenset[str]
) -> list[Reading]:
    """Keep the readings that have most to do with the question; all, if none has."""
    scores = [relevance(one, text, about) for one in found]
    if not any(scores):  # then what leads up to each, from the one before it
        ends = [0, *(one.end for one in found)]
        scores = [
            len(subjects(text[end : one.start]) & about) * 1.0
            for end, one in zip(ends, found, strict=False)
        ]
    best = max(scores, default=0.0)
    return [one for one, score in zip(found, scores, strict=True) if score == best]
