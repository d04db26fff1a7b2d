"""Times of day as they are told in Spanish, French, German and Portuguese.

Numbers are figures already (`numerals.in_figures`). Their hours go to 24.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from panda.research.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOUR = r"(?<![\d:.,])(?P<hour>[01]?\d|2[0-4])"
_MINUTES = r"(?P<minutes>[0-5]?\d)"
_FORMS = (
    (re.compile(rf"\bhalb\s+{_HOUR}\b"), -30),
    (re.compile(rf"\bviertel\s+nach\s+{_HOUR}\b"), 15),
    (re.compile(rf"\b(?:viertel\s+vor|dreiviertel)\s+{_HOUR}\b"), -15),
    (re.compile(rf"\b(?:um\s+)?{_HOUR}\s*uhr(?:\s+{_MINUTES})?\b"), 0),
    (re.compile(rf"\bum\s+{_HOUR}(?![\w:.,]|\s*(?:euro|prozent))"), 0),
    (re.compile(rf"\b{_HOUR}\s*(?:heures?|h)\s+(?:et\s+)?demie\b"), 30),
    (re.compile(rf"\b{_HOUR}\s*(?:heures?|h)\s+et\s+quart\b"), 15),
    (re.compile(rf"\b{_HOUR}\s*(?:heures?|h)\s+moins\s+(?:le\s+)?quart\b"), -15),
    (re.compile(rf"\b{_HOUR}\s*heures?(?:\s+{_MINUTES})?\b"), 0),
    (re.compile(rf"\ba\s+{_HOUR}\s*h\b"), 0),
    (re.compile(rf"\b(?:(?:las?|as)\s+)?{_HOUR}\s+(?:y|e)\s+(?:media|meia)\b"), 30),
    (re.compile(rf"\b(?:las?\s+)?{_HOUR}\s+y\s+cuarto\b"), 15),
    (re.compile(rf"\blas?\s+{_HOUR}\s+menos\s+cuarto\b"), -15),
    (re.compile(rf"\b(?:las?|as)\s+{_HOUR}\s+(?:y|e)\s+{_MINUTES}\b"), 0),
    (re.compile(rf"\b(?:las|as)\s+{_HOUR}(?![\w:.,]?\d)(?:\s*h(?:oras?)?\b)?"), 0),
)
"""What is said, and the minutes it adds to its hour; the first that fits counts."""
_NAMED = (
    (re.compile(r"\b(?:mediodia|midi|mittags|meio-?\s?dia)\b"), 12, "pm"),
    (re.compile(r"\b(?:medianoche|minuit|mitternacht|meia-?\s?noite)\b"), 0, "am"),
    (re.compile(r"\ba la una\b"), 1, ""),
)
_PM = re.compile(
    r"^\W*(?:(?:de|por|en) la (?:tarde|noche)|da (?:tarde|noite)|de l\W?apres-?\s?midi"
    r"|du soir|nachmittags?|abends|am (?:nachmittag|abend))\b"
)
_AM = re.compile(
    r"^\W*(?:(?:de|por|en) la manana|da manha|du matin|morgens|vormittags"
    r"|am (?:morgen|vormittag)|de la madrugada)\b"
)


_HINT = re.compile(
    r"\d\s*(?:h\b|heures?|uhr)|\b(?:halb|um|viertel|[\u00e0\u00e1a]s?|las?)\s+(?:\d|una)"
    r"|\bviertel\b|dia\b|d\u00eda\b|midi\b|mittags|media\b|meia\b|cuarto\b|noche\b|noite|nuit|nacht",
    re.IGNORECASE,
)
"""What any of these ways has, to tell at once the texts that have none."""


def world_times(text: str) -> Iterator[tuple[int, int, int, int, str]]:
    """Yield the times told in these ways: start, end, hour, minute, half of the day.

    The half is `am`, `pm`, or empty where nothing is said of it.
    """
    if not _HINT.search(text):
        return
    plain = _folded(text)
    taken: list[tuple[int, int]] = []
    for form, more in _FORMS:
        for match in form.finditer(plain):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken):
                continue
            hour, minutes = match["hour"], match.groupdict().get("minutes")
            at = (int(hour) * 60 + int(minutes or 0) + more) % 1440
            taken.append((start, end))
            yield start, end, at // 60, at % 60, _half(plain[end:])
    for form, named, half in _NAMED:
        for match in form.finditer(plain):
            start, end = match.span()
            yield start, end, named, 0, half or _half(plain[end:])


def _half(behind: str) -> str:
    return "pm" if _PM.match(behind) else "am" if _AM.match(behind) else ""


def _folded(text: str) -> str:
    """Fold letter by letter, so that places stay what they are."""
    return "".join(fold(char) if len(fold(char)) == 1 else char for char in text)
