"""Whether a claim is borne out: by the callee's own words, and by nothing else.

A model says it learned something and quotes the callee. The quote must stand in what
the callee said, and the value must be readable in the quoted words, seen in their
sentence: a "we take Delta" out of "I don't think we take Delta" says nothing, and a
price that was taken back in the same breath is none. Otherwise nothing is recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.errors import FunctionError
from panda.research.finding import Finding
from panda.research.questionnaire import FieldType
from panda.research.quotes import find_quote, words_at
from panda.research.reading.answers import is_hedged
from panda.research.reading.options import states_text
from panda.research.reading.read import readings, relevant
from panda.research.reading.spans import around, sentences
from panda.research.values import in_form

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

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
_ELSEWHERE = (
    "that value was said of something else: record what was said of this field, or "
    "leave it open"
)
_TAKEN_BACK = "they took that value back: record what they corrected it to"


def check(
    claim: Claim,
    question: Question,
    heard: Sequence[HeardLine],
    now: datetime,
    *,
    language: str = "en",
) -> Finding:
    """Return the finding that a claim amounts to.

    Args:
        claim: What a model says it learned.
        question: The field it is for.
        heard: Every line of the callee so far, with its time.
        now: Wall time in the callee's zone, from which "tomorrow" counts.
        language: ISO 639-1 of the conversation.

    Raises:
        FunctionError: It is not borne out; the message is advice to the model.
    """
    value = in_form(claim.value, question)
    place = find_quote(claim.quote, heard)
    if place is None:
        raise FunctionError(_NO_QUOTE)
    quote = words_at(place, heard)
    if question.type is FieldType.TEXT:
        if not states_text(str(value), quote):
            raise FunctionError(_OTHER)
    else:
        _check_readings(value, question, place, heard, now=now, language=language)
    return Finding(
        field=question.name, value=value, quote=quote, at_ms=heard[place.first][1]
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


def _check_readings(
    value: Value,
    question: Question,
    place: Place,
    heard: Sequence[HeardLine],
    *,
    now: datetime,
    language: str,
) -> None:
    text, start, end = _surroundings(place, heard)
    is_yes_no = question.type is FieldType.YES_NO
    said = _own_lines(place, heard)
    found = readings(question, text, now, language=language)
    quoted = [one for one in found if one.start < end and start < one.end]
    ours = [one for one in found if one.start < len(said)]
    if is_yes_no:
        # A yes is about what its sentence is about, however little of it is quoted.
        first, last = around(sentences(text), start, end)
        ours = [one for one in found if first <= one.start < last]
    fitting = relevant(question, text, ours)
    if any(one.means(value) for one in fitting) and any(
        one.means(value) for one in quoted if one in fitting or is_yes_no
    ):
        return
    raise FunctionError(
        _why(value, question, text[start:end], now, quoted=quoted, fitting=fitting)
    )


def _surroundings(place: Place, heard: Sequence[HeardLine]) -> tuple[str, int, int]:
    """Return the lines a quote stands in and the one after, and the quote's place.

    The next line belongs to it because people take things back in the next breath.
    """
    lines = [_stopped(line) for line, _ in heard[place.first : place.last + 2]]
    before_last = sum(len(line) + 1 for line in lines[: place.last - place.first])
    return " ".join(lines), place.start, before_last + place.end


def _own_lines(place: Place, heard: Sequence[HeardLine]) -> str:
    lines = heard[place.first : place.last + 1]
    return " ".join(_stopped(line) for line, _ in lines)


def _stopped(line: str) -> str:
    line = line.rstrip()
    return line if line.endswith((".", "!", "?")) else f"{line}."


def _why(
    value: Value,
    question: Question,
    quote: str,
    now: datetime,
    *,
    quoted: Sequence[Reading],
    fitting: Sequence[Reading],
) -> str:
    """Say why a claim is not borne out."""
    if any(one.is_range for one in quoted):
        return _RANGE
    if any(one.means(value) for one in quoted) and fitting:
        return _ELSEWHERE
    if is_hedged(quote):
        return _HEDGED
    if not quoted and any(one.means(value) for one in readings(question, quote, now)):
        return _TAKEN_BACK
    return _OTHER
