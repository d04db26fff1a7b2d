"""Words as heard on the telephone, and phrases found in spite of errors."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_ALIKE = 78
"""Similarity in percent at which two longer words count as one misheard."""
_ALIKE_TOGETHER = 88
"""The same for two words at a time, of which one may be short."""
_JOINS = (
    (re.compile(r"\ba\.? ?i\b\.?"), "ai"),
    (re.compile(r"\bco[- ]?pay(?:ment)?s?\b"), "copay"),
    (re.compile(r"\bgood[- ]bye\b"), "goodbye"),
    (re.compile(r"\bexcept\b"), "accept"),  # sound alike, and only one is asked
    (re.compile(r"\bwhat's\b"), "what is"),
    (re.compile(r"\bthat's\b"), "that is"),
)


def plain(text: str) -> str:
    """Return the text in small letters without accents, its spellings made one."""
    found = text.lower().replace("\u2019", "'").replace("\u00df", "ss")
    if not found.isascii():
        apart = unicodedata.normalize("NFD", found)
        found = "".join(one for one in apart if not unicodedata.combining(one))
    for pattern, word in _JOINS:
        found = pattern.sub(word, found)
    return found


def of(text: str) -> list[str]:
    """Return the words of a text in their normal form."""
    return re.findall(r"[a-z0-9']+", plain(text))


def same(wanted: str, heard: str) -> bool:
    """Tell whether two words are one, endings and small errors of hearing aside."""
    if wanted == heard or wanted.rstrip("s") == heard.rstrip("s"):
        return True
    if min(len(wanted), len(heard)) < 5:
        return False
    return fuzz.ratio(wanted, heard) >= _ALIKE


def alike(first: str, second: str) -> bool:
    """Tell whether two texts are one, small errors of hearing aside."""
    return fuzz.ratio(plain(first), plain(second)) >= _ALIKE


def content(phrase: str, small: Collection[str]) -> list[str]:
    """Return the words of a phrase that are not `small` (all, if each is)."""
    found = of(phrase)
    return [word for word in found if word not in small] or found


def match(phrase: str, heard: list[str], small: Collection[str]) -> int:
    """Return how many words of the phrase were heard: all of them, or 0.

    Two words may have been heard as two others, cut elsewhere: "del tabental".
    """
    wanted = content(phrase, small)
    found = [any(same(word, other) for other in heard) for word in wanted]
    if not all(found) and len(wanted) > 1:
        joined = [first + second for first, second in pairwise(heard)]
        for at, pair in enumerate(pairwise(wanted)):
            wholes = (fuzz.ratio("".join(pair), other) for other in joined)
            if max(wholes, default=0) >= _ALIKE_TOGETHER:
                found[at] = found[at + 1] = True
    return len(wanted) if all(found) else 0


def touches(phrase: str, heard: list[str], small: Collection[str]) -> bool:
    """Tell whether at least one meaningful word of the phrase was heard."""
    wanted = content(phrase, small)
    return any(same(word, other) for word in wanted for other in heard)


def digits(text: str, ones: tuple[str, ...]) -> str:
    """Return the digits in a text, spoken one by one or written.

    Args:
        text: What was heard.
        ones: The words for zero to nine.
    """
    figures = {word: str(value) for value, word in enumerate(ones)}
    found = (figures.get(word, word) for word in of(text))
    return "".join(word for word in found if word.isdigit())


def echoed(heard: str, said: Iterable[str]) -> bool:
    """Tell whether what was heard is part of what was said, errors aside."""
    text = " ".join(of(heard))
    whole = " ".join(word for sentence in said for word in of(sentence))
    return bool(text) and fuzz.partial_ratio(text, whole) >= _ALIKE


def numbers(text: str) -> set[str]:
    """Return the figures in a text, thousands separators removed."""
    return set(re.findall(r"\d+(?:\.\d+)?", text.replace(",", "")))
