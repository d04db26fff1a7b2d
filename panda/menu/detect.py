"""What a menu offers, read from running text: no model, no language known before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from panda.menu.counted import Placed, counted
from panda.menu.ellipsis import with_ellipses
from panda.menu.keys import named_by_verb
from panda.menu.labels import labels, trimmed
from panda.menu.lexicon import JOINS, PRESS, SAY, language_of
from panda.menu.mended import mended
from panda.menu.menu import Menu, Option
from panda.menu.naming import plainly_named
from panda.menu.patterns import alternatives
from panda.menu.spoken import beside, spoken
from panda.menu.tongues import TONGUES
from panda.menu.tongues.tongue import group
from panda.menu.words import Break, Word, fold, quote, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from panda.menu.keys import Named

_ALIKE = 72.0
"""From this likeness of labels (0 to 100) on, a key offered twice is one option."""
_ALIKE_SAID = 90.0
"""The same for words to say, of which a short one may be much like another."""
_ENTER = group(
    "enter re-enter reenter key type input ingrese introduzca digite marque teclee "
    "saisissez entrez composez geben eingeben informe insira digiti inserisca voer "
    "record leave grabe deje laissez hinterlassen grave deixe"
)
"""What begins the request for an entry."""
_VERBS = PRESS.keys() | SAY.keys()
_MOST_LETTERS = 12_000
"""Of a text that goes on and on the end is read: some ten minutes of speech."""


@dataclass(frozen=True, slots=True)
class Found:
    """A menu, and where in the text each of its options stands."""

    menu: Menu
    ends: tuple[int, ...]
    """For each option, the place in the text up to which it was read."""
    rest: str = ""
    """The text without its options."""
    repeated: bool = False
    """Whether the menu has begun again: an option was offered twice."""


def read(text: str | Iterable[str], *, language: str = "en") -> Menu:
    """Read the options of a menu from text, or from its pieces in order.

    Text that is no menu gives a menu without options; so does a language whose words
    are not known, rather than a wrong key.
    """
    return find(text, language=language).menu


def find(text: str | Iterable[str], *, language: str = "en") -> Found:
    """As `read`, with the places of the options."""
    whole = (text if isinstance(text, str) else join(text))[-_MOST_LETTERS:]
    parts = plainly_named(mended(words(whole), whole))
    spoken_in = language_of(parts, language)
    named = with_ellipses(parts, named_by_verb(parts), spoken_in)
    used: set[int] = set()
    options, repeated = _once(_options(whole, parts, named, used))
    folded = " ".join(word.folded for word in parts)
    menu = Menu(
        options=tuple(option for option, _ in options),
        stay=_says(folded, "stay"),
        extension=_says(folded, "extension"),
        language=spoken_in,
    )
    rest = _without(whole, parts, used)
    return Found(menu, tuple(end for _, end in options), rest, repeated)


def _without(text: str, parts: Sequence[Word], used: set[int]) -> str:
    """Return a text without some of its words."""
    left = list(text)
    for at in used:
        left[parts[at].start : parts[at].end] = " " * (parts[at].end - parts[at].start)
    return "".join(left)


def _up_to_stay(label: list[Word]) -> list[Word]:
    """Cut "or stay on the line" off a label."""
    folded = " ".join(word.folded for word in label)
    if found := _pattern("stay").search(folded):
        label = label[: folded[: found.start()].count(" ")]
        while label and label[-1].folded in JOINS:
            label.pop()
    return label


def before_stay(text: str) -> str:
    """Return of each sentence what comes before "stay on the line", folded."""
    sentences: list[list[str]] = [[]]
    for word in words(text):
        sentences[-1].append(word.folded)
        if word.after is Break.SENTENCE:
            sentences.append([])
    stay = _pattern("stay")
    return ". ".join(stay.split(" ".join(one), maxsplit=1)[0] for one in sentences)


def join(pieces: Iterable[str]) -> str:
    """Put the pieces of one prompt together, each an utterance of its own."""
    return "\n".join(piece.strip() for piece in pieces if piece.strip())


def _options(
    text: str, parts: Sequence[Word], named: Sequence[Named], used: set[int]
) -> list[tuple[Option, int]]:
    """Read the options; `used` becomes the places of all their words."""
    found: list[tuple[Option, int]] = []
    placed: list[Placed] = []
    heard = {one.digits for one in named if one.sure}
    for one, raw in zip(named, labels(parts, named), strict=True):
        used.update(range(one.start, one.end))
        worded, to_say = beside(raw)
        label = quote(text, _up_to_stay(trimmed(worded)))
        if not label or _is_terminator(one, raw) or _is_letter(label):
            continue
        if not one.sure and one.digits in heard:
            continue  # it only sounded like a key that another option has
        inside = {id(word) for word in raw}
        whole = [at for at, word in enumerate(parts) if id(word) in inside]
        used.update(whole)
        first, last = min(one.start, *whole), max(one.end, whole[-1] + 1)
        placed.append(Placed(one.digits, first, last))
        end = max(parts[one.end - 1].end, raw[-1].end)
        say = one.say or quote(text, to_say)
        say = say or _said_after(text, parts, one, used)
        found.append((Option(digits=one.digits, say=say, label=label), end))
    for bare in counted(parts, placed, used):
        label = quote(text, [parts[at] for at in bare.label])
        end = parts[bare.label[-1]].end
        found.append((Option(digits=bare.digits, label=label), end))
        used.update(bare.label)
    found.sort(key=lambda row: row[1])
    for item in spoken(parts, used):
        said = quote(text, item)
        found.append((Option(say=said, label=said), item[-1].end))
        used.update(at for at, word in enumerate(parts) if word in item)
    return found


def _is_letter(label: str) -> bool:
    """Whether a label says where a letter is on the keys: "for Q press 7"."""
    return len(label) == 1 and label.isascii() and label.isalpha()


def _is_terminator(one: Named, raw: Sequence[Word]) -> bool:
    """Whether a key only ends an entry: "enter your number, then press pound"."""
    if one.digits not in {"*", "#"}:
        return False
    return any(word.folded in _ENTER for word in raw[:4])


def _once(
    options: list[tuple[Option, int]],
) -> tuple[list[tuple[Option, int]], bool]:
    """Drop options offered a second time; say whether there were any."""
    kept: list[tuple[Option, int]] = []
    for option, end in options:
        if not any(same_option(option, known) for known, _ in kept):
            kept.append((option, end))
    return kept, len(kept) < len(options)


def same_option(one: Option, other: Option) -> bool:
    """Whether two readings are of one option: same keys, much the same words."""
    if one.digits != other.digits:
        return False
    alike = ratio(fold(one.label), fold(other.label))
    return alike >= (_ALIKE if one.digits else _ALIKE_SAID)


def _said_after(text: str, parts: Sequence[Word], one: Named, used: set[int]) -> str:
    """Return the words to say of: press 1 now, or say "English"."""
    for at in range(one.end, min(one.end + 4, len(parts) - 1)):
        if parts[at - 1].after == Break.SENTENCE:
            break
        if parts[at].folded in SAY and parts[at - 1].folded in JOINS:
            end = at + 1
            while end < len(parts) and not parts[end - 1].after and end < at + 5:
                end += 1
            end = at + 2 if parts[at + 1].after else end
            used.update(range(at, end))
            return quote(text, parts[at + 1 : end])
    return ""


@lru_cache(maxsize=8)
def _pattern(attribute: str) -> re.Pattern[str]:
    tables = (getattr(tongue, attribute) for tongue in TONGUES.values())
    patterns = (alternatives(table) for table in tables if table)
    return re.compile(rf"(?:\b|^)(?:{'|'.join(patterns)})")


def _says(folded: str, attribute: str) -> bool:
    return bool(_pattern(attribute).search(folded))
