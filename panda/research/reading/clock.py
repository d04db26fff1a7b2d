"""Times of day. Value: HH:MM in 24 hours.

Where morning or afternoon is not said, office hours decide: an appointment at two is
not at night.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from panda.research.reading.spans import Reading
from panda.research.reading.world_clock import world_times
from panda.research.words import fold, tokens, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.research.words import Token

_MERIDIEM = re.compile(r"(?<=[\d\s])([ap])\.?\s?m\b\.?", re.IGNORECASE)
_COLON = re.compile(r"(?<![\d:$/.])([01]?\d|2[0-3])[:.h]([0-5]\d)(?![\d:/%])")
_NAMED = {"noon": (12, 0), "midday": (12, 0), "midnight": (0, 0), "mediodia": (12, 0)}
_MORNING = frozenset({"morning", "manana", "am"})
_LATER = frozenset({"afternoon", "evening", "night", "tonight", "pm", "tarde", "noche"})
_UNITS = frozenset(
    {
        "dollars", "dollar", "bucks", "percent", "minutes", "minute", "hours", "hour",
        "days", "day", "weeks", "week", "months", "month", "years", "year", "people",
        "dentists", "doctors", "patients", "visits", "times", "cents", "pesos",
    }
)  # fmt: skip
_IS_OFFERED = re.compile(
    r"(?:is|s|would be|will be) (?:taken|open|free|available|fine|good|gone|booked)\b"
    r"|(?:works|would work|will work)\b"
)
_AT = frozenset(
    {"hows", "at", "around", "about", "by", "a", "las", "until", "till", "from"}
)


def read_times(text: str) -> list[Reading]:
    """List the times of day a text states."""
    text = _MERIDIEM.sub(lambda m: f"{m[1]}m".lower().ljust(len(m[0])), text)
    found = [
        _reading(hour, minute, half, start, end)
        for start, end, hour, minute, half in world_times(text)
    ]
    found += [one for one in _written(text) if not _overlaps(one, found)]
    found += [one for one in _spoken(text) if not _overlaps(one, found)]
    return _in_order(sorted(found, key=lambda one: one.start), text)


_TO = re.compile(
    r"^\s*(?:-|\u2013|to|until|till?|through|a las?|bis|\u00e0|at\u00e9)\s*$"
)


def _in_order(found: list[Reading], text: str) -> list[Reading]:
    """Take the end of "ten to seven" for the hour behind its beginning."""
    for index, (one, two) in enumerate(pairwise(found)):
        ends = _TO.match(text[one.end : two.start].lower())
        if ends and str(two.value) <= str(one.value) and str(two.value) < "12":
            later = f"{int(str(two.value)[:2]) + 12}{str(two.value)[2:]}"
            found[index + 1] = replace(two, value=later)
    return found


def _overlaps(one: Reading, found: Sequence[Reading]) -> bool:
    return any(one.start < two.end and two.start < one.end for two in found)


def _written(text: str) -> list[Reading]:
    """Read figures with a colon, or a dot as recognisers write it: 10:30, 4.15 pm."""
    found: list[Reading] = []
    for match in _COLON.finditer(text):
        dotted = "." in match[0]
        half = _half(text, match.start(), match.end())
        if dotted and not half and not _follows_at(text, match.start()):
            continue
        hour, minute = int(match[1]), int(match[2])
        found.append(_reading(hour, minute, half, match.start(), match.end()))
    return found


def _spoken(text: str) -> list[Reading]:
    """Read what is left: ten thirty, 4 pm, half past two, noon, at 11."""
    whole = tokens(text)
    found: list[Reading] = []
    at = 0
    while at < len(whole):
        parsed = _past(whole, at) or _clock(whole, at, text)
        if parsed is None:
            at += 1
            continue
        hour, minute, used = parsed
        start, end = whole[at].start, whole[at + used - 1].end
        if whole[at].text in _NAMED:
            found.append(Reading(f"{hour:02d}:{minute:02d}", start, end))
        else:
            found.append(_reading(hour, minute, _half(text, start, end), start, end))
        at += used
    return found


def _past(whole: Sequence[Token], at: int) -> tuple[int, int, int] | None:
    """Read `half past ten`, `quarter to three`, `(a) quarter after two`, `noon`."""
    names = [token.text for token in whole[at : at + 3]]
    if names and names[0] in _NAMED:
        return (*_NAMED[names[0]], 1)
    if len(names) < 3 or (hour := whole[at + 2].number) is None:
        return None
    first = whole[at].number
    minutes = {"half": 30, "quarter": 15}.get(names[0], first)
    if minutes is None or not 1 <= hour <= 12 or not 0 < minutes < 60:
        return None
    if names[1] in ("past", "after"):
        return int(hour), int(minutes), 3
    led_up = whole[at - 1].text if at else ""
    if (
        led_up not in _FROM
        and names[1] in _BEFORE
        and names[0]
        in (
            "quarter",
            "20",
            "10",
        )
    ):
        return int(hour - 1) or 12, 60 - int(minutes), 3
    return None


def _clock(whole: Sequence[Token], at: int, text: str) -> tuple[int, int, int] | None:
    """Read `ten thirty`, `4 pm`, `eleven o'clock`, and after "at" a bare hour."""
    token = whole[at]
    if not _may_be_hour(whole, at, text):
        return None
    behind = [one.text for one in whole[at + 1 : at + 3]]
    number = int(token.number or 0)
    if (
        number <= 12
        and behind[:1] == ["oh"]
        and len(behind) > 1
        and _is_digit(behind[1])
    ):
        return number, int(behind[1]), 3  # ten oh five
    minute = whole[at + 1].number if at + 1 < len(whole) else None
    pair = minute is not None and minute == int(minute) and 10 <= minute < 60
    glued = pair and not text[token.end : whole[at + 1].start].strip(" -")
    half = _half_behind(text, whole[at + 1].end if glued else token.end)
    told = bool(half) or "oclock" in behind or _follows_at(text, token.start)
    told = told or _is_span(whole, at)
    told = told or _IS_OFFERED.match(" ".join(_said(text[token.end :])[:3])) is not None
    if glued and 1 <= number <= 12 and (told or number <= 12):
        return number, int(minute or 0), 2
    if 1 <= number <= 12 and told:
        return number, 0, 2 if behind[:1] == ["oclock"] else 1
    spelled = not text[token.start : token.end].isdigit()
    if 100 <= number <= 1259 and number % 100 < 60 and (half or spelled):
        return number // 100, number % 100, 1
    return None


def _is_digit(word: str) -> bool:
    return len(word) == 1 and word.isdigit()


def _said(text: str) -> list[str]:
    return [token.text for token in words(text[:40])]


_FROM = frozenset({"from", "open", "between", "hours", "to"})
_BEFORE = frozenset({"to", "till", "of", "before"})
_UNTIL = frozenset({"to", "until", "till", "til", "through"})


def _is_span(whole: Sequence[Token], at: int) -> bool:
    """Say whether an hour is one end of those between which somebody is there."""
    names = [token.text for token in whole]
    first = at > 0 and names[at - 1] in ("from", "open", "between")
    if first and any(name in _UNTIL for name in names[at + 1 : at + 4]):
        return True
    led_up = names[max(0, at - 5) : at]
    opened = any(name in ("from", "open", "between") for name in led_up)
    return opened and bool(led_up) and led_up[-1] in _UNTIL


def _may_be_hour(whole: Sequence[Token], at: int, text: str) -> bool:
    """Say whether a number has no sign of being an amount of something."""
    token = whole[at]
    if token.number is None or token.is_ordinal or token.number != int(token.number):
        return False
    if text[: token.start].rstrip().endswith(("$", "#", "\u20ac", "-", "/")):
        return False
    return not (at + 1 < len(whole) and whole[at + 1].text in _UNITS)


def _follows_at(text: str, start: int) -> bool:
    before = tokens(text[:start])[-1:]
    return bool(before) and before[0].text in _AT


def _half(text: str, start: int, end: int) -> str:
    """Say which half of the day is meant, by the words around; empty if none says."""
    if half := _half_behind(text, end):
        return half
    said = {fold(word) for word in re.findall(r"\w+", _sentence(text, start))}
    morning, later = bool(_MORNING & said), bool(_LATER & said)
    return "" if morning == later else "am" if morning else "pm"


def _half_behind(text: str, end: int) -> str:
    """Read `am`, `in the morning` and their like right behind a time."""
    behind = [token.text for token in tokens(text[end : end + 40])][:5]
    if behind[:1] == ["oclock"]:
        behind = behind[1:]
    if behind[:1] in (["am"], ["pm"]):
        return behind[0]
    parts = {word for word in behind if word not in ("am", "pm")}
    if _MORNING & parts:
        return "am"
    return "pm" if _LATER & parts else ""


def _sentence(text: str, at: int) -> str:
    """Return the piece between commas and stops that holds a place."""
    before = max(text.rfind(mark, 0, at) for mark in ",;!?")
    behind = [text.find(mark, at) for mark in ",;!?"]
    return text[
        before + 1 : min((one for one in behind if one >= 0), default=len(text))
    ]


def _reading(hour: int, minute: int, half: str, start: int, end: int) -> Reading:
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    elif not half and 1 <= hour <= 6:
        hour += 12  # office hours
    return Reading(f"{hour:02d}:{minute:02d}", start, end)
