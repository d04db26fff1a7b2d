"""What a call is for, in the terms in which the options of a menu are weighed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from panda.menu.concepts import Concept, concepts, spans
from panda.menu.serving import KINDS
from panda.menu.tongues.tongue import group
from panda.menu.words import fold

WORD = re.compile(r"[^\W\d_]+")
_STEM = 5
"""Letters that the forms of a word have in common."""
_SHORT = 2
_LATER_GOAL = 0.9
"""How much each further aim of a goal counts, against the one before."""
_VAGUE = (
    Concept.SERVICE,
    Concept.GENERAL,
    Concept.LANGUAGE,
    Concept.OPERATOR,
    Concept.PROFESSIONAL,
)
"""Filler beside a real aim: "service", "with an agent", "with a doctor"."""
MAKES = re.compile(
    r"\b(?:make|schedule|book|set up|request|new|programar|agendar|hacer|concertar|"
    r"prendre|reserver|fixer|vereinbaren|vereinbare|buchen|ausmachen|marcar|fazer|"
    r"fissare|maken)\b"
)
"""What makes "schedule or change an appointment" serve one who wants to schedule."""
_PLAIN = group(
    "a an the to for of on in at and or my our your with about from some is are i want "
    "would like need get ask know find out please if you can make new speak talk "
    "el la los las de para por con contra un una y o le les des du pour un une et der "
    "die das fur und ein eine zu os as do da um uma e call calling other others calls "
    "all more our now again phone telephone line team department desk staff section "
    "departamento linea equipo telefono departement ligne equipe abteilung telefon "
    "setor linha equipe have has had having this that these those her his their she "
    "quisiera quiere desea busca tiene necesita mochte will braucht sucht voudrait "
    "veut cherche besoin gostaria quer precisa busca procura avec dans sur vos nos "
    "votre notre mit einen einem einer den dem ihre unsere von vom beim com sua seu "
    "nossa nosso nuestra nuestro sus preguntar sobre hablar parler parlar falar"
)


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal in plain words, understood; `about` is what else was said of it."""

    concepts: dict[Concept, float]
    """What is aimed at, with the weight of each aim, up to 1."""
    words: frozenset[str]
    about: frozenset[str] = frozenset()
    """Telling words of what the call is about, that the goal itself has not."""
    kinds: frozenset[Concept] = frozenset()
    """What kind of matter it is about."""

    def closeness(self, folded: str) -> int:
        """Count the words and kinds a label shares with what the call is about."""
        if not (self.about or self.kinds):
            return 0
        kinds = (concepts(folded).keys() & self.kinds) - self.concepts.keys()
        return len(self.about & stems(folded)) + len(kinds)


@lru_cache(maxsize=256)
def understand(goal: str, about: str = "") -> Goal:
    """Return a goal with its aims in order of weight.

    Args:
        goal: What the call is for: "schedule an appointment".
        about: A sentence that says more: "Maria would like a flu shot".
    """
    folded = fold(goal)
    found = concepts(folded)
    if Concept.CHANGE in found and not MAKES.search(folded):
        found.pop(Concept.SCHEDULE, None)
    if found.get(Concept.CHANGE, -1) > found.get(Concept.SCHEDULE, len(folded)):
        found.pop(Concept.CHANGE)  # "schedule an oil change"
    for vague in _VAGUE:
        if len(found) > 1:
            found.pop(vague, None)
    weights = {
        concept: _LATER_GOAL**rank
        for rank, concept in enumerate(sorted(found, key=lambda c: found[c]))
    }
    own = stems(folded)
    said = fold(about)
    kinds = concepts(said).keys() & KINDS
    return Goal(weights, own, _matter(said) - own, frozenset(kinds))


def _matter(folded: str) -> frozenset[str]:
    """Return the telling words of a text that name no department of a business."""
    named = [(a, b) for concept, a, b in spans(folded) if concept not in KINDS]
    return frozenset(
        stem(word.group())
        for word in WORD.finditer(folded)
        if is_telling(word.group())
        and not any(a < word.end() and word.start() < b for a, b in named)
    )


def stems(folded: str) -> frozenset[str]:
    """Return the telling words of a text, cut to what their forms have in common."""
    return frozenset(stem(w) for w in WORD.findall(folded) if is_telling(w))


def stem(word: str) -> str:
    """Cut a word to what its forms have in common."""
    return word.removesuffix("s")[:_STEM]


def is_telling(word: str) -> bool:
    """Whether a folded word says what something is about."""
    return word not in _PLAIN and len(word) > _SHORT
