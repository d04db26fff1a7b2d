# ruff: noqa: RUF001 - the punctuation of many scripts
"""Running text as words: what a phone menu is read from.

Words are compared folded (lower case, no accents), but keep their place in the text, so
that a label can be quoted as it was said.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Break(IntEnum):
    """How much of a break follows a word."""

    NONE = 0
    COMMA = 1
    SENTENCE = 2


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text."""

    folded: str
    start: int
    end: int
    after: Break = Break.NONE
    """The break before the next word."""
    asks: bool = False
    """Whether a question ends with it."""


_SENTENCE = set(".?!;…\n。；！？¿¡")
_QUESTION = set("?？")
_PATTERN = re.compile(
    r"\[[^\]]*\]"  # [static], [music]: a recogniser's remarks
    r"|[\u3040-\u30ff\u4e00-\u9fff]"  # scripts without spaces: a sign at a time
    r"|[^\W\d_\u3040-\u30ff\u4e00-\u9fff]+(?:['’-][^\W\d_]+)*['’]?"
    r"|\d+(?:[.,:/-]\d+)*"
    r"|[*#]"
    r"|[.?!;…\n。；！？¿¡]"
    r"|[,:—–，、：]| - |--"
)
_TITLES = frozenset({"dr", "drs", "mr", "mrs", "ms", "st", "sr", "sra", "dra", "mme"})
"""A full stop after these does not end a sentence."""
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'"})


def fold(text: str) -> str:
    """Return text in lower case, without accents and with plain apostrophes."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(_QUOTES).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def words(text: str) -> list[Word]:
    """Split text into words; punctuation becomes the break after a word."""
    found: list[Word] = []
    for match in _PATTERN.finditer(text):
        piece = match.group()
        if piece[0] == "[":
            continue
        if piece[0].isalnum() or piece in "*#":
            folded = fold(piece).rstrip("'")
            found.append(Word(folded, match.start(), match.end()))
        elif found:
            last = found[-1]
            strength = Break.SENTENCE if piece in _SENTENCE else Break.COMMA
            if piece == "." and last.folded in _TITLES:
                continue
            if strength > last.after:
                asks = piece in _QUESTION
                found[-1] = Word(last.folded, last.start, last.end, strength, asks)
    return found


def sentences(heard: Sequence[Word]) -> Iterator[list[Word]]:
    """Part words where sentences end."""
    sentence: list[Word] = []
    for word in heard:
        sentence.append(word)
        if word.after is Break.SENTENCE:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def quote(text: str, part: Sequence[Word]) -> str:
    """Return what the words were in the text, without what surrounds them."""
    if not part:
        return ""
    said = text[part[0].start : part[-1].end]
    return re.sub(r"\s+", " ", said).strip(" \"'“”«»")
