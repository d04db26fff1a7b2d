"""What a caller meant: questions about facts, small talk, farewells.

Matching is by words, as a simple stand-in for a person's understanding: a fact is
asked for when all words of one of its `asked_with` phrases stand in a question. The
phrase with most words wins, and of equal ones the fact that stands first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.businesses import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simulator.businesses.facts import Known
    from simulator.businesses.tongues.tongue import Asked, Grammar


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one utterance was understood to say."""

    facts: tuple[str, ...] = ()
    """Facts asked for, in the order asked."""
    asked: tuple[Asked, ...] = ()
    question: bool = False
    """A question, whether or not it was understood."""
    near: bool = False
    """It has a word of some fact: worth asking again rather than giving up."""
    topic: bool = False
    """Says that there is something to ask, without asking it."""
    disclosed: bool = False
    """Says that the caller is a machine."""
    goodbye: bool = False
    wait: bool = False
    acknowledged: bool = False
    """Nothing but thanks and the like."""
    empty: bool = False

    @property
    def wants_answer(self) -> bool:
        """Whether it asks something, so that the caller has surely ended."""
        return bool(self.facts or self.asked or self.question)


def understand(text: str, facts: Iterable[Known], grammar: Grammar) -> Meaning:
    """Work out what an utterance means to somebody who knows these facts."""
    plain = words.plain(text)
    heard = words.of(text)
    if sum(map(len, heard)) < 2:
        return Meaning(empty=True)
    facts = list(facts)
    found: dict[str, None] = {}
    asks = near = topic = False
    small: dict[Asked, None] = {}
    for sentence in _sentences(plain):
        strong = bool(grammar.strong.search(sentence))
        weak = bool(grammar.weak.search(sentence))
        if not strong and not weak:
            continue
        matched = list(_facts_in(sentence, facts, grammar))
        found.update(dict.fromkeys(matched))
        talk = [
            kind
            for kind, pattern in grammar.small_talk.items()
            if pattern.search(sentence)
        ]
        if matched:  # "the exact price" asks for a price, and for it exactly
            talk = [kind for kind in talk if kind == "exact"]
        small.update(dict.fromkeys(talk))
        topic = topic or weak
        if strong and not matched and not talk:
            asks = True
            near = near or _near(sentence, facts, grammar)
    return Meaning(
        facts=tuple(found),
        asked=tuple(small),
        question=asks,
        near=near,
        topic=topic,
        disclosed=bool(grammar.disclosed.search(plain)),
        goodbye=bool(grammar.goodbye.search(plain)),
        wait=bool(grammar.wait.search(plain)),
        acknowledged=all(word in grammar.acknowledged for word in heard),
    )


def _sentences(plain: str) -> list[str]:
    parts = re.split(r"(?<=[?!])|\.(?=\s|$)", plain)
    return [part for part in parts if part.strip()]


def _facts_in(sentence: str, facts: list[Known], grammar: Grammar) -> Iterator[str]:
    """Name the facts a sentence asks for, each part joined by "and" by itself."""
    parts = grammar.joins.split(sentence)
    best = (_best(part, facts, grammar) for part in parts)
    found = [fact for fact in best if fact is not None]
    if not found and (whole := _best(sentence, facts, grammar)) is not None:
        found = [whole]
    yield from found


def _best(part: str, facts: list[Known], grammar: Grammar) -> str | None:
    heard = words.of(part)
    best, name = 0, None
    for fact in facts:
        score = max(
            words.match(phrase, heard, grammar.small) for phrase in fact.asked_with
        )
        if score > best:
            best, name = score, fact.id
    return name


def _near(sentence: str, facts: list[Known], grammar: Grammar) -> bool:
    heard = [word for word in words.of(sentence) if len(word) > 3]
    return any(
        words.touches(phrase, heard, grammar.small)
        for fact in facts
        for phrase in fact.asked_with
    )
