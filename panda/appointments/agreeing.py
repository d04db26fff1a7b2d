"""Whether a business has agreed to a time on the call that asked for it.

Wanting a time books nothing: somebody else may have it by now, and the words that
offered it say nothing of that. So we read the time back, and what they say to that
decides, by the same rules of evidence as every answer: `panda.research.evidence`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.appointments.errands import FIELD
from panda.errors import FunctionError
from panda.research.asked import CALLEE
from panda.research.evidence import check
from panda.research.finding import Claim
from panda.research.questionnaire import FieldType, Question
from panda.research.reading.moments import read_moments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from panda.research.questionnaire import Questionnaire
    from panda.supervisor.consultation import Line


@dataclass(frozen=True, slots=True)
class Word:
    """What they said of it last."""

    agrees: bool
    quote: str


def agreed(
    slot: datetime,
    since: Sequence[Line],
    form: Questionnaire,
    now: datetime,
    *,
    or_now: Sequence[datetime] = (),
) -> Word | None:
    """Return what a business has said of a time that we want; None if nothing yet.

    Only what comes after a line of ours that names the day and the time counts, and of
    several such words the last.

    Args:
        slot: The time, in the business's zone.
        since: The conversation since it was wanted, in the order it was begun.
        form: What else the call asks for: a yes to that is none to this.
        now: Wall time in the business's zone.
        or_now: As in `check`.
    """
    word: Word | None = None
    question: Question | None = None
    for line in since:
        if line.speaker != CALLEE:
            if _names(line.text, slot, now):
                question = Question(name=FIELD, type=FieldType.YES_NO, ask=line.text)
        elif question is not None:
            word = next(_words(line, question, since, form, (now, *or_now)), word)
    return word


def _names(text: str, slot: datetime, now: datetime) -> bool:
    """Whether a line of ours says the day and the time, and denies neither."""
    wanted = slot.strftime("%Y-%m-%dT%H:%M")
    return any(
        not one.ruled_out and one.contains(wanted)
        for one in read_moments(text, now.date())
        if one.day is not None and one.at is not None
    )


def _words(
    line: Line,
    question: Question,
    said: Sequence[Line],
    form: Questionnaire,
    now: Sequence[datetime],
) -> Iterator[Word]:
    """Yield the yes or the no that a line of theirs is to what we have read back."""
    for agrees in (True, False):
        try:
            found = check(
                Claim(field=FIELD, value=agrees, quote=line.text),
                question,
                said,
                now[0],
                or_now=now[1:],
                fields=(*form.fields, question),
                language=form.language,
            )
        except FunctionError:  # it does not say so
            continue
        yield Word(agrees, found.quote)
