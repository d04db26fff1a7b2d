"""Borrowing a way: a call to an unknown number asks whose menu begins like this one.

The answer comes whenever it comes; nothing waits for it, and it counts only if what was
done meanwhile is how the lent way begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.likeness import same_words
from panda.menu.memory.entry import LEVELS, entry_of
from panda.menu.steps import Seek

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.menu.journey import Journey
    from panda.menu.menu import Route, RouteStep
    from panda.menu.prompt import Prompt

MOST_ASKED = 3
"""So often a call asks, each time with more of the prompt."""
_ALIKE = 72.0


class Borrowing:
    """The first prompt of a call, and the asking for somebody's way through it.

    Args:
        business: Whom we call, as the list has it: names are no part of a menu.
        known: Whether a way is known already; then nothing is asked.
    """

    def __init__(self, business: str, *, known: bool) -> None:
        self._business = business
        self._left = 0 if known else MOST_ASKED
        self.entry = ""
        """The first prompt without names, as far as it was heard."""

    def listen(self, prompt: Prompt, journey: Journey) -> list[Seek]:
        """Take the first prompt as it is by now; ask if it says enough.

        Openings are alike everywhere; what is offered is not. So options come first.
        """
        if journey.actions or journey.menus:
            return []
        self.entry = entry_of(prompt.text, self._business)
        options = prompt.menu.options
        if not self._left or not options or len(self.entry.split()) < LEVELS[0]:
            return []
        self._left -= 1
        return [Seek(self.entry, options)]


def begins_with(route: Route, taken: Sequence[RouteStep]) -> bool:
    """Whether what was done on a call is how a way begins."""
    return len(taken) < len(route.steps) and all(
        (one.keys, one.say) == (step.keys, step.say)
        and same_words(one.label, step.label, least=_ALIKE)
        for one, step in zip(taken, route.steps, strict=False)
    )
