"""Written text as it is said aloud.

Speech engines each have ideas of their own about "$129.50", "(217) 555-0123" or
"10:30 a.m."; here such things become plain words first, so that every voice says the
same and says it right. English and Spanish (`spoken_es`) are complete; in other
languages only long digit strings are spaced out and the rest is left to the engine,
which knows its language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from simulator.speech import spoken_es

if TYPE_CHECKING:
    from collections.abc import Callable

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
    *("seventeen", "eighteen", "nineteen"),
)
_TENS = (
    *("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty"),
    "ninety",
)
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_GROUPS = {
    7: (3, 4),
    8: (4, 4),
    9: (3, 2, 4),
    10: (3, 3, 4),
    11: (1, 3, 3, 4),
    16: (4, 4, 4, 4),
}
_WORDS = {  # names that both engines mispronounce, then abbreviations
    r"\bAetna\b": "Etna",
    r"\bCigna\b": "Signa",
    r"\bMetLife\b": "Met Life",
    r"\bHumana\b": "Humanna",
    r"\b([Cc])opay": r"\1o-pay",
    r"\b[Xx]-?ray": "X ray",
    r"\bDr\.(?=\s+[A-Z])": "Doctor",
    r"\bMr\.": "Mister",
    r"\bMrs\.": "Missus",
    r"\bMs\.": "Miss",
    r"\bAve\.": "Avenue",
    r"\bBlvd\.": "Boulevard",
    r"\b[Ee]xt\.": "extension",
    r"\b[Aa]ppt\.?\b": "appointment",
    r"\b[Ii]ncl\.": "including",
    r"\b[Aa]pprox\.": "approximately",
    r"\be\.g\.": "for example",
    r"\bvs\.": "versus",
    r"\b24/7\b": "twenty-four seven",
    r"\s*&\s*": " and ",
    r"%": " percent",
}
_INTEGER = r"\d{1,3}(?:,\d{3})+|\d+"


def aloud(text: str, language: str = "en") -> str:
    """Return the text in the words a speaker would use.

    Example:
        >>> aloud("It is $129.50 at 10:30 a.m., call 555-0123.")
        'It is one hundred twenty-nine dollars and fifty cents at ten thirty a m, \
call five five five, zero one two three.'
    """
    text = re.sub(r"[<>{}\[\]|\\^`]", " ", text)  # markup some engines obey
    rules = _RULES.get(language[:2], _ANY)
    for pattern, say in rules:
        text = pattern.sub(say, text)
    return re.sub(r"\s+", " ", text).strip()


def cardinal(number: int) -> str:
    """Return a whole number below a billion in words."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        ones = f"-{_ONES[number % 10]}" if number % 10 else ""
        return _TENS[number // 10] + ones
    for size, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = f" {cardinal(number % size)}" if number % size else ""
            return f"{cardinal(number // size)} {name}{rest}"
    raise AssertionError(number)


def ordinal(number: int) -> str:
    """Return "first", "twenty-second" and so on."""
    words = cardinal(number)
    head, dash, last = words.rpartition("-" if "-" in words else " ")
    if last in _ORDINALS:
        return head + dash + _ORDINALS[last]
    last = f"{last[:-1]}ie" if last.endswith("y") else last
    return f"{head}{dash}{last}th"


def digits(string: str) -> str:
    """Return each digit as a word, with pauses where people make them."""
    groups, rest = [], string
    for size in _GROUPS.get(len(string), ()):
        groups.append(rest[:size])
        rest = rest[size:]
    groups += [rest] if rest else []
    return ", ".join(" ".join(_ONES[int(d)] for d in group) for group in groups)


def _whole(string: str) -> int:
    return int(string.replace(",", ""))


def _money(match: re.Match[str]) -> str:
    dollars, cents = _whole(match["dollars"]), int(match["cents"] or 0)
    parts = []
    if dollars or not cents:
        parts.append(f"{cardinal(dollars)} dollar{'s' * (dollars != 1)}")
    if cents:
        parts.append(f"{cardinal(cents)} cent{'s' * (cents != 1)}")
    return " and ".join(parts)


def _range(match: re.Match[str]) -> str:
    low, high = _whole(match[1]), _whole(match[2])
    return f"{cardinal(low)} to {cardinal(high)} dollars"


def _clock(match: re.Match[str]) -> str:
    hour, minute = int(match["hour"]), match["minute"]
    said = cardinal(hour)
    if minute and minute != "00":
        said += f" {'oh ' * minute.startswith('0')}{cardinal(int(minute))}"
    if half := match["half"]:
        said += f" {half[0].lower()} m"
    elif minute == "00":
        said += " o'clock"
    return said


def _date(year: str, month: int, day: int) -> str:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return f"{month} {day} {year}"
    return f"{_MONTHS[month - 1]} {ordinal(day)}, {_year(int(year))}"


def _year(year: int) -> str:
    high, low = divmod(year, 100)
    if high == 20 and low < 10:
        return cardinal(year)
    tail = f"oh {_ONES[low]}" if low < 10 else cardinal(low)
    return f"{cardinal(high)} {tail if low else 'hundred'}"


def _long_digits(match: re.Match[str]) -> str:
    return digits(re.sub(r"\D", "", match[0]))


def _spaced_digits(match: re.Match[str]) -> str:
    return " ".join(match[0])


def _decimal(match: re.Match[str]) -> str:
    places = " ".join(_ONES[int(digit)] for digit in match[2])
    return f"{cardinal(_whole(match[1]))} point {places}"


_Rule = tuple[re.Pattern[str], "Callable[[re.Match[str]], str] | str"]
_MONTH = "|".join(f"{month}|{month[:3]}\\." for month in _MONTHS)
_ENGLISH: list[_Rule] = [
    *((re.compile(pattern), words) for pattern, words in _WORDS.items()),
    (re.compile(r"([Pp]ress(?:es)?|hit|or|key) #"), r"\1 pound"),
    (re.compile(r"([Pp]ress(?:es)?|hit|or|key) \*"), r"\1 star"),
    (re.compile(r"#\s*(?=\d)"), "number "),
    (
        re.compile(rf"\$({_INTEGER})\s?(?:-|\u2013|to)\s?\$?({_INTEGER})(?![.\d])"),
        _range,
    ),
    (re.compile(rf"\$\s?(?P<dollars>{_INTEGER})(?:\.(?P<cents>\d\d))?"), _money),
    (
        re.compile(
            r"\b(?P<hour>\d{1,2})(?::(?P<minute>[0-5]\d))?\s?(?P<half>[AaPp]\.?[Mm]\b\.?)"
        ),
        _clock,
    ),
    (re.compile(r"\b(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?P<half>)\b"), _clock),
    (
        re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b"),
        lambda m: _date(m[1], int(m[2]), int(m[3])),
    ),
    (
        re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b"),
        lambda m: _date(m[3], int(m[1]), int(m[2])),
    ),
    (
        re.compile(rf"\b({_MONTH}) (\d{{1,2}})\b(?:st|nd|rd|th)?(?!:)"),
        lambda m: f"{m[1]} {ordinal(int(m[2]))}",
    ),
    (
        re.compile(r"\b(\d+)(?:st|nd|rd|th)\b"),
        lambda m: ordinal(int(m[1])),
    ),
    (re.compile(r"\+?\(?\d{1,4}\)?(?:[-. ]\(?\d{2,4}\)?)+\b"), _long_digits),
    (
        re.compile(r"\b([Ee]xtension|ending in|code|PIN) (\d{3,})\b"),
        lambda m: f"{m[1]} {digits(m[2])}",
    ),
    (re.compile(r"(?<![\d,])\+?\d{5,}(?!\d|,\d)"), _long_digits),
    (re.compile(r"(?<=, )((?:19|20)\d\d)\b"), lambda m: _year(int(m[1]))),
    (re.compile(rf"\b({_INTEGER})\.(\d+)\b"), _decimal),
    (re.compile(rf"(?:{_INTEGER})"), lambda m: cardinal(_whole(m[0]))),
    (re.compile(r"\s*[/\u2013\u2014]\s*"), ", "),
]
_ANY: list[_Rule] = [(re.compile(r"\d{5,}"), _spaced_digits)]
_RULES = {"en": _ENGLISH, "es": spoken_es.RULES}
