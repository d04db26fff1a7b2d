"""Which of our questions somebody was answering.

A bare "yes" means nothing by itself. What we said before it decides what it answers,
be it in the questionnaire's own words or in others: "And the copay?".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from panda.research.questionnaire import FieldType
from panda.research.reading.spans import sentences
from panda.research.reading.topics import ACCEPT, OPENING, PRICE, WHEN, topics
from panda.research.words import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.research.questionnaire import Question


class Spoken(Protocol):
    """An utterance of a conversation; a `Line` of the supervisor's is one."""

    @property
    def speaker(self) -> str:
        """`business` is the callee; anybody else is on our side."""
        ...

    @property
    def text(self) -> str:
        """The words, as far as they were heard."""
        ...

    @property
    def at_ms(self) -> int:
        """When they began, from the answer."""
        ...


CALLEE = "business"

_WEIGHTS = {ACCEPT: 0.6, OPENING: 0.6, PRICE: 0.3, WHEN: 0.3}
"""What an idea adds that a question shares; a subject of its own adds 1. A price or a
day is asked for in many questions."""
_ENOUGH = 0.55
_MOST = 0.7
"""Of a question's topics: enough even where other questions share them."""
_HINTS = {
    PRICE: frozenset({FieldType.MONEY}),
    WHEN: frozenset({FieldType.DATE, FieldType.TIME, FieldType.DATETIME}),
}
_ASKING = re.compile(
    r"^(?:(?:and|also|so|okay|ok|great|thanks|thank you|got it|perfect) )*(?:do|does"
    r"|is|are|can|could|would|will|what|whats|which|when|how|where|who)\b"
    r"|\b(?:like to (?:know|ask)|tell me|wonder\w*|asking|find out|need to know)\b"
)
_SAY_AGAIN = re.compile(
    r"\b(?:(?:say|repeat)(?: \w+)? (?:that|it|this|once more|again)|once more|come"
    r" again|pardon|(?:a )?yes or (?:a )?no|was that|is that (?:right|correct)|did you"
    r" say)\b"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody had been asked when they spoke."""

    names: frozenset[str] = frozenset()
    """Fields whose question was put last."""
    direct: bool = True
    """Whether nothing else was asked since: "are you still there?", say."""


def asked_before(
    said: Sequence[Spoken], place: int, fields: Sequence[Question]
) -> Asked:
    """Return what was asked last before the utterance at `place`."""
    direct = True
    hinted: frozenset[FieldType] = frozenset()
    for line in reversed(said[:place]):
        if line.speaker == CALLEE or not line.text.strip():
            continue
        names = asked_in(line.text, fields)
        if names:
            return Asked(_of_type(names, hinted, fields), direct)
        if "?" in line.text and not _SAY_AGAIN.search(folded(line.text)):
            direct = False
            hinted = hinted or _hint(line.text)
    return Asked(_of_type(frozenset(), hinted, fields), direct)


def asked_in(text: str, fields: Sequence[Question]) -> frozenset[str]:
    """Return the fields that an utterance of ours asks for."""
    said = folded(text)
    verbatim = [one for one in fields if _is_put(one, said)]
    verbatim = [one for one in verbatim if not _is_part_of_any(one, verbatim)]
    asked = frozenset(one.name for one in verbatim)
    for question in _questions(text):
        if not any(folded(question) in folded(one.ask) for one in verbatim):
            asked |= _best(question, fields)
    return asked


def _is_put(one: Question, said: str) -> bool:
    """Whether a question is put in its own words, or in those for a second time."""
    again = folded(one.ask_again)
    return folded(one.ask) in said or bool(again and again in said)


def _is_part_of_any(one: Question, others: Sequence[Question]) -> bool:
    """Whether a question is said anyhow when another is put."""
    return any(
        folded(one.ask) in folded(other.ask) and one is not other for other in others
    )


def _questions(text: str) -> list[str]:
    parts = [text[start:end].strip() for start, end in sentences(text)]
    asking = [part for part in parts if part.endswith("?")]
    return asking or [part for part in parts if _ASKING.search(folded(part))]


def _best(question: str, fields: Sequence[Question]) -> frozenset[str]:
    """Return the fields a question is for: those with most topics in common."""
    said = topics(question).all
    wanted = {one.name: topics(one.ask).all for one in fields}
    scores = {name: _score(said, name, wanted) for name in wanted}
    best = max(scores.values(), default=0.0)
    if best < _ENOUGH:
        return frozenset()
    return frozenset(name for name, score in scores.items() if score > best - 0.01)


def _score(said: frozenset[str], name: str, wanted: dict[str, frozenset[str]]) -> float:
    mine = wanted[name]
    shared = mine & said
    if not shared:
        return 0.0
    weight = sum(
        _WEIGHTS.get(topic, 1.0) / sum(topic in other for other in wanted.values())
        for topic in shared
    )
    share = len(shared) / len(mine)
    return max(weight, share if share >= _MOST else 0.0)


def _hint(text: str) -> frozenset[FieldType]:
    """Return the types of answer that a question without a subject asks for."""
    ideas = topics(text).ideas
    return frozenset().union(
        *(kinds for idea, kinds in _HINTS.items() if idea in ideas)
    )


def _of_type(
    names: frozenset[str], hinted: frozenset[FieldType], fields: Sequence[Question]
) -> frozenset[str]:
    """Follow "and how much would that be?" to the field it must mean, if one does."""
    fitting = {one.name for one in fields if one.type in hinted}
    if not fitting or fitting & names:
        return names
    return frozenset(fitting) if len(fitting) == 1 else names
