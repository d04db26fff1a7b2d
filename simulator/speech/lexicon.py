"""Names that the recogniser writes as ordinary words, put right.

Whisper hears "Aetna and Cigna" and writes "etna and sigma". The rules are in
`lexicon.json`: each has the name, the ways it is misheard, and, where the misheard
form is also an ordinary word, what must be near or must not stand before it.
"""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Rule:
    """One name and how it is misheard."""

    name: str
    pattern: re.Pattern[str]
    ambiguous: bool
    """Whether the misheard form is also an ordinary word: then the sentence must be
    about insurance."""

    def apply(self, text: str, *, about_insurance: bool) -> str:
        """Return the text with the name put in."""
        if self.ambiguous and not about_insurance:
            return text
        return self.pattern.sub(self.name, text)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All rules, and the words that show that a sentence is about insurance."""

    rules: tuple[Rule, ...]
    context: re.Pattern[str]

    def correct(self, text: str) -> str:
        """Return the text with every misheard name put right."""
        about_insurance = bool(self.context.search(text))
        for rule in self.rules:
            text = rule.apply(text, about_insurance=about_insurance)
        return text


def parse(text: str) -> Lexicon:
    """Read a lexicon (JSON).

    Raises:
        ValueError: It is not one.
    """
    content = json.loads(text)
    rules = [
        Rule(
            name=entry["name"],
            pattern=_pattern(entry["heard"], entry.get("not_after", [])),
            ambiguous=entry.get("ambiguous", False),
        )
        for entry in content["rules"]
    ]
    context = _pattern(content["context"], [])
    return Lexicon(tuple(rules), context)


_CLOCK = re.compile(r"\b(1[0-2]|[1-9])[. ]([0-5]\d) ?(?=[ap]\.?m\b)", re.IGNORECASE)
"""Whisper writes "10.30 AM" and "10 30 a.m." now and then."""


def correct(text: str) -> str:
    """Return recognised English with names and times of day as people write them."""
    return _CLOCK.sub(r"\1:\2 ", _shipped().correct(text))


@functools.cache
def _shipped() -> Lexicon:
    return parse(resources.files(__package__).joinpath("lexicon.json").read_text())


def _pattern(words: list[str], not_after: list[str]) -> re.Pattern[str]:
    """Return a pattern of whole words, any case, any one separator between words."""
    before = "".join(rf"(?<!\b{re.escape(word)} )" for word in not_after)
    forms = "|".join(
        r"[ -]?".join(re.escape(part) for part in word.split(" "))
        for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(rf"\b{before}(?:{forms})\b", re.IGNORECASE)
