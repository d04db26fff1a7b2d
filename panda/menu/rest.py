"""Whether a prompt is the rest of the one in which we acted before it had ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.concepts import Concept, concepts
from panda.menu.words import fold

if TYPE_CHECKING:
    from panda.menu.journey import Journey
    from panda.menu.prompt import Prompt


def may_continue(prompt: Prompt, journey: Journey) -> bool:
    """Say whether a prompt may be the rest of that of the current place.

    The rest of a prompt goes on with options, and with keys not yet named; other
    words begin another menu. Languages stand in menus of their own.
    """
    place, last = journey.place, journey.last
    if place is None or last is None:
        return False
    if Concept.LANGUAGE in concepts(fold(last.label)):
        return False
    if not (prompt.begins_with_option or prompt.begins_with_join):
        return False
    if place.whole:
        return place.offers_all(prompt.menu)
    before = {option.digits for option in place.menu.options}
    return not before & {option.digits for option in prompt.menu.options}
