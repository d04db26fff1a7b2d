"""What one language says on a telephone line, by what it gives away.

Patterns are matched against folded words with single spaces between them; a full stop
stands as " . ", a question mark as " ? ".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from panda.menu.patterns import alternatives

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Phrases:
    """Patterns of one language, one a line; `Signals` says what each field shows."""

    parts: Mapping[str, str] = field(default_factory=dict)
    """Lists of words that patterns name, as <agents>."""
    spaced: bool = True
    """Whether the language puts spaces between words."""
    greeting: str = ""
    machine: str = ""
    opening: str = ""
    error: str = ""
    dead: str = ""
    voicemail: str = ""
    away: str = ""
    hold: str = ""
    moment: str = ""
    callback: str = ""
    closed: str = ""
    hours: str = ""
    goodbye: str = ""
    entry: str = ""
    speech: str = ""
    human: str = ""
    offer: str = ""
    house: str = ""
    hello: str = ""


@dataclass(frozen=True, slots=True)
class Signals:
    """What the words of a text show."""

    greeting: bool = False
    """A business names itself or thanks for calling: says nothing of who speaks."""
    machine: bool = False
    """A recording or an automated assistant says that it is one."""
    opening: bool = False
    """Options are announced: "our menu has changed"."""
    error: bool = False
    """Our input was not understood."""
    dead: bool = False
    """The number does not work."""
    voicemail: bool = False
    """A message may be left, here and now."""
    away: bool = False
    """Nobody can take the call."""
    hold: bool = False
    """We are in a queue."""
    moment: bool = False
    """We are asked to wait, by whomever."""
    callback: bool = False
    """We may be called back instead of waiting."""
    closed: bool = False
    hours: bool = False
    """Opening hours are told."""
    goodbye: bool = False
    entry: bool = False
    """A number or a word of ours is asked for."""
    speech: bool = False
    """We are to say what we want, to a machine."""
    human: bool = False
    """Somebody says who they are, or asks what only a person asks."""
    offer: bool = False
    """How can I help: persons say it, and assistants."""
    house: bool = False
    """How can we help: a person says "I", and so do few recordings."""
    hello: bool = False
    """Hardly more than hello."""


NAMES = tuple(one.name for one in fields(Signals))


def compiled(phrases: Phrases) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns of a language, ready to search with."""
    table: list[tuple[str, re.Pattern[str]]] = []
    for name in NAMES:
        either = alternatives(getattr(phrases, name))
        for part, names in phrases.parts.items():
            either = either.replace(part, f"(?:{alternatives(names)})")
        if either:
            begin = r"(?:\b|^)" if phrases.spaced else ""
            table.append((name, re.compile(f"{begin}(?:{either})")))
    return tuple(table)
