"""The greeting: said until it was heard to its end, and nothing else counts for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.compliance import discloses
from panda.events import Disclosed
from panda.realtime.agent import Configure, SpeakExactly
from panda.session.commands import TellVoice
from panda.session.wording import PERSON_TURNS, greeting

if TYPE_CHECKING:
    from panda.session.phases.phase import Effects
    from panda.session.record import CallRecord

TIMES = 4
"""How often the greeting is begun at most, lest a voice that cannot say it goes on."""


class Disclosing:
    """Sees to it that the callee hears what is calling."""

    def __init__(self, call: CallRecord) -> None:
        self._call = call
        self._items: set[str] = set()
        """Utterances that hold the disclosure."""
        self._times = 0
        self._is_to_come = False
        """Whether it was asked for, and the voice has not begun to answer yet."""

    def greet(self) -> Effects:
        """Disclose, say why we call, and ask the first open question."""
        if self._times < TIMES:
            self._times += 1
            self._is_to_come = True
            words = greeting(self._call.briefing, self._call.missing)
            yield TellVoice(SpeakExactly(words))

    def answer_began(self) -> None:
        """Take note that the voice is speaking what it was asked for."""
        self._is_to_come = False

    def said(self, item: str, text: str) -> None:
        """Take note of the words of an utterance of ours."""
        briefing = self._call.briefing
        caller, language = (
            briefing.questionnaire.caller,
            briefing.questionnaire.language,
        )
        told = briefing.is_recorded and not briefing.asks_to_record
        if discloses(text, caller, language, recorded=told):
            self._items.add(item)

    def cut_off(self, item: str) -> None:
        """Take note that an utterance was not heard to its end."""
        self._items.discard(item)

    def played(self, item: str) -> Effects:
        """Take note of what was heard to its end; if that was all, say it again."""
        if self._call.disclosed:
            return
        if item in self._items:
            yield Disclosed()
            yield TellVoice(Configure(turns=PERSON_TURNS))
        elif not (self._items or self._is_to_come):
            yield from self.greet()

    def voice_again(self) -> Effects:
        """Greet anew; what was asked for and not begun, the new voice says anyhow."""
        self._items.clear()
        if not self._is_to_come:
            yield from self.greet()
