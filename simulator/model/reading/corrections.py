"""What a speaker took back: "it's 120, no, sorry, 135", "not Tuesday, Wednesday"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.model.reading.words import Span

_TAKEN_BACK = re.compile(
    r"\b(?:no,? (?:sorry|wait|weight|it'?s|that'?s|make|i)|sorry|actually|i mean|i"
    r" meant"
    r"|wait|correction|make (?:that|it)|let me correct|rather|scratch that"
    r"|my (?:mistake|bad|apologies)|excuse me|apologies|or rather|i misspoke"
    r"|strike that|hang on|it (?:went|just went) up|that'?s wrong|not right)\b"
    r"|[,.;\u2014-] ?no\b,?(?! (?:charge|cost|fee|copay|insurance|problem))|\boops\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|isn't|wasn't|no longer|used to be|was|were|instead of|rather than"
    r"|it is not|it's not|ain't|except(?: on| for)?|nothing (?:on|for|before|until)"
    r"|but not(?: on)?|closed(?: on)?|full(?: on)?)"
    r"\s+(?:on\s+|at\s+|the\s+|for\s+|about\s+|just\s+)*$",
    re.IGNORECASE,
)

Found = TypeVar("Found")


def surviving(
    text: str, found: Sequence[Found], span: Callable[[Found], Span]
) -> list[Found]:
    """Return what was not taken back or denied, left to right.

    A value falls if a later one follows a word of correction, or if it is denied
    itself ("not 120"). The last value never falls to a correction.
    """
    straight = text.replace("\u2019", "'")
    ordered = sorted(found, key=lambda one: span(one).start)
    kept = [one for one in ordered if not _denied(straight, span(one).start)]
    for index in range(len(kept) - 1, 0, -1):
        between = straight[span(kept[index - 1]).end : span(kept[index]).start]
        if _TAKEN_BACK.search(between):
            return kept[index:]
    return kept


def _denied(text: str, start: int) -> bool:
    before = text[max(0, start - 30) : start].rstrip("$ ") + " "
    return bool(_DENIED.search(before))
