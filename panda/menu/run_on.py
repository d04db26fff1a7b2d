"""Menus without a pause: "to reach sales press 2 to reach parts press 5 …".

Where a recogniser hears one long breath, the words between two keys may belong to
either. What stands before the first key and behind the last one decides.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from panda.menu.lexicon import JOINS, LEADS
from panda.menu.words import Break

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.menu.keys import Named
    from panda.menu.words import Word

_FEWEST = 3
_MOST_LED = 14
_WISH = re.compile(
    r"\b(?:to (?:be (?:transferred|connected)|reach|speak|talk|schedule|make|report|"
    r"request|ask|hear|check|pay|get|find|start|stop|cancel|change|leave|contact)|"
    r"para (?:ser transferid[oa]|comunicarse|hablar|programar|hacer|pedir|reportar|"
    r"solicitar|preguntar|escuchar|pagar|cancelar|cambiar|dejar))\b"
)
"""Begins a label. "To better serve you" and "thank you for calling" do not."""


def led(words: Sequence[Word], named: Sequence[Named]) -> list[list[Word]] | None:
    """Return the labels, if each surely stands before its key; None if not.

    It does if a wish leads up to the first key, nothing follows the last one, and
    between all others a label begins at once.
    """
    if len(named) < _FEWEST or named[-1].end != len(words):
        return None
    gaps = [list(words[one.end : two.start]) for one, two in itertools.pairwise(named)]
    for gap in gaps:
        if not gap or gap[0].folded not in LEADS or gap[-1].folded in JOINS:
            return None
        if any(word.after is Break.SENTENCE for word in gap[:-1]):
            return None
    before = list(words[max(0, named[0].start - _MOST_LED) : named[0].start])
    folded = " ".join(word.folded for word in before)
    wishes = list(_WISH.finditer(folded))
    if not wishes:
        return None
    first = folded[: wishes[-1].start()].count(" ")
    return [before[first:], *gaps]
