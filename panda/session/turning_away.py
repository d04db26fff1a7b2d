"""What they said instead of any answer: that they are closed, or the number is wrong.

It is read from the log when a call ends, so a notice that hangs up before it was
understood, and a person who says "we're closed" and hangs up, come to the same, whoever
saw the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.call import Outcome
from panda.compliance.whereabouts import local_times
from panda.line.classify import classify
from panda.line.reopening import reopens
from panda.line.wrong_number import says_wrong_number
from panda.menu.menu import LineKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from panda.session.record import CallRecord

_LATEST = 4
"""Utterances at the end of which a notice is made."""
_SURE = 0.9
"""Confidence of a notice; what only tells office hours has less."""


def turned_away(call: CallRecord) -> Outcome | None:
    """Return how a call comes out on which nothing was found; None if as it ended."""
    if call.findings or call.callback is not None:
        return None
    said = _theirs(call)
    if any(map(says_wrong_number, said)):
        return Outcome.WRONG_NUMBER
    if call.held_s:  # what a queue plays to pass the time tells of office hours, too
        return None
    latest = said[-_LATEST:]
    language = call.briefing.questionnaire.language
    told = (_is_notice(one, language) for one in (*latest, " ".join(latest)))
    return Outcome.CLOSED if any(told) else None


def opens_at(call: CallRecord, now_ms: int) -> datetime | None:
    """Return when they open.

    None if they did not say so, or it is not certain what time it is there.
    """
    now, *others = local_times(call.briefing.provider, call.wall(now_ms))
    if others:
        return None
    return reopens(" ".join(_theirs(call)[-_LATEST:]), now)


def _is_notice(text: str, language: str) -> bool:
    reading = classify(text, language=language)
    return reading.kind is LineKind.CLOSED and reading.confidence >= _SURE


def _theirs(call: CallRecord) -> Sequence[str]:
    return [line.text for line in call.lines if line.speaker == "business"]
