"""One unit in another: "an hour and a half", where minutes were asked for.

Only where the result is exact: 20 minutes are no decimal number of hours, a month no
number of days. Money is read in the currency it is told in, and never converted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from panda.research.reading.spans import Reading
from panda.research.words import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

_FAMILIES: tuple[dict[str, Fraction], ...] = (
    {
        "second": Fraction(1),
        "minute": Fraction(60),
        "hour": Fraction(3600),
        "day": Fraction(86_400),
        "week": Fraction(604_800),
    },
    {"month": Fraction(1), "year": Fraction(12)},
    {"cent": Fraction(1), "dollar": Fraction(100)},
    {"euro": Fraction(1)},
    {"pound": Fraction(1)},
    {"peso": Fraction(1)},
    # The international mile, exactly 1,609.344 m (NIST SP 811, appendix B).
    {"meter": Fraction(1), "kilometer": Fraction(1000), "mile": Fraction("1609.344")},
)
_SHORT = {
    "sec": "second", "min": "minute", "hr": "hour", "wk": "week", "yr": "year",
    "metre": "meter", "kilometre": "kilometer", "km": "kilometer", "buck": "dollar",
    "usd": "dollar",
}  # fmt: skip
_NAMES = " ".join([*(name for family in _FAMILIES for name in family), *_SHORT])
_UNIT = rf"(?P<unit>{'|'.join(_NAMES.split())})s?\b"
_BEHIND = re.compile(rf"^[\s-]*(?P<half>and a half )?{_UNIT}", re.IGNORECASE)
_OTHER_DAYS = re.compile(r"^[\s-]*(?:business|working|open) days?\b", re.IGNORECASE)
"""How long these last nobody can say."""
_WORDED = re.compile(
    rf"\b(?:(?P<only>half) an? |(?P<one>an?) ){_UNIT}(?P<more> and a half\b)?",
    re.IGNORECASE,
)
_LED_UP = re.compile(
    r"(?:^|[.,;:!?]|\b(?:about|around|takes?|lasts?|is|its|it's|was|like|roughly|least"
    r"|most|give it|needs?|oh|usually|within|another|maybe|say|well))\s*$",
    re.IGNORECASE,
)
"""What makes "a week" a length of time: in "twenty a week" it is what is counted by."""
_JOINED = re.compile(r"\s*(?:,|and|,\s*and)?\s*")
_PER = re.compile(r"\b(?:per|an?|each|every) \w+")
_DECIMALS = 10**5


@dataclass(frozen=True, slots=True)
class _Measured:
    reading: Reading
    unit: str
    """Empty if none is told."""


def unit_of(unit: str, ask: str) -> str:
    """Return the unit a question is answered in; '' if it has none we know.

    Example:
        >>> unit_of("mins", "How long is the wait?"), unit_of("", "How many doctors?")
        ('minute', '')
    """
    if unit:
        return _name(unit)
    asked = _PER.sub(" ", folded(ask))
    named = {name for name in map(_name, asked.split()) if name}
    return named.pop() if len(named) == 1 else ""


def in_unit(found: Sequence[Reading], text: str, unit: str) -> list[Reading]:
    """Return numbers in the unit they were asked for; none that cannot be.

    Args:
        found: What was read, in its order.
        text: Where it stands.
        unit: What `unit_of` says; numbers stay as they are if it is empty.
    """
    family = next((one for one in _FAMILIES if unit in one), None)
    if family is None:
        return list(found)
    measured = _measured(found, text) + _in_words(found, text)
    measured.sort(key=lambda one: one.reading.start)
    whole = _added_up([_converted(one, unit, family) for one in measured], family, text)
    return [one.reading for one in whole if one is not None]


def _name(word: str) -> str:
    bare = word.strip().casefold()
    for said in (bare, bare.removesuffix("s")):
        name = _SHORT.get(said, said)
        if any(name in family for family in _FAMILIES):
            return name
    return ""


def _measured(found: Sequence[Reading], text: str) -> list[_Measured]:
    """Give each number its unit; the first of a range has that of the second."""
    told: list[_Measured] = []
    for one in reversed(found):
        behind = _BEHIND.match(text[one.end :])
        if behind is not None:
            half = 0.5 if behind["half"] else 0.0
            grown = replace(one, end=one.end + behind.end())
            if half and one.bounds is None:
                grown = replace(grown, value=float(one.value) + half)
            told.append(_Measured(grown, _name(behind["unit"])))
        elif _OTHER_DAYS.match(text[one.end :]):
            told.append(_Measured(one, "business day"))
        elif told and one.bounds is not None and told[-1].reading.bounds == one.bounds:
            told.append(_Measured(one, told[-1].unit))
        else:
            told.append(_Measured(one, ""))
    return told


def _in_words(found: Sequence[Reading], text: str) -> list[_Measured]:
    """Read "half an hour", "a week", "an hour and a half"."""
    told: list[_Measured] = []
    for match in _WORDED.finditer(text):
        start, end = match.span()
        taken = any(one.start < end and start < one.end for one in found)
        if taken or not _LED_UP.search(text[:start]):
            continue
        value = (0.5 if match["only"] else 1.0) + (0.5 if match["more"] else 0.0)
        told.append(_Measured(Reading(value, start, end), _name(match["unit"])))
    return told


def _converted(
    one: _Measured, unit: str, family: dict[str, Fraction]
) -> _Measured | None:
    if one.unit in ("", unit):
        return one
    if one.unit not in family:
        return None
    ratio = family[one.unit] / family[unit]
    value = _exact(one.reading.value, ratio)
    bounds = one.reading.bounds
    if value is None:
        return None
    if bounds is None:
        return replace(one, reading=replace(one.reading, value=value))
    low, high = (None if end is None else _exact(end, ratio) for end in bounds)
    return replace(one, reading=replace(one.reading, value=value, bounds=(low, high)))


def _exact(value: float | str, ratio: Fraction) -> float | None:
    result = Fraction(str(value)) * ratio
    return float(result) if (result * _DECIMALS).denominator == 1 else None


def _added_up(
    measured: Sequence[_Measured | None], family: dict[str, Fraction], text: str
) -> list[_Measured | None]:
    """Join "two hours and fifteen minutes" to one number."""
    joined = list(measured)
    for at, (one, two) in enumerate(pairwise(measured)):
        if one is None or two is None or one.reading.is_range or two.reading.is_range:
            continue
        falls = family.get(one.unit, 0) > family.get(two.unit, 0) > 0
        between = text[one.reading.end : two.reading.start]
        if falls and _JOINED.fullmatch(between):
            value = float(one.reading.value) + float(two.reading.value)
            joined[at] = None
            start = one.reading.start
            joined[at + 1] = replace(
                two, reading=replace(two.reading, value=value, start=start)
            )
    return joined
