"""The places in a text where keys are named: "press one", "3 for", "is 4"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.menu.extensions import EXTENSION, dialled, extension_at
from panda.menu.lexicon import (
    ADVERBS,
    AFTER,
    ARTICLES,
    IS,
    JOINS,
    LEADS,
    NOUN_OF,
    NOUNS,
    PRESS,
    SAY,
    key_of,
)
from panda.menu.naming import THINGS
from panda.menu.numbers import Key, key_at, misheard, one_for
from panda.menu.slurred import slurred
from panda.menu.tongues.tongue import group
from panda.menu.words import Break

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.menu.tongues import Tongue
    from panda.menu.words import Word

_OPTION = group("option opcion opcao optie opzione taste touche tecla toets tasto")
_CHOSEN = group("pressed selected chose chosen dialed dialled pushed touched entered")
_WE_HAVE = group("you you've have")
_THAT_IS = group("that's")
_KEYED = group("key type punch")
"""Verbs that take a key with "in" only: a key is a thing, too."""
_PICKS = group("that it will be pick choose")
"""May stand before "option 3", beside a copula."""
"""How "one for" comes out after "press": "press on 4 billing"."""
_DENIES = group("not don't dont never no nao")
_DENIED_BY = group("do please must should can please favor usted voce")
"""What stands before "not" or "no" where it denies, and is no answer: "for no"."""
_REFUSES = group(
    "no not isn't doesn't wasn't n'est ne pas nicht nao ungultig invalid invalida"
)
"""What follows a key that cannot be had."""
_FOLLOWING = group("following siguientes suivantes folgenden seguintes")
_TO_LABELS, _SMALL = group("for to para por pour"), 4
_TO, _LONGER = group("to"), "longer"
_DENIED_WITHIN, _PAIR = 4, 2
_FEW_EXTENSIONS = 2
_MOST_OF_KEY = 2
_MOST_FILL = 7
"""Most words between a verb and its key: "press or say the number one"."""


@dataclass(frozen=True, slots=True)
class Named:
    """Keys named in a text, from word `start` up to word `end`."""

    start: int
    end: int
    digits: str
    say: str = ""
    """What may be said instead."""
    verb: bool = True
    """Whether a verb stood with it; without one it needs company to be believed."""
    sure: bool = True
    """Whether the words were those of a key, not ones that only sound like it."""


def named_by_verb(words: Sequence[Word]) -> list[Named]:
    """Find keys named with a verb, in the order of the text."""
    found: list[Named] = []
    at = 0
    while at < len(words):
        one = _from_verb(words, at) or _before_verb(words, at) or _from_noun(words, at)
        one = one or _from_slur(words, at)
        if one is None or (found and one.start < found[-1].end):
            at += 1
            continue
        if found and _same_again(words, found[-1], one):
            found[-1] = _merge(found[-1], one)
        else:
            found.append(one)
        at = one.end
    company = len(found) > 1
    alike = sum(not one.verb and one.sure for one in found) >= _FEW_EXTENSIONS
    return [
        one
        for one in found
        if one.verb or (company if _is_key(one) or not one.sure else alike)
    ]


def _is_key(one: Named) -> bool:
    """Whether it is said to be a key, and may be no extension."""
    return len(one.digits) <= _MOST_OF_KEY


def _from_verb(words: Sequence[Word], at: int) -> Named | None:
    """Read "press [or say the number] 1" with its verb at `at`."""
    verb = words[at].folded
    tongues = PRESS.get(verb) or SAY.get(verb) or _keyed_in(words, at)
    if not tongues or _is_told(words, at):
        return None
    here = _past_fill(words, at + 1, tongues)
    named = extension_at(words, here, verb)
    if named is None and (maybe := dialled(words, here, tongues)):
        start = _back_over_verbs(words, at)
        return Named(start, maybe.end, maybe.digits, verb=False)
    key = Key(named.digits, named.end, named.digits) if named else None
    key = key or one_for(words, at) or key_at(words, here, tongues)
    if key is None and _presses(words, at):
        key = misheard(words, at, tongues)
    slip = here == at + 1 and here + 1 < len(words) and _is_slip(words[here], tongues)
    if key is None and slip:
        key = key_at(words, here + 1, tongues)
    if key is None or _is_label(words, at, key) or _is_one_of(words, key):
        return None
    between = {word.folded for word in words[at:here]}
    said = key.said if between & SAY.keys() else ""
    start = _back_over_verbs(words, at)
    return Named(start, key.end, key.digits, said, sure=key.sure)


def _is_label(words: Sequence[Word], at: int, key: Key) -> bool:
    """Whether verb and number are a label: "to choose one, press 2"."""
    leads = at > 0 and not words[at - 1].after and words[at - 1].folded in LEADS
    return leads and key.end < len(words) and words[key.end].folded in PRESS


def _is_one_of(words: Sequence[Word], key: Key) -> bool:
    """Whether one of several is to be chosen: "select one as the following options"."""
    after = words[key.end : key.end + 3]
    if key.digits != "1" or len(after) < 3 or words[key.end - 1].after:
        return False
    small = len(after[0].folded) <= _SMALL and after[0].folded not in _TO_LABELS
    return small and any(word.folded in _FOLLOWING for word in after[1:])


def _presses(words: Sequence[Word], at: int) -> bool:
    """Whether a key is meant: "press or say for"; not words to say: "diga nueva"."""
    verbs = words[_back_over_verbs(words, at) : at + 1]
    return any(word.folded in PRESS for word in verbs)


def _is_told(words: Sequence[Word], at: int) -> bool:
    """Whether no key is offered: "you have selected 2", "do not press 1"."""
    if at == 0 or words[at - 1].after:
        return False
    if _is_denied(words, at):
        return True
    before = words[at - 1].folded
    if words[at].folded in _CHOSEN:
        return before in _WE_HAVE
    starts = at == 1 or words[at - 2].after == Break.SENTENCE
    return before in _THAT_IS and starts and words[at].folded in _OPTION


def _is_denied(words: Sequence[Word], at: int) -> bool:
    """Whether a verb is denied: "do not press 1", "you no longer need to press 1".

    "If not, press 2" and "for no press 2" are offers.
    """
    before = [word.folded for word in words[max(0, at - _DENIED_WITHIN) : at]]
    if before[-1] in _TO and _LONGER in before:
        return True
    return before[-1] in _DENIES and (len(before) < _PAIR or before[-2] in _DENIED_BY)


def _keyed_in(words: Sequence[Word], at: int) -> tuple[Tongue, ...]:
    """Return whose verb it is, if it is one with "in": "key in 1"."""
    if words[at].folded not in _KEYED or words[at].after or at + 2 >= len(words):
        return ()
    tongues = PRESS["press"]
    named = words[at + 1].folded == "in" and key_of(words[at + 2].folded, tongues)
    return tongues if named else ()  # a person: "could you key in a one for me?"


def _before_verb(words: Sequence[Word], at: int) -> Named | None:
    """Read "die Eins drücken": the verb comes last."""
    key = key_at(words, at, ())
    if key is None or key.end >= len(words) or words[key.end - 1].after:
        return None
    here = key.end
    while here < len(words) - 1 and words[here].folded in {"bitte", "dan", "dann"}:
        here += 1
    tongues = PRESS.get(words[here].folded, ())
    if not any(t.code in {"de", "nl"} for t in tongues):
        return None
    if here + 1 < len(words) and words[here + 1].folded in {"sie", "u"}:
        return None  # "…, drücken Sie": the verb of the next key
    start = at
    while start > 0 and words[start - 1].folded in {"die", "bitte", "taste", "de"}:
        start -= 1
    return Named(start, here + 1, key.digits)


def _from_noun(words: Sequence[Word], at: int) -> Named | None:
    """Read "option 3": the noun says that it is a key, no verb is needed.

    "Button 3" may be what somebody speaks of: it needs another key beside it. "Sales,
    extension 201" is believed in a list only: it may as well be who we speak with.
    """
    if words[at].after:
        return None
    if words[at].folded in EXTENSION and at > 0 and words[at - 1].after:
        called = extension_at(words, at, "")
        return Named(at, called.end, called.digits, verb=False) if called else None
    thing = words[at].folded in THINGS
    if not (thing or words[at].folded in _OPTION) or _is_told(words, at):
        return None
    key = key_at(words, at + 1, (), named=True) or _in_its_tongue(words, at)
    if key is None or _is_taken_by_verb(words, key.end) or _is_refused(words, key.end):
        return None
    if key.digits in {"*", "#"}:  # "followed by the hash key" ends an entry
        return None
    start = _back(words, back_to_copula(words, at), _PICKS | IS)
    return Named(start, key.end, key.digits, verb=not thing)


def _in_its_tongue(words: Sequence[Word], at: int) -> Key | None:
    """Read a number that is another word elsewhere, where it ends its clause.

    "Tecla dos": in Portuguese, "dos" would go on.
    """
    key = key_at(words, at + 1, NOUN_OF.get(words[at].folded, ()), named=True)
    if key is None:
        return None
    ends = key.end == len(words) or bool(words[key.end - 1].after)
    return key if ends or words[key.end].folded in LEADS else None


def _is_refused(words: Sequence[Word], end: int) -> bool:
    """Whether a key is said to be none: "option 7 is not valid"."""
    if words[end - 1].after:
        return False
    said = [word.folded for word in words[end : end + _PAIR]]
    return any(word in _REFUSES for word in said)


def _from_slur(words: Sequence[Word], at: int) -> Named | None:
    """Read a key whose verb was misheard; it needs company to be believed."""
    found = slurred(words, at)
    if found is None:
        return None
    start, end, key = found
    return Named(start, end, key, verb=False, sure=False)


def _is_taken_by_verb(words: Sequence[Word], end: int) -> bool:
    """Whether a verb comes last: "die Taste 1 drücken"."""
    on = end < len(words) and not words[end - 1].after
    return on and words[end].folded in PRESS


def back_to_noun(words: Sequence[Word], at: int) -> int:
    """Return where a key begins, with its noun and article: "la opción 4"."""
    return _back(words, _back(words, at, NOUNS), ARTICLES)


def back_to_copula(words: Sequence[Word], at: int) -> int:
    """Return where a key begins, with the copula before it: "es la opción 4"."""
    start = back_to_noun(words, at)
    return start - (_back(words, start, IS) < start)


def _back(words: Sequence[Word], at: int, over: frozenset[str]) -> int:
    while at > 0 and not words[at - 1].after and words[at - 1].folded in over:
        at -= 1
    return at


def _past_fill(words: Sequence[Word], at: int, tongues: Sequence[Tongue]) -> int:
    last = min(len(words), at + _MOST_FILL)
    while at < last:
        word = words[at].folded
        if not any(word in t.fill for t in tongues):
            break
        if key_of(word, tongues) and (
            at + 1 >= last or not key_of(words[at + 1].folded, tongues)
        ):
            break  # "toets een": here it is the number
        at += 1
    return at


def _is_slip(word: Word, tongues: Sequence[Tongue]) -> bool:
    """Whether a word may be a misheard article: "oprima y dos"."""
    if word.after or word.folded in LEADS or key_of(word.folded, tongues):
        return False
    return len(word.folded) <= 3 and not word.folded.isdigit()


def _back_over_verbs(words: Sequence[Word], at: int) -> int:
    """Go back over "say or", "please", to where the phrase begins."""
    while at > 0 and words[at - 1].after < Break.SENTENCE:
        before = words[at - 1].folded
        doubled = before in JOINS and at > 1 and _is_verb(words[at - 2])
        inside = before in ADVERBS and at > 1 and not words[at - 2].after
        after = before in AFTER and not inside  # "to try again, press 1"
        if not (doubled or _is_verb(words[at - 1]) or after):
            break
        at -= 1
    return at


def _is_verb(word: Word) -> bool:
    return word.folded in PRESS or word.folded in SAY


def _same_again(words: Sequence[Word], one: Named, two: Named) -> bool:
    """Whether two names are of one option: "say one or press 1"."""
    between = words[one.end : two.start]
    return one.digits == two.digits and all(w.folded in JOINS for w in between)


def _merge(one: Named, two: Named) -> Named:
    return Named(one.start, two.end, one.digits, one.say or two.say)
