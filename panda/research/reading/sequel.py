"""What is said after an answer and makes it stand no more.

"Yes, we do. Sorry, no, we stopped last month", "$95. Oh wait, that's the old price",
"Thursday at two. Oh no, that's taken": people answer first and look after. What is
said about other things takes nothing back, however many denials it has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from panda.research.reading.courtesy import is_small_talk
from panda.research.reading.spans import clauses, sentences
from panda.research.reading.topics import names
from panda.research.reading.turning import (
    belongs_to,
    has_value,
    is_changed,
    is_checking,
    is_gone,
    is_unsure,
    is_withdrawn,
    returns,
    turns,
)
from panda.research.reading.verdict import is_idle, names_subject, verdict
from panda.research.words import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Sequel(StrEnum):
    """What became of an answer by what was said after it."""

    STANDS = auto()
    WITHDRAWN = auto()
    UNSURE = auto()
    """They are not certain of it any more."""


_IF = re.compile(r"^(?:if|unless|in case|whether|or if|should)\b")
_UNTIL = re.compile(r"\b(?:until|till|up to)\b")
_ONLY = re.compile(r"\bonly (?:take|accept|honou?r|work with|do)\b")
_THEM = re.compile(r"^(?:you|your|youre|youll|there|theres)\b")
_WE = re.compile(r"^(?:we|were|i|im|they|theyre|he|she)\b")
_SAYS = re.compile(r"\b(?:says?|said|tells?|told|telling)\b")
_SO = r"^(?:(?:and|so|but|well|oh|no|sorry) )*"
_NOT_IT = re.compile(rf"{_SO}(?:it|its|that|thats|not|nolonger)\b")
_ON = re.compile(rf"{_SO}(?:that|it|this|its|thats|they|which)\b")


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause, and where it stands."""

    written: str
    words: str
    """The same, folded."""
    sentence: str
    """The whole sentence, folded."""
    after: str
    """The next clause in its sentence that is no filler, as it is written."""
    near: bool
    """Whether nothing else was spoken of since the answer."""


def after_answer(value: bool, after: str, ask: str, *, alone: bool = True) -> Sequel:  # noqa: FBT001
    """Return what becomes of a yes or a no.

    Args:
        value: The answer.
        after: What they said after it, until they were asked something else.
        ask: The question.
        alone: Whether no other question was open that a bare "no" could answer.
    """
    result = Sequel.STANDS
    for clause in _clauses(after, ask):
        said = _decided(clause, ask, alone=alone)
        if clause.near and is_withdrawn(clause.words):
            result = Sequel.WITHDRAWN
        elif clause.near and _leaves_open(clause) and not has_value(clause.after):
            result = Sequel.UNSURE
        elif said is not None:
            result = Sequel.STANDS if said is value else Sequel.WITHDRAWN
    return result


def after_value(
    after: str, ask: str, *, moment: bool = False, alone: bool = True
) -> Sequel:
    """Return what becomes of an amount, a day, a name or any other value.

    Args:
        after: What they said after it, up to the next value of the kind.
        ask: The question.
        moment: Whether it is a day or a time, which may turn out to be taken.
        alone: Whether no question was open that a bare "no" could answer.
    """
    for clause in _clauses(after, ask):
        if not clause.near:
            continue
        words = clause.words
        if is_withdrawn(words) or is_changed(words) or (moment and is_gone(words)):
            return Sequel.WITHDRAWN
        if _leaves_open(clause):
            return Sequel.UNSURE
        if _is_of_another(clause, ask) or _denies(clause, ask, alone=alone):
            return Sequel.WITHDRAWN
    return Sequel.STANDS


# --- what a clause does ---------------------------------------------------------------


