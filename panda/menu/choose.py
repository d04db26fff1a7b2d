"""Which option of a menu leads to a goal. No model: concepts, then common words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.menu.concepts import Concept, concepts, spans
from panda.menu.detect import same_option
from panda.menu.forks import fork
from panda.menu.goal import MAKES, WORD, Goal, is_telling, stem, stems, understand
from panda.menu.lexicon import LEADS
from panda.menu.serving import LANGUAGE_NAMES, NEVER, NOT_FOR_US, OTHERWISE, SERVES
from panda.menu.words import fold, sentences, words

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
NON_EMERGENCY = re.compile(
    r"non[- ]?(?:emergenc|urgen)\w*|not an emergency|no urgent\w*"
)
"""What an option is for that is no emergency, though it names one."""
_BESIDES = re.compile(r"\b(?:and|or|y|o|u|et|ou|und|oder|e)\b")
"""What makes "appointments and cancellations" serve the same."""
_OTHERS = re.compile(r"\b(?:others?|otr[ao]s|autres|andere[nr]?|outr[ao]s)\b")
"""What says that the rest of the menu may hold what is meant: "other vaccines"."""
_WITHOUT = re.compile(
    r"(?:without|no|sin|sans|ohne|sem) (?:an? |una? |uma )?"
    r"(?:appointments?|citas?|rendez-vous|termin\w*|hora marcada)"
)
"""What an appointment is named for that is not made."""
_WITH_WHOM = re.compile(
    r"\b(?:con|com|avec|chez|bei|beim|mit|with|see)"
    r"(?: (?:el|la|un|una|o|a|um|uma|le|votre|einem|einer|dem|der|an|the|your|su|seu))?"
    r" (?:doctora?|medic[oa]|medecin|arzt|arztin|physician|dentist|dentista|dentiste|"
    r"zahnarzt)\b(?!'| (?:office|line))"
)
"""Whom an appointment is with: no sign that the option is for doctors."""
_NARROWER = 0.07
"""What each word costs that narrows an option down to something else than asked."""
_OFF_THE_MATTER = 0.12
"""The same where it is known what the call is about, and the option is not of it."""
_MOST_UNASKED = 3
_CLOSER = 0.05
"""What each word is worth that an option shares with what the call is about."""
_MOST_CLOSE = 2
_NEXT_TONGUE = re.compile(r"\W+(?:para|pour|fur|for)\b")
"""With these begins the offer of the next language, where its key was not understood:
"one for English, para español"."""
_OTHER_THAN = re.compile(r"\b(?:other|except|not|otr[oa]s?|autres?|andere)\b")
_MOST_LEAD = 2
"""Words before a language in "continue in English"."""
_NAMED_LANGUAGE = re.compile(
    "|".join(rf"\b(?P<{code}>{names})\b" for code, names in LANGUAGE_NAMES.items())
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What to do about a menu, how sure (0 to 1), and why."""

    option: Option | None
    confidence: float
    reason: str
    """`match`, `related`, `operator`, `language`, `about`, `any`, `stay`, or `none`."""


def choose(
    goal: str,
    menu: Menu,
    *,
    language: str = "en",
    avoid: Sequence[Option] = (),
    may_stay: bool = True,
    about: str = "",
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
        about: More on what the call is about; it decides between what is alike.
    """
    wanted = understand(goal, about)
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
        return _otherwise(menu, avoid, wanted, stay=menu.stay and may_stay)
    worth, _, option = best
    if menu.stay and may_stay and worth < STAY:
        return Choice(None, STAY, "stay")
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    doubt = max(0.0, _MARGIN - (worth - second)) * 1.5
    sure = min(1.0, max(0.0, worth - doubt))
    return Choice(option, round(sure, 3), _reason(option, worth))


def _otherwise(
    menu: Menu, avoid: Sequence[Option], goal: Goal, *, stay: bool
) -> Choice:
    """Decide where no option serves: a fork to places, waiting, any other fork."""
    parting = fork(menu, avoid, closeness=goal.closeness)
    if parting is not None and (parting.places or parting.close or not stay):
        return Choice(parting.way, PLAUSIBLE, "about" if parting.close else "any")
    return Choice(None, STAY, "stay") if stay else Choice(None, 0.0, "none")


def _worth(option: Option, goal: Goal, language: str) -> float:
    label = NON_EMERGENCY.sub(" other calls ", fold(option.label))
    label = _WITH_WHOM.sub(" ", _WITHOUT.sub(" walk in ", label))
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
    close = goal.closeness(label)
    narrower = _OFF_THE_MATTER if goal.about and not close else _NARROWER
    narrowed = worth - narrower * _unasked(label, goal)
    if _OTHERS.search(label):
        narrowed = min(narrowed, CERTAIN - _NARROWER)
    return (
        max(narrowed, PLAUSIBLE)
        + 0.04 * _overlap(label, goal)
        + _CLOSER * min(close, _MOST_CLOSE)
    )


def _schedules(label: str, offered: dict[Concept, int]) -> bool:
    """Whether an option is for new appointments, whatever else it is for."""
    first = offered.get(Concept.SCHEDULE, len(label))
    then = offered.get(Concept.CHANGE, 0)
    return bool(MAKES.search(label) or _BESIDES.search(label[first:then]))


def _unasked(label: str, goal: Goal) -> int:
    """Count words that narrow an option to what was not asked for: "large party"."""
    served = [
        (start, end)
        for concept, start, end in spans(label)
        if any(_serves(aim, concept) >= PLAUSIBLE for aim in goal.concepts)
    ]
    unasked = sum(
        not any(start < word.end() and word.start() < end for start, end in served)
        for word in WORD.finditer(label)
        if is_telling(word.group())
        and stem(word.group()) not in goal.words | goal.about
    )
    return min(unasked, _MOST_UNASKED)


def _language_worth(label: str, goal: Goal, language: str) -> float:
    named = _NAMED_LANGUAGE.search(label)
    if named is not None and named.lastgroup == language:
        rest = label[named.end() :]
        only = not _OTHER_THAN.search(label[: named.start()])
        if not rest or _NEXT_TONGUE.match(rest):
            return 0.95
        if only and label[: named.start()].count(" ") <= _MOST_LEAD:
            return 0.9  # whatever was made of the next language's words
    return 0.3 if Concept.LANGUAGE in goal.concepts else 0.0


def only_other_languages(menu: Menu, language: str) -> bool:
    """Whether a menu was understood to offer languages, and ours was not."""
    named = [_NAMED_LANGUAGE.search(fold(option.label)) for option in menu.options]
    return bool(named) and all(
        one is not None and one.lastgroup != language for one in named
    )


def names_language(text: str, language: str) -> bool:
    """Whether a text has a label of a language, and not its key: "For English."."""
    names = re.compile(rf"(?:{LANGUAGE_NAMES.get(language, '$^')})")
    return any(
        len(said) > 1
        and said[0].folded in LEADS
        and any(names.fullmatch(word.folded) for word in said[1 : _MOST_LEAD + 2])
        for said in sentences(words(text))
    )


def _conceptual(offered: dict[Concept, int], goal: Goal) -> float:
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


def _overlap(label: str, goal: Goal) -> float:
    if not goal.words:
        return 0.0
    return len(goal.words & stems(label)) / len(goal.words)


def _lexical(label: str, goal: Goal) -> float:
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
