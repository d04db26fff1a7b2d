"""How rules are written down: a line of text in, a part of a grammar out.

[a|b|c]      one of these; an empty one is nothing
(a)          a, or nothing
<rule>       another rule
{slot}       filled in by whoever asks
{slot.form}  a noun in one of its forms: {what.the}, {what.is}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from simulator.generator.grammar import (
    NOTHING,
    Choice,
    Grammar,
    GrammarError,
    Part,
    Rule,
    Sequence,
    Slot,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOKEN = re.compile(
    r"(?P<rule><[a-z_]+>)|(?P<slot>\{[a-z_]+(?:\.[a-z]+)?\})|(?P<mark>[\[\]()|])"
    r"|(?P<text>[^\[\]()|<>{}]+)"
)


def grammar(rules: Mapping[str, list[str]]) -> Grammar:
    """Read a whole grammar: for each rule a list of alternatives.

    Raises:
        GrammarError: One of them cannot be read, or they do not fit together.
    """
    read: dict[str, Part] = {}
    for name, lines in rules.items():
        if not lines:
            raise GrammarError(f"<{name}> has no wording")
        read[name] = choice([_parsed(name, line) for line in lines])
    return Grammar(read)


def parse(line: str) -> Part:
    """Read one wording.

    Raises:
        GrammarError: A bracket is open, or a sign stands where it means nothing.
    """
    reader = _Reader(line)
    part = reader.alternatives("")
    if reader.ahead:
        raise GrammarError(f"`{reader.ahead}` closes nothing")
    return part


def choice(options: list[Part]) -> Part:
    """Return a choice, or the only thing there is to choose."""
    return options[0] if len(options) == 1 else Choice(tuple(options))


def _parsed(name: str, line: str) -> Part:
    try:
        return parse(line)
    except GrammarError as error:
        raise GrammarError(f"<{name}>: {error} in: {line}") from None


class _Reader:
    """Goes through a line token by token."""

    def __init__(self, line: str) -> None:
        self._tokens = list(_tokens(line))
        self._at = 0

    @property
    def ahead(self) -> str:
        """The next token; empty at the end."""
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def alternatives(self, closing: str) -> Part:
        """Read up to a closing bracket, or to the end of the line."""
        found = [self._sequence()]
        while closing == "]" and self.ahead == "|":
            self._at += 1
            found.append(self._sequence())
        if closing:
            if self.ahead != closing:
                raise GrammarError(f"`{closing}` is missing")
            self._at += 1
        return choice(found)

    def _sequence(self) -> Part:
        parts: list[Part] = []
        while self.ahead and self.ahead not in {"]", ")", "|"}:
            token = self.ahead
            self._at += 1
            parts.append(self._part(token))
        if not parts:
            return NOTHING
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _part(self, token: str) -> Part:
        match token[0]:
            case "[":
                return self.alternatives("]")
            case "(":
                return Choice((self.alternatives(")"), NOTHING))
            case "<":
                return Rule(token[1:-1])
            case "{":
                name, _, form = token[1:-1].partition(".")
                return Slot(name, form)
            case _:
                return Text(token)


def _tokens(line: str) -> list[str]:
    found, at = [], 0
    while at < len(line):
        token = _TOKEN.match(line, at)
        if token is None:
            raise GrammarError(f"`{line[at]}` cannot stand here")
        found.append(token[0])
        at = token.end()
    return found
