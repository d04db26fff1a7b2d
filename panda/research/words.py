"""Spoken words as comparable tokens: case, accents, punctuation and number style aside.

"It's $1,250." and "it is a thousand two hundred and fifty dollars" hold the same number
token; where a token stood in the text is kept, so that what was found can be shown.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

_PIECE = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<ordinal>(?:st|nd|rd|th)\b)?"
    r"|(?P<word>[^\W\d_]+(?:['\u2019][^\W\d_]+)*)",
    re.IGNORECASE,
)

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")

_UNITS = {
    word: value
    for value, word in enumerate(
        str.split(
            "zero one two three four five six seven eight nine ten eleven twelve "
            "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
        )
    )
} | {"oh": 0}
_TENS = {
    word: value
    for value, word in zip(
        range(20, 100, 10),
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
        strict=True,
    )
} | {"fourty": 40}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "grand": 1000}
_SPANISH = {
    "cero": 0, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6,
    "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "doce": 12, "trece": 13,
    "catorce": 14, "quince": 15, "dieciseis": 16, "diecisiete": 17, "dieciocho": 18,
    "diecinueve": 19, "veinte": 20, "veinticinco": 25, "treinta": 30, "cuarenta": 40,
    "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90,
    "cien": 100, "ciento": 100, "doscientos": 200, "trescientos": 300,
    "cuatrocientos": 400, "quinientos": 500, "mil": 1000,
}  # fmt: skip
_SPELLED = {**_UNITS, **_TENS, **_SPANISH}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        str.split(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh "
            "twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
            "nineteenth twentieth"
        ),
        start=1,
    )
} | {"thirtieth": 30}


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number and where it stood."""

    text: str
    """Normalised: lower case, no accents, no apostrophes; digits for a number."""
    start: int
    end: int
    number: float | None = None

    @property
    def is_ordinal(self) -> bool:
        """Whether it is a place in an order: `1st`, `twenty-first`."""
        return self.text.endswith("#")


@lru_cache(maxsize=512)
def words(text: str) -> tuple[Token, ...]:
    """Split a text into words and written numbers, one token each.

    Example:
        >>> [token.text for token in words("It's $1,250.50 \u2013 d'accord?")]
        ['its', '1250.5', 'daccord']
    """
    return tuple(_token(match) for match in _PIECE.finditer(text))


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[Token, ...]:
    """Split a text into words and numbers; spelled-out numbers become one token.

    Example:
        >>> [token.text for token in tokens("a hundred and twenty-five, or one fifty")]
        ['125', 'or', '150']
        >>> [token.text for token in tokens("the twenty-first")]
        ['the', '21#']
    """
    raw = words(text)
    found: list[Token] = []
    at = 0
    while at < len(raw):
        whole, used, ordinal = _spelled(raw, at, text)
        tenths, more = (0.0, 0) if ordinal else _tenths(raw, at, used)
        if used:
            value, used = whole + tenths, used + more
            end = raw[at + used - 1].end
            name = f"{value:g}#" if ordinal else f"{value:g}"
            found.append(Token(name, raw[at].start, end, float(value)))
            at += used
        else:
            found.append(raw[at])
            at += 1
    return tuple(found)


def plain(text: str) -> str:
    """Return the tokens of a text with single spaces between them."""
    return " ".join(token.text for token in tokens(text))


def folded(text: str) -> str:
    """Return the words of a text, folded; numbers stay as they are spelled."""
    return " ".join(fold(part) for part in _WORD.findall(text))


def fold(word: str) -> str:
    """Lower case, without accents and apostrophes."""
    bare = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return bare.replace("'", "").replace("\u2019", "")


def _token(match: re.Match[str]) -> Token:
    start, end = match.span()
    if match["number"]:
        value = float(match["number"].replace(",", ""))
        name = f"{value:.10g}#" if match["ordinal"] else f"{value:.10g}"
        return Token(name, start, end, value)
    return Token(fold(match[0]), start, end)


