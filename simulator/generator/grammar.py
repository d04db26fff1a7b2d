"""Wordings from rules: alternatives, optional parts, slots and agreement.

A grammar is checked once, when it is made: every rule it names exists, none goes round
in a circle, every form is known. From then on it cannot fail for a reason of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping

    from simulator.generator.nouns import Noun


class GrammarError(ValueError):
    """A grammar that cannot work; says which rule and why."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they stand."""

    words: str


@dataclass(frozen=True, slots=True)
class Slot:
    """What the caller of the grammar fills in, in one of its forms."""

    name: str
    form: str = ""
    """Of a noun: such as `the` or `is`; empty for the word itself."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Any alternative of another rule."""

    name: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """One part after the other."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several; an optional part is a choice with nothing in it."""

    options: tuple[Part, ...]


Part = Text | Slot | Rule | Sequence | Choice
NOTHING = Text("")
_LOOSE = re.compile(r" +([,.?!;:])")
_BEGINS = re.compile(r"(?<![ap]\.m)([.?!] [¿¡]?)(\w)")
"""The first letter of a further sentence; "a.m." ends none."""
_STOPS = re.compile(r"[,.]{2,}")


class Grammar:
    """Rules by name, each a choice of wordings.

    Args:
        rules: What may stand for each name.

    Raises:
        GrammarError: A rule names one that is not there, or itself by some way.
    """

    def __init__(self, rules: Mapping[str, Part]) -> None:
        self._rules = dict(rules)
        self._slots: dict[str, frozenset[str]] = {}
        for name in self._rules:
            self._find_slots(name, ())

    def __contains__(self, name: str) -> bool:
        return name in self._rules

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all rules."""
        return tuple(self._rules)

    def slots(self, name: str) -> frozenset[str]:
        """Return the slots a wording of this rule may need."""
        return self._slots[name]

    def count(self, name: str) -> int:
        """Return in how many ways a rule can be worded, slots apart."""
        return self._count(self._rules[name])

    def say(self, name: str, dice: random.Random, /, **slots: str | Noun) -> str:
        """Return one wording of a rule, its first letter a capital.

        Raises:
            GrammarError: A slot that the rule may need is not given.
        """
        missing = sorted(self._slots[name] - slots.keys())
        if missing:
            raise GrammarError(f"<{name}> needs {', '.join(missing)}")
        words = "".join(self._words(self._rules[name], dice, slots))
        return sentences(words)

    def phrase(self, name: str, dice: random.Random, /, **slots: str | Noun) -> str:
        """As `say`, for a part of a sentence: it begins with a small letter."""
        said = self.say(name, dice, **slots)
        return said[:1].lower() + said[1:]

    def _words(
        self, part: Part, dice: random.Random, slots: Mapping[str, str | Noun]
    ) -> Iterator[str]:
        match part:
            case Text(words):
                yield words
            case Slot(name, form):
                yield _filled(slots[name], form, name)
            case Rule(name):
                yield from self._words(self._rules[name], dice, slots)
            case Sequence(parts):
                for one in parts:
                    yield from self._words(one, dice, slots)
            case Choice(options):
                yield from self._words(dice.choice(options), dice, slots)
            case _:
                assert_never(part)

    def _count(self, part: Part) -> int:
        match part:
            case Text() | Slot():
                return 1
            case Rule(name):
                return self._count(self._rules[name])
            case Sequence(parts):
                ways = 1
                for one in parts:
                    ways *= self._count(one)
                return ways
            case Choice(options):
                return sum(self._count(one) for one in options)
            case _:
                assert_never(part)

    def _find_slots(self, name: str, on_the_way: tuple[str, ...]) -> frozenset[str]:
        if name in on_the_way:
            raise GrammarError(f"<{name}> leads to itself: {' > '.join(on_the_way)}")
        if name not in self._rules:
            raise GrammarError(f"<{on_the_way[-1]}> names <{name}>, which is no rule")
        if name not in self._slots:
            within = (*on_the_way, name)
            self._slots[name] = self._slots_of(self._rules[name], within)
        return self._slots[name]

    def _slots_of(self, part: Part, on_the_way: tuple[str, ...]) -> frozenset[str]:
        match part:
            case Text():
                return frozenset()
            case Slot(name):
                return frozenset({name})
            case Rule(name):
                return self._find_slots(name, on_the_way)
            case Sequence(parts) | Choice(parts):
                found = (self._slots_of(one, on_the_way) for one in parts)
                return frozenset().union(*found)
            case _:
                assert_never(part)


def _filled(value: str | Noun, form: str, name: str) -> str:
    if isinstance(value, str):
        if form:
            raise GrammarError(f"{{{name}}} is plain text and has no form `{form}`")
        return value
    return value.in_form(form)


def tidy(words: str) -> str:
    """Put single spaces between words and none before a comma or stop.

    Example:
        >>> tidy("for  billing , press 2 .")
        'for billing, press 2.'
    """
    return _STOPS.sub(_one_stop, _LOOSE.sub(r"\1", " ".join(words.split())))


def _one_stop(run: re.Match[str]) -> str:
    """Make one of several stops; "a.m.," keeps both of its."""
    if run[0].endswith("."):
        return "."
    return ".," if "." in run[0] else ","


def sentences(words: str) -> str:
    """Tidy words up and begin each sentence with a capital.

    Example:
        >>> sentences("we open at 9 a.m. on weekdays. come in!")
        'We open at 9 a.m. on weekdays. Come in!'
    """
    text = capital(tidy(words))
    return _BEGINS.sub(lambda found: found[1] + found[2].upper(), text)


def capital(text: str) -> str:
    """Write the first letter large, also behind an opening mark as in "¿qué?"."""
    for at, letter in enumerate(text):
        if letter.isalnum():
            return text[:at] + letter.upper() + text[at + 1 :]
    return text
