"""The notice that a call is recorded, or the question whether it may be.

Nobody's sound is kept who has not heard it to its end, or has not said yes: each time
somebody else may be on the line it is given anew. What follows from it is the table of
`panda.recording.consent`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.compliance.agreement import agrees_to_recording
from panda.compliance.speech import gives_notice, recording_notice
from panda.recording.consent import Consent
from panda.recording.events import RecordingAnswered, RecordingAsked, RecordingTold

if TYPE_CHECKING:
    from panda.session.phases.phase import Effects
    from panda.session.record import CallRecord

OVERLAP_MS = 600
"""An answer may begin so long before we know that the question was heard to its end:
people answer its last syllable, and the carrier's word for it takes its time."""


class Notice:
    """Gives notice of a recording, and takes the answer where one is asked for."""

    def __init__(self, call: CallRecord) -> None:
        self._call = call
        self._items: set[str] = set()
        """Utterances that hold the notice."""
        self._asked_ms: int | None = None
        """When the question was heard, from the answer of the call; what they say next
        answers it, until we have said something else."""

    @property
    def is_asked(self) -> bool:
        """Whether a question of ours waits for their yes or no."""
        return self._asked_ms is not None

    @property
    def words(self) -> str:
        """What is to be said to who is on the line; empty if there is nothing to."""
        brief = self._call.briefing
        if not brief.is_recorded or self._call.consent is not Consent.UNTOLD:
            return ""
        language = brief.questionnaire.language
        return recording_notice(language, asked=brief.asks_to_record)

    def answer_began(self) -> None:
        """Take note that we say something: what they say after it answers that."""
        self._asked_ms = None

    def said(self, item: str, text: str) -> None:
        """Take note of the words of an utterance of ours."""
        brief = self._call.briefing
        language, asked = brief.questionnaire.language, brief.asks_to_record
        if self.words and gives_notice(text, language, asked=asked):
            self._items.add(item)

    def cut_off(self, item: str) -> None:
        """Take note that an utterance was not heard to its end."""
        self._items.discard(item)

    def played(self, item: str, now_ms: int) -> Effects:
        """Take note of what was heard to its end."""
        if item not in self._items or not self.words:
            return
        self._items.clear()
        if self._call.briefing.asks_to_record:
            self._asked_ms = self._call.answer_ms(now_ms)
            yield RecordingAsked()
        else:
            yield RecordingTold()

    def heard(self, text: str) -> Effects:
        """Take their words, the latest of theirs in the log, for an answer."""
        if self._asked_ms is None:
            return
        theirs = (
            one for one in reversed(self._call.lines) if one.speaker == "business"
        )
        began_ms = next(theirs).at_ms
        agreed = agrees_to_recording(text)
        if agreed is None or began_ms < self._asked_ms - OVERLAP_MS:
            return
        self._asked_ms = None
        yield RecordingAnswered(agreed=agreed, quote=text, answer_ms=began_ms)
