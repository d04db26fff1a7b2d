"""The supervisor of a talk: asked, waited for, covered up for, and followed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from panda.call import Outcome
from panda.events import Advised
from panda.functions.decisions import EndCall
from panda.functions.permission import Caller
from panda.realtime.agent import FunctionResult, SpeakExactly
from panda.session.advice import NOTES, consult, consultation, noted
from panda.session.commands import TellVoice
from panda.session.counsel import Counsel
from panda.session.inputs import SupervisorAnswered
from panda.session.phases.phase import Do, Take
from panda.session.phases.speculation import Speculation
from panda.session.wording import SUPERVISOR_TOOL, open_question, phrases

if TYPE_CHECKING:
    from panda.realtime.agent import FunctionRequested
    from panda.session.inputs import Foreseen
    from panda.session.phases.parting import Parting
    from panda.session.phases.phase import Effects
    from panda.session.phases.silence import Silence
    from panda.session.record import CallRecord
    from panda.supervisor.consultation import Advice

MISSES = 5
"""After so many unanswered questions to the supervisor the call is given up."""


class Supervision:
    """What the voice asks its senior, and what becomes of the answer."""

    def __init__(self, call: CallRecord, silence: Silence, parting: Parting) -> None:
        self._call = call
        self._silence = silence
        self._parting = parting
        self._words = phrases(call.briefing.questionnaire.language)
        self._ahead = Speculation(call)
        self._counsel: Counsel | None = None
        self._held: Advice | None = None
        """Came while they spoke: followed if they have only coughed."""
        self._misses = 0
        """How often in a row it did not answer in time."""
        self._is_news = False
        """Whether our people have answered something, or not in time, and it was not
        asked about yet."""

    @property
    def is_awaited(self) -> bool:
        """Whether an answer is still to come."""
        return self._counsel is not None

    def requested(self, what: FunctionRequested, now_ms: int) -> Effects:
        """Take a question of the voice."""
        if what.name != SUPERVISOR_TOOL.name:  # `panda.session.functions` answers it
            return
        if self._counsel is not None:  # they went on talking: the new question counts
            yield from self._answer_voice(self._counsel, "", now_ms)
        self._counsel = Counsel(what.request, what.arguments, now_ms)
        self._held, self._is_news = None, False
        yield from self._ask(now_ms)

    def told(self) -> None:
        """Take note that a question to our people has ended; asked when it is quiet."""
        self._is_news = True

    def _may_go_on(self, now_ms: int) -> bool:
        quiet = self._silence.have_finished(now_ms) and not self._parting.begun
        return self._is_news and quiet

    def _go_on(self, now_ms: int) -> Effects:
        """Ask by ourselves how to go on: the voice has no words of theirs to ask by."""
        self._is_news = False
        request = f"people-{self._call.length}"
        self._counsel = Counsel(
            request, "", now_ms, filled=True, orphaned=True, is_ours=True
        )
        yield from self._ask(now_ms)

    def _ask(self, now_ms: int) -> Effects:
        counsel = self._counsel
        transcribed = not self._silence.words_to_come(now_ms)
        if counsel is None or not counsel.must_send(now_ms, transcribed=transcribed):
            return
        counsel.sent = True
        question = consultation(
            self._call,
            counsel.request,
            now_ms,
            deadline_ms=counsel.remaining_ms(now_ms),
            context=counsel.context,
        )
        if not self._ahead.adopt(question):
            yield consult(self._call, question)
        elif (advice := self._ahead.taken()) is not None:
            yield Take(SupervisorAnswered(advice))

    def foresee(self, now_ms: int) -> Effects:
        """Ask ahead of the voice, once what they have said is written down."""
        busy = self._silence.callee_speaks or self._silence.words_to_come(now_ms)
        if self._counsel is None and not busy and not self._parting.begun:
            yield from self._ahead.ask(now_ms)

    def foreseen(self, what: Foreseen, now_ms: int) -> Effects:
        """Take what came of that; the voice's own question is put if nothing did."""
        self._ahead.came(what)
        advice, counsel = self._ahead.taken(), self._counsel
        if advice is not None:
            yield Take(SupervisorAnswered(advice))
            return
        request = self._ahead.failed()
        if request and counsel is not None and counsel.request == request:
            counsel.sent = False
            yield from self._ask(now_ms)

    def advised(self, advice: Advice, now_ms: int) -> Effects:
        """Take an answer: what it found out counts, however late it came."""
        yield from noted(self._call, advice)
        if advice.failed:
            yield from self.missed(advice.request, now_ms)
            return
        counsel = self._counsel
        current = counsel is not None and counsel.request == advice.request
        took_ms = now_ms - counsel.asked_ms if current and counsel else 0
        yield Advised(request=advice.request, took_ms=took_ms, late=not current)
        if counsel is None or not current:
            return
        self._counsel = None
        self._misses = 0
        if self._parting.is_final or advice.do_not_call:
            yield from self._answer_voice(counsel, "", now_ms)
        elif self._silence.callee_speaks:  # what they say now will be asked about
            self._held = advice
            yield from self._answer_voice(counsel, "", now_ms)
        else:
            yield from self._answer_voice(counsel, advice.next_response, now_ms)
            yield from self._follow(advice, now_ms)

    def _follow(self, advice: Advice, now_ms: int) -> Effects:
        """Do what was advised beside speaking."""
        for decision in advice.decisions:
            if isinstance(decision, NOTES):
                continue  # taken down when it came
            if not isinstance(decision, EndCall):
                yield Do(decision, Caller.SUPERVISOR)
            else:
                yield from self._parting.begin(Outcome.COMPLETED, now_ms)
                if not advice.next_response:
                    yield from self._parting.over()

    def missed(self, request: str, now_ms: int) -> Effects:
        """Cover up for a supervisor that failed or is late."""
        counsel = self._counsel
        if counsel is None or counsel.request != request:
            return
        self._counsel = None
        took_ms = now_ms - counsel.asked_ms
        yield Advised(request=request, took_ms=took_ms, failed=True)
        if self._parting.is_final:
            yield from self._answer_voice(counsel, "", now_ms)
            return
        self._misses += 1
        if counsel.is_ours and self._misses < MISSES:
            self._is_news = True
            yield from self._answer_voice(counsel, self._words.company, now_ms)
            return
        yield from self._answer_voice(counsel, self._safe_words(), now_ms)
        if self._misses >= MISSES:
            yield from self._parting.begin(Outcome.FAILED, now_ms)
        elif not self._call.missing:
            yield from self._parting.begin(Outcome.COMPLETED, now_ms)

    def _safe_words(self) -> str:
        """What to say without a supervisor: a question not put yet is safe as well.

        An advice that came too late may have found out what was asked before.
        """
        question = open_question(self._call.briefing, self._call.missing)
        if self._misses >= MISSES or not question:
            return self._words.out_of_time
        if self._silence.callee_speaks:
            return ""
        put = any(question in line.text for line in self._call.lines)
        return self._words.fallback if put else f"{self._words.thanks} {question}"

    def _answer_voice(self, counsel: Counsel, words: str, now_ms: int) -> Effects:
        self._silence.broken(now_ms)
        if counsel.orphaned:  # the voice that asked is gone; the new one only speaks
            if words:
                yield TellVoice(SpeakExactly(words))
            return
        output = json.dumps({"nextResponse": words}, ensure_ascii=False)
        yield TellVoice(FunctionResult(counsel.request, output, speak=bool(words)))

    def dismiss(self, now_ms: int) -> Effects:
        """Let the voice wait no longer; what is found out still counts."""
        counsel, self._counsel, self._held = self._counsel, None, None
        if counsel is not None:
            yield from self._answer_voice(counsel, "", now_ms)

    def voice_again(self) -> bool:
        """Take note of another voice; whether the last one's question is still open."""
        if self._counsel is not None:
            self._counsel.orphaned = True
        return self._counsel is not None

    def tick(self, now_ms: int) -> Effects:
        """Let time pass: ask, fill, cover up, or follow what was held back."""
        counsel = self._counsel
        if counsel is not None:
            yield from self._ask(now_ms)
            if counsel.is_late(now_ms):
                yield from self.missed(counsel.request, now_ms)
            elif counsel.must_fill(now_ms) and not self._must_be_quiet:
                counsel.filled = True
                yield TellVoice(SpeakExactly(self._words.filler, aside=True))
        elif self._held is not None and self._silence.have_finished(now_ms):
            advice, self._held = self._held, None
            if self._parting.is_final:
                return
            if advice.next_response:
                yield TellVoice(SpeakExactly(advice.next_response))
            yield from self._follow(advice, now_ms)
        elif self._may_go_on(now_ms):
            yield from self._go_on(now_ms)

    @property
    def _must_be_quiet(self) -> bool:
        return self._silence.callee_speaks or self._parting.is_final
