"""Which option of a menu leads to a goal. No model: concepts, then common words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.menu.concepts import Concept, concepts, spans
from panda.menu.detect import same_option
from panda.menu.forks import fork
from panda.menu.serving import LANGUAGE_NAMES, NEVER, NOT_FOR_US, OTHERWISE, SERVES
from panda.menu.tongues.tongue import group
from panda.menu.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.menu.menu import Menu, Option

CERTAIN = 0.85
"""From this confidence on there is no need to hear the rest of the menu."""
PLAUSIBLE = 0.5
"""Below this an option is no answer at all."""
STAY = 0.52
"""What staying on the line is worth: somebody answers, sooner or later."""
_MARGIN = 0.12
_LEXICAL = 0.9
"""What an option is worth that has all the goal's words, of no known concept."""
_NON_EMERGENCY = re.compile(
    r"non[- ]?(?:emergenc|urgen)\w*|not an emergency|no urgent\w*"
)
_BESIDES = re.compile(r"\b(?:and|or|y|o|u|et|ou|und|oder|e)\b")
"""What makes "appointments and cancellations" serve the same."""
_VAGUE = (
    Concept.SERVICE,
    Concept.GENERAL,
    Concept.LANGUAGE,
    Concept.OPERATOR,
    Concept.PROFESSIONAL,
)
"""Filler beside a real aim: "service", "with an agent", "with a doctor"."""
_WITHOUT = re.compile(
    r"(?:without|no|sin|sans|ohne|sem) (?:an? |una? |uma )?"
    r"(?:appointments?|citas?|rendez-vous|termin\w*|hora marcada)"
)
"""What an appointment is named for that is not made."""
_MAKES = re.compile(
    r"\b(?:make|schedule|book|set up|request|new|programar|agendar|hacer|concertar|"
    r"prendre|reserver|vereinbaren|buchen|marcar|fissare|maken)\b"
)
"""What makes "schedule or change an appointment" serve one who wants to schedule."""
_NARROWER = 0.07
"""What each word costs that narrows an option down to something else than asked."""
_MOST_UNASKED = 3
_WORD = re.compile(r"[^\W\d_]+")
_STEM = 5
"""Letters that the forms of a word have in common."""
_SHORT = 2
_LATER_GOAL = 0.9
"""How much each further aim of a goal counts, against the one before."""
_PLAIN = group(
    "a an the to for of on in at and or my our your with about from some is are i want "
    "would like need get ask know find out please if you can make new speak talk "
    "el la los las de para por con un una y o le les des du pour un une et der die das "
    "fur und ein eine zu os as do da um uma e call calling other others calls all more "
    "our now again phone telephone line team department desk staff section "
    "departamento linea equipo telefono departement ligne equipe abteilung telefon"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What to do about a menu, how sure (0 to 1), and why."""

    option: Option | None
    confidence: float
    reason: str
    """`match`, `related`, `operator`, `language`, `any`, `stay`, or `none`."""


@dataclass(frozen=True, slots=True)
class _Goal:
    concepts: dict[Concept, float]
    words: frozenset[str]


def choose(
    goal: str,
    menu: Menu,
    *,
    language: str = "en",
    avoid: Sequence[Option] = (),
    may_stay: bool = True,
) -> Choice:
    """Choose for a goal in plain words; `avoid` holds options that led nowhere.

    Emergency options are never chosen, unless that is the goal. Where only the way
    parts (`any`: which office?) the first way is as good as another. A choice without
    an option means to stay on the line (`stay`), or that there is no answer (`none`).

    Args:
        goal: What the call is for.
        menu: What is offered.
        language: The caller's.
        avoid: What has led nowhere.
        may_stay: Whether waiting is still worth a try.
    """
    wanted = _goal(goal)
    ranked = sorted(
        (
            (_worth(option, wanted, language), -place, option)
            for place, option in enumerate(menu.options)
            if not any(same_option(option, one) for one in avoid)
        ),
        key=lambda row: row[:2],
        reverse=True,
    )
    best = ranked[0] if ranked else None
    if best is None or best[0] < PLAUSIBLE:
        return _otherwise(menu, avoid, stay=menu.stay and may_stay)
    worth, _, option = best
    if menu.stay and may_stay and worth < STAY:
        return Choice(None, STAY, "stay")
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    doubt = max(0.0, _MARGIN - (worth - second)) * 1.5
    sure = min(1.0, max(0.0, worth - doubt))
    return Choice(option, round(sure, 3), _reason(option, worth))


def _otherwise(menu: Menu, avoid: Sequence[Option], *, stay: bool) -> Choice:
    """Decide where no option serves: a fork to places, waiting, any other fork."""
    parting = fork(menu, avoid)
    if parting is not None and (parting.places or not stay):
        return Choice(parting.way, PLAUSIBLE, "any")
    return Choice(None, STAY, "stay") if stay else Choice(None, 0.0, "none")


def _goal(goal: str) -> _Goal:
    folded = fold(goal)
    found = concepts(folded)
    if Concept.CHANGE in found and not _MAKES.search(folded):
        found.pop(Concept.SCHEDULE, None)
    if found.get(Concept.CHANGE, -1) > found.get(Concept.SCHEDULE, len(folded)):
        found.pop(Concept.CHANGE)  # "schedule an oil change"
    if len(found) > 1:
        for vague in _VAGUE:
            if len(found) > 1:
                found.pop(vague, None)
    weights = {}
    for rank, concept in enumerate(sorted(found, key=lambda c: found[c])):
        weights[concept] = _LATER_GOAL**rank
    return _Goal(weights, _stems(folded))


def _stems(folded: str) -> frozenset[str]:
    """Return the telling words of a text, cut to what their forms have in common."""
    return frozenset(w[:_STEM] for w in _WORD.findall(folded) if _is_telling(w))


def _is_telling(word: str) -> bool:
    return word not in _PLAIN and len(word) > _SHORT


def _worth(option: Option, goal: _Goal, language: str) -> float:
    label = _NON_EMERGENCY.sub(" other calls ", fold(option.label))
    label = _WITHOUT.sub(" walk in ", label)
    offered = concepts(label)
    if any(c in offered and c not in goal.concepts for c in NEVER):
        return 0.0
    if Concept.LANGUAGE in offered:
        return _language_worth(label, goal, language)
    worth = max(_conceptual(offered, goal), _lexical(label, goal))
    if Concept.SCHEDULE in goal.concepts and _schedules(label, offered):
        offered.pop(Concept.CHANGE, None)
        offered.pop(Concept.CONFIRM, None)
    for concept, left in NOT_FOR_US.items():
        if concept in offered and concept not in goal.concepts:
            worth *= left
    if worth < PLAUSIBLE:
        return worth
    narrowed = worth - _NARROWER * _unasked(label, goal)
    return max(narrowed, PLAUSIBLE) + 0.04 * _overlap(label, goal)


def _schedules(label: str, offered: dict[Concept, int]) -> bool:
    """Whether an option is for new appointments, whatever else it is for."""
    first = offered.get(Concept.SCHEDULE, len(label))
    then = offered.get(Concept.CHANGE, 0)
    return bool(_MAKES.search(label) or _BESIDES.search(label[first:then]))


def _unasked(label: str, goal: _Goal) -> int:
    """Count words that narrow an option to what was not asked for: "large party"."""
    served = [
        (start, end)
        for concept, start, end in spans(label)
        if any(_serves(aim, concept) >= PLAUSIBLE for aim in goal.concepts)
    ]
    unasked = sum(
        not any(start < word.end() and word.start() < end for start, end in served)
        for word in _WORD.finditer(label)
        if _is_telling(word.group()) and word.group()[:_STEM] not in goal.words
    )
    return min(unasked, _MOST_UNASKED)


def _language_worth(label: str, goal: _Goal, language: str) -> float:
    name = LANGUAGE_NAMES.get(language, "")
    if name and re.search(rf"\b(?:{name})$", label):
        return 0.95
    return 0.3 if Concept.LANGUAGE in goal.concepts else 0.0


def _conceptual(offered: dict[Concept, int], goal: _Goal) -> float:
    if not goal.concepts:
        return max((OTHERWISE.get(concept, 0.0) for concept in offered), default=0.0)
    return max(
        (
            weight * _serves(aim, concept)
            for aim, weight in goal.concepts.items()
            for concept in offered
        ),
        default=0.0,
    )


def _serves(aim: Concept, concept: Concept) -> float:
    if aim is concept:
        return 1.0
    return SERVES.get(aim, OTHERWISE).get(concept, 0.0)


def _overlap(label: str, goal: _Goal) -> float:
    if not goal.words:
        return 0.0
    return len(goal.words & _stems(label)) / len(goal.words)


def _lexical(label: str, goal: _Goal) -> float:
    overlap = _overlap(label, goal)
    return _LEXICAL * (1 + overlap) / 2 if overlap else 0.0


def _reason(option: Option, worth: float) -> str:
    offered = concepts(fold(option.label))
    if Concept.LANGUAGE in offered:
        return "language"
    if worth >= CERTAIN:
        return "match"
    if offered.keys() & {Concept.OPERATOR, Concept.DESK}:
        return "operator"
    return "related"
