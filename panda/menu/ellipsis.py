"""Keys named without a verb: "for sales 1, service 2", "2 for sales", "billing is 4".

A number by itself proves nothing (opening hours, addresses, waiting times), so each is
believed only in company: beside an option with a verb, or in a row of its own kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.keys import Named
from panda.menu.lexicon import JOINS, LEADS, NOUNS, UNITS, key_of
from panda.menu.tongues import TONGUES
from panda.menu.tongues.tongue import group
from panda.menu.words import Break

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.menu.words import Word

_MOST_LABEL = 8
_IS = {"is", "it's", "es", "est", "ist", "e", "c'est"}
_LEADS_AFTER = LEADS - {"a", "zu", "zum", "zur", "bei"}
_BEFORE_NUMBERS = {code: t.before_numbers for code, t in TONGUES.items()}
_ARTICLES = group("the el la le die den o a de het")
"""May stand before a key that has no verb: "ventas el 1"."""
_NOT_LABELS = group(
    "hours hour open closed monday tuesday wednesday thursday friday saturday sunday "
    "am pm horario lunes martes miercoles jueves viernes sabado domingo ouvert lundi "
    "mardi mercredi jeudi vendredi samedi dimanche uhr montag dienstag mittwoch "
    "donnerstag freitag samstag sonntag horas segunda terca quarta quinta sexta "
    "address road calle avenida rue rua strada via straat route building room unit "
    "address street avenue suite january february march april may june july august "
    "september october november december"
)


def with_ellipses(
    words: Sequence[Word], named: Sequence[Named], language: str
) -> list[Named]:
    """Return the keys named with a verb, and those without that are to be believed."""
    if language not in TONGUES:
        return list(named)
    taken = {at for one in named for at in range(one.start, one.end)}
    keys_after = {one.end for one in named}
    before: list[Named] = []
    after: list[Named] = []
    for at, word in enumerate(words):
        if at in taken or not key_of(word.folded, (TONGUES[language],)):
            continue
        if _is_key_first(words, at):
            after.append(_plain(words, at, language))
        elif _is_label_first(words, at, taken, language):
            before.append(_plain(words, at, language))
    longest = max((len(one.digits) for one in named), default=2)
    before = [one for one in before if len(one.digits) <= longest]
    accepted = [
        *_in_company(words, before, keys_after, named),
        *_in_rows(after, named),
    ]
    return sorted([*named, *accepted], key=lambda one: one.start)


def _plain(words: Sequence[Word], at: int, language: str) -> Named:
    start, end = _before_article(words, at), at + 1
    while start > 0 and not words[start - 1].after and words[start - 1].folded in NOUNS:
        start -= 1
    if start > 0 and words[start - 1].folded in _IS and not words[start - 1].after:
        start -= 1
    digits = key_of(words[at].folded, (TONGUES[language],))
    return Named(start, end, digits, verb=False)


def _is_label_first(
    words: Sequence[Word], at: int, taken: set[int], language: str
) -> bool:
    """Whether a label leads up to the number at `at`, and nothing follows it."""
    if not _ends_there(words, at):
        return False
    start = at = _before_article(words, at)
    if at > 0 and words[at - 1].after == Break.COMMA and at - 1 not in taken:
        start -= 1  # "para citas, el 1"
    while start > 0 and words[start - 1].after == Break.NONE and start - 1 not in taken:
        start -= 1
    label = words[start:at]
    if label and label[-1].after and label[0].folded not in LEADS:
        return False
    if label and label[-1].folded in _IS | NOUNS:
        label = [w for w in label if w.folded not in _IS and w.folded not in NOUNS]
        return 0 < len(label) <= _MOST_LABEL and _is_label(label)
    if not 0 < len(label) <= _MOST_LABEL or not _is_label(label):
        return False
    return label[-1].folded not in _BEFORE_NUMBERS[language]


def _ends_there(words: Sequence[Word], at: int) -> bool:
    if at + 1 >= len(words) or words[at].after:
        return True
    follower = words[at + 1].folded
    return follower in JOINS or (follower in LEADS and follower not in UNITS)


def _is_label(label: Sequence[Word]) -> bool:
    if any(char.isdigit() for word in label for char in word.folded):
        return False
    if any(word.folded.endswith(("strasse", "platz", "weg")) for word in label):
        return False
    return not any(word.folded in _NOT_LABELS for word in label)


def _is_key_first(words: Sequence[Word], at: int) -> bool:
    """Whether the number begins a clause and a label follows: "2 for sales"."""
    if at + 1 >= len(words) or words[at].after:
        return False
    before = _before_article(words, at) - 1
    if before >= 0 and not words[before].after and words[before].folded not in JOINS:
        return False
    return words[at + 1].folded in _LEADS_AFTER


def _before_article(words: Sequence[Word], at: int) -> int:
    """Return where a number begins, with the article before it."""
    if at > 0 and not words[at - 1].after and words[at - 1].folded in _ARTICLES:
        return at - 1
    return at


def _in_company(
    words: Sequence[Word],
    found: Sequence[Named],
    keys_after: set[int],
    named: Sequence[Named],
) -> list[Named]:
    """Keep label-first keys that follow a key at once, or come three in a row."""
    rows: list[list[Named]] = []
    for one in found:
        if rows and _adjoin(words, rows[-1][-1].end, one.start):
            rows[-1].append(one)
        else:
            rows.append([one])
    kept: list[Named] = []
    for row in rows:
        follows = any(_adjoin(words, end, row[0].start) for end in keys_after)
        led = words[_clause_start(words, row[0].start)].folded in LEADS
        enough = 1 if follows else 2 if led else 3
        if len(row) >= enough and _differ(words, row, named):
            kept += row
    return kept


def _clause_start(words: Sequence[Word], at: int) -> int:
    while at > 0 and not words[at - 1].after:
        at -= 1
    return at


def _adjoin(words: Sequence[Word], end: int, start: int) -> bool:
    """Whether only one label stands between a key's end and the next key."""
    between = words[end:start]
    if not 0 < len(between) <= _MOST_LABEL:
        return False
    return sum(word.after for word in between[:-1]) <= Break.COMMA


def _differ(
    words: Sequence[Word], row: Sequence[Named], named: Sequence[Named]
) -> bool:
    """Whether keys differ, and no word that recurs may be a verb we do not know."""
    keys = [one.digits for one in (*row, *named)]
    if len(set(keys)) < len(keys):
        return False
    last = [words[one.start - 1].folded for one in row]
    return len(last) < 2 or len(set(last)) == len(last)


def _in_rows(found: Sequence[Named], named: Sequence[Named]) -> list[Named]:
    """Keep key-first keys beside one with a verb, or two of their own kind."""
    first = named[0].end if named else 0
    kept = [one for one in found if not named or one.start >= first]
    keys = [one.digits for one in (*kept, *named)]
    alone = not named and len(kept) < 2
    return [] if alone or len(set(keys)) < len(keys) else kept
