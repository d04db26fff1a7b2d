"""What an amount is paid for: a month, a year, a visit, a tooth."""

from __future__ import annotations

import re

_UNITS = (
    "month|year|week|day|night|hour|minute|quarter|visit|session|appointment|quadrant"
    "|tooth|unit|class|lesson|mile|person|package|pair|side|area|syringe"
)
_EACH = re.compile(
    r"\b(?:a|an|per|each|every|by the|for (?:a|each|one)) (?:\w+ )??"
    rf"(?P<unit>{_UNITS})s?\b"
    rf"|^(?:dollars? |bucks? )?(?:mo\b|(?P<bare>{_UNITS})\b)"
)
_ADVERBS = {
    "monthly": "month", "yearly": "year", "annual": "year", "annually": "year",
    "weekly": "week", "daily": "day", "nightly": "night", "hourly": "hour",
    "quarterly": "quarter",
}  # fmt: skip
_ADVERB = re.compile(rf"\b(?:{'|'.join(_ADVERBS)})\b")


def period(said: str) -> str:
    """Return what folded words beside an amount say it is paid for; '' if nothing.

    Example:
        >>> period("a month for adults"), period("with an annual fee"), period("in all")
        ('month', 'year', '')
    """
    found = _EACH.search(said)
    if found:
        return found["unit"] or found["bare"] or "month"
    adverb = _ADVERB.search(said)
    return _ADVERBS[adverb[0]] if adverb else ""
