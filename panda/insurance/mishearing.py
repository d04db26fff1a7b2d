"""Names as a recogniser on a telephone line, or a hasty typist, may render them.

Only for measuring: rules of sound and of spelling, drawn at random. They know nothing
of `panda.insurance.sounds`, whose own classes would make the test an easy one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ae", ("e", "ay", "i")),
    ("th", ("t", "f", "s")),
    ("ph", ("f",)),
    ("gn", ("n", "gm", "ng")),
    ("ci", ("si", "sy")),
    ("ca", ("ka", "ga")),
    ("er", ("a", "ar", "or")),
    ("ea", ("ee", "e")),
    ("ia", ("ya", "ea")),
    ("b", ("p", "v")),
    ("p", ("b", "t")),
    ("d", ("t", "b")),
    ("t", ("d", "p", "th")),
    ("g", ("k", "j")),
    ("k", ("c", "g")),
    ("c", ("k", "s")),
    ("v", ("b", "f")),
    ("f", ("v", "s", "th")),
    ("m", ("n",)),
    ("n", ("m", "nd")),
    ("s", ("f", "z", "c")),
    ("z", ("s",)),
    ("l", ("r", "w", "ll")),
    ("r", ("l", "w", "rr")),
    ("h", ("",)),
    ("w", ("r", "wh")),
    ("a", ("e", "o", "u")),
    ("e", ("i", "a", "ea")),
    ("i", ("e", "y", "ee")),
    ("o", ("a", "u", "oh")),
    ("u", ("o", "oo")),
    ("y", ("i", "ey")),
)


def misheard(name: str, random: Random) -> str:
    """Return a name with one or two sounds changed, torn apart, or run together."""
    text = name.lower()
    for _ in range(random.choice((1, 1, 2))):
        text = _changed(text, random)
    roll = random.random()
    if roll < 0.15:
        text = _torn(text, random)
    elif roll < 0.3:
        text = text.replace(" ", "")
    return text


def _changed(text: str, random: Random) -> str:
    places = [
        (found.start(), sound, others)
        for sound, others in _RULES
        for found in re.finditer(sound, text)
    ]
    if not places:
        return text
    at, sound, others = random.choice(places)
    return text[:at] + random.choice(others) + text[at + len(sound) :]


def _torn(text: str, random: Random) -> str:
    """Put a space into a word behind a vowel."""
    places = [found.end() for found in re.finditer(r"(?<=\w)[aeiou](?=\w\w)", text)]
    if not places:
        return text
    at = random.choice(places)
    return f"{text[:at]} {text[at:]}"
