"""Choices and free text: their own words must stand in what was said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from panda.research.reading.spans import Reading
from panda.research.words import plain, tokens, words

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEAR = 88
"""Likeness (0-100) from which two spellings are one word to a recogniser."""
_DENIED = re.compile(r"\b(?:not|no|never|dont|isnt|arent|except|without)(?: \w+)?$")
_SMALL = frozenset(
    {
        "a", "an", "the", "of", "and", "or", "to", "in", "on", "at", "for", "with",
        "is", "are", "it", "its", "we",
    }
)  # fmt: skip
_ENOUGH = 0.8
"""Share of a text's words that must stand in the quote; the rest may be joints."""


def read_choices(text: str, choices: Sequence[str]) -> list[Reading]:
    """List the choices that are named, and not only to be ruled out."""
    found: list[Reading] = []
    for choice in choices:
        place = _find(choice, text)
        if place is None:
            continue
        lead = re.split(r"[,;.]", text[: place[0]])[-1]
        before = " ".join(token.text for token in words(lead)[-3:])
        if not _DENIED.search(before):
            found.append(Reading(choice, *place))
    return _longest(found)


def states_text(value: str, text: str) -> bool:
    """Say whether a free-text value is made of the words of a text."""
    said = [token.text for token in tokens(text)]
    wanted = [token.text for token in tokens(value) if token.text not in _SMALL]
    if not wanted:
        return bool(plain(value)) and plain(value) in plain(text)
    there = sum(any(_alike(word, one) for one in said) for word in wanted)
    numbers = [token.text for token in tokens(value) if token.number is not None]
    return there / len(wanted) >= _ENOUGH and all(one in said for one in numbers)


def _alike(one: str, other: str) -> bool:
    return one == other or (len(one) > 3 and fuzz.ratio(one, other) >= _NEAR)


def _find(choice: str, text: str) -> tuple[int, int] | None:
    wanted = [token.text for token in tokens(choice)]
    whole = tokens(text)
    for at in range(len(whole) - len(wanted) + 1):
        here = whole[at : at + len(wanted)]
        if all(_alike(w, t.text) for w, t in zip(wanted, here, strict=True)):
            return here[0].start, here[-1].end
    return None


def _longest(found: list[Reading]) -> list[Reading]:
    """Of overlapping choices keep the longest: `PPO plus` is not `PPO`."""
    return [
        one
        for one in found
        if not any(
            other is not one
            and other.start <= one.start
            and one.end <= other.end
            and other.end - other.start > one.end - one.start
            for other in found
        )
    ]