def _spelled(raw: tuple[Token, ...], at: int, text: str) -> tuple[int, int, bool]:
    """Read a spelled-out number; returns its value, its length, whether ordinal.

    A grammar of prices as they are spoken: `one twenty five` is 125, `twelve hundred`
    1200, `a hundred and five` 105. A length of 0 means there is none.
    """
    names = [token.text for token in raw[at : at + 9]]
    names = names[: _glued(raw, at, text, len(names))]
    total, part, used = 0, 0, 0
    last = ""
    for index, name in enumerate(names):
        following = names[index + 1] if index + 1 < len(names) else ""
        kind = _kind(name, following, last)
        if kind in ("", "and") and not (kind == "and" and used):
            break
        if kind == "and" and _begins_scaled(names[index + 1 :]):
            break  # "between nine hundred and fourteen hundred"
        if kind == "ordinal":
            return _ordinal(total + part, name, index + 1, last)
        if kind == "scale":
            part = max(1, part) * _SCALES[name]
            if part >= 1000:
                total, part = total + part, 0
        elif kind in ("unit", "tens"):
            joined = _joined(part, last, name)
            if joined is None:
                break
            part = joined
        last = kind
        used = index + 1
    while used and names[used - 1] in ("and", "a", "an"):
        used -= 1
    return total + part, used, False


_DIGITS = {name: value for name, value in _UNITS.items() if value < 10}
"""What is said behind a "point", one by one."""


def _tenths(raw: tuple[Token, ...], at: int, used: int) -> tuple[float, int]:
    """Read what is behind the point of "four point seven", and how many words it is."""
    behind = [token.text for token in raw[at + used : at + used + 4]]
    if not used or behind[:1] != ["point"]:
        return 0.0, 0
    digits = list(takewhile(_DIGITS.__contains__, behind[1:]))
    said = "".join(str(_DIGITS[digit]) for digit in digits)
    return (float(f"0.{said}"), 1 + len(digits)) if said else (0.0, 0)


def _glued(raw: tuple[Token, ...], at: int, text: str, most: int) -> int:
    """Count the words from `at` with nothing but spaces and hyphens between them."""
    for index in range(1, most):
        between = text[raw[at + index - 1].end : raw[at + index].start]
        if between.strip(" -\u2010\u2011\n\t"):
            return index
    return most


def _kind(  # noqa: PLR0911 - one line a kind
    name: str, following: str, last: str
) -> str:
    if name in _SCALES:
        bare = name == "hundred" and not last and following in _SPELLED
        return "scale" if last in ("unit", "tens", "article") or bare else ""
    if name in ("a", "an") and not last:
        return "article" if following in _SCALES else ""
    if name in ("and", "y") and last:
        known = following in _SPELLED
        return "and" if known and (last == "scale" or name == "y") else ""
    if name in _ORDINALS:
        return "ordinal"
    if name in _TENS or (name in _SPANISH and 20 <= _SPANISH[name] < 100):
        return "tens"
    if name == "oh" and not last:
        return ""
    return "unit" if name in _SPELLED else ""


def _begins_scaled(names: list[str]) -> bool:
    """Whether the number that begins here counts hundreds itself."""
    spelled = list(takewhile(_SPELLED.__contains__, names))
    return names[len(spelled) : len(spelled) + 1] == ["hundred"]


def _joined(part: int, last: str, name: str) -> int | None:
    """Append a spelled number to what was read; None if they do not belong together."""
    value = _SPELLED[name]
    if not last or last in ("scale", "article", "and"):
        fits = last != "and" or part % 100 == 0 or value < 10
        return part + value if fits else None
    if last == "tens" and 0 < value < 10 and part % 10 == 0 and part % 100 >= 20:
        return part + value  # twenty five
    if last == "unit" and 0 < part < 10 and 10 <= value < 100:
        return part * 100 + value  # one twenty
    if last == "unit" and 100 <= part < 1000 and part % 100 == 0 and value < 100:
        return part + value  # one oh five; ciento veinte
    if last == "unit" and 0 < part < 10 and name == "oh":
        return part * 100
    return None


def _ordinal(before: int, name: str, used: int, last: str) -> tuple[int, int, bool]:
    value = _ORDINALS[name]
    if not last:
        return value, used, True
    if last == "tens" and value < 10 and before % 10 == 0:
        return before + value, used, True
    return before, used - 1, False
