"""What speaks against a value, given the words it is quoted from.

The value must be readable in the quoted words, seen in their sentence; they must have
been said to the question, or about it; and it must still have stood when they had
finished.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.research.bearing import (
    ELSEWHERE,
    objection_to_answer,
    objection_to_words,
)
from panda.research.belonging import OBJECTIONS
from panda.research.questionnaire import FieldType
from panda.research.reading.answers import is_hedged
from panda.research.reading.options import states_text
from panda.research.reading.read import readings, relevant
from panda.research.reading.sequel import Sequel
from panda.research.reading.spans import around, sentences
from panda.research.standing import (
    sequel_to_answer,
    sequel_to_value,
    sequel_to_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.research.bearing import Matter, Quoted
    from panda.research.finding import Stated
    from panda.research.reading.spans import Reading

_RANGE = (
    "they gave a range or a bound, not one value: ask once for the exact one, else "
    "leave the field open"
)
_HEDGED = (
    "they were not sure: ask once whether they can find out, else leave the field open"
)
_OTHER = (
    "the quoted words do not say that value: check what they say, ask again, or leave "
    "the field open"
)
_TAKEN_BACK = {
    Sequel.STANDS: "",
    Sequel.WITHDRAWN: "they took that value back: record what they corrected it to, if "
    "anything, else ask again",
    Sequel.UNSURE: _HEDGED,
}


@dataclass(frozen=True, slots=True)
class _Read:
    """What is read in a quote, and what of its lines goes with the question."""

    inside: Sequence[Reading]
    fitting: Sequence[Reading]

    def bears_out(self, value: Stated) -> list[Reading]:
        """Return the readings in the quote that mean a value, if it is not denied."""
        if not any(one.means(value) for one in self.fitting):
            return []
        return [one for one in self.inside if one.means(value)]


def objection(value: Stated, matter: Matter, quoted: Quoted) -> str:
    """Say what speaks against a value whose quote stands; '' if nothing does."""
    match matter.question.type:
        case FieldType.TEXT:
            if not states_text(str(value), quoted.words):
                return _OTHER
            taken_back = _TAKEN_BACK[sequel_to_words(matter, quoted)]
            return taken_back or objection_to_words(matter, quoted)
        case FieldType.YES_NO:
            return _objection_to_answer(value, matter, quoted)
        case _:
            return _objection_to_value(value, matter, quoted)


def _objection_to_answer(value: Stated, matter: Matter, quoted: Quoted) -> str:
    read = _read(matter, quoted)
    borne = read.bears_out(value)
    if not borne:
        return _why(value, matter, quoted, read)
    sequel = sequel_to_answer(value, borne[-1], matter, quoted)
    return _TAKEN_BACK[sequel] or objection_to_answer(matter, quoted, value)


def _objection_to_value(value: Stated, matter: Matter, quoted: Quoted) -> str:
    read = _read(matter, quoted)
    borne = [one for one in read.bears_out(value) if one in read.fitting]
    if not borne:
        return _why(value, matter, quoted, read)
    sequel = sequel_to_value(value, borne[-1], matter, quoted)
    if sequel is not Sequel.STANDS:
        return _TAKEN_BACK[sequel]
    kind = matter.question.type
    if kind in OBJECTIONS:
        objects = OBJECTIONS[kind]
        return min((objects(matter, quoted.text, one) for one in borne), key=len)
    return objection_to_words(matter, quoted)


def _read(matter: Matter, quoted: Quoted) -> _Read:
    question, text = matter.question, quoted.text
    start, end = quoted.start, quoted.end
    found = readings(question, text, matter.now, language=matter.language)
    inside = [one for one in found if one.start < end and start < one.end]
    near = found
    if question.type is FieldType.YES_NO:
        # A yes is about what its sentence is about, however little of it is quoted.
        first, last = around(sentences(text), start, end)
        near = [one for one in found if first <= one.start < last]
    return _Read(inside, relevant(question, text, near))


def _why(value: Stated, matter: Matter, quoted: Quoted, read: _Read) -> str:
    """Say why a claim is not borne out."""
    if any(one.is_range for one in read.inside):
        return _RANGE
    if any(one.means(value) for one in read.inside) and read.fitting:
        return ELSEWHERE
    if is_hedged(quoted.words):
        return _HEDGED
    alone = readings(matter.question, quoted.words, matter.now)
    if not read.inside and any(one.means(value) for one in alone):
        return _TAKEN_BACK[Sequel.WITHDRAWN]
    return _OTHER
