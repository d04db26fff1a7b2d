"""Whether a claim is borne out: by the callee's own words, and by nothing else.

A model says it learned something and quotes the callee. The quote must stand in what
the callee said; the value must be readable in the quoted words, seen in their
sentence; and they must have been said to that question, or about it. A "we take Delta"
out of "I don't think we take Delta" says nothing, a price that was taken back in the
same breath is none, and "yes, I can hear you" is no yes to anything we want to know.
Otherwise nothing is recorded.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from panda.errors import FunctionError
from panda.research.asked import CALLEE, asked_before, asked_in
from panda.research.bearing import Matter, Quoted
from panda.research.finding import Finding
from panda.research.quotes import find_quote, words_at
from panda.research.values import in_form
from panda.research.weighing import objection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from panda.research.asked import Spoken
    from panda.research.finding import Claim
    from panda.research.questionnaire import Question
    from panda.research.quotes import HeardLine, Place

_NO_QUOTE = (
    "those words do not stand in what the person said: quote them exactly, without "
    "leaving anything out, or leave the field open"
)
_WHICH_DAY = (
    "it may be another day there than here: ask for the day of the month, else leave "
    "the field open"
)


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
    against = objection(value, matter, quoted)
    if against:
        raise FunctionError(against)
    if any(objection(value, replace(matter, now=at), quoted) for at in or_now):
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
