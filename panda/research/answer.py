"""The answer that words give to a question, whoever claims it.

On a call a model claims a value and quotes it; here each value that is read in the
words is held against the same objections, as if somebody had claimed it with the
sentence it stands in. What is left is what a call could have recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.research.asked import Asked
from panda.research.bearing import Matter, Quoted
from panda.research.questionnaire import FieldType
from panda.research.reading.read import MOMENTS, readings, relevant
from panda.research.reading.spans import around, sentences
from panda.research.weighing import objection

if TYPE_CHECKING:
    from datetime import datetime

    from panda.research.finding import Stated
    from panda.research.questionnaire import Question
    from panda.research.reading.spans import Reading


def answer(
    question: Question, text: str, now: datetime, *, language: str = "en"
) -> Stated | None:
    """Return what somebody's words answer to a question they were just asked.

    None if they leave it open, or give several answers; of several days or times the
    first is the one on offer.

    Args:
        question: What they were asked.
        text: All that they said.
        now: Wall time where they are; days count from it.
        language: ISO 639-1 of the conversation.

    Example:
        >>> from datetime import datetime, UTC
        >>> from panda.research.questionnaire import FieldType, Question
        >>> fee = Question(name="fee", type=FieldType.MONEY, ask="What is an exam?")
        >>> now = datetime(2026, 11, 23, tzinfo=UTC)
        >>> answer(fee, "That's $95 - no, sorry, a hundred ten.", now)
        110.0
        >>> answer(fee, "Anything from 95 to 120.", now)
        (95.0, 120.0)
    """
    asked = Asked(frozenset({question.name}))
    matter = Matter(question, (question,), asked, now, language)
    found = readings(question, text, now, language=language)
    borne = [
        one for one in found if not objection(one.stated, matter, _quoted(one, text))
    ]
    if question.type in MOMENTS:
        return borne[0].stated if borne else None
    if question.type is FieldType.YES_NO and len({one.stated for one in borne}) > 1:
        borne = relevant(question, text, borne)  # "No, ... . Yes, entry is free."
    certain = list(dict.fromkeys(one.stated for one in borne if not one.others))
    if len(certain) != 1 or not all(one.means(certain[0]) for one in borne):
        return None
    return certain[0]


def _quoted(one: Reading, text: str) -> Quoted:
    """Quote the sentence that a reading stands in."""
    start, end = around(sentences(text), one.start, one.end)
    return Quoted(text=text, start=start, end=end, turn="", sequel="")
