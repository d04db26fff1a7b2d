"""Whether a day, a time or a number belongs to a question.

The day until which an office is closed is no appointment, nor is the hour at which it
opens; amounts of money have a module of their own (`pricing`). A value counts for the
question that was put last, unless it is said to be of something else; or for the one it
names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from panda.research.bearing import ELSEWHERE, NOT_ASKED
from panda.research.pricing import is_asked_of_us, objection_to_amount
from panda.research.questionnaire import FieldType
from panda.research.reading.deeds import deeds
from panda.research.reading.sides import place_of
from panda.research.reading.spans import stem
from panda.research.reading.topics import OPENING, topics
from panda.research.words import folded

if TYPE_CHECKING:
    from panda.research.bearing import Matter
    from panda.research.reading.spans import Reading

# --- days, times and all else ---------------------------------------------------------

_OTHER_DAYS = re.compile(
    r"\b(?:closed|closing|closes?|out of (?:the )?office|(?:is|are|hes|shes|theyre|were"
    r"|im|be|been) (?:out|away|off|gone|back|on leave)|vacation|holidays?|reopen\w*"
    r"|renovat\w*|remodel\w*|expires?|expired|valid|born|birthday|moved|moving|since"
    r"|training|inventory|last (?:week|month|year|time|visit)|opened|we open|hours are"
    r"|open (?:from|until|till)|lunch|cerrad\w*|vacaciones|feriado)\b"
)
_HOURS = re.compile(
    r"\b(?:open|hours)\b.*\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?s? (?:to"
    r"|through|thru|until|a) (?:mon|tues?|wednes|thurs?|fri|satur|sun)"
)
_COUNTED = re.compile(
    r"^\W*(?:percent|minutes?|hours?|days?|weeks?|months?|years?|dollars?|locations?"
    r"|offices?|stars?|visits?|times|people|patients?|miles?|blocks?)\b",
    re.IGNORECASE,
)


def objection_to_moment(matter: Matter, text: str, found: Reading) -> str:
    """Say why a day or a time does not answer a question; '' if it does."""
    clause, sentence = place_of(text, found)
    wanted = folded(matter.question.ask)
    done, asked = deeds(clause), deeds(wanted)
    if asked:
        if _is_other_end(asked, text, found):
            return ELSEWHERE
        done |= _SPANNING if _ENDS_SPAN.search(text[: found.start]) else frozenset()
        done |= _SPANNING if _BEGINS_SPAN.match(text[found.end :]) else frozenset()
        return "" if asked & done or (matter.was_asked and not done) else ELSEWHERE
    other = _HOURS.search(sentence) or any(
        not _said_in(one, wanted) for one in _OTHER_DAYS.findall(clause)
    )
    if other and not (OPENING in topics(clause).ideas and not _HOURS.search(sentence)):
        return ELSEWHERE
    return "" if matter.was_asked or matter.shares(sentence) else NOT_ASKED


_SPANNING = frozenset({"opens", "closes"})
_BEGINS_SPAN = re.compile(
    r"^\s*(?:[ap]\.?m\.?)?\s*(?:-|\u2013|to|until|till?|through|a|bis|ate|\u00e0)\s+\w",
    re.IGNORECASE,
)
_ENDS_SPAN = re.compile(
    r"(?:-|\u2013|\b(?:to|until|till?|through|a las?|bis|hasta las?))\s*$",
    re.IGNORECASE,
)


def _is_other_end(asked: frozenset[str], text: str, found: Reading) -> bool:
    """Whether it is the hour of opening where closing was asked for, or the reverse."""
    begins = _BEGINS_SPAN.match(text[found.end :])
    ends = _ENDS_SPAN.search(text[: found.start])
    return bool((begins and asked == {"closes"}) or (ends and asked == {"opens"}))


def objection_to_number(matter: Matter, text: str, found: Reading) -> str:
    """Say why a number does not answer a question; '' if it does."""
    counted = _COUNTED.match(text[found.end :])
    if counted and not _said_in(counted[0].strip(), folded(matter.question.ask)):
        return ELSEWHERE
    _, sentence = place_of(text, found)
    if is_asked_of_us(sentence):
        return ELSEWHERE
    return "" if matter.was_asked or matter.shares(sentence) else NOT_ASKED


def _said_in(words: str, wanted: str) -> bool:
    known = {_root(word) for word in wanted.split()}
    return any(_root(word) in known for word in words.split())


def _root(word: str) -> str:
    """Cut a word shorter than `stem` does: `minute`, `percentage`, `closing`."""
    root = stem(word).removesuffix("age").removesuffix("e")
    return "rat" if root == "star" else root


OBJECTIONS = {
    FieldType.MONEY: objection_to_amount,
    FieldType.NUMBER: objection_to_number,
    FieldType.DATE: objection_to_moment,
    FieldType.TIME: objection_to_moment,
    FieldType.DATETIME: objection_to_moment,
}
"""By type, for values that are read at a place."""
