"""What one language says on a telephone line, by what it gives away.

Patterns are matched against folded words with single spaces between them; a full stop
stands as " . ", a question mark as " ? ".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache


@dataclass(frozen=True, slots=True)
class Phrases:
    """Patterns of one language; see the fields of `Signals` for what each shows."""

    greeting: tuple[str, ...] = ()
    machine: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    error: tuple[str, ...] = ()
    dead: tuple[str, ...] = ()
    voicemail: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    hold: tuple[str, ...] = ()
    moment: tuple[str, ...] = ()
    callback: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    goodbye: tuple[str, ...] = ()
    entry: tuple[str, ...] = ()
    speech: tuple[str, ...] = ()
    human: tuple[str, ...] = ()
    offer: tuple[str, ...] = ()
    hello: tuple[str, ...] = ()


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
    hello: bool = False
    """Hardly more than hello."""


NAMES = tuple(field.name for field in fields(Phrases))


@cache
def compiled(phrases: Phrases) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns of a language, ready to search with."""
    return tuple(
        (name, re.compile(rf"(?:\b|^)(?:{'|'.join(patterns)})"))
        for name in NAMES
        if (patterns := getattr(phrases, name))
    )
