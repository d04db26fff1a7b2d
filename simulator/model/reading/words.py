"""A text as words with their places, and how much two texts have in common."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from simulator.model.reading.vocabulary import vocabulary

_WORD = re.compile(
    r"\$?\d+(?:,\d{3})+(?:\.\d+)?|\$?\d+(?:[.:]\d+)*|[a-z\u00c0-\u024f]+(?:'[a-z]+)?|[%/&-]",
    re.IGNORECASE,
)
_STOP = vocabulary(
    """
    a about an and any are as at be been by can could did do does for from get give
    has have how i if in is it its just let like may me much my no not of ok on one
    or our please so take tell that the their them then there these they this to up
    us was we what when which who will with would yes you your
    """
)
_SENTENCE = re.compile(
    r"(?:[^.!?\n]|[.](?=\d)|(?<=\b[dm]r)\.|(?<=\bmrs)\.|(?<=\bst)\.(?= [A-Z])"
    r"|(?<=\b[ap])\.(?=m\b)|(?<=[ap]\.m)\.(?! (?-i:[A-Z])))+[.!?]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word in lower case, and where it stands in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the stretch itself."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether the other stretch lies within this one."""
        return self.start <= other.start and other.end <= self.end


@lru_cache(maxsize=512)
def words(text: str) -> tuple[Word, ...]:
    """Cut a text into words, numbers and a few signs."""
    straight = text.replace("\u2019", "'")
    return tuple(
        Word(found.group().lower(), found.start(), found.end())
        for found in _WORD.finditer(straight)
    )


def sentences(text: str) -> list[Span]:
    """Cut a text into sentences, without the spaces around them."""
    found: list[Span] = []
    for match in _SENTENCE.finditer(text):
        raw = match.group()
        start = match.start() + len(raw) - len(raw.lstrip())
        end = match.start() + len(raw.rstrip())
        if end > start:
            found.append(Span(start, end))
    return found


def stem(word: str) -> str:
    """Return a word without its commonest endings.

    >>> [stem(word) for word in ("cleanings", "cleaning", "copays", "accepted")]
    ['clean', 'clean', 'copay', 'accept']
    """
    for ending, least in (
        ("ings", 4),
        ("ing", 4),
        ("ies", 3),
        ("ed", 4),
        ("es", 4),
        ("s", 3),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: -len(ending)]
    return word


def content(text: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning."""
    joined = re.sub(
        r"\bco[ -]?pay(?:ment)?(s?)\b", r"copay\1", text, flags=re.IGNORECASE
    )
    joined = re.sub(r"\bx[ -]ray", "xray", joined, flags=re.IGNORECASE)
    return frozenset(
        stem(word.text)
        for word in words(joined)
        if word.text not in _STOP and (len(word.text) > 1 or word.text.isdigit())
    )


def overlap(first: str, second: str) -> float:
    """Return how alike two texts are in meaning words, 0 to 1 (Dice)."""
    one, two = content(first), content(second)
    if not one or not two:
        return 0.0
    return 2 * len(one & two) / (len(one) + len(two))
