"""The end of a talk: what is being said is heard to its end, then the line is cut."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from panda.call import Outcome
from panda.realtime.agent import Configure, SpeakExactly, StopAnswer
from panda.session.commands import TellVoice
from panda.session.phases.phase import Effects, Over
from panda.session.wording import PERSON_TURNS

if TYPE_CHECKING:
    from panda.session.wording import Phrases

GOODBYE_MS = 12_000
"""Longest time between the decision to end and the end."""
TIME_UP_MS = 20_000
"""So long before the end of the longest call we say goodbye, once they have finished;
in the last `GOODBYE_MS` whether they have or not."""


class Parting:
    """Ends a talk once that was decided."""

    def __init__(self, words: Phrases) -> None:
        self._words = words
        self._since_ms: int | None = None
        self._outcome = Outcome.COMPLETED
        self._goodbyes: set[str] = set()
        self._was_heard = False
        self._was_cut_off = False
        self.is_final = False
        """Whether the last words are ours, whatever a supervisor would still say."""

    @property
    def begun(self) -> bool:
        """Whether the end was decided."""
        return self._since_ms is not None

    def begin(self, outcome: Outcome, now_ms: int) -> Effects:
        """Say no more than what is being said, then end."""
        if self._since_ms is None:
            self._since_ms, self._outcome = now_ms, outcome
        yield TellVoice(Configure(turns=PERSON_TURNS.without_answers()))

    def say(self, words: str, outcome: Outcome, now_ms: int) -> Effects:
        """Break off whatever is being said, say these last words, then end."""
        self.is_final = True
        yield TellVoice(StopAnswer())
        yield TellVoice(SpeakExactly(words))
        yield from self.begin(outcome, now_ms)

    def is_time_up(self, left_ms: int, longest_ms: int, *, speaking: bool) -> bool:
        """Whether it is time to say goodbye, so that the longest call ends politely."""
        if self.begun:
            return False
        early_ms = min(TIME_UP_MS, longest_ms // 4)
        return left_ms < (min(GOODBYE_MS, early_ms) if speaking else early_ms)

    def said(self, item: str, text: str) -> None:
        """Take note of an utterance of ours; after the decision it is the goodbye.

        A filler that was asked for before may yet come in between.
        """
        if self.begun and text != self._words.filler:
            self._goodbyes.add(item)

    def played(self, item: str) -> None:
        """Take note of what they heard to its end."""
        self._was_heard = self._was_heard or item in self._goodbyes

    def cut_off(self) -> None:
        """Take note that they spoke into our goodbye."""
        self._was_cut_off = self.begun

    @property
    def is_complete(self) -> bool:
        """Whether they have heard our goodbye."""
        return self._was_heard

    def over(self) -> Effects:
        """End now."""
        yield Over(self._outcome)

    def tick(self, now_ms: int, *, finished: bool) -> Effects:
        """End in time; a goodbye that was cut off is said again once they are done."""
        assert self._since_ms is not None
        if now_ms - self._since_ms > GOODBYE_MS:
            yield from self.over()
        elif self._was_cut_off and finished:
            self._was_cut_off = False
            turns = replace(PERSON_TURNS.without_answers(), interruptible=False)
            yield TellVoice(Configure(turns=turns))
            yield TellVoice(SpeakExactly(self._words.goodbye))
