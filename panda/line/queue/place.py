"""Our place in a queue and the wait still to come, as announcements tell them.

    place("You are number four in the queue.").position -> 4
    place("Your wait is between five and ten minutes.").wait_s -> (300, 600)

English, Spanish, French, German and Portuguese; in other languages nothing is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from panda.line.classify import plain
from panda.line.queue.numerals import numerals
from panda.line.queue.tongues import TONGUES
from panda.menu.patterns import alternatives

_LONGEST_S = 4 * 3600
"""Nobody announces a longer wait; what seems one is something else."""
_ORDINALS = {
    "en": ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
    "es": ("segund[oa]", "tercer[oa]?", "cuart[oa]", "quint[oa]"),
    "fr": ("deuxieme", "troisieme", "quatrieme", "cinquieme"),
    "de": ("zweite[rs]?", "dritte[rs]?", "vierte[rs]?", "funfte[rs]?"),
    "pt": ("segund[oa]", "terceir[oa]", "quart[oa]", "quint[oa]"),
}
_LINE = r" (?:in|en|dans|na|da|de la) (?:the |our |la |der )?(?:line|queue|cola|fila|linea|file|warteschlange|reihe|leitung)"  # noqa: E501
_SENTENCE = re.compile(r" [.?] ")


@dataclass(frozen=True, slots=True)
class Place:
    """Where we stand in a queue, as far as it was told."""

    position: int | None = None
    """1 if we are next."""
    wait_s: tuple[int, int] | None = None
    """The least and the most still to be waited, in seconds; the least is 0 where only
    the most was told, and the most equals the least where only that was."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """The patterns of one language, ready to search with."""

    place: re.Pattern[str]
    ahead: re.Pattern[str]
    next: re.Pattern[str]
    ordinals: tuple[re.Pattern[str], ...]
    wait: re.Pattern[str]
    hours: re.Pattern[str]
    span: re.Pattern[str]
    units: tuple[tuple[re.Pattern[str], int], ...]


def _reader(language: str) -> _Reader:
    tongue = TONGUES[language]
    unit = f"(?P<unit>{tongue.hour}|{tongue.minute}|{tongue.second})"
    return _Reader(
        place=_compiled(tongue.place),
        ahead=_compiled(tongue.ahead),
        next=_compiled(tongue.next),
        ordinals=tuple(re.compile(rf"\b{one}{_LINE}") for one in _ORDINALS[language]),
        wait=_compiled(tongue.wait),
        hours=re.compile(
            rf"\b(\d+) (?:{tongue.hour})(?: (?:and|y|et|und|e))? (\d+) "
            rf"(?:{tongue.minute})\b"
        ),
        span=re.compile(
            rf"(?:\b(?P<under>{tongue.under}) |\b(?P<over>{tongue.over}) )?"
            rf"\b(?P<from>\d+)(?: (?:{unit.replace('unit', 'first')} )?"
            rf"(?:{tongue.to}) (?P<to>\d+))? {unit}\b"
        ),
        units=tuple(
            (re.compile(pattern), seconds)
            for pattern, seconds in (
                (tongue.hour, 3600),
                (tongue.minute, 60),
                (tongue.second, 1),
            )
        ),
    )


def _compiled(table: str) -> re.Pattern[str]:
    return re.compile(rf"(?:\b|^)(?:{alternatives(table)})")


_READERS = {language: _reader(language) for language in TONGUES}


def place(text: str, language: str = "en") -> Place | None:
    """Return what an announcement tells of our place; None if it tells nothing.

    Args:
        text: The announcement.
        language: ISO 639-1; English is tried as well.

    Example:
        >>> place("Hay tres personas delante de usted.", "es").position
        4
    """
    for one in dict.fromkeys((language, "en")):
        reader = _READERS.get(one)
        if reader is None:
            continue
        said = numerals(plain(text), one)
        found = Place(_position(said, reader), _wait(said, reader))
        if found != Place():
            return found
    return None


def _position(said: str, reader: _Reader) -> int | None:
    for pattern, more in ((reader.ahead, 1), (reader.place, 0)):
        if match := pattern.search(said):
            return next(int(n) for n in match.groups() if n is not None) + more
    for number, pattern in enumerate(reader.ordinals, 2):
        if pattern.search(said):
            return number
    return 1 if reader.next.search(said) else None


def _wait(said: str, reader: _Reader) -> tuple[int, int] | None:
    """Return the span of a wait: from the sentence that speaks of waiting on."""
    match = reader.wait.search(said)
    if match is None:
        return None
    end = _SENTENCE.search(said, match.end())
    begin = max(
        (m.end() for m in _SENTENCE.finditer(said, 0, match.start())), default=0
    )
    told = said[begin : end.start() if end else len(said)]
    if both := reader.hours.search(told):
        seconds = int(both[1]) * 3600 + int(both[2]) * 60
        return seconds, seconds
    span = reader.span.search(told)
    if span is None:
        return None
    unit = _seconds(span["unit"], reader)
    least = int(span["from"]) * (
        _seconds(span["first"], reader) if span["first"] else unit
    )
    most = int(span["to"]) * unit if span["to"] else least
    if span["under"]:
        least = 0 if span["to"] is None else least
    if max(least, most) > _LONGEST_S or most < least:
        return None
    return least, most


def _seconds(word: str, reader: _Reader) -> int:
    return next(value for unit, value in reader.units if unit.fullmatch(word))
