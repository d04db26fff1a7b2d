"""Numbers that only name something: a house in its street, a suite, a phone line."""

from __future__ import annotations

import re

from panda.research.reading.patterns import any_of
from panda.research.reading.phones import places as phones

_CAPITAL = r"[A-Z\u00c0-\u00de][\w'\u2019-]*"
_STREETS = """
    street|st|avenue|ave|road|rd|boulevard|blvd|drive|lane|ln|way|court|ct|place|pl
    parkway|pkwy|highway|hwy|circle|square|terrace|plaza|broadway|loop|trail|alley
    crescent
"""
_QUARTER = (
    r"(?: (?:[NS][EW]?|[EW]|(?:North|South)(?:west|east)?|East|West)\b(?! of\b))?"
)
_ROOMS = """
    suite|ste|unit|apartment|apt|room|floor|building|bldg|level|oficina|piso
    apartamento|departamento
"""
_DOOR = (
    rf"(?:,? ?(?:(?i:{any_of(_ROOMS)})\b\.? ?(?:# ?)?|# ?)"
    r"(?:(?:[A-Za-z]-?)?\d+(?:-?[A-Za-z])?|[A-Z])(?!\w))?"
)
"""Where to go within a house: "Suite 200", "Unit 5B", "#78". Without it an address is
right as far as it goes, and sends people to the wrong door."""
_GOES_ON = r"(?! (?:de|du|des|del|della|di|da|do)\b)"
"""A street's kind, where it comes first: the name that follows is not to be cut off."""
ADDRESS = re.compile(
    rf"\b\d{{1,5}}(?: (?:[NSEW]\.?|North|South|East|West))?"
    rf"(?: (?:{_CAPITAL}|\d+(?:st|nd|rd|th)))*? (?i:{any_of(_STREETS)})\b"
    rf"{_GOES_ON}{_QUARTER}{_DOOR}"
)
_LABELLED = re.compile(
    r"\b(?:suite|room|floor|unit|apartment|apt|extension|ext|exit|route|interstate|zip"
    r"(?: code)?|p\.?o\.? box|option|press|dial|gate|building|bldg|level|step|page"
    r"|code [a-z]?)\.? ?#?\d+",
    re.IGNORECASE,
)


def labels(text: str) -> list[tuple[int, int]]:
    """Return the places of numbers that are labels: no amounts, and no counts."""
    forms = (ADDRESS, _LABELLED)
    return [m.span() for form in forms for m in form.finditer(text)] + phones(text)
