"""The many names of one key, brought to the short one that the rules read.

"The number two key", "key number two", "la tecla número dos", "Taste Nummer zwei" and
"2 on your telephone keypad" all say what "button 2" says. A word that is taken up by
another lends it its place in the text, so that nothing of a key is left in a label.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from panda.menu.lexicon import AFTER, IS, JOINS, LEADS, key_of
from panda.menu.tongues import TONGUES
from panda.menu.tongues.tongue import group
from panda.menu.words import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

THINGS = group("key button boton botao bouton knopf")
"""What is pressed. Somebody may speak of keys and buttons, so it needs company."""
_BEFORE = THINGS | group("tecla touche taste toets tasto option opcion opcao opzione")
"""What stands before "number 2"."""
_NUMBER = group("number numero nummer")
_AFTER = group("key button")
"""What stands behind a number, in English: "the 2 key"."""
_TONGUES = tuple(TONGUES.values())
_ENGLISH = (TONGUES["en"],)
_THE = group("the your")
_USE = group("use using")
_THAT = group("that it")
_WILL = group("will would")
_ON = {
    ("on", "your"): group("telephone phone touchtone touch dial key number"),
    ("of", "your"): group("telephone phone keypad"),
    ("de", "su"): group("telefono teclado"),
    ("en", "su"): group("telefono teclado"),
    ("de", "votre"): group("telephone clavier"),
    ("sur", "votre"): group("telephone clavier"),
    ("auf", "ihrem"): group("telefon telefontastatur"),
    ("ihres",): group("telefons"),
    ("do", "seu"): group("telefone teclado"),
    ("no", "seu"): group("telefone teclado"),
}
"""Where a key is found, which all know: "2 de su teléfono"."""
_PADS = group("keypad pad tone keyboard phone telephone")
"""What goes on after "on your telephone"."""


def plainly_named(words: Sequence[Word]) -> list[Word]:
    """Return the words with each key by its shortest name.

    Example:
        >>> from panda.menu.words import words
        >>> told = plainly_named(words("Push the number two key for parts."))
        >>> " ".join(word.folded for word in told)
        'push the button two for parts'
    """
    found: list[Word] = []
    at = 0
    while at < len(words):
        if found and (length := _on_the_phone(words, at, found[-1])):
            last = words[at + length - 1]
            found[-1] = replace(found[-1], end=last.end, after=last.after)
            at += length
            continue
        taken, instead = _shorter(words, at)
        found += instead
        at += taken
    return found


def _shorter(words: Sequence[Word], at: int) -> tuple[int, list[Word]]:
    """Return how many words at `at` are said shorter, and how."""
    if length := _numbered(words, at):
        return length, [words[at], _as_one(words[at + 1 : at + length], -1)]
    if length := _keyed(words, at):
        number = _as_one(words[at : at + length], -2)
        noun = Word("button", number.start, number.start)
        return length, [noun, number]
    if _will_be(words, at):
        return 3, [replace(_as_one(words[at : at + 3], 0), folded="that's")]
    if length := _used(words, at):
        return length, []
    return 1, [words[at]]


def _as_one(part: Sequence[Word], named_by: int) -> Word:
    """Return one word in the place of all of `part`."""
    return replace(
        part[-1], folded=part[named_by].folded, start=part[0].start, end=part[-1].end
    )


def _runs_on(part: Sequence[Word]) -> bool:
    return not any(word.after for word in part[:-1])


def _numbered(words: Sequence[Word], at: int) -> int:
    """Return the length of "key number two", or 0."""
    part = words[at : at + 3]
    if len(part) < 3 or not _runs_on(part) or part[0].folded not in _BEFORE:
        return 0
    numbered = part[1].folded in _NUMBER
    return 3 if numbered and key_of(part[2].folded, _TONGUES) else 0


def _keyed(words: Sequence[Word], at: int) -> int:
    """Return the length of "number two key" or, after "the", "two key"; or 0."""
    length = 3 if words[at].folded in _NUMBER else 2
    part = words[at : at + length]
    if len(part) < length or not _runs_on(part) or part[-1].folded not in _AFTER:
        return 0
    meant = length == 3 or (at > 0 and words[at - 1].folded in _THE)
    ends = at + length == len(words) or bool(part[-1].after)
    follows = ends or words[at + length].folded in LEADS | IS | AFTER | JOINS | {"on"}
    return length if meant and follows and key_of(part[-2].folded, _ENGLISH) else 0


def _will_be(words: Sequence[Word], at: int) -> bool:
    """Whether "that will be 2" stands here."""
    part = words[at : at + 4]
    if len(part) < 4 or not _runs_on(part[:3]) or part[2].folded != "be":
        return False
    said = part[0].folded in _THAT and part[1].folded in _WILL
    return said and bool(key_of(part[3].folded, _ENGLISH))


def _used(words: Sequence[Word], at: int) -> int:
    """Return the length of "use" before a key that is called one, or 0."""
    if words[at].folded not in _USE or words[at].after:
        return 0
    here = at + 1
    while here < len(words) and words[here].folded in _THE:
        here += 1
    called = here < len(words) and (
        words[here].folded in _AFTER and here + 1 < len(words)
    )
    if called:
        return 1 if key_of(words[here + 1].folded, _ENGLISH) else 0
    return 1 if here < len(words) and _keyed(words, here) else 0


def _on_the_phone(words: Sequence[Word], at: int, key: Word) -> int:
    """Return the length of "on your telephone keypad" after a key, or 0."""
    if key.after or not (key_of(key.folded, _TONGUES) or key.folded in THINGS):
        return 0
    for lead, where in _ON.items():
        end = at + len(lead)
        said = tuple(word.folded for word in words[at:end])
        if said != lead or end >= len(words) or words[end].folded not in where:
            continue
        while not words[end].after and end + 1 < len(words):
            if words[end + 1].folded not in _PADS:
                break
            end += 1
        return end + 1 - at
    return 0