def _decided(clause: _Clause, ask: str, *, alone: bool) -> bool | None:
    """Return the yes or no that a clause gives to the question of the answer."""
    if _ONLY.search(clause.words) and _other_names(clause.written, ask):
        return False  # "we only take Cigna"
    ended = bool(_UNTIL.search(clause.sentence))
    said = verdict(clause.words, ask, ended=ended)
    if said is None and returns(clause.sentence):
        said = verdict(clause.words, ask, ended=True)  # "I mean, we did"
    if said is None:
        return None
    turned = turns(clause.sentence)
    if not said.names_it and not (clause.near and (alone or turned)):
        return None
    if said.is_word and _begins_another(clause, ask):
        return None
    if said.is_word and said.value and not returns(clause.sentence):
        return None
    return said.value


def _denies(clause: _Clause, ask: str, *, alone: bool) -> bool:
    """Whether a clause says no to a value: "oh no", "it isn't", "not anymore"."""
    said = verdict(clause.words, ask)
    if said is None or said.value or said.names_it:
        return False
    if not said.is_word:
        return bool(_NOT_IT.match(clause.words))
    others = _begins_another(clause, ask) or _WE.match(folded(clause.after))
    return alone and turns(clause.sentence) and not others


def _is_of_another(clause: _Clause, ask: str) -> bool:
    """Whether a value turns out to be of something else than was asked for."""
    of = belongs_to(clause.words) if turns(clause.sentence) else ""
    return bool(of) and of not in folded(ask) and not names_subject(of, ask)


def _leaves_open(clause: _Clause) -> bool:
    words = clause.words
    return is_unsure(words) or (turns(clause.sentence) and is_checking(words))


def _begins_another(clause: _Clause, ask: str) -> bool:
    """Whether what a "no" begins is about something else.

    "No, you don't need one", "no, Friday", "no, Cigna isn't covered", "no, go ahead".
    """
    after = folded(clause.after)
    if _other_names(clause.after, ask) and not _SAYS.search(clause.sentence):
        return True
    return bool(_THEM.match(after)) or has_value(after) or is_small_talk(clause.after)


def _other_names(written: str, ask: str) -> frozenset[str]:
    """Return the proper names in a clause, if the question's own are not among them."""
    found = names(f"so {written}")
    return frozenset() if found & names(ask) else found


# --- where it stands ------------------------------------------------------------------


def _clauses(after: str, ask: str) -> Iterator[_Clause]:
    """Go through all that is stated after an answer.

    The rest of its own sentence is near it, and so is the next that is about it or
    about nothing. Further on a lone "oh wait, no" may still mean it, unless another
    value was spoken of that it must mean.
    """
    near, counted = True, False
    for first, last in sentences(after):
        sentence = after[first:last].strip()
        said = folded(sentence)
        asks = sentence.endswith("?")
        parts = _parts(sentence)
        alien = [part for part in parts if not _is_kin(part, ask)]
        lone = turns(said) and not alien and not counted
        for index, part in enumerate(parts):
            if asks or _IF.match(folded(part)):
                continue
            following = [one for one in parts[index + 1 :] if not is_idle(one, ask)]
            words, then = folded(part), "".join(following[:1])
            yield _Clause(part, words, said, then, near or lone)
        if first:  # the rest of the answer's own sentence changes nothing
            counted = counted or has_value(said)
            near = near and (asks or not alien or _goes_on(said, parts, ask))


def _parts(sentence: str) -> list[str]:
    found = (sentence[start:end].strip() for start, end in clauses(sentence))
    return [part for part in found if folded(part)]


def _is_kin(part: str, ask: str) -> bool:
    """Whether a clause is about the answer before it, or about nothing."""
    words = folded(part)
    return (
        is_idle(part, ask)
        or verdict(part, ask) is not None
        or is_withdrawn(words)
        or is_unsure(words)
        or is_checking(words)
        or is_small_talk(part)
    )


def _goes_on(said: str, parts: Sequence[str], ask: str) -> bool:
    """Whether what follows a sentence may still be about the answer before it."""
    if is_small_talk(said) or any(names_subject(part, ask) for part in parts):
        return True
    return bool(_ON.match(said)) and not has_value(said)
