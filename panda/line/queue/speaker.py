"""Person or recording: what the words in a queue speak for, as a sum of marks.

Who has picked up greets, speaks of themselves, asks us something and waits for the
answer. A recording advises, advertises, and says it again. Each is a mark for or
against; what the marks come to says how much silence must follow before the words are
a person's (`panda.line.queue.listener`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from panda.line.classify import classify, plain
from panda.line.queue.callback import offered
from panda.line.queue.place import place
from panda.line.queue.tongues import TONGUES
from panda.menu.menu import LineKind
from panda.menu.patterns import alternatives

if TYPE_CHECKING:
    from panda.line.reading import Reading

CERTAIN = 3
"""Nobody but a person says this."""
LIKELY = 1
NEVER = -3
"""From here on down it is a recording."""
_SHORT, _LONG = 5, 16
"""Words; a person who picks up says little before it is our turn."""
_FIRM = 0.85


def _searches(name: str) -> dict[str, re.Pattern[str]]:
    return {
        language: re.compile(rf"\b(?:{alternatives(getattr(tongue, name))})")
        for language, tongue in TONGUES.items()
    }


_OPENER, _ONESELF = _searches("opener"), _searches("oneself")
_PITCH, _THANKS = _searches("pitch"), _searches("thanks")


def marks(text: str, language: str = "en") -> int:
    """Return the sum of the marks for a person, and against, of what was said.

    Args:
        text: Words that were spoken without a long pause between them.
        language: ISO 639-1. In a language without patterns only short words and what
            `classify` says count.
    """
    if place(text, language) or offered(text, language):
        return NEVER
    folded = plain(text)
    rest = _without_thanks(folded, language)
    thanked = rest != folded
    words = rest.replace(".", " ").replace("?", " ").split()
    if not words:
        return NEVER
    reading = classify(rest, language=language)
    score = _by_kind(reading, asks=rest.rstrip().endswith("?"))
    score += 2 * _holds(_OPENER, rest, language, start=True)
    score += 2 * _holds(_ONESELF, rest, language)
    score -= 4 * _holds(_PITCH, rest, language)
    score += len(words) <= _SHORT
    score -= len(words) > _LONG
    return score - (thanked and score < CERTAIN)


def _by_kind(reading: Reading, *, asks: bool) -> int:
    """Weigh what `classify` says; a question that is not the last thing asks nobody."""
    match reading.kind:
        case LineKind.HUMAN:
            return 3 if reading.confidence >= _FIRM else int(asks)
        case LineKind.UNCERTAIN:
            return 0
        case LineKind.ENTRY | LineKind.SPEECH_MENU if asks:
            return 1  # "what's your account number?" is asked by people, too
        case LineKind.HOLD:
            return -4 if reading.confidence >= _FIRM else -3
        case _:
            return -3


def _without_thanks(folded: str, language: str) -> str:
    pattern = _THANKS.get(language, _THANKS["en"])
    return re.sub(r"^(?:\s|[.?])+", "", pattern.sub(" ", folded))


def _holds(
    patterns: dict[str, re.Pattern[str]],
    folded: str,
    language: str,
    *,
    start: bool = False,
) -> bool:
    pattern = patterns.get(language)
    if pattern is None:
        return False
    return bool(pattern.match(folded) if start else pattern.search(folded))
