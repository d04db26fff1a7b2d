"""Keys named without a verb: "for sales 1, service 2", "2 for sales", "billing is 4".

A number by itself proves nothing (opening hours, addresses, waiting times), so each is
believed only in company: beside an option with a verb, or in a row of its own kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from panda.menu.key_first import counted_up, in_rows, is_key_first, listed, plain
from panda.menu.keys import Named, back_to_copula
from panda.menu.lexicon import IS, JOINS, LEADS, NOUNS, UNITS, key_of
from panda.menu.tongues import TONGUES
from panda.menu.tongues.tongue import group
from panda.menu.words import Break

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.menu.tongues import Tongue
    from panda.menu.words import Word

_MOST_LABEL = 8
_MOST_LED = 14
"""The same for a clause: "if you need help with what you bought from us, that's 1"."""
_BEFORE_NUMBERS = {code: t.before_numbers for code, t in TONGUES.items()}
_NOT_LABELS = group(
    "hours hour open closed monday tuesday wednesday thursday friday saturday sunday "
    "am pm horario lunes martes miercoles jueves viernes sabado domingo ouvert lundi "
    "mardi mercredi jeudi vendredi samedi dimanche uhr montag dienstag mittwoch "
    "donnerstag freitag samstag sonntag horas segunda terca quarta quinta sexta "
    "building room unit address suite january february march april may june july "
    "august september october november december"
)
_PLACES = group("road street avenue calle avenida rue rua strada via route")
"""The same where they end a label: "Main Street 5", but "street lights 5"."""
_PLACES_FIRST = group("calle avenida rue rua strada via rota")
"""The same where they begin it."""
_OFFERED = group("hours horario horarios horaires address room")
"""Of these, what a menu may offer: "our hours, 4"."""
_NOT_SUBJECTS = group(
    "suite floor zip wait waiting position place queue espera turno attente "
    "wartezeit fila time temperature phone telephone telefono telefon telefone"
)
"""What is said to be a number and is no option: "your position is 3"."""
_PRONOUNS = group(
    "you you're there it we they today usted nosotros vous nous sie wir es voce nos"
)
"""Who is said to be a number: "you are number 3"."""
_POSSESSIVES = group("your su votre ihr ihre sua seu")
_MOST_BEFORE = 60
"""Words that may lead up to a key, where a recogniser sets no full stops."""


class _Form(Enum):
    """How a key without a verb is named."""

    BARE = auto()
    """Sales 1."""
    LED = auto()
    """For sales, 1."""
    AFTER_COMMA = auto()
    """Lab results, 6."""
    IS = auto()
    """Billing is 4."""
    IS_NUMBER = auto()
    """Billing is number 4."""
    IS_RUN = auto()
    """Billing is 4 records is 5: nothing shows that the number ends there."""


@dataclass(frozen=True, slots=True)
class _Guess:
    named: Named
    form: _Form


def with_ellipses(
    words: Sequence[Word], named: Sequence[Named], language: str
) -> list[Named]:
    """Return the keys named with a verb, and those without that are to be believed."""
    if language not in TONGUES:
        return list(named)
    tongue = TONGUES[language]
    taken = {at for one in named for at in range(one.start, one.end)}
    begins = {one.start for one in named}
    before: list[_Guess] = []
    after: list[Named] = []
    for at, word in enumerate(words):
        if at in taken or not key_of(word.folded, (tongue,)):
            continue
        if at + 1 in begins and _is_pronoun(words, at):
            continue
        if is_key_first(words, at, taken):
            after.append(plain(words, at, tongue))
        elif form := _label_first(words, at, taken, language):
            before.append(_Guess(plain(words, at, tongue), form))
    longest = max((len(one.digits) for one in named), default=2)
    before = [one for one in before if len(one.named.digits) <= longest]
    accepted = [*_in_company(words, before, named), *in_rows(words, after, named)]
    accepted = accepted or listed(words, named, tongue)
    accepted = accepted or counted_up(words, named, tongue)
    return sorted([*named, *accepted], key=lambda one: one.start)


def _is_pronoun(words: Sequence[Word], at: int) -> bool:
    """Whether a number ends the label of the key it stands before.

    "For an old one, press 5": a word, not a figure, with no pause before it.
    """
    runs_on = at > 0 and not words[at - 1].after
    return runs_on and words[at].folded.isalpha() and words[at].after < Break.SENTENCE


def _label_first(
    words: Sequence[Word], at: int, taken: set[int], language: str
) -> _Form | None:
    """Say how a label leads up to the number at `at`, if one does."""
    start = back_to_copula(words, at)
    between = [word.folded for word in words[start:at]]
    copular = any(word in IS for word in between)
    label = _after_key(_label_before(words, start, taken), TONGUES[language])
    if copular:  # "billing is 4 records is 5"
        label = _past_numbers(label, TONGUES[language])
    most = _MOST_LED if copular and label and label[0].folded in LEADS else _MOST_LABEL
    if not 0 < len(label) <= most or _has_digits(label):
        return None
    if copular:
        return _copular(words, at, label, between)
    if not _ends_there(words, at):
        return None
    if label[-1].after:
        return _after_comma(words, at, label)
    noun = any(word in NOUNS for word in between)
    counts = label[-1].folded in _BEFORE_NUMBERS[language] and not noun
    return None if counts or _is_no_label(label, _NOT_LABELS) else _Form.BARE


def _after_comma(words: Sequence[Word], at: int, label: Sequence[Word]) -> _Form | None:
    """Say how "lab results, 6" is put, if it is about a key."""
    if label[0].folded in LEADS:
        return _Form.LED
    ends = at + 1 >= len(words) or bool(words[at].after)
    possible = ends and not _is_no_label(label, _NOT_LABELS - _OFFERED)
    return _Form.AFTER_COMMA if possible else None


def _copular(
    words: Sequence[Word], at: int, label: Sequence[Word], between: Sequence[str]
) -> _Form | None:
    """Say how "billing is 4" is put, if it is about a key."""
    if _is_subject(label):
        return None
    last = at + 1 >= len(words)
    follower = "" if last else words[at + 1].folded
    if last or words[at].after or follower in JOINS:
        noun = any(word in NOUNS for word in between)
        return _Form.IS_NUMBER if noun else _Form.IS
    runs_on = follower in UNITS or follower in LEADS or bool(key_of(follower, ()))
    return None if runs_on else _Form.IS_RUN


def _after_key(label: Sequence[Word], tongue: Tongue) -> Sequence[Word]:
    """Cut the key before off a label: "for sales 1 for parts", all in one breath."""
    past = _past_numbers(label, tongue)
    led = len(past) > 1 and past[0].folded in LEADS
    return past if led and label[0].folded in LEADS else label


def _past_numbers(label: Sequence[Word], tongue: Tongue) -> Sequence[Word]:
    named = [at for at, word in enumerate(label) if key_of(word.folded, (tongue,))]
    return label[named[-1] + 1 :] if named else label


def _is_subject(label: Sequence[Word]) -> bool:
    """Whether words are no label, but what is counted: "your position"."""
    alone = len(label) == 1 and label[0].folded in _POSSESSIVES
    other = any(word.folded in _NOT_SUBJECTS for word in label)
    return alone or other or label[0].folded in _PRONOUNS


def _label_before(words: Sequence[Word], start: int, taken: set[int]) -> Sequence[Word]:
    """Return the words that lead up to a key; one comma may stand before the key."""
    end = start
    if start > 0 and words[start - 1].after == Break.COMMA and start - 1 not in taken:
        start -= 1
    least = max(0, end - _MOST_BEFORE)
    while (
        start > least
        and words[start - 1].after == Break.NONE
        and start - 1 not in taken
    ):
        start -= 1
    return words[start:end]


def _ends_there(words: Sequence[Word], at: int) -> bool:
    if at + 1 >= len(words) or words[at].after:
        return True
    follower = words[at + 1].folded
    return follower in JOINS or (follower in LEADS and follower not in UNITS)


def _has_digits(label: Sequence[Word]) -> bool:
    return any(char.isdigit() for word in label for char in word.folded)


def _is_no_label(label: Sequence[Word], never: frozenset[str]) -> bool:
    """Whether numbers after such words are times or addresses."""
    if any(word.folded.endswith(("strasse", "platz", "weg")) for word in label):
        return True
    if label[-1].folded in _PLACES or label[0].folded in _PLACES_FIRST:
        return True
    return any(word.folded in never for word in label)


def _in_company(
    words: Sequence[Word], found: Sequence[_Guess], named: Sequence[Named]
) -> list[Named]:
    """Keep label-first keys that stand beside a sure one, or enough in a row."""
    rows: list[list[_Guess]] = []
    for one in found:
        if rows and _adjoin(words, rows[-1][-1].named.end, one.named.start):
            rows[-1].append(one)
        else:
            rows.append([one])
    kept: list[Named] = []
    for row in rows:
        keys = [one.named for one in row]
        if len(row) >= _enough(words, row, named) and _differ(words, row, named):
            kept += keys
    return kept


def _enough(
    words: Sequence[Word], row: Sequence[_Guess], named: Sequence[Named]
) -> int:
    """Return how many such keys in a row are believed."""
    first, last = row[0], row[-1]
    follows = any(_leads_on(words, one, first) for one in named)
    precedes = any(
        _adjoin(words, last.named.end, one.start) and words[one.start].folded in IS
        for one in named
    )
    if first.form is _Form.IS_RUN:
        return 3
    if follows or (first.form in {_Form.IS, _Form.IS_NUMBER} and precedes):
        return 1
    if first.form is _Form.AFTER_COMMA:
        whole = all(_is_sentence(words, one.named) for one in row)
        return 3 if whole else len(row) + 1
    if first.form in {_Form.IS, _Form.IS_NUMBER, _Form.LED}:
        return 2
    led = words[_clause_start(words, first.named.start)].folded in LEADS
    return 2 if led else 3


def _leads_on(words: Sequence[Word], key: Named, guess: _Guess) -> bool:
    """Whether a key with a verb goes on into a row: "for sales press 1, service, 2"."""
    if not _adjoin(words, key.end, guess.named.start):
        return False
    return guess.form is not _Form.AFTER_COMMA or bool(words[key.end - 1].after)


def _is_sentence(words: Sequence[Word], key: Named) -> bool:
    """Whether a key and its label are a sentence: "Billing: the 3."."""
    at = key.start - 1
    while at > 0 and words[at - 1].after < Break.SENTENCE and key.start - at < 9:
        at -= 1
    starts = at == 0 or words[at - 1].after == Break.SENTENCE
    return starts and (key.end == len(words) or words[key.end - 1].after > Break.COMMA)


def _clause_start(words: Sequence[Word], at: int) -> int:
    while at > 0 and not words[at - 1].after:
        at -= 1
    return at


def _adjoin(words: Sequence[Word], end: int, start: int) -> bool:
    """Whether only one label stands between a key's end and the next key."""
    between = words[end:start]
    if not 0 < len(between) <= _MOST_LABEL + 1:
        return False
    return all(word.after <= Break.COMMA for word in between[:-1])


def _differ(
    words: Sequence[Word], row: Sequence[_Guess], named: Sequence[Named]
) -> bool:
    """Whether keys differ, and no word that recurs may be a verb we do not know."""
    keys = [one.named.digits for one in row] + [one.digits for one in named]
    if len(set(keys)) < len(keys):
        return False
    bare = [one.named.start for one in row if one.form is _Form.BARE]
    last = [words[start - 1].folded for start in bare]
    return len(last) < 2 or len(set(last)) == len(last)
