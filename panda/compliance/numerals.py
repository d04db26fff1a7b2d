"""Numbers as they are written and read out, in five languages, word by word.

Made to strike numbers out, not to reckon with them: of two readings that which gives
away less counts, and a word that is a number in one language is taken for one in all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNITS = (
    "zero oh o cero null nul",
    "one uno eins un um uma una une ein eine first primero erster premier primeiro",
    "two dos zwei zwo deux dois duas second segundo zweiter",
    "three tres drei trois três third tercero dritter",
    "four cuatro vier quatre quatro fourth",
    "five cinco funf fünf cinq fifth",
    "six seis sechs sixth",
    "seven siete sieben sept sete seventh",
    "eight ocho acht huit oito eighth",
    "nine nueve neun neuf nove ninth",
)
_TEENS = (
    "ten diez zehn dix dez tenth",
    "eleven once elf onze eleventh",
    "twelve doce zwölf zwolf douze doze twelfth",
    "thirteen trece dreizehn treize treze thirteenth",
    "fourteen catorce vierzehn quatorze catorze fourteenth",
    "fifteen quince fünfzehn funfzehn quinze fifteenth",
    "sixteen dieciseis dieciséis sechzehn seize dezesseis dezasseis sixteenth",
    "seventeen diecisiete siebzehn dezessete dezassete seventeenth",
    "eighteen dieciocho achtzehn dezoito eighteenth",
    "nineteen diecinueve neunzehn dezenove nineteenth",
)
_TENS = (
    "twenty veinte zwanzig vingt vinte twentieth",
    "thirty treinta dreissig dreißig trente trinta thirtieth",
    "forty cuarenta vierzig quarante quarenta",
    "fifty cincuenta fünfzig funfzig cinquante cinquenta",
    "sixty sesenta sechzig soixante sessenta",
    "seventy setenta siebzig septante",
    "eighty ochenta achtzig huitante oitenta",
    "ninety noventa neunzig nonante noventa",
)
_TIMES = {"double": 2, "doble": 2, "doppelt": 2, "doppel": 2, "triple": 3, "treble": 3}
_LARGE = frozenset(
    word
    for words in ("hundred thousand", "cien ciento mil", "cent mille", "cem cento")
    for word in (*words.split(), "hundert", "tausend")
)
_MONTHS = (
    "january enero januar janvier janeiro",
    "february febrero februar fevrier février fevereiro",
    "march marzo märz maerz mars março marco",
    "april abril avril",
    "may mayo mai maio",
    "june junio juni juin junho",
    "july julio juli juillet julho",
    "august agosto août aout",
    "september septiembre septembre setembro",
    "october octubre oktober octobre outubro",
    "november noviembre novembre novembro",
    "december diciembre dezember décembre decembre dezembro",
)
_WORDS_TOO = frozenset({"may", "mai", "march", "mars", "marco"})
"""Months that are other words as well: they count beside a number only."""


def _numbered(rows: tuple[str, ...], start: int, step: int = 1) -> dict[str, str]:
    return {
        name: str(start + step * place)
        for place, names in enumerate(rows)
        for name in names.split()
    }


def _compounds() -> dict[str, str]:
    """Return what is written in one word: "einundzwanzig", "veintiuno"."""
    ones = {name: one for name, one in _ONES.items() if one != "0"}
    both = {f"veinti{name}": f"2{one}" for name, one in ones.items()}
    for ten, value in _TENS_OF.items():
        if ten.endswith(("zig", "ßig", "ssig")):
            both |= {
                f"{name}und{ten}": f"{value[0]}{one}" for name, one in ones.items()
            }
    return both


_ONES = _numbered(_UNITS, 0)
_TENS_OF = _numbered(_TENS, 20, 10)
_VALUES = _numbered(_TEENS, 10) | _compounds() | _TENS_OF | _ONES
_MONTH_OF = _numbered(_MONTHS, 1)
_ALL = {*_VALUES, *_TIMES, *_LARGE, *_MONTH_OF}
_SPOKEN = re.compile(
    rf"\d|\b(?:{'|'.join(sorted(_ALL, key=len, reverse=True))})\b", re.IGNORECASE
)
_APART = re.compile(
    r"[\s,.;:/()'-]*(?:(?:st|nd|rd|th|and|y|et|und|e|de|of|the)\b[\s,.;:/()-]*)*",
    re.IGNORECASE,
)
"""What may stand between two numbers that are read out in a row."""
_PRONOUN = re.compile(
    r"\b(?:one|un|uno|una|um|uma|une|ein|eine|the second|a second)\s+"
    r"(?:moment\w*|augenblick|instant\w*|second\w*|segund\w*|minut\w*|of|de|des|d'|"
    r"unserer|more|mas|más)\b",
    re.IGNORECASE,
)
"""Where the word is no number: "one moment", "one of our agents"."""


def is_number(word: str) -> bool:
    """Whether a word, folded, is a number or written in digits."""
    return word.isdigit() or word in _VALUES


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text, or a month's name."""

    digits: str
    """As it would be written, a sign at a time if it is in digits already; empty for a
    word as "hundred"."""
    start: int
    end: int
    is_month: bool = False


def runs(text: str) -> Iterator[list[Numeral]]:
    """Yield the numbers of a text that are said in a row.

    Example:
        >>> [digits_of(run) for run in runs("twenty forty one, double eight. Or nine?")]
        ['204188', '9']
    """
    run: list[Numeral] = []
    for one in _numerals(text):
        if run and not _APART.fullmatch(text, run[-1].end, one.start):
            yield from _counted(text, run)
            run = []
        run.append(one)
    yield from _counted(text, run)


def digits_of(run: list[Numeral]) -> str:
    """Return a run as it would be written."""
    return "".join(one.digits for one in run)


def _counted(text: str, run: list[Numeral]) -> Iterator[list[Numeral]]:
    lone = len(run) == 1 and text[run[0].start : run[0].end].casefold() in _WORDS_TOO
    if run and not lone:
        yield run


def _numerals(text: str) -> Iterator[Numeral]:
    pronouns = {place.start() for place in _PRONOUN.finditer(text)}
    times, begun = 1, -1
    ten: Numeral | None = None
    for match in _SPOKEN.finditer(text):
        word, start, end = match.group().casefold(), match.start(), match.end()
        if start in pronouns:
            continue
        if word in _TIMES:
            times, begun = _TIMES[word], start
            continue
        digits = _MONTH_OF.get(word) or _VALUES.get(
            word, "" if word in _LARGE else word
        )
        joined = ten is not None and _APART.fullmatch(text, ten.end, start) is not None
        if ten is not None and joined and word in _ONES and digits != "0":
            yield Numeral(f"{ten.digits[0]}{digits}", ten.start, end)
            ten = None
            continue
        if ten is not None:
            yield ten
            ten = None
        is_joined = begun >= 0 and not text[begun:start].rstrip(" -").count(" ")
        found = Numeral(
            digits * (times if is_joined else 1),
            begun if is_joined else start,
            end,
            is_month=word in _MONTH_OF,
        )
        times, begun = 1, -1
        if word in _TENS_OF:
            ten = found
        else:
            yield found
    if ten is not None:
        yield ten
