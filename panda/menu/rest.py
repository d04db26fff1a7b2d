"""Whether a prompt is the rest of the one in which we acted before it had ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.line.classify import classify
from panda.menu.concepts import Concept, concepts
from panda.menu.detect import before_stay
from panda.menu.doubt import REREAD_MS, has_unread
from panda.menu.ending import SURE_QUEUE
from panda.menu.menu import LineKind
from panda.menu.words import fold

if TYPE_CHECKING:
    from panda.menu.journey import Journey
    from panda.menu.prompt import Prompt

_FEW_WORDS = 3
"""The rest of an option has no more: it was cut off by our key."""


def may_continue(prompt: Prompt, journey: Journey) -> bool:
    """Say whether a prompt may be the rest of that of the current place.

    The rest of a prompt goes on with options, and with keys not yet named; other
    words begin another menu. Languages stand in menus of their own. Without a word
    nothing goes on: music straight after a key is where the key has led.
    """
    place, last = journey.place, journey.last
    if place is None or last is None or not prompt.text:
        return False
    if Concept.LANGUAGE in concepts(fold(last.label)):
        return False
    if not (
        prompt.begins_with_option
        or prompt.begins_with_join
        or (prompt.menu.extension and not prompt.menu.options)
        or has_unread(prompt.first)
    ):
        return False
    if place.whole:
        return place.offers_all(prompt.menu)
    before = {option.digits for option in place.menu.options}
    return not before & {option.digits for option in prompt.menu.options}


def may_offer_to_wait(prompt: Prompt, now_ms: int) -> bool:
    """Whether "please stay on the line" may still be the end of the menu before.

    A menu that did not hear our key says it as a queue does that we were put into. The
    menu is read again after a while; the queue plays music, or says something else, or
    says why we are to stay.
    """
    alone = prompt.menu.stay and not prompt.menu.options and _says_little(prompt)
    if not alone or prompt.music or prompt.quiet_ms(now_ms) >= REREAD_MS:
        return False
    why = classify(before_stay(prompt.text), language=prompt.menu.language)
    return why.kind is not LineKind.HOLD or why.confidence < SURE_QUEUE


def _says_little(prompt: Prompt) -> bool:
    """Whether hardly a word was heard before the latest piece: "now, otherwise"."""
    return all(len(piece.split()) <= _FEW_WORDS for piece in prompt.heard[:-1])
