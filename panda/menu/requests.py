"""Machines that ask for words: what is said to them, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.menu import LineKind, Option
from panda.menu.wording import WORDS_FOR

if TYPE_CHECKING:
    from panda.menu.journey import Deed, Journey


def spoken(journey: Journey, language: str) -> Deed:
    """Say the goal, then ask for a person; after that press what often works.

    The journey must have entered the place that asks.
    """
    place = journey.place
    assert place is not None
    for wish in (journey.goal, WORDS_FOR.get(language, WORDS_FOR["en"])):
        option = Option(say=wish, label=wish)
        if option not in place.tries:
            return journey.attempt(option)
    return journey.guess(LineKind.SPEECH_MENU.value)
