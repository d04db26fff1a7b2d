"""Numbers that are only one end of a range, or a bound: no single value was given."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from panda.research.words import words

if TYPE_CHECKING:
    from panda.research.finding import Bounds
    from panda.research.reading.spans import Reading

_UNIT = (
    r"(?:\s*(?:dollars?|bucks?|pesos|euros?|eur|reais|usd|percent|por ciento|minutes?"
    r"|hours?|days?|weeks?|months?|years?|[%\u20ac]))?"
)
_SIGN = r"\s*[$\u20ac\u00a3]?\s*$"
_AT_MOST = re.compile(
    r"\b(?:up to|at most|under|below|less than|as much as|as high as|maximum of"
    r"|(?:no|not|never|wont be|isnt) (?:more|over|above|higher)(?: than)?"
    r"|(?:no|not) over|cheaper than|tops out at|maxes out at|capped at"
    r"|hasta|menos de|maximo|jusqua|au plus|moins de|bis zu|hochstens|maximal|ate"
    r"|no maximo)$"
)
_AT_LEAST = re.compile(
    r"\b(?:from|(?:starts?|starting|begins?|beginning)(?: (?:out|off))? (?:at|from)"
    r"|at least|over|above|more than|as low as|as little as|upwards of|north of"
    r"|minimum of|(?:no|not) less than|no lower than|anywhere from"
    r"|desde|a partir de|mas de|al menos|por lo menos|a partir de|des|au moins|plus de"
    r"|mindestens|ab|uber|pelo menos|mais de|no minimo)$"
)
_AND_UP = re.compile(
    rf"^{_UNIT}\s*(?:\+|(?:and|or) (?:up|above|more|higher|over|upwards?)\b"
    r"|plus\b(?=\s*(?:[.,!?]|$))|minimum\b|o mas\b|y mas\b|ou plus\b|oder mehr\b"
    r"|ou mais\b)",
    re.IGNORECASE,
)
_AND_DOWN = re.compile(
    rf"^{_UNIT}\s*(?:(?:or|and) (?:less|under|below)\b|max(?:imum)?\b|tops\b"
    r"|at (?:the )?most\b|o menos\b|ou moins\b|hochstens\b)",
    re.IGNORECASE,
)
_TO = re.compile(
    rf"^{_UNIT}\s*(?:-|\u2013|\u2014|to|or|through|all the way to|up to|and up to|maybe"
    r"|a|o|u|hasta|\u00e0|ou|bis|oder|at\u00e9)"
    rf"\s*(?:maybe|about|even|around)?{_SIGN}",
    re.IGNORECASE,
)
_AND = re.compile(
    rf"^{_UNIT}\s*(?:and|y|et|und|e)\s*(?:maybe|about)?{_SIGN}", re.IGNORECASE
)
_BETWEEN = re.compile(
    rf"\b(?:between|entre|zwischen|anywhere from|from)\s*(?:about|around)?{_SIGN}",
    re.IGNORECASE,
)
_SHORT_OF = (100.0, 1000.0)
"""What the first number of "two to three hundred" leaves out, if the second has it."""


def with_ranges(found: list[Reading], text: str) -> list[Reading]:
    """Mark the two ends of a range, and bounds."""
    marked = [replace(one, bounds=_bounds(one, text)) for one in found]
    for index, one in enumerate(marked[:-1]):
        two = marked[index + 1]
        between = text[one.end : two.start]
        joined = _TO.match(between) or (
            _AND.match(between) and _BETWEEN.search(text[: one.start])
        )
        if joined and one.value != two.value:
            ends = _ends(float(one.value), float(two.value))
            marked[index] = replace(one, bounds=ends)
            marked[index + 1] = replace(two, bounds=ends)
        elif _goes_on(marked[index], between) and two.bounds is None:
            marked[index + 1] = replace(two, bounds=(float(two.value), None))
    return marked


def _goes_on(one: Reading, between: str) -> bool:
    """Say whether a bound is said of the next, too: "from $150, crowns at $1,100"."""
    from_here = one.bounds is not None and one.bounds[1] is None
    return from_here and _AT_TOO.match(between) is not None


_AT_TOO = re.compile(
    r"^[^.!?]*,[^.!?,]*\b(?:at|from)\s*[$\u20ac\u00a3]?\s*$", re.IGNORECASE
)


def _ends(low: float, high: float) -> Bounds:
    for scale in _SHORT_OF:
        shares = high % scale == 0 and scale <= high < 100 * scale
        if shares and low < high / scale:
            return low * scale, high
    return low, high


def _bounds(one: Reading, text: str) -> Bounds | None:
    value = float(one.value)
    before = " ".join(token.text for token in words(text[: one.start])[-5:])
    behind = text[one.end :]
    if _AT_MOST.search(before) or _AND_DOWN.match(behind):
        return None, value
    if _AT_LEAST.search(before) or _AND_UP.match(behind):
        return value, None
    return None
