"""Numbers spelled in Spanish, French, German and Portuguese, made figures in place.

The figures take up as much room as the words did, so that whatever is read in the text
afterwards stands where it was said. English has a grammar of its own (`words.tokens`).
"""

from __future__ import annotations

import re
from itertools import pairwise

from panda.research.words import fold

_ES = """
    0 cero|1 un uno una|2 dos|3 tres|4 cuatro|5 cinco|6 seis|7 siete|8 ocho|9 nueve
    10 diez|11 once|12 doce|13 trece|14 catorce|15 quince|16 dieciseis|17 diecisiete
    18 dieciocho|19 diecinueve|20 veinte|21 veintiun veintiuno veintiuna|22 veintidos
    23 veintitres|24 veinticuatro|25 veinticinco|26 veintiseis|27 veintisiete
    28 veintiocho|29 veintinueve|30 treinta|40 cuarenta|50 cincuenta|60 sesenta
    70 setenta|80 ochenta|90 noventa|100 cien ciento|200 doscientos doscientas
    300 trescientos trescientas|400 cuatrocientos cuatrocientas
    500 quinientos quinientas|600 seiscientos seiscientas|700 setecientos setecientas
    800 ochocientos ochocientas|900 novecientos novecientas|1000 mil
"""
_PT = """
    0 zero|1 um uma|2 dois duas|3 tres|4 quatro|5 cinco|6 seis|7 sete|8 oito|9 nove
    10 dez|11 onze|12 doze|13 treze|14 quatorze catorze|15 quinze|16 dezesseis
    17 dezessete|18 dezoito|19 dezenove|20 vinte|30 trinta|40 quarenta|50 cinquenta
    60 sessenta|70 setenta|80 oitenta|90 noventa|100 cem cento|200 duzentos duzentas
    300 trezentos trezentas|400 quatrocentos|500 quinhentos quinhentas|600 seiscentos
    700 setecentos|800 oitocentos|900 novecentos|1000 mil
"""
_FR = """
    0 zero|1 un une|2 deux|3 trois|4 quatre|5 cinq|6 six|7 sept|8 huit|9 neuf|10 dix
    11 onze|12 douze|13 treize|14 quatorze|15 quinze|16 seize|20 vingt vingts|30 trente
    40 quarante|50 cinquante|60 soixante|70 septante|80 huitante octante|90 nonante
    100 cent cents|1000 mille
"""
_DE = """
    0 null|1 ein eins eine|2 zwei zwo|3 drei|4 vier|5 funf|6 sechs|7 sieben|8 acht
    9 neun|10 zehn|11 elf|12 zwolf|13 dreizehn|14 vierzehn|15 funfzehn|16 sechzehn
    17 siebzehn|18 achtzehn|19 neunzehn|20 zwanzig|30 dreissig|40 vierzig|50 funfzig
    60 sechzig|70 siebzig|80 achtzig|90 neunzig
"""


def _table(lines: str) -> dict[str, int]:
    entries = [entry.split() for entry in re.findall(r"\d+(?: [a-z]+)+", lines)]
    return {name: int(value) for value, *names in entries for name in names}


_WORDS = {"es": _table(_ES), "pt": _table(_PT), "fr": _table(_FR), "de": _table(_DE)}
_AND = {"es": "y", "pt": "e", "fr": "et"}
_ARTICLES = frozenset({"un", "uno", "una", "um", "uma", "une", "ein", "eine"})
"""Ones that are no number by themselves."""
_WORD = re.compile(r"[^\W\d_]+")
_THOUSANDS = re.compile(r"\b\d{1,3}(?:\.\d{3})+\b")
_CENTS = re.compile(r"(?<=\d),(?=\d\d\b(?!,))")
_COMMA_COUNTRIES = frozenset({"es", "de", "it", "pt", "fr"})
"""Where 2.500 is two thousand and five hundred, and 2,50 two and a half."""


def in_figures(text: str, language: str) -> str:
    """Return a text of the same length in which numbers stand as in English figures.

    Example:
        >>> in_figures("Son mil doscientos pesos.", "es")
        'Son           1200 pesos.'
        >>> in_figures("Das macht 1.250,50 Euro.", "de")
        'Das macht  1250.50 Euro.'
    """
    if language in _COMMA_COUNTRIES:
        text = _THOUSANDS.sub(lambda m: m[0].replace(".", "").rjust(len(m[0])), text)
        text = _CENTS.sub(".", text)
    if language not in _WORDS:
        return text
    for start, end, number in reversed(_spelled(text, language)):
        figures = str(number)
        if len(figures) <= end - start:
            text = text[:start] + figures.rjust(end - start) + text[end:]
    return text


def _spelled(text: str, language: str) -> list[tuple[int, int, int]]:
    """List the spelled numbers of a text: start, end and value."""
    found: list[tuple[int, int, int]] = []
    matches = list(_WORD.finditer(text))
    at = 0
    while at < len(matches):
        run = _glued(matches[at : at + 12], text)
        names = [fold(match[0]) for match in run]
        number, used = _number(names, language)
        if used and not (used == 1 and names[0] in _ARTICLES):
            found.append((run[0].start(), run[used - 1].end(), number))
        at += max(1, used)
    return found


def _glued(matches: list[re.Match[str]], text: str) -> list[re.Match[str]]:
    run = matches[:1]
    for one, two in pairwise(matches):
        if text[one.end() : two.start()].strip(" -\u2010\u2011"):
            break
        run.append(two)
    return run


def _number(names: list[str], language: str) -> tuple[int, int]:
    """Read a number from the first words; its value and how many words it has."""
    total, part, used = 0, 0, 0
    room = 1_000_000
    """What may be added next is less than this."""
    for index, name in enumerate(names):
        if used and name == _AND.get(language) and index + 1 < len(names):
            continue
        value = _value(name, language)
        if value is None:
            break
        if value == 1000 and not total:
            total, part, room = max(1, part) * 1000, 0, 1000
        elif language == "fr" and value == 20 and part % 100 == 4:
            part, room = part + 76, 20  # quatre-vingt
        elif language == "fr" and value == 100 and 1 < part < 10:
            part, room = part * 100, 100  # deux cents
        elif value < room and not (used and value == 0):
            part, room = part + value, _room(value, language)
        else:
            break
        used = index + 1
    return total + part, used


def _room(value: int, language: str) -> int:
    """Return what is more than anything that may be added behind a number."""
    if value >= 100:
        return 100
    if language == "fr" and value == 60:
        return 20
    if value >= 20 and value % 10 == 0:
        return 10
    return 10 if language == "fr" and value == 10 else 0


def _value(name: str, language: str) -> int | None:
    if language == "de":
        return _german(name.replace("\u00df", "ss"))
    return _WORDS[language].get(name)


def _german(name: str) -> int | None:
    """Read a number in one word: zweihundertfünfzig, vierundzwanzig."""
    known = _WORDS["de"]
    if name in known:
        return known[name]
    for word, size in (("tausend", 1000), ("hundert", 100)):
        before, found, behind = name.partition(word)
        if not found:
            continue
        count = _german(before) if before else 1
        rest = _german(behind.removeprefix("und")) if behind else 0
        if count is None or rest is None or rest >= size:
            return None
        return count * size + rest
    unit, found, tens = name.partition("und")
    if found and 0 < known.get(unit, 0) < 10 and known.get(tens, 0) >= 20:
        return known[unit] + known[tens]
    return None
