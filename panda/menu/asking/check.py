"""What a supervisor's answer must pass before it is acted on.

A model may be wrong, and may be talked into things by what it reads. So an answer only
picks from what the menu itself offers, or from what the rules would try unasked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from panda.menu.asking.question import Act
from panda.menu.choose import NON_EMERGENCY
from panda.menu.concepts import concepts
from panda.menu.lexicon import key_of
from panda.menu.menu import Option
from panda.menu.serving import NEVER, NOT_FOR_US
from panda.menu.tongues import TONGUES
from panda.menu.wording import GUESSES, OPERATOR, WORDS_FOR
from panda.menu.words import fold, words

if TYPE_CHECKING:
    from panda.menu.asking.question import WayAnswer, WayQuestion

KEYS = re.compile(r"[0-9*#]{1,3}")
"""What any transport can press for an option; more keys are an entry, not a choice."""
MOST_WORDS = 8
_DIGITS = re.compile(r"\d")
_BARRED = 0.3
"""A concept that leaves an option no more of its worth than this is a distractor."""

Checked = Option | Act | None
"""An option to try, `Act.WAIT` or `Act.STUCK`; None for an answer that is refused."""


def checked(question: WayQuestion, answer: WayAnswer) -> Checked:
    """Return what may be done of an answer; None if nothing may."""
    if answer.act in {Act.WAIT, Act.STUCK}:
        return answer.act
    by_key = answer.act is Act.KEY
    option = _by_key(question, answer) if by_key else _by_words(question, answer)
    if option is None or _is_barred(question, option, answer):
        return None
    return None if _failed(question, option) else option


def _by_key(question: WayQuestion, answer: WayAnswer) -> Option | None:
    """Return the option of a key: offered, read out by the prompt, or a fall-back."""
    if not KEYS.fullmatch(answer.keys):
        return None
    for option in question.options:
        if option.digits == answer.keys:
            return option
    if _is_read_out(question, answer):
        return Option(digits=answer.keys, label=answer.leads_to)
    if answer.keys in GUESSES:
        return Option(digits=answer.keys, label=OPERATOR)
    return None


def _is_read_out(question: WayQuestion, answer: WayAnswer) -> bool:
    """Whether the words quoted stand in the prompt, and name the key."""
    quoted = [word.folded for word in words(answer.quote)]
    heard = [word.folded for text in question.heard for word in words(text)]
    if not answer.leads_to or not quoted or not _stands_in(quoted, heard):
        return False
    return any(answer.keys in {word, key_of(word, TONGUES.values())} for word in quoted)


def _stands_in(part: list[str], whole: list[str]) -> bool:
    size = len(part)
    return any(whole[at : at + size] == part for at in range(len(whole) - size + 1))


def _by_words(question: WayQuestion, answer: WayAnswer) -> Option | None:
    """Return the option of words: offered, the goal itself, or asking for a person."""
    said = fold(answer.words).strip(" .!")
    for option in question.options:
        if said and said in {fold(option.say), fold(option.label)}:
            return Option(say=option.say or option.label, label=option.label)
    free = {fold(question.goal), *(fold(word) for word in WORDS_FOR.values())}
    if said in free and not _DIGITS.search(said):
        return Option(say=answer.words, label=answer.words)
    heard = " ".join(fold(text) for text in question.heard)
    short = 0 < len(said.split()) <= MOST_WORDS
    if short and re.search(rf"\b{re.escape(said)}\b", heard):
        return None if _DIGITS.search(said) else Option(say=said, label=said)
    return None


def _is_barred(question: WayQuestion, option: Option, answer: WayAnswer) -> bool:
    """Whether it leads where the goal never does: emergencies, somebody else's line."""
    wanted = concepts(fold(question.goal))
    told = f"{option.label} . {answer.leads_to} . {answer.quote}"
    named = concepts(NON_EMERGENCY.sub(" other calls ", fold(told)))
    if any(concept in named and concept not in wanted for concept in NEVER):
        return True
    offered = concepts(fold(option.label))
    return bool(offered) and all(
        concept not in wanted and NOT_FOR_US.get(concept, 1.0) <= _BARRED
        for concept in offered
    )


def _failed(question: WayQuestion, option: Option) -> bool:
    return (option.digits or option.say) in question.failed
