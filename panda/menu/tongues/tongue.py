"""What one language says around the keys of a phone menu; all words folded."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_NONE: Mapping[str, str] = MappingProxyType({})


def group(text: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Tongue:
    """The words of one language. Adding a language is adding one of these."""

    code: str
    press: frozenset[str]
    """Verbs that take a key: "press", "dial"."""
    say: frozenset[str]
    """Verbs that take words: "say"."""
    numbers: Mapping[str, str]
    """Number words, as keys."""
    leads: frozenset[str]
    """Words a label begins with: "for", "to", "if"."""
    fill: frozenset[str]
    """Words that may stand between the verb and the key."""
    joins: frozenset[str]
    """"and", "or"."""
    common: frozenset[str]
    """Frequent short words, by which the language is recognised."""
    star: frozenset[str] = frozenset()
    pound: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    """What a key is called: "key", "number", "option"; before or after it."""
    is_: frozenset[str] = frozenset()
    """"billing is 4"."""
    articles: frozenset[str] = frozenset()
    """May stand before a key or what it is called: "ventas el 1"."""
    after: frozenset[str] = frozenset()
    """What may trail a key and says nothing of it: "now", "please"."""
    units: frozenset[str] = frozenset()
    """A number before one of these is no key: "5 digits", "4 minutes"."""
    before_numbers: frozenset[str] = frozenset()
    """A number after one of these is no key: "until five", "suite 4"."""
    misheard: Mapping[str, str] = field(default_factory=lambda: _NONE)
    """What a recogniser writes for a number: "press to", "press for"."""
    strip: str = ""
    """Patterns of politeness to cut off the front of a label."""
    greeting: str = ""
    """Patterns of greetings, after which a label may begin without a pause."""
    stay: str = ""
    """Patterns of "stay on the line"."""
    extension: str = ""
    """Patterns of "if you know your party's extension"."""


def numbered(*rows: str) -> Mapping[str, str]:
    """Return number words as keys; each row is "key word word …"."""
    table: dict[str, str] = {}
    for row in rows:
        key, *names = row.split()
        table.update(dict.fromkeys(names, key))
    return MappingProxyType(table)
