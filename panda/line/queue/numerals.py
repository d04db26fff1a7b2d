"""Numbers that were spoken, up to fifty-nine: as places in a queue and minutes are."""

from __future__ import annotations

import re

_SMALL = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen"
    " fourteen fifteen sixteen seventeen eighteen nineteen",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece"
    " catorce quince dieciseis diecisiete dieciocho diecinueve",
    "fr": "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize"
    " quatorze quinze seize dix-sept dix-huit dix-neuf",
    "de": "null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn"
    " vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn",
    "pt": "zero um dois tres quatro cinco seis sete oito nove dez onze doze treze"
    " quatorze quinze dezesseis dezessete dezoito dezenove",
}
_TENS = {
    "en": "twenty thirty forty fifty",
    "es": "veinte treinta cuarenta cincuenta",
    "fr": "vingt trente quarante cinquante",
    "de": "zwanzig dreissig vierzig funfzig",
    "pt": "vinte trinta quarenta cinquenta",
}
_MORE = {
    "en": {"a": 1, "an": 1, "couple": 2},
    "es": {"un": 1, "una": 1, "par": 2, "veintiun": 21},
    "fr": {"une": 1},
    "de": {"ein": 1, "eine": 1, "einer": 1, "zwo": 2},
    "pt": {"uma": 1, "duas": 2, "catorze": 14, "dezasseis": 16, "dezassete": 17},
}
_BETWEEN = {
    "en": (" ", "-"),
    "es": (" ", " y "),
    "fr": (" ", "-", " et "),
    "de": (" ",),
    "pt": (" ", " e "),
}
"""What stands between a ten and a one."""
_ONES = range(1, 10)


def _words(language: str) -> dict[str, int]:
    small = _SMALL[language].split()
    found = {word: number for number, word in enumerate(small)}
    for number, ten in enumerate(_TENS[language].split(), 2):
        found[ten] = 10 * number
        for one in _ONES:
            value = 10 * number + one
            found |= {f"{ten}{and_}{small[one]}": value for and_ in _BETWEEN[language]}
            if language == "de":
                one_word = "ein" if one == 1 else small[one]
                found[f"{one_word}und{ten}"] = value
    if language == "es":
        found |= {f"veinti{small[one]}": 20 + one for one in _ONES}
    return found | _MORE[language]


_WORDS = {language: _words(language) for language in _SMALL}
_PATTERNS = {
    language: re.compile(
        r"\b(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")\b"
    )
    for language, words in _WORDS.items()
}


def numerals(folded: str, language: str) -> str:
    """Return folded text with its spoken numbers as digits.

    Example:
        >>> numerals("between five and twenty five minutes", "en")
        'between 5 and 25 minutes'
    """
    if language not in _PATTERNS:
        return folded
    words = _WORDS[language]
    return _PATTERNS[language].sub(lambda found: str(words[found.group()]), folded)
