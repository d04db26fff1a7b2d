"""What a caller meant: questions about facts, small talk, farewells.

Matching is by words, as a simple stand-in for a person's understanding: a fact is
asked for when all words of one of its `asked_with` phrases stand in a question. The
phrase with most words wins, and of equal ones the fact that stands first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from simulator.businesses import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simulator.businesses.facts import Known

Asked = Literal[
    "repeat", "name", "moment", "hearing", "here", "well", "consent", "confirm"
]
"""Questions a person answers without any fact."""

_SMALL_TALK: dict[Asked, re.Pattern[str]] = {
    "repeat": re.compile(
        r"(repeat|say) (that|it|this)\b|(repeat|say) (the|your) answer|come again"
        r"|didn't (quite )?(catch|hear|get) (that|you)|^pardon"
    ),
    "name": re.compile(r"who am i (speaking|talking)|(is|get|have) your name"),
    "moment": re.compile(
        r"(have|got) (a|just a|one) (quick )?(moment|minute|second)|good time"
        r"|(ask|answer|help (me|us) with) (you )?(a )?(some|few|couple|quick)"
    ),
    "hearing": re.compile(r"(can|do) you hear me|are you (still )?(there|with me)"),
    "here": re.compile(
        r"is this (?!a |an |okay|ok|correct|right|covered|included)|have i reached"
        r"|am i (speaking|talking) (to|with)|did i reach"
    ),
    "well": re.compile(r"how are you|how is your day"),
    "consent": re.compile(
        r"(okay|ok|all right|alright|fine) (with you|if|to continue|to proceed)"
    ),
    "confirm": re.compile(
        r"is that (right|correct|so)|(right|correct)\s*\?|did you say|was that"
        r"|(to|let me|me to|just) confirm|did i (get|hear)|you said"
    ),
}
_STRONG = re.compile(
    r"\?|\b(what|when|how much|how many|how long|how soon|which|where|why|do you"
    r"|does|could you|can you|would you|is there|are there|are you)\b"
)
_WEAK = re.compile(
    r"\b(ask|asking|wonder|wondering|know|find out|tell me|check|whether|confirm"
    r"|looking for|about|interested in)\b"
)
_DISCLOSED = re.compile(
    r"\b(ai|artificial intelligence|artificial|automated|virtual (assistant|agent)"
    r"|robot|bot|computer|digital assistant)\b"
)
_GOODBYE = re.compile(
    r"\b(bye|goodbye|have an? (great|good|nice|wonderful|lovely)|take care"
    r"|thank(s| you)( \w+){0,3} for (your|the) (time|help|information)"
    r"|that is (all|everything))\b"
)
_WAIT = re.compile(
    r"\b(one (moment|second|sec)|just a (moment|second|sec|minute)|hold on|bear with"
    r"|let me (see|think|check|look|make a note|note))\b"
)
_ACKNOWLEDGED = set(
    re.findall(
        r"[\w']+",
        "ok okay great thanks thank you got it perfect sure alright all right good i "
        "see understood wonderful very much so noted excellent that is that's helpful "
        "well appreciate really yes no yeah mm hmm uh huh fine",
    )
)


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


def understand(text: str, facts: Iterable[Known]) -> Meaning:
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
        strong, weak = bool(_STRONG.search(sentence)), bool(_WEAK.search(sentence))
        if not strong and not weak:
            continue
        matched = list(_facts_in(sentence, facts))
        found.update(dict.fromkeys(matched))
        talk = [
            kind for kind, pattern in _SMALL_TALK.items() if pattern.search(sentence)
        ]
        small.update(dict.fromkeys([] if matched else talk))
        topic = topic or weak
        if strong and not matched and not talk:
            asks = True
            near = near or _near(sentence, facts)
    return Meaning(
        facts=tuple(found),
        asked=tuple(small),
        question=asks,
        near=near,
        topic=topic,
        disclosed=bool(_DISCLOSED.search(plain)),
        goodbye=bool(_GOODBYE.search(plain)),
        wait=bool(_WAIT.search(plain)),
        acknowledged=all(word in _ACKNOWLEDGED for word in heard),
    )


def _sentences(plain: str) -> list[str]:
    parts = re.split(r"(?<=[?!])|\.(?=\s|$)", plain)
    return [part for part in parts if part.strip()]


def _facts_in(sentence: str, facts: list[Known]) -> Iterator[str]:
    """Name the facts a sentence asks for, each part joined by "and" by itself."""
    parts = re.split(r"\b(?:and|also|plus|or)\b|[,;?]", sentence)
    found = [fact for part in parts if (fact := _best(part, facts)) is not None]
    if not found and (whole := _best(sentence, facts)) is not None:
        found = [whole]
    yield from found


def _best(part: str, facts: list[Known]) -> str | None:
    heard = words.of(part)
    best, name = 0, None
    for fact in facts:
        score = max(words.match(phrase, heard) for phrase in fact.asked_with)
        if score > best:
            best, name = score, fact.id
    return name


def _near(sentence: str, facts: list[Known]) -> bool:
    heard = [word for word in words.of(sentence) if len(word) > 3]
    return any(
        words.touches(phrase, heard) for fact in facts for phrase in fact.asked_with
    )
