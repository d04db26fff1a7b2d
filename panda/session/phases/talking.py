"""With a person: the voice talks, the supervisor thinks, this keeps time and order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.audio.sounds import Sound
from panda.call import Outcome
from panda.compliance import asks_not_to_call_again, farewell
from panda.events import Identified, OptedOut
from panda.features import Feature
from panda.line import classify
from panda.line.wrong_number import says_wrong_number
from panda.menu.menu import LineKind
from panda.realtime.agent import (
    Answer,
    AnswerStarted,
    Configure,
    FunctionRequested,
    Heard,
    Ready,
    Said,
    SpeakExactly,
    SpeechStarted,
    SpeechStopped,
)
from panda.session.commands import LetHear, LetSpeak, TellVoice
from panda.session.inputs import (
    CutOff,
    Foreseen,
    PeopleTold,
    PhoneOpened,
    SoundChanged,
    SupervisorAnswered,
    SupervisorFailed,
    Tick,
    UtterancePlayed,
    VoiceLost,
)
from panda.session.phases.disclosing import Disclosing
from panda.session.phases.notice import Notice
from panda.session.phases.onward import to_menu, to_queue
from panda.session.phases.parting import Parting
from panda.session.phases.phase import Effects, Over, Phase
from panda.session.phases.silence import Silence
from panda.session.phases.supervision import Supervision
from panda.session.wording import (
    OPENING_TURNS,
    PERSON_TURNS,
    SUPERVISOR_TOOL,
    instructions,
    open_question,
    phrases,
)

if TYPE_CHECKING:
    from panda.line import Reading
    from panda.session.inputs import Input
    from panda.session.record import CallRecord
    from panda.supervisor.consultation import Advice

MUSIC_MS = 3_000
"""Music for this long means that we were put on hold."""
MACHINE_MS = 30_000
"""For this long after "a person" answered, it may yet turn out to be a machine."""


class Talking(Phase):
    """Our agent and a person."""

    def __init__(
        self, call: CallRecord, *, leaving: Outcome | None = None, before: str = ""
    ) -> None:
        super().__init__(call)
        self._leaving = leaving
        """How the call comes out, if all that is left to do is to say goodbye."""
        self._before = before
        """What is said first to who has heard the disclosure, if not who we are."""
        self._words = phrases(call.briefing.questionnaire.language)
        self._silence = Silence()
        self._disclosing = Disclosing(call)
        self._notice = Notice(call)
        self._parting = Parting(self._words)
        self._supervision = Supervision(call, self._silence, self._parting)
        self._unplayed: set[str] = set()
        """Our utterances, until they are heard to the end or cut off."""
        self._over: set[str] = set()
        """Those that are; the words of one that was cut off come after its end."""
        self._music_since: int | None = None
        self._voice_gone = False
        self._begun_ms: int | None = None
        self._is_back_untold = False
        """Whether they have yet to hear that the line was gone; it is not broken into,
        for who spoke into the silence would never learn what it was."""

    # --- beginning -------------------------------------------------------------------

    def enter(self, now_ms: int) -> Effects:
        """Disclose and ask; if that was done, say to whom they are talking."""
        yield from self._open(self._before or self._words.again, now_ms)

    def _open(self, before: str, now_ms: int) -> Effects:
        """Set the voice up, then disclose, or say `before` and ask what is open."""
        first = self._begun_ms is None
        self._begun_ms = now_ms
        self._silence.broken(now_ms)
        if first and (self._leaving or self.call.opted_out):
            yield from self._take_leave(now_ms)
            return
        said = self.call.lines[-1:]
        if first and said and asks_not_to_call_again(said[0].text):
            yield LetHear(on=True)
            yield LetSpeak(on=True)
            yield from self._opted_out(now_ms)
            return
        self._is_back_untold = self.call.disclosed and before == self._words.cut_off
        is_open = self.call.disclosed and not self._is_back_untold
        turns = PERSON_TURNS if is_open else OPENING_TURNS
        brief = self.call.briefing
        if first:
            about_us = instructions(brief)
            yield TellVoice(Configure(about_us, tools=(SUPERVISOR_TOOL,), turns=turns))
        else:
            yield TellVoice(Configure(turns=turns))
        yield LetHear(on=True)
        yield LetSpeak(on=True)
        if self.call.disclosed:
            words = [before, self._notice.words]
            if not (self._notice.words and brief.asks_to_record):  # one at a time
                words.append(open_question(brief, self.call.missing))
            yield TellVoice(SpeakExactly(" ".join(filter(None, words))))
        else:
            yield from self._disclosing.greet()

    def leave(self, now_ms: int) -> Effects:
        """Let the voice wait for no answer that nobody will give it."""
        yield from self._supervision.dismiss(now_ms)

    def _take_leave(self, now_ms: int) -> Effects:
        yield LetHear(on=True)
        yield LetSpeak(on=True)
        language = self.call.briefing.questionnaire.language
        if self.call.opted_out:
            yield from self._parting.say(farewell(language), Outcome.DECLINED, now_ms)
        else:
            outcome = self._leaving or Outcome.CANCELLED
            done = outcome is Outcome.COMPLETED
            words = self._words.goodbye if done else self._words.out_of_time
            yield from self._parting.say(words, outcome, now_ms)

    # --- inputs ----------------------------------------------------------------------

    def handle(self, what: Input, now_ms: int) -> Effects:  # noqa: C901, PLR0912
        """Take what happened; one line of the table a case."""
        match what:
            case SpeechStarted():
                self._silence.they_began()
            case SpeechStopped(item=item):
                self._silence.they_stopped(item, now_ms)
            case Heard(item=item, text=text, final=True):
                self._silence.words_came(item, now_ms)
                yield from self._notice.heard(text)
                yield from self._heard(text, now_ms)
                yield from self._supervision.foresee(now_ms)
            case AnswerStarted():
                self._disclosing.answer_began()
                self._notice.answer_began()
            case Said(item=item, text=text) if item not in self._over:
                self._said(item, text, now_ms)
            case UtterancePlayed(item=item):
                yield from self._played(item, now_ms)
            case CutOff(item=item):
                yield from self._cut_off(item, now_ms)
            case FunctionRequested():
                yield from self._supervision.requested(what, now_ms)
            case SupervisorAnswered(advice=advice):
                yield from self._advised(advice, now_ms)
            case Foreseen():
                yield from self._supervision.foreseen(what, now_ms)
            case SupervisorFailed(request=request):
                yield from self._supervision.missed(request, now_ms)
            case SoundChanged(sound=sound):
                yield from self._sound(sound, now_ms)
            case VoiceLost():
                self._voice_gone = True
                self._unplayed.clear()
            case Ready() if self._voice_gone:
                yield from self._voice_again(now_ms)
            case PhoneOpened():
                yield from self._open(self._words.cut_off, now_ms)
            case PeopleTold():
                self._supervision.told()
            case Tick():
                yield from self._tick(now_ms)
            case _:
                pass

    def _heard(self, text: str, now_ms: int) -> Effects:
        reading = classify(text, language=self.call.briefing.questionnaire.language)
        if asks_not_to_call_again(text):
            yield from self._opted_out(now_ms)
        elif says_wrong_number(text) and not self.call.findings:
            words, outcome = self._words.wrong_number, Outcome.WRONG_NUMBER
            yield from self._parting.say(words, outcome, now_ms)
        elif reading.kind is LineKind.HOLD:
            self._silence.asked_to_wait()
        elif self._may_be_machine(now_ms) and reading.confidence >= 0.8:
            yield from self._machine(reading, text, now_ms)

    def _machine(self, reading: Reading, text: str, now_ms: int) -> Effects:
        if reading.kind is LineKind.MENU:
            yield LetSpeak(on=False)
            yield Identified(answered_by=reading.answered_by)
            yield to_menu(self.call, ((text, now_ms),))
        elif reading.kind is LineKind.VOICEMAIL:
            yield LetSpeak(on=False)
            yield Identified(answered_by=reading.answered_by)
            yield Over(Outcome.VOICEMAIL)

    def _may_be_machine(self, now_ms: int) -> bool:
        return now_ms - (self._begun_ms or 0) < MACHINE_MS and not self.call.findings

    def _sound(self, sound: Sound, now_ms: int) -> Effects:
        self._music_since = now_ms if sound is Sound.MUSIC else None
        if sound is Sound.BEEP and self._may_be_machine(now_ms):
            yield LetSpeak(on=False)
            yield Over(Outcome.VOICEMAIL)

    def _opted_out(self, now_ms: int) -> Effects:
        """Note for good that they want no more calls, say goodbye, and end."""
        if self.call.opted_out:
            return
        yield OptedOut()
        words = farewell(self.call.briefing.questionnaire.language)
        yield from self._parting.say(words, Outcome.DECLINED, now_ms)

    def part(self, now_ms: int) -> Effects:
        """Say goodbye, then end."""
        words = self._words.goodbye
        yield from self._parting.say(words, Outcome.COMPLETED, now_ms)

    def opt_out(self, now_ms: int) -> Effects:
        """Note it for good, say goodbye, and end."""
        yield from self._opted_out(now_ms)

    def _advised(self, advice: Advice, now_ms: int) -> Effects:
        yield from self._supervision.advised(advice, now_ms)
        if advice.do_not_call:
            yield from self._opted_out(now_ms)

    # --- what we say -----------------------------------------------------------------

    def _said(self, item: str, text: str, now_ms: int) -> None:
        self._unplayed.add(item)
        self._silence.broken(now_ms)
        self._disclosing.said(item, text)
        self._notice.said(item, text)
        self._parting.said(item, text)

    def _played(self, item: str, now_ms: int) -> Effects:
        self._silence.broken(now_ms)
        self._unplayed.discard(item)
        self._over.add(item)
        if not self._parting.begun:
            yield from self._told_back()
            yield from self._disclosing.played(item)
            yield from self._notice.played(item, now_ms)
        self._parting.played(item)
        if self._parting.is_complete and not self._unplayed:
            yield from self._parting.over()

    def _told_back(self) -> Effects:
        """Let them break in again."""
        if self._is_back_untold:
            self._is_back_untold = False
            yield TellVoice(Configure(turns=PERSON_TURNS))

    def _cut_off(self, item: str, now_ms: int) -> Effects:
        self._silence.broken(now_ms)
        self._unplayed.discard(item)
        self._over.add(item)
        self._disclosing.cut_off(item)
        self._notice.cut_off(item)
        if not self._parting.begun:
            yield from self._told_back()
        self._parting.cut_off()

    def _voice_again(self, now_ms: int) -> Effects:
        """Go on with a new voice, which knows what was said and nothing of its doing.

        What the lost one was saying is not said again, but for the greeting.
        """
        self._voice_gone = False
        self._silence.broken(now_ms)
        lines = self.call.lines
        asking = self._supervision.voice_again()
        if self._is_back_untold and not self._parting.begun:
            yield from self._open(self._words.cut_off, now_ms)
        elif not self.call.disclosed and not self._parting.begun:
            yield from self._disclosing.voice_again()
        elif not asking and lines and lines[-1].speaker == "business":
            yield TellVoice(Answer())

    # --- time ------------------------------------------------------------------------

    def _tick(self, now_ms: int) -> Effects:
        if self._is_time_up(now_ms):
            words, outcome = self._words.out_of_time, Outcome.TIME_LIMIT
            yield from self._parting.say(words, outcome, now_ms)
        yield from self._supervision.tick(now_ms)
        if self._supervision.is_awaited and not self._parting.is_final:
            return
        if self._parting.begun:
            finished = self._silence.have_finished(now_ms)
            yield from self._parting.tick(now_ms, finished=finished)
        elif self._music_since is not None and now_ms - self._music_since > MUSIC_MS:
            yield to_queue(self.call)
        else:
            yield from self._if_silent(now_ms)

    def _is_time_up(self, now_ms: int) -> bool:
        return self._parting.is_time_up(
            self.call.left_ms(now_ms),
            self.call.briefing.limits.call_s * 1000,
            speaking=self._silence.callee_speaks,
        )

    def _if_silent(self, now_ms: int) -> Effects:
        """Ask whether they are still there, or say the greeting that they missed."""
        busy = self._unplayed or self.call.sound is Sound.SPEECH
        if self.call.people.asked:  # it is we who keep them waiting
            company = self.call.has(Feature.COMPANY)
            if company and not busy and self._silence.wants_company(now_ms):
                self._silence.broken(now_ms)
                yield TellVoice(SpeakExactly(self._words.company, aside=True))
            return
        if busy or not self._silence.is_too_long(now_ms):
            return
        if not self._silence.ask(now_ms):
            done = not self.call.missing
            yield Over(Outcome.COMPLETED if done else Outcome.HUNG_UP, "silence")
        elif self.call.disclosed:
            question = open_question(self.call.briefing, self.call.missing)
            onward = question if self._notice.is_asked else ""  # no answer is one
            yield TellVoice(SpeakExactly(onward or self._words.silence))
        else:
            yield from self._disclosing.greet()
