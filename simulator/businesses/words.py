"""Words as heard on the telephone, and phrases found in spite of errors."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

_SMALL = set(
    re.findall(
        r"\w+",
        "a an the of for is are to do does you your we i it in on with at by and or",
    )
)
_ALIKE = 78
"""Similarity in percent at which two longer words count as one misheard."""
_JOINS = (
    (re.compile(r"\ba\.? ?i\b\.?"), "ai"),
    (re.compile(r"\bco[- ]?pay(?:ment)?s?\b"), "copay"),
    (re.compile(r"\bgood[- ]bye\b"), "goodbye"),
    (re.compile(r"\bexcept\b"), "accept"),  # sound alike, and only one is asked
    (re.compile(r"\bwhat's\b"), "what is"),
    (re.compile(r"\bthat's\b"), "that is"),
)


def plain(text: str) -> str:
    """Return the text in lower case, with its common spellings made one."""
    found = text.lower().replace("\u2019", "'")
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


def content(phrase: str) -> list[str]:
    """Return the words of a phrase that carry its meaning (all, if none does)."""
    found = of(phrase)
    return [word for word in found if word not in _SMALL] or found


def match(phrase: str, heard: list[str]) -> int:
    """Return how many words of the phrase were heard: all of them, or 0."""
    wanted = content(phrase)
    found = all(any(same(word, other) for other in heard) for word in wanted)
    return len(wanted) if found else 0


def touches(phrase: str, heard: list[str]) -> bool:
    """Tell whether at least one meaningful word of the phrase was heard."""
    return any(same(word, other) for word in content(phrase) for other in heard)


def numbers(text: str) -> set[str]:
    """Return the figures in a text, thousands separators removed."""
    return set(re.findall(r"\d+(?:\.\d+)?", text.replace(",", "")))
