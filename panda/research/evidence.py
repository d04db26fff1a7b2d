"""Whether a claim is borne out: by the callee's own words, and by nothing else.

A model says it learned something and quotes the callee. The quote must stand in what
the callee said; the value must be readable in the quoted words, seen in their
sentence; and they must have been said to that question, or about it. A "we take Delta"
out of "I don't think we take Delta" says nothing, a price that was taken back in the
same breath is none, and "yes, I can hear you" is no yes to anything we want to know.
Otherwise nothing is recorded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from panda.errors import FunctionError
from panda.research.asked import CALLEE, asked_before, asked_in
from panda.research.bearing import (
    ELSEWHERE,
    Matter,
    Quoted,
    objection_to_answer,
    objection_to_words,
)
from panda.research.belonging import OBJECTIONS
from panda.research.finding import Finding
from panda.research.questionnaire import FieldType
from panda.research.quotes import find_quote, words_at
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
from panda.research.values import in_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from panda.research.asked import Spoken
    from panda.research.finding import Claim, Value
    from panda.research.questionnaire import Question
    from panda.research.quotes import HeardLine, Place
    from panda.research.reading.spans import Reading

_NO_QUOTE = (
    "those words do not stand in what the person said: quote them exactly, without "
    "leaving anything out, or leave the field open"
)
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
_WHICH_DAY = (
    "it may be another day there than here: ask for the day of the month, else leave "
    "the field open"
)
_TAKEN_BACK = {
    Sequel.STANDS: "",
    Sequel.WITHDRAWN: "they took that value back: record what they corrected it to, if "
    "anything, else ask again",
    Sequel.UNSURE: _HEDGED,
}


def check(
    claim: Claim,
    question: Question,
    said: Sequence[Spoken],
    now: datetime,
    *,
    or_now: Sequence[datetime] = (),
    fields: Sequence[Question] = (),
    language: str = "en",
) -> Finding:
    """Return the finding that a claim amounts to.

    Args:
        claim: What a model says it learned.
        question: The field it is for.
        said: The whole conversation, ours as well, in the order it was begun: what we
            asked decides what a bare answer is about.
        now: Wall time in the callee's zone, from which "tomorrow" counts.
        or_now: Other times it may be there: a day counts only if it is the same day
            seen from each.
        fields: All questions of the questionnaire; just this one if left out.
        language: ISO 639-1 of the conversation.

    Raises:
        FunctionError: It is not borne out; the message is advice to the model.
    """
    value = in_form(claim.value, question)
    places = [index for index, line in enumerate(said) if line.speaker == CALLEE]
    heard = [(said[index].text, said[index].at_ms) for index in places]
    place = find_quote(claim.quote, heard)
    if place is None:
        raise FunctionError(_NO_QUOTE)
    asked = asked_before(said, places[place.first], fields or (question,))
    matter = Matter(question, fields or (question,), asked, now, language)
    quoted = _quoted(place, heard, said[places[place.last] + 1 :], matter.fields)
    objection = _objection(value, matter, quoted)
    if objection:
        raise FunctionError(objection)
    if any(_objection(value, replace(matter, now=at), quoted) for at in or_now):
        raise FunctionError(_WHICH_DAY)
    return Finding(
        field=question.name,
        value=value,
        quote=words_at(place, heard),
        at_ms=heard[place.first][1],
    )


def add(findings: Sequence[Finding], finding: Finding) -> Finding | None:
    """Return a finding as it is to be added to those of the same call.

    None if its field has that value already. If the field has another one, the finding
    is flagged: both are kept, and somebody should ask which is right.
    """
    before = [one.value for one in findings if one.field == finding.field]
    if before and before[-1] == finding.value:
        return None
    return finding.model_copy(update={"contradicts": bool(before)})


@dataclass(frozen=True, slots=True)
class _Read:
    """What is read in a quote, and what of its lines goes with the question."""

    inside: Sequence[Reading]
    fitting: Sequence[Reading]

    def bears_out(self, value: Value) -> list[Reading]:
        """Return the readings in the quote that mean a value, if it is not denied."""
        if not any(one.means(value) for one in self.fitting):
            return []
        return [one for one in self.inside if one.means(value)]


def _objection(value: Value, matter: Matter, quoted: Quoted) -> str:
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


def _objection_to_answer(value: Value, matter: Matter, quoted: Quoted) -> str:
    read = _read(matter, quoted)
    borne = read.bears_out(value)
    if not borne:
        return _why(value, matter, quoted, read)
    sequel = sequel_to_answer(value, borne[-1], matter, quoted)
    return _TAKEN_BACK[sequel] or objection_to_answer(matter, quoted, value)


def _objection_to_value(value: Value, matter: Matter, quoted: Quoted) -> str:
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


def _quoted(
    place: Place,
    heard: Sequence[HeardLine],
    after: Sequence[Spoken],
    fields: Sequence[Question],
) -> Quoted:
    """Return a quote with its lines and what they said next."""
    lines = [_stopped(line) for line, _ in heard[place.first : place.last + 1]]
    return Quoted(
        text=" ".join(lines),
        start=place.start,
        end=sum(len(line) + 1 for line in lines[:-1]) + place.end,
        turn=_theirs(takewhile(lambda line: line.speaker == CALLEE, after)),
        sequel=_theirs(takewhile(lambda line: not _asks(line, fields), after)),
    )


def _asks(line: Spoken, fields: Sequence[Question]) -> bool:
    """Whether a line of ours asks for something."""
    if line.speaker == CALLEE:
        return False
    return "?" in line.text or bool(asked_in(line.text, fields))


def _theirs(lines: Iterable[Spoken]) -> str:
    said = (line.text for line in lines if line.speaker == CALLEE and line.text.strip())
    return " ".join(map(_stopped, said))


def _stopped(line: str) -> str:
    line = line.rstrip()
    return line if line.endswith((".", "!", "?", ",")) else f"{line}."


def _why(value: Value, matter: Matter, quoted: Quoted, read: _Read) -> str:
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
