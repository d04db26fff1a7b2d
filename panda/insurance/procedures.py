"""Dental procedures: codes of the CDT, and what people call them.

The codes are those that the American Dental Association maintains; the words are ours,
as patients and receptionists say them, in English and Spanish.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from panda.insurance.flat import flat

if TYPE_CHECKING:
    from collections.abc import Iterator


class Class(StrEnum):
    """Kinds of procedures that plans cover alike."""

    PREVENTIVE = auto()
    BASIC = auto()
    MAJOR = auto()
    ORTHODONTIC = auto()


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure."""

    code: str
    name: str
    kind: Class
    said: tuple[str, ...]
    """What people call it, folded; plurals are understood."""


FILE = "procedures.yaml"
_CLASSES = {
    Class.PREVENTIVE: "preventive|preventative|diagnostic|routine care|routine|"
    "preventivo|preventiva|preventivos|prevencion",
    Class.BASIC: "basic|restorative|basico|basica|basicos",
    Class.MAJOR: "major|mayor|mayores",
    Class.ORTHODONTIC: "orthodontia",
}
"""How people name a whole class: "basic services are at eighty"."""
_CODE = re.compile(r"\bd\s?(\d{4})\b")


@dataclass(frozen=True, slots=True)
class Named:
    """A procedure, or a class of them, in a text."""

    what: Procedure | Class
    start: int
    end: int


@cache
def procedures() -> tuple[Procedure, ...]:
    """Return all that are known."""
    return tuple(_read())


def _read() -> Iterator[Procedure]:
    text = (files("panda.insurance") / FILE).read_text(encoding="utf-8")
    for kind, listed in yaml.safe_load(text).items():
        for code, (name, *said) in listed.items():
            yield Procedure(code, name, Class(kind), tuple(said))


def by_code(code: str) -> Procedure | None:
    """Return a procedure by its code: `D0120`."""
    return next((one for one in procedures() if one.code == code.upper()), None)


@cache
def _said() -> tuple[dict[str, Procedure | Class], re.Pattern[str]]:
    names: dict[str, Procedure | Class] = {}
    for one in procedures():
        names |= dict.fromkeys(one.said, one)
    for kind, said in _CLASSES.items():
        names |= dict.fromkeys(said.split("|"), kind)
    longest = sorted(names, key=len, reverse=True)
    words = "|".join(re.escape(one).replace(r"\ ", r"[ -]") for one in longest)
    return names, re.compile(rf"\b({words})(?:'?s|es)?\b")


def named(text: str) -> list[Named]:
    """List the procedures and classes a text names, in order; the longest name counts.

    Example:
        >>> [one.what.code for one in named("A deep cleaning, or a cleaning? D0120")]
        ['D4341', 'D1110', 'D0120']
    """
    plain = flat(text)
    names, pattern = _said()
    found = [
        Named(names[match[1].replace("-", " ")], *match.span())
        for match in pattern.finditer(plain)
    ]
    found += [
        Named(one, *match.span())
        for match in _CODE.finditer(plain)
        if (one := by_code(f"D{match[1]}")) is not None
    ]
    return sorted(found, key=lambda one: one.start)
