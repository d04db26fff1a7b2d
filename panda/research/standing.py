"""Whether what was read in a quote still stood when they had finished.

People answer first and look after: "Yes, we do. Sorry, no, we stopped last month." What
they said on until they were asked something else decides what may be recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.research.questionnaire import FieldType
from panda.research.reading.moments import is_ruled_out
from panda.research.reading.read import MOMENTS, stated
from panda.research.reading.sequel import Sequel, after_answer, after_value
from panda.research.reading.spans import corrects

if TYPE_CHECKING:
    from panda.research.bearing import Matter, Quoted
    from panda.research.finding import Stated
    from panda.research.reading.spans import Reading


def sequel_to_answer(
    value: Stated, found: Reading, matter: Matter, quoted: Quoted
) -> Sequel:
    """Return what became of a yes or a no that was read in a quote."""
    after = f"{quoted.text[found.end :]} {quoted.sequel}"
    return after_answer(
        value is True, after, matter.question.ask, alone=not _others_open(matter)
    )


def sequel_to_words(matter: Matter, quoted: Quoted) -> Sequel:
    """Return what became of a name, or of whatever else was said in free words."""
    after = f"{quoted.text[quoted.end :]} {quoted.sequel}"
    return after_value(after, matter.question.ask, alone=not _others_open(matter))


def sequel_to_value(
    value: Stated, found: Reading, matter: Matter, quoted: Quoted
) -> Sequel:
    """Return what became of a value: corrected, called wrong, or taken by others."""
    question, now = matter.question, matter.now
    after = f"{quoted.text[found.end :]} {quoted.sequel}"
    own = stated(question, quoted.text, now, matter.language)
    begun = len(quoted.text) + 1
    more = stated(question, quoted.sequel, now, matter.language)
    later = [(one.start - found.end, one) for one in own if one.start >= found.end]
    later += [(begun + one.start - found.end, one) for one in more]
    if later and later[-1][1].means(value):
        return Sequel.STANDS  # what they came back to
    until = later[0][0] if later else len(after)
    if later and corrects(after[:until]):
        return Sequel.WITHDRAWN
    moment = question.type in MOMENTS
    if moment and is_ruled_out(value, after, now.date()):
        return Sequel.WITHDRAWN
    return after_value(
        after[:until], question.ask, moment=moment, alone=not _others_open(matter)
    )


def _others_open(matter: Matter) -> bool:
    """Whether another question had been put with this one that a "no" may answer."""
    return any(
        one.type is FieldType.YES_NO and one.name != matter.question.name
        for one in matter.fields
        if one.name in matter.asked.names
    )
