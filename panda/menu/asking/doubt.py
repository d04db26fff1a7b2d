"""When the rules are unsure which way to take; ordinary menus never are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.asking.question import Doubt
from panda.menu.choose import CERTAIN
from panda.menu.concepts import Concept, concepts
from panda.menu.forks import fork
from panda.menu.lexicon import COMMON
from panda.menu.menu import LineKind
from panda.menu.words import fold, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from panda.menu.choose import Choice
    from panda.menu.menu import Menu, Option
    from panda.menu.prompt import Prompt

RIDDLE_MS = 5_000
"""A menu that has said nothing we understood is asked about after this: before it
gives up, and before we do."""
_FEW_WORDS = 6
_KNOWN_SHARE = 0.12
"""Of the words of a prompt in a language we read, at least so many are its commonest;
in those of the generator it is a third."""
_SETTLED = frozenset({"operator", "language", "about"})
"""Choices that are a way on by themselves: a person, our language, what the call is
about."""


def doubt(
    menu: Menu,
    choice: Choice,
    next_to: Callable[[Option], Choice],
    *,
    avoid: Sequence[Option] = (),
) -> Doubt | None:
    """Say why a choice is unsure; None if it is not.

    Args:
        menu: What is offered.
        choice: What the rules would do.
        next_to: What they would do without an option.
        avoid: What has led nowhere.
    """
    if choice.reason in _SETTLED:
        return None
    option = choice.option
    if choice.reason == "any":
        parting = fork(menu, avoid)
        return None if parting and parting.places else Doubt.NO_OPTION
    if option is None:
        return Doubt.NO_OPTION if menu.options else None
    if choice.confidence >= CERTAIN:
        return None
    second = next_to(option)
    other = second.option
    if other is None or second.reason in _SETTLED:
        return None
    # The nearer the second, the less sure the first is: it falls below the second's
    # when their worths differ by less than what one word is worth.
    near = choice.confidence < second.confidence
    rivals = concepts(fold(other.label)).keys() - {Concept.GENERAL}
    same = concepts(fold(option.label)).keys() >= rivals
    return Doubt.TWO_ALIKE if near and not same else None


def riddle(prompt: Prompt, now_ms: int) -> Doubt | None:
    """Say why a prompt without options is unsure, if it is no person's.

    It is not understood when it is heard a second time, or waits for something.
    """
    is_menu = prompt.kind is LineKind.MENU
    if not is_menu and prompt.kind not in {None, LineKind.UNCERTAIN}:
        return None
    if is_foreign(prompt.heard):
        return Doubt.LANGUAGE
    said = [fold(text) for text in prompt.heard if len(text.split()) >= _FEW_WORDS]
    twice = len(set(said)) < len(said)
    waits = is_menu and prompt.quiet_ms(now_ms) >= RIDDLE_MS
    return Doubt.NOT_UNDERSTOOD if twice or waits else None


def is_foreign(heard: Sequence[str]) -> bool:
    """Whether a prompt is in a language whose words we do not know."""
    said = [word.folded for text in heard for word in words(text)]
    if len(said) < _FEW_WORDS:
        return False
    return sum(word in COMMON for word in said) < _KNOWN_SHARE * len(said)
