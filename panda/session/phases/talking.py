"""With a person: the voice talks, the supervisor thinks, this keeps time and order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from panda.audio.sounds import Sound
from panda.call import Outcome
from panda.compliance import asks_not_to_call_again, farewell
from panda.compliance.whereabouts import local_times
from panda.events import (
    Advised,
    Disclosed,
    Found,
    FunctionCalled,
    Identified,
    OptedOut,
    Pressed,
)
from panda.line import classify
from panda.menu.menu import LineKind
from panda.realtime.agent import (
    Answer,
    Configure,
    FunctionRequested,
    FunctionResult,
    Heard,
    Ready,
    Said,
    SpeakExactly,
    SpeechStarted,
    SpeechStopped,
    StopAnswer,
)
from panda.research.evidence import add
from panda.session.commands import Consult, LetHear, LetSpeak, PlayKeys, TellVoice
from panda.session.counsel import Counsel
from panda.session.inputs import (
    CutOff,
    PhoneOpened,
    SoundChanged,
    SupervisorAnswered,
    SupervisorFailed,
    Tick,
    UtterancePlayed,
    VoiceLost,
)
from panda.session.phases.onward import to_menu, to_queue
from panda.session.phases.parting import Parting
from panda.session.phases.phase import Effects, Over, Phase
from panda.session.wording import (
    OPENING_TURNS,
    PERSON_TURNS,
    SUPERVISOR_TOOL,
    greeting,
    instructions,
    open_question,
    phrases,
)
from panda.supervisor.consultation import Consultation

if TYPE_CHECKING:
    from panda.session.inputs import Input
    from panda.session.record import CallRecord
    from panda.supervisor.consultation import Advice

SILENCE_MS = 9_000
"""After this much silence we ask whether they are still there."""
PATIENCE_MS = 60_000
"""The same, when they asked us to wait."""
SILENCES = 2
BREATH_MS = 1_200
"""After this much silence they have finished, though the voice asks for nothing."""
MISSES = 5
"""After so many unanswered questions to the supervisor the call is given up."""
MUSIC_MS = 3_000
"""Music for this long means that we were put on hold."""
WORDS_MS = 4_000
"""What has no transcript after this long had no words in it."""
MACHINE_MS = 30_000
"""For this long after "a person" answered, it may yet turn out to be a machine."""


class Talking(Phase):
    """Our agent and a person."""

    def __init__(self, call: CallRecord) -> None:
        super().__init__(call)
        self._words = phrases(call.briefing.questionnaire.language)
        self._counsel: Counsel | None = None
        self._held: Advice | None = None
        """Came while they spoke: followed if they have only coughed."""
        self._misses = 0
        """How often in a row the supervisor did not answer in time."""
        self._untranscribed: dict[str, int] = {}
        """Stretches of their speech whose words are still to come, and since when."""
        self._unplayed: dict[str, str] = {}
        """Our utterances by item, until they are heard to the end or cut off."""
        self._over: set[str] = set()
        """Those that are; the words of one that was cut off come after its end."""
        self._callee_speaks = False
        self._quiet_since = 0
        self._silences = 0
        self._patience_ms = SILENCE_MS
        self._music_since: int | None = None
        self._parting = Parting(self._words)
        self._voice_gone = False
        self._begun_ms: int | None = None

    # --- beginning -------------------------------------------------------------------

    def enter(self, now_ms: int) -> Effects:
        """Disclose and ask; if that was done, say to whom they are talking."""
        yield from self._open(self._words.again, now_ms)

    def _open(self, before: str, now_ms: int) -> Effects:
        """Set the voice up, then disclose, or say `before` and ask what is open."""
        first = self._begun_ms is None
        self._begun_ms = self._quiet_since = now_ms
        said = self.call.lines[-1:]
        if first and said and asks_not_to_call_again(said[0].text):
            yield LetHear(on=True)
            yield LetSpeak(on=True)
            yield from self._opted_out(now_ms)
            return
        turns = PERSON_TURNS if self.call.disclosed else OPENING_TURNS
        brief = self.call.briefing
        if first:
            about_us = instructions(brief)
            yield TellVoice(Configure(about_us, tools=(SUPERVISOR_TOOL,), turns=turns))
        else:
            yield TellVoice(Configure(turns=turns))
        yield LetHear(on=True)
        yield LetSpeak(on=True)
        if not self.call.disclosed:
            words = greeting(brief, self.call.missing)
        else:
            words = f"{before} {open_question(brief, self.call.missing)}".strip()
        yield TellVoice(SpeakExactly(words))

    # --- inputs ----------------------------------------------------------------------

    def handle(self, what: Input, now_ms: int) -> Effects:  # noqa: C901, PLR0912
        """Take what happened; one line of the table a case."""
        match what:
            case SpeechStarted():
                self._callee_speaks, self._patience_ms = True, SILENCE_MS
                self._silences = 0
            case SpeechStopped(item=item):
                self._callee_speaks, self._quiet_since = False, now_ms
                self._untranscribed[item] = now_ms
            case Heard(item=item, text=text, final=True):
                self._untranscribed.pop(item, None)
                yield from self._heard(text, now_ms)
            case Said(item=item, text=text) if item not in self._over:
                self._unplayed[item] = text
                self._quiet_since = now_ms
                self._parting.said(item, text)
            case UtterancePlayed(item=item):
                yield from self._played(item, now_ms)
            case CutOff(item=item):
                self._unplayed.pop(item, None)
                self._over.add(item)
                self._quiet_since = now_ms
                self._parting.cut_off()
            case FunctionRequested():
                yield from self._requested(what, now_ms)
            case SupervisorAnswered(advice=advice):
                yield from self._advised(advice, now_ms)
            case SupervisorFailed(request=request):
                yield from self._unadvised(request, now_ms)
            case SoundChanged(sound=sound):
                yield from self._sound(sound, now_ms)
            case VoiceLost():
                self._voice_gone = True
                self._unplayed.clear()
            case Ready() if self._voice_gone:
                yield from self._voice_again(now_ms)
            case PhoneOpened():
                yield from self._open(self._words.cut_off, now_ms)
            case Tick():
                yield from self._tick(now_ms)
            case _:
                pass

    def _heard(self, text: str, now_ms: int) -> Effects:
        self._quiet_since = now_ms
        reading = classify(text, language=self.call.briefing.questionnaire.language)
        if asks_not_to_call_again(text):
            yield from self._opted_out(now_ms)
        elif reading.kind is LineKind.HOLD:
            self._patience_ms = PATIENCE_MS
        elif self._may_be_machine(now_ms) and reading.confidence >= 0.8:
            if reading.kind is LineKind.MENU:
                yield LetSpeak(on=False)
                yield Identified(answered_by=reading.answered_by)
                yield to_menu(self.call, ((text, now_ms),))
            elif reading.kind is LineKind.VOICEMAIL:
                yield LetSpeak(on=False)
                yield Identified(answered_by=reading.answered_by)
                yield Over(Outcome.VOICEMAIL)

    def _opted_out(self, now_ms: int) -> Effects:
        """Note for good that they want no more calls, say goodbye, and end."""
        if self.call.opted_out:
            return
        yield OptedOut()
        yield TellVoice(StopAnswer())
        language = self.call.briefing.questionnaire.language
        yield TellVoice(SpeakExactly(farewell(language)))
        yield from self._parting.begin(Outcome.DECLINED, now_ms)

    def _may_be_machine(self, now_ms: int) -> bool:
        return now_ms - (self._begun_ms or 0) < MACHINE_MS and not self.call.findings

    def _played(self, item: str, now_ms: int) -> Effects:
        self._quiet_since = now_ms
        words = self._unplayed.pop(item, "")
        self._over.add(item)
        if not self.call.disclosed and words:
            yield Disclosed()
            yield TellVoice(Configure(turns=PERSON_TURNS))
        self._parting.played(item)
        if self._parting.is_complete and not self._unplayed:
            yield from self._parting.over()

    def _sound(self, sound: Sound, now_ms: int) -> Effects:
        self._music_since = now_ms if sound is Sound.MUSIC else None
        if sound is Sound.BEEP and self._may_be_machine(now_ms):
            yield LetSpeak(on=False)
            yield Over(Outcome.VOICEMAIL)

    # --- the supervisor --------------------------------------------------------------

    def _words_to_come(self, now_ms: int) -> bool:
        """Whether they have said something whose words we do not know yet.

        A noise taken for speech never gets any, so this is not waited for for ever.
        """
        return any(now_ms - at < WORDS_MS for at in self._untranscribed.values())

    def _requested(self, what: FunctionRequested, now_ms: int) -> Effects:
        if what.name != SUPERVISOR_TOOL.name:
            advice = f"there is no function {what.name}; use {SUPERVISOR_TOOL.name}"
            yield TellVoice(FunctionResult(what.request, json.dumps({"error": advice})))
            return
        if self._counsel is not None:  # they went on talking: the new question counts
            yield from self._answer_voice(self._counsel, "", now_ms)
        self._counsel = Counsel(what.request, what.arguments, now_ms)
        self._held = None
        yield from self._ask(now_ms)

    def _ask(self, now_ms: int) -> Effects:
        counsel = self._counsel
        transcribed = not self._words_to_come(now_ms)
        if counsel is None or not counsel.must_send(now_ms, transcribed=transcribed):
            return
        counsel.sent = True
        brief = self.call.briefing
        now, *or_now = local_times(brief.provider, self.call.wall(now_ms))
        yield Consult(
            Consultation(
                request=counsel.request,
                call_id=brief.call_id,
                business=brief.provider.name,
                questionnaire=brief.questionnaire,
                conversation=tuple(self.call.lines),
                findings=tuple(self.call.findings),
                context=counsel.context,
                now=now,
                or_now=tuple(or_now),
                deadline_ms=counsel.remaining_ms(now_ms),
            )
        )

    def _advised(self, advice: Advice, now_ms: int) -> Effects:
        for used in advice.functions:
            yield FunctionCalled(
                name=used.name,
                caller="supervisor",
                arguments=used.arguments,
                result=used.result,
            )
        findings = list(self.call.findings)
        for claimed in advice.findings:
            finding = add(findings, claimed)
            if finding is not None:
                findings.append(finding)
                yield Found(finding=finding)
        counsel = self._counsel
        current = counsel is not None and counsel.request == advice.request
        took_ms = now_ms - counsel.asked_ms if current and counsel else 0
        yield Advised(request=advice.request, took_ms=took_ms, late=not current)
        if current:
            self._counsel = None
        if advice.do_not_call:
            yield from self._opted_out(now_ms)
            advice = advice.model_copy(update={"next_response": "", "end_call": ""})
        if counsel is None or not current:
            return
        self._misses = 0
        if self._callee_speaks:  # not over their words: these will be asked about
            self._held = advice
            yield from self._answer_voice(counsel, "", now_ms)
        else:
            yield from self._answer_voice(counsel, advice.next_response, now_ms)
            yield from self._follow(advice, now_ms)

    def _follow(self, advice: Advice, now_ms: int) -> Effects:
        """Do what was advised beside speaking."""
        if advice.press:
            yield Pressed(keys=advice.press, label="supervisor")
            yield PlayKeys(advice.press)
        if advice.end_call:
            yield from self._parting.begin(Outcome.COMPLETED, now_ms)
            if not advice.next_response:
                yield from self._parting.over()

    def _unadvised(self, request: str, now_ms: int) -> Effects:
        counsel = self._counsel
        if counsel is not None and counsel.request == request:
            self._counsel = None
            took_ms = now_ms - counsel.asked_ms
            yield Advised(request=request, took_ms=took_ms, failed=True)
            self._misses += 1
            yield from self._answer_voice(counsel, self._safe_words(), now_ms)
            if self._misses >= MISSES:
                yield from self._parting.begin(Outcome.FAILED, now_ms)
            elif not self.call.missing:
                yield from self._parting.begin(Outcome.COMPLETED, now_ms)

    def _safe_words(self) -> str:
        """What to say without a supervisor: a question not put yet is safe as well.

        An advice that came too late may have found out what was asked before.
        """
        question = open_question(self.call.briefing, self.call.missing)
        if self._misses >= MISSES or not question:
            return self._words.out_of_time
        if self._callee_speaks:
            return ""
        put = any(question in line.text for line in self.call.lines)
        return self._words.fallback if put else f"{self._words.thanks} {question}"

    def _answer_voice(self, counsel: Counsel, words: str, now_ms: int) -> Effects:
        self._quiet_since = now_ms
        if counsel.orphaned:  # the voice that asked is gone; the new one only speaks
            if words:
                yield TellVoice(SpeakExactly(words))
            return
        output = json.dumps({"nextResponse": words}, ensure_ascii=False)
        yield TellVoice(FunctionResult(counsel.request, output, speak=bool(words)))

    def _voice_again(self, now_ms: int) -> Effects:
        self._voice_gone = False
        self._quiet_since = now_ms
        lines = self.call.lines
        if self._counsel is not None:
            self._counsel.orphaned = True
        elif lines and lines[-1].speaker == "business":
            yield TellVoice(Answer())

    # --- time ------------------------------------------------------------------------

    def _tick(self, now_ms: int) -> Effects:
        counsel = self._counsel
        if counsel is not None:
            yield from self._ask(now_ms)
            if counsel.is_late(now_ms):
                yield from self._unadvised(counsel.request, now_ms)
            elif counsel.must_fill(now_ms) and not self._callee_speaks:
                counsel.filled = True
                yield TellVoice(SpeakExactly(self._words.filler, aside=True))
        elif self._held is not None and self._have_finished(now_ms):
            advice, self._held = self._held, None
            if advice.next_response:
                yield TellVoice(SpeakExactly(advice.next_response))
            yield from self._follow(advice, now_ms)
        elif self._parting.begun:
            yield from self._parting.tick(now_ms, finished=self._have_finished(now_ms))
        elif self._music_since is not None and now_ms - self._music_since > MUSIC_MS:
            yield to_queue(self.call)
        else:
            yield from self._silence(now_ms)

    def _have_finished(self, now_ms: int) -> bool:
        return not self._callee_speaks and now_ms - self._quiet_since > BREATH_MS

    def _silence(self, now_ms: int) -> Effects:
        speaks = self._callee_speaks or self.call.sound is Sound.SPEECH
        busy = speaks or self._unplayed or self._words_to_come(now_ms)
        if busy or now_ms - self._quiet_since < self._patience_ms:
            return
        self._quiet_since = now_ms
        self._silences += 1
        if self._silences > SILENCES:
            done = not self.call.missing
            yield Over(Outcome.COMPLETED if done else Outcome.HUNG_UP, "silence")
        else:
            yield TellVoice(SpeakExactly(self._words.silence))
