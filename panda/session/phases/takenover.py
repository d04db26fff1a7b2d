"""An operator talks: the AI listens, writes along, and whispers what it would say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from panda.call import CallState, Outcome
from panda.compliance import asks_not_to_call_again
from panda.events import Advised, OptedOut
from panda.line import LineListener
from panda.line.queue import QueueListener
from panda.operator.wire import Suggestion
from panda.realtime.agent import (
    Configure,
    FunctionRequested,
    FunctionResult,
    Heard,
    SpeechStarted,
    SpeechStopped,
    StopAnswer,
)
from panda.session.advice import consult, consultation, noted
from panda.session.commands import LetHear, TellOperators, TellVoice
from panda.session.inputs import (
    PhoneOpened,
    SoundChanged,
    SupervisorAnswered,
    SupervisorFailed,
    Tick,
)
from panda.session.phases.phase import Effects, Over, Phase
from panda.session.phases.silence import Silence
from panda.session.phases.waiting import NOTHING, REPLAY_MS
from panda.session.wording import PERSON_TURNS, SUPERVISOR_TOOL

if TYPE_CHECKING:
    from panda.audio.sounds import Sound
    from panda.line import Reading
    from panda.menu.menu import LineKind
    from panda.session.inputs import Input
    from panda.session.record import CallRecord
    from panda.supervisor.consultation import Advice

SUGGEST_MS = 5_000
"""How long a suggestion is of use: an operator reads it between two sentences."""


class TakenOver(Phase):
    """The AI beside an operator who has the floor.

    It hears the callee and is heard by nobody. A supervisor is asked after each of
    their sentences, for the findings in it and for a line the operator may use.
    """

    def __init__(self, call: CallRecord) -> None:
        super().__init__(call)
        self._language = call.briefing.questionnaire.language
        in_queue = call.led is CallState.ON_HOLD
        self._line: LineListener | QueueListener = (
            QueueListener(language=self._language)
            if in_queue
            else LineListener(language=self._language)
        )
        self.heard_as: LineKind | None = None
        """Who or what is on the line, if that became clear since the takeover."""
        self._hearing = True
        self._requests = 0
        self._asked: tuple[str, int] | None = None
        """The question that is out, and since when."""
        self._is_open = False
        """Whether something was said that no question holds yet."""
        self._is_news = False
        """Whether the callee has said something since the takeover."""
        self._silence = Silence()

    def enter(self, now_ms: int) -> Effects:
        """Be silent, go on listening, and say at once what would come next."""
        yield TellVoice(StopAnswer())
        yield TellVoice(Configure(turns=PERSON_TURNS.without_answers()))
        yield from self._let_hear(self.call.sound)
        yield from self._ask(now_ms)

    def is_settled(self, now_ms: int) -> bool:
        """Whether all that was said is written down, and was asked about."""
        busy = self._silence.callee_speaks or self._silence.words_to_come(now_ms)
        return not busy and not (self._asked and self._is_news)

    def handle(self, what: Input, now_ms: int) -> Effects:  # noqa: C901
        """Take what happened; one line of the table a case."""
        match what:
            case Heard(item=item, text=text, final=True):
                self._silence.words_came(item, now_ms)
                self._is_news = True
                self._read(self._line.hear(text, now_ms, item))
                if asks_not_to_call_again(text) and not self.call.opted_out:
                    yield OptedOut()
                yield from self._ask(now_ms)
            case SpeechStarted(item=item):
                self._silence.they_began()
                self._line.speech(started=True, now_ms=now_ms, item=item)
            case SpeechStopped(item=item):
                self._silence.they_stopped(item, now_ms)
                self._line.speech(started=False, now_ms=now_ms, item=item)
            case SoundChanged(sound=sound):
                self._read(self._line.sound(sound, now_ms))
                yield from self._let_hear(sound)
            case SupervisorAnswered(advice=advice):
                yield from self._advised(advice, now_ms)
            case SupervisorFailed(request=request):
                yield from self._missed(request, now_ms)
            case FunctionRequested(request=request, name=SUPERVISOR_TOOL.name):
                empty = json.dumps({"nextResponse": ""})
                yield TellVoice(FunctionResult(request, empty, speak=False))
            case PhoneOpened():
                yield from self.enter(now_ms)
            case Tick():
                self._read(self._line.tick(now_ms))
            case _:
                pass

    def part(self, now_ms: int) -> Effects:
        """End at once: the operator has taken leave, or will not."""
        del now_ms
        yield Over(Outcome.COMPLETED, "function")

    def opt_out(self, now_ms: int) -> Effects:
        """Note it for good; the operator ends the call."""
        del now_ms
        if not self.call.opted_out:
            yield OptedOut()

    def _read(self, reading: Reading | None) -> None:
        if reading is None:
            return
        self.heard_as = reading.kind
        if isinstance(self._line, QueueListener):  # which ends with what it decides
            self._line = LineListener(language=self._language)

    def _let_hear(self, sound: Sound) -> Effects:
        """Spare the model the music of a queue, as on hold."""
        if sound in NOTHING:
            self._hearing = False
            yield LetHear(on=False)
        else:
            missed_ms = 0 if self._hearing else REPLAY_MS
            self._hearing = True
            yield LetHear(on=True, replay_ms=missed_ms)

    def _ask(self, now_ms: int) -> Effects:
        """Ask for findings and a suggestion; one question at a time."""
        self._is_open = True
        if self._asked is not None or not self.call.lines:
            return
        self._is_open = False
        self._requests += 1
        request = f"operator-{self.call.floor_epoch}-{self._requests}"
        self._asked = request, now_ms
        question = consultation(self.call, request, now_ms, deadline_ms=SUGGEST_MS)
        yield consult(self.call, question)

    def _advised(self, advice: Advice, now_ms: int) -> Effects:
        """Keep what it found out; its words are the operator's to use or not."""
        yield from noted(self.call, advice)
        if advice.do_not_call:
            yield from self.opt_out(now_ms)
        request, asked_ms = self._asked or ("", now_ms)
        current = advice.request == request
        took_ms = now_ms - asked_ms if current else 0
        yield Advised(request=advice.request, took_ms=took_ms, late=not current)
        if not current:  # what the voice asked before the takeover
            return
        self._asked = None
        if self._is_open:
            yield from self._ask(now_ms)
        elif advice.next_response:
            yield TellOperators(Suggestion(text=advice.next_response))

    def _missed(self, request: str, now_ms: int) -> Effects:
        if self._asked is None or self._asked[0] != request:
            return
        took_ms = now_ms - self._asked[1]
        self._asked = None
        yield Advised(request=request, took_ms=took_ms, failed=True)
        if self._is_open:
            yield from self._ask(now_ms)
