"""Written Spanish as it is said aloud: numbers, prices, times, telephone numbers.

The rules are applied in order, each to what the ones before it left.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str] | str]

_SMALL = (
    *("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho"),
    *("nueve", "diez", "once", "doce", "trece", "catorce", "quince", "dieciséis"),
    *("diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno", "veintidós"),
    *("veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete"),
    *("veintiocho", "veintinueve"),
)
_TENS = (
    *("", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta"),
    *("ochenta", "noventa"),
)
_HUNDREDS = (
    *("", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos"),
    *("seiscientos", "setecientos", "ochocientos", "novecientos"),
)
_WORDS = {
    r"\bDr\.": "doctor",
    r"\bDra\.": "doctora",
    r"\bSr\.": "señor",
    r"\bSra\.": "señora",
    r"\bAv\.": "avenida",
    r"\b[Ee]xt\.": "extensión",
    r"\s*&\s*": " y ",
    r"%": " por ciento",
}
_INTEGER = r"\d{1,3}(?:,\d{3})+|\d+"


def cardinal(number: int) -> str:
    """Return a whole number below a billion in words.

    Example:
        >>> cardinal(131), cardinal(2026)
        ('ciento treinta y uno', 'dos mil veintiséis')
    """
    if number < 30:
        return _SMALL[number]
    if number < 100:
        ones = f" y {_SMALL[number % 10]}" if number % 10 else ""
        return _TENS[number // 10] + ones
    if number == 100:
        return "cien"
    if number < 1000:
        rest = f" {cardinal(number % 100)}" if number % 100 else ""
        return _HUNDREDS[number // 100] + rest
    for size, one, many in ((1_000_000, "un millón", "millones"), (1000, "mil", "mil")):
        if number >= size:
            count, left = divmod(number, size)
            head = one if count == 1 else f"{before_noun(count)} {many}"
            return f"{head} {cardinal(left)}" if left else head
    raise AssertionError(number)


def before_noun(number: int) -> str:
    """Return a number as it stands before what is counted (`veintiún`, not `-uno`)."""
    words = cardinal(number)
    if words.endswith("veintiuno"):
        return f"{words.removesuffix('uno')}ún"
    return words.removesuffix("o") if words.endswith("uno") else words


def _whole(text: str) -> int:
    return int(text.replace(",", ""))


def _digits(match: re.Match[str]) -> str:
    figures = re.sub(r"\D", "", match[0])
    sizes = {7: (3, 4), 10: (3, 3, 4), 11: (1, 3, 3, 4)}.get(len(figures), ())
    groups, rest = [], figures
    for size in sizes:
        groups.append(rest[:size])
        rest = rest[size:]
    groups += [rest] if rest else []
    return ", ".join(" ".join(_SMALL[int(one)] for one in group) for group in groups)


def _money(match: re.Match[str]) -> str:
    dollars, cents = _whole(match[1]), int(match[2] or 0)
    said = f"{before_noun(dollars)} dólar{'es' * (dollars != 1)}"
    if not cents:
        return said
    return f"{said} con {before_noun(cents)} centavo{'s' * (cents != 1)}"


def _clock(match: re.Match[str]) -> str:
    hour, minute = int(match[1]), int(match[2])
    said = "una" if hour == 1 else cardinal(hour)
    if not minute:
        return said
    return f"{said} {'cero ' * (minute < 10)}{cardinal(minute)}"


def _decimal(match: re.Match[str]) -> str:
    places = " ".join(_SMALL[int(digit)] for digit in match[2])
    return f"{cardinal(_whole(match[1]))} punto {places}"


RULES: list[Rule] = [
    *((re.compile(pattern), words) for pattern, words in _WORDS.items()),
    (re.compile(r"\b(el|la|o|tecla) #"), r"\1 numeral"),
    (re.compile(r"\b(el|la|o|tecla) \*"), r"\1 asterisco"),
    (re.compile(rf"\$\s?({_INTEGER})(?:\.(\d\d))?"), _money),
    (re.compile(r"\b(\d{1,2}):([0-5]\d)\b"), _clock),
    (re.compile(r"\b(la|La) 1\b(?!\d)"), r"\1 una"),
    (re.compile(r"\b1 de (?=[a-z])"), "primero de "),
    (re.compile(r"\+?\(?\d{1,4}\)?(?:[-. ]\(?\d{2,4}\)?)+\b"), _digits),
    (re.compile(r"\b([Ee]xtensión|código) (\d{3,})\b"),
     lambda m: f"{m[1]} {' '.join(_SMALL[int(one)] for one in m[2])}"),
    (re.compile(r"(?<![\d,])\+?\d{5,}(?!\d|,\d)"), _digits),
    (re.compile(rf"\b({_INTEGER})\.(\d+)\b"), _decimal),
    (re.compile(rf"\b({_INTEGER})(?= (?!de\b|y\b|o\b|a\b|para\b|si\b)[a-zñáéíóú])"),
     lambda m: before_noun(_whole(m[1]))),
    (re.compile(rf"(?:{_INTEGER})"), lambda m: cardinal(_whole(m[0]))),
    (re.compile(r"\s*[/\u2013\u2014]\s*"), ", "),
]  # fmt: skip
"""Patterns and what is said instead."""
