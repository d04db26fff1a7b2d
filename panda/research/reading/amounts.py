"""Money and plain numbers, as figures or as words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from panda.research.reading.clock import read_times
from panda.research.reading.labels import labels
from panda.research.reading.ranges import with_ranges
from panda.research.reading.spans import (
    Reading,
    around,
    corrects,
    sentences,
    stem,
    subjects,
)
from panda.research.words import folded, plain, tokens, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.research.words import Token

_MONEY_AFTER = frozenset(
    {
        "dollar", "dollars", "buck", "bucks", "usd", "cent", "cents", "euro", "euros",
        "eur", "pesos", "peso", "uyu", "mxn", "reais", "real", "franken", "chf", "brl",
    }
)  # fmt: skip
_MONEY_BEFORE = re.compile(
    r"(?:[$\u20ac\u00a3]|\b(?:usd|uyu|mxn|eur|ars|clp|cop)\b)\s*$", re.IGNORECASE
)
_NOT_MONEY = re.compile(
    r"^\s*(?:%|percent|por ciento|a\.?m\b|p\.?m\b|o'?clock|:\d|(?:[-\s]*)(?:minut|min\b"
    r"|hour|day|week|month|year|visit|time|cleaning|x-?ray|tooth|teeth|dentist|doctor"
    r"|hygienist|location|office|patient|exam|star|people|th\b|st\b|nd\b|rd\b))",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"\b(?<!feel )(?:free(?! to\b)|(?:of )?no (?:extra |additional )?(?:charge|cost|fee"
    r"|co-?\s?pay(?:ment)?)|complimentary|on (?:us|the house)|without (?:charge|cost)"
    r"|gratis|sin (?:costo|coste|cargo)|kostenlos|kostenfrei|umsonst|gr\u00e1tis"
    r"|de gra\u00e7a|gratuitement|offerte?|gratuit[ao]?"
    r"|(?:pay|owe|costs?|charge)(?: you)? nothing"
    r"|(?:don'?t|do not|doesn'?t|does not) (?:charge|cost))\b",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:not (?:really |quite |totally |entirely |completely )?(?:sure|certain)"
    r"|no idea|dont know|do not know|couldnt (?:say|tell)|cant (?:say|tell)|guess"
    r"|guessing|dont quote me|maybe|perhaps|might be|might have|could be|not positive"
    r"|i (?:think|believe|suppose|wanna say|want to say)|probably|if i remember"
    r"|would have to check|id have to check|need to check|have to look"
    r"|no estoy segur[ao]|no se|quizas|tal vez)\b"
)
_DENIED_BEFORE = re.compile(
    r"\b(?:not|isnt|wasnt|used to be|was|no longer|instead of|rather than|no es"
    r"|ya no es|era)(?: \w+)?$"
)


def read_money(text: str) -> list[Reading]:
    """List the amounts of money a text states, in its own currency.

    A figure without a sign of money counts only where no other has one.
    """
    found = with_ranges(_amounts(text), text)
    marked = [one for one in found if _is_marked(one, text)]
    if marked:
        found = [
            one
            for one in found
            if one in marked
            or _corrects_any(one, marked, text)  # "$95, sorry, 110"
            or _is_led_up_to(one, text)  # "$60 a visit, or five hundred for ten"
        ]
    else:
        found = [one for one in found if not _NOT_MONEY.match(text[one.end :])]
        busy = read_times(text)
        found = [one for one in found if not _within(one, busy, text)]
        found = [one for one in found if not _is_day_or_hour(one, text)]
        found = [one for one in found if text[one.start : one.end].lower() != "one"]
        short = [one for one in found if _is_short(one, text)]
        found = [
            one for one in found if one in short or _corrects_any(one, short, text)
        ]
    free = [Reading(0.0, *match.span()) for match in _FREE.finditer(text)]
    return _serious([*found, *free], text)


def read_numbers(text: str, asked: str = "") -> list[Reading]:
    """List the plain numbers a text states; none of what is `asked` for is 0."""
    busy = read_times(text)
    found = [
        Reading(token.number, token.start, token.end)
        for token in tokens(text)
        if token.number is not None and not token.is_ordinal
    ]
    found = [one for one in found if not _is_pronoun(one, text)]
    found = [one for one in found if not _within(one, busy, text)]
    none = [Reading(0.0, *match.span()) for match in _none_of(asked).finditer(text)]
    found = with_ranges(_without_labels(found, text), text)
    return _serious([*none, *found], text)


def of_unit(found: list[Reading], text: str, asked: str) -> list[Reading]:
    """Keep the numbers that count what is asked for; all, if none of them does."""
    wanted = {stem(word) for word in folded(asked).split()}
    counting = [
        one
        for one in found
        if wanted & {stem(token.text) for token in behind(one, text)}
    ]
    return counting or found


def behind(one: Reading, text: str) -> tuple[Token, ...]:
    """Return the words behind a number that may be its unit."""
    return words(text[one.end :][:24])[:2]


def elliptic(
    found: Sequence[Reading], counting: Sequence[Reading], text: str
) -> list[Reading]:
    """Return the numbers whose unit is left out: "at eighty percent, crowns at fifty".

    They follow one that has it in its sentence, as the end of a clause.
    """
    left_out: list[Reading] = []
    parts = sentences(text)
    for one in found:
        start, end = around(parts, one.start, one.end)
        led = any(start <= other.start < one.start for other in counting)
        ends = re.match(r"\s*(?:[,.;!?]|and\b|$)", text[one.end : end])
        if one not in counting and led and ends:
            left_out.append(one)
    return left_out


def _none_of(asked: str) -> re.Pattern[str]:
    """Return how it is said that there is none: "there's no waiting period"."""
    things = "|".join(sorted(map(re.escape, subjects(asked)))) or "(?!)"
    return re.compile(
        r"\b(?:there(?:'?s| is| are|'?re) (?:no|not an?|not any)|(?:do not|don'?t) have"
        rf" (?:an?|any)|(?:has|have) no) (?:\w+ )?(?:{things})\w*",
        re.IGNORECASE,
    )


_PRONOUN = re.compile(
    r"\b(?:that|this|the|which|each|another|any|no|other|new|good|next|first|last|every"
    r"|some|right|wrong|big|same)$"
)
_NO_COUNT = re.compile(
    r"^ (?:of (?:them|the|our|those|these)|just|is|was|opened|thing|moment|second)\b"
)


def _is_pronoun(one: Reading, text: str) -> bool:
    """Say whether a "one" stands for something, and counts nothing."""
    if text[one.start : one.end].lower() != "one":
        return False
    led_up = [token.text for token in words(text[: one.start])[-2:]]
    if led_up in (["just", "the"], ["only", "the"]):
        return False
    before = " ".join(led_up[-1:])
    return bool(_PRONOUN.search(before) or _NO_COUNT.match(text[one.end :]))


def _amounts(text: str) -> list[Reading]:
    """List all numbers, joining dollars and cents."""
    found: list[Reading] = []
    whole = tokens(text)
    skip = -1
    for index, token in enumerate(whole):
        if token.number is None or token.is_ordinal or index <= skip:
            continue
        value, used = _with_cents(whole, index, text)
        if (
            value < 100
            and [one.text for one in whole[max(0, index - 2) : index]] in _BUCK
        ):
            value = 1 + value / 100
        skip = index + used - 1
        start, end = token.start, whole[skip].end
        others = (value * 100,) if _may_be_hundreds(value, text[start:end]) else ()
        found.append(Reading(value, start, end, others=others))
    return _without_labels(found, text)


_BUCK = (["a", "buck"], ["a", "dollar"])
"""What leads up to the cents of "a buck fifty"."""


def _with_cents(whole: Sequence[Token], index: int, text: str) -> tuple[float, int]:
    """Read `89 dollars and 50 cents` and `eighty-nine ninety-nine`."""
    value = whole[index].number or 0.0
    following = [token.text for token in whole[index + 1 : index + 5]]
    if following[:1] in (["cents"], ["cent"]):
        return value / 100, 2
    at = index + 1
    dollars = bool(following) and following[0] in _MONEY_AFTER
    at += dollars
    at += at < len(whole) and dollars and whole[at].text == "and"
    if at < len(whole) and value == int(value):
        cents = whole[at].number
        named = at + 1 < len(whole) and whole[at + 1].text in ("cents", "cent")
        if cents is not None and cents == int(cents) and 0 < cents < 100:
            if named:
                return value + cents / 100, at + 2 - index
            between = text[whole[index].end : whole[at].start]
            glued = not dollars and not between.strip(" -")
            if glued and cents >= 10 and 10 <= value < 1000:
                return value + cents / 100, at + 1 - index
    return value, 1 + dollars


def _may_be_hundreds(value: float, said: str) -> bool:
    """Say whether "twelve fifty" may as well be 1,250: no cents are spoken of."""
    return (
        value != int(value)
        and 10 < value < 20
        and re.fullmatch(r"[a-z]+[\s-]+[a-z]+", said, re.IGNORECASE) is not None
    )


def _without_labels(found: list[Reading], text: str) -> list[Reading]:
    places = labels(text)
    return [one for one in found if not any(a <= one.start < b for a, b in places)]


def _is_marked(one: Reading, text: str) -> bool:
    if _MONEY_BEFORE.search(text[: one.start]):
        return True
    inside = words(text[one.start : one.end])
    behind = words(text[one.end : one.end + 20])[:1]
    return any(token.text in _MONEY_AFTER for token in (*inside, *behind))


def _corrects_any(one: Reading, marked: Sequence[Reading], text: str) -> bool:
    before = [other for other in marked if other.end <= one.start]
    return bool(before) and corrects(text[before[-1].end : one.start])


def _within(one: Reading, busy: Sequence[Reading], text: str) -> bool:
    """Say whether a number is part of a time that is clearly one."""
    return any(
        taken.start <= one.start < taken.end
        and re.search(
            r"[ap]\.?\s?m|:|clock|noon|past|quarter",
            text[taken.start : taken.end + 4],
            re.IGNORECASE,
        )
        for taken in busy
    )


_SHORT = 12
"""Words of a sentence in which a figure needs no sign of money."""

_MONTHS = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov"
    r"|dec)[a-z]*\.?,?\s*(?:the\s*)?$",
    re.IGNORECASE,
)


_LED_UP = re.compile(
    r"\b(?:is|its|be|are|costs?|charge|runs?|comes? to|thats|around|about|pay|son|es"
    r"|cuesta|another|additional|extra)(?: \w+)?$"
)
_RATED = re.compile(r"\b(?:rated|rating|scored?|reviews?)(?: (?:is|of|at))?$")
_COUNTED = re.compile(r"\b(?:rating|stars?|score|number|extension|suite|age|press)\b")
"""What a figure in a long sentence counts when it is no money."""
_FOR_IT = re.compile(
    r"^,?\s*(?:for (?:an?|the|one|each|kids|children|adults|seniors)|if (?:you|we"
    r"|they|its)|without"
    r"|with (?:insurance|no)|per|each"
    r"|(?:a|every) (?:month|year|visit|session|night))\b",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?:at|by|until|till|after|before|since)\s*$", re.IGNORECASE)


def _is_day_or_hour(one: Reading, text: str) -> bool:
    """Say whether a bare figure is the day of a month, a year, or an hour."""
    before = text[: one.start]
    number = float(one.value)
    return bool(
        _MONTHS.search(before)
        or 1990 <= number <= 2100
        or (number <= 12 and _AT.search(before))
    )


def _is_led_up_to(one: Reading, text: str) -> bool:
    """Say whether a bare figure beside others with a sign of money is money, too."""
    behind = text[one.end :]
    if _NOT_MONEY.match(behind) or float(one.value) < 10:
        return False
    before = " ".join(token.text for token in words(text[: one.start])[-2:])
    return bool(_FOR_IT.match(behind) or _LED_UP.search(before))


def _is_short(one: Reading, text: str) -> bool:
    """Say whether a bare figure is an answer by itself.

    In a long sentence it may be the number of anything, unless it is led up to.
    """
    start, end = around(sentences(text), one.start, one.end)
    before = " ".join(token.text for token in words(text[start : one.start])[-2:])
    if _RATED.search(before):
        return False
    if len(words(text[start:end])) <= _SHORT:
        return True
    counted = _COUNTED.search(plain(text[start:end]))
    return bool(_LED_UP.search(before)) and not counted


def _serious(found: Sequence[Reading], text: str) -> list[Reading]:
    """Drop amounts that are denied, past, or admitted to be guesses."""
    parts = sentences(text)
    kept: list[Reading] = []
    for one in found:
        start, end = around(parts, one.start, one.end)
        before = " ".join(token.text for token in words(text[start : one.start])[-4:])
        denied = _DENIED_BEFORE.search(before)
        if not denied and not _UNSURE.search(plain(text[start:end])):
            kept.append(one)
    return kept
