"""Days and times together, and those named only to be ruled out.

"Thursday at two is gone, Friday at three then" names two moments and offers one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.research.reading.clock import read_times
from panda.research.reading.dates import read_dates
from panda.research.reading.spans import Reading
from panda.research.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from panda.research.finding import Stated

_BESIDE = 12
"""A second time of the same day is no further from it than the first, and this much."""
_FAR = 80
"""A day and a time further apart than this many characters are not one moment."""
_ELSEWHERE = 30
"""How much further apart they are for a stop between them, in characters."""
_STOP = re.compile(r"[.!?;](?=\s)")
_FULL = re.compile(
    r"^(?:(?:in the (?:morning|afternoon|evening)|at night|am|pm|oclock|sharp|slot|spot"
    r"|appointment) )?(?:(?:is|are|s|was|were|we are|weve|has|have|just|got|gotten|been"
    r"|being|all|completely|totally|already|now|also|actually|unfortunately) )*"
    r"(?:full|booked|taken(?! care)|gone|closed|out|filled|unavailable|no good"
    r"|no longer|(?:not|isnt)(?! (?:an? )?(?:problem|issue|bad)))\b"
)
_DENIED = frozenset({"not", "except", "besides", "isnt", "no", "nothing", "excepto"})
_NOTHING_ON = re.compile(
    r"\b(?:(?:dont|do not|doesnt|wont|cant|cannot|couldnt) (?:\w+ )?(?:have|do|see|get"
    r"|offer|make|work)|nothing|no (?:openings?|appointments?|availability|slots?|room"
    r"|times?))(?: (?!until|till|til|before|sooner|earlier|except|besides|other"
    r"|problem)\w+){0,5}$"
)
"""What is said before a day on which there is nothing: not "nothing before the 3rd"."""
_SMALL = frozenset({"on", "at", "the", "for", "this", "around", "about"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, a time of day, or both, as they are said together."""

    day: Reading | None
    at: Reading | None
    ruled_out: bool = False

    def contains(self, value: str) -> bool:
        """Say whether a day, a time, or both, written out, is this or part of it."""
        day, _, at = value.partition("T") if "-" in value else ("", "", value)
        same_day = self.day is None or (bool(day) and self.day.means(day))
        same_at = self.at is None or (bool(at) and self.at.means(at))
        return same_day and same_at


def read_moments(text: str, today: date) -> list[Moment]:
    """List all that is named, what is ruled out as well, in order of its end."""
    days, times = read_dates(text, today), read_times(text)
    pairs = _pairs(days, times, text)
    found = [
        *pairs,
        *((day, None) for day in days if not any(one is day for one, _ in pairs)),
        *((None, at) for at in times if not any(one is at for _, one in pairs)),
    ]
    return [Moment(day, at, _is_ruled_out(day, at, text)) for day, at in found]


def offered_days(text: str, today: date) -> list[Reading]:
    """List the days that are not only ruled out."""
    moments = _offered(text, today)
    return _ordered(one.day for one in moments if one.day is not None)


def offered_times(text: str, today: date) -> list[Reading]:
    """List the times of day that are not only ruled out."""
    return _ordered(one.at for one in _offered(text, today) if one.at is not None)


def offered_moments(text: str, today: date) -> list[Reading]:
    """List the days with a time: "we open at 8, come Friday at 11"."""
    found: list[Reading] = []
    for moment in _offered(text, today):
        day, at = moment.day, moment.at
        if day is None or at is None:
            continue
        start, end = min(day.start, at.start), max(day.end, at.end)
        value, *others = (f"{one}T{at.value}" for one in (day.value, *day.others))
        found.append(Reading(value, start, end, others=tuple(others)))
    return found


def is_ruled_out(value: Stated, text: str, today: date) -> bool:
    """Say whether a text rules out a day, a time or a moment, or part of it."""
    return any(
        one.ruled_out and one.contains(str(value)) for one in read_moments(text, today)
    )


def _offered(text: str, today: date) -> list[Moment]:
    return [one for one in read_moments(text, today) if not one.ruled_out]


def _ordered(found: Iterable[Reading]) -> list[Reading]:
    by_place = {one.start: one for one in found}
    return [by_place[start] for start in sorted(by_place)]


def _pairs(
    days: Sequence[Reading], times: Sequence[Reading], text: str
) -> list[tuple[Reading, Reading]]:
    """Join each time with the day nearest to it, in its own sentence if it can be."""

    def gap(day: Reading, at: Reading) -> int:
        between = text[min(day.end, at.end) : max(day.start, at.start)]
        return len(between) + (_ELSEWHERE if _STOP.search(between) else 0)

    pairs = [(min(days, key=lambda day: gap(day, at)), at) for at in times if days]
    found: list[tuple[Reading, Reading]] = []
    for day, at in pairs:
        nearest = min(gap(one, other) for one, other in pairs if one is day)
        if gap(day, at) <= min(nearest + _BESIDE, _FAR):
            found.append((day, at))
    return found


def _is_ruled_out(day: Reading | None, at: Reading | None, text: str) -> bool:
    """Say whether a day, a time, or the two together, are denied or taken."""
    return any(
        _is_denied(text[: one.start]) or _is_full(text[one.end : one.end + 50])
        for one in (day, at)
        if one is not None
    )


def _is_denied(before: str) -> bool:
    """Say whether what leads up to a day denies it: `not Tuesday`, `not on the 3rd`."""
    clause = re.split(r"[,;.!?]|\bbut\b", before)[-1]
    if _NOTHING_ON.search(" ".join(token.text for token in words(clause))):
        return True
    last = [token.text for token in words(before)[-3:]]
    while last and last[-1] in _SMALL:
        last.pop()
    return bool(last) and last[-1] in _DENIED


def _is_full(behind: str) -> bool:
    """Say whether what follows a day or a time says that it is taken.

    In the next sentence it says so of something else: "Thursday. We're closed Friday".
    A line's end is none: "Thursday" - "is full".
    """
    behind = re.split(r"[.!?;]\s+(?=[A-Z])", behind)[0]
    return bool(_FULL.match(" ".join(token.text for token in words(behind))))
