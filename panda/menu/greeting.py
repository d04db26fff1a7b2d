"""Whether what is said first is how a known menu begins, before it offers anything.

Only then is it known that a machine has answered: its greeting alone could be anybody's
who picks up there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.prompt import Prompt
from panda.menu.replay import Replay
from panda.menu.routes import fingerprint

if TYPE_CHECKING:
    from panda.menu.menu import Route

_TELLING = 4
"""So many words that are none of the business's name a person does not happen to say
in the order of a recording."""


class Greeting:
    """The first words of a call, as far as a known route expects them.

    Args:
        route: The route; without one nothing is recognised.
        business: The name as the list has it.
        language: Two letters.
    """

    def __init__(
        self, route: Route | None, *, business: str = "", language: str = "en"
    ) -> None:
        self._replay = Replay(route)
        self._prompt = Prompt(language, 0)
        self._name = frozenset(fingerprint(business).split())

    def hear(self, text: str, now_ms: int, item: str = "") -> bool:
        """Take the final words of one utterance; say whether it is the known menu."""
        if not self._replay.active or not text.strip():
            return False
        self._prompt.hear(text, now_ms, item)
        telling = set(self._prompt.fingerprint.split()) - self._name
        return len(telling) >= _TELLING and self._replay.opens(self._prompt)
