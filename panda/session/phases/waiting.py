"""In the business's queue: the voice hears nothing, costs nothing, until words come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.audio.sounds import Sound
from panda.call import AnsweredBy, Outcome
from panda.campaign import CallbackPolicy
from panda.events import CallbackAnswered, HearingChanged, Identified, QueueNews
from panda.line.queue import QueueListener, offer, place
from panda.menu.menu import LineKind
from panda.realtime.agent import Configure, Heard, SpeechStarted, SpeechStopped
from panda.session.commands import LetHear, TellVoice
from panda.session.inputs import PhoneOpened, SoundChanged, Tick
from panda.session.phases.callingback import CallingBack
from panda.session.phases.onward import to_menu, to_person
from panda.session.phases.phase import Effects, Over, Phase
from panda.session.wording import MACHINE_TURNS

if TYPE_CHECKING:
    from panda.line import Reading
    from panda.session.inputs import Input
    from panda.session.record import CallRecord

REPLAY_MS = 4_000
"""How much of what was said before the voice listened again is played back to it: the
classifier takes up to ~2 s to be sure that music has given way to a person, more where
the music fades."""
NOTHING = frozenset({Sound.MUSIC, Sound.RING, Sound.BUSY})


class Waiting(Phase):
    """On hold until a person speaks."""

    def __init__(self, call: CallRecord) -> None:
        super().__init__(call)
        self._language = call.briefing.questionnaire.language
        self._line = QueueListener(language=self._language)
        self._calling_back: CallingBack | None = None
        """Once an offer to be called back is accepted."""

    def enter(self, now_ms: int) -> Effects:
        """Go on listening until the music starts, if it has not yet."""
        yield TellVoice(Configure(turns=MACHINE_TURNS))
        yield from self._listen(replay_ms=0)
        yield from self._sound(self.call.sound, now_ms)

    def handle(self, what: Input, now_ms: int) -> Effects:
        """Listen while there are words; leave the queue when a person speaks."""
        match what:
            case SoundChanged(sound=sound):
                yield from self._sound(sound, now_ms)
            case Heard(item=item, text=text, final=True):
                yield from self._heard(text, item, now_ms)
            case SpeechStarted(item=item):
                self._line.speech(started=True, now_ms=now_ms, item=item)
            case SpeechStopped(item=item):
                self._line.speech(started=False, now_ms=now_ms, item=item)
            case PhoneOpened():
                yield from self.enter(now_ms)
            case Tick():
                yield from self._tick(now_ms)
            case _:
                pass

    def _sound(self, sound: Sound, now_ms: int) -> Effects:
        if sound in NOTHING:
            yield from self._suspend()
        elif self.call.is_suspended:  # silence, too: soft words may have gone before
            yield from self._listen(REPLAY_MS)
        yield from self._decide(self._line.sound(sound, now_ms))

    def _suspend(self) -> Effects:
        busy = self._line.expects_person or self._calling_back is not None
        if not busy and not self.call.is_suspended:
            yield HearingChanged(on=False)
            yield LetHear(on=False)

    def _listen(self, replay_ms: int) -> Effects:
        if self.call.is_suspended:
            yield HearingChanged(on=True, replayed_ms=replay_ms)
        yield LetHear(on=True, replay_ms=replay_ms)

    def _heard(self, text: str, item: str, now_ms: int) -> Effects:
        reading = self._line.hear(text, now_ms, item)
        if self._calling_back is not None:
            yield from self._calling_back.hear(text, now_ms)
            return
        together, _ = self._line.words
        yield from self._told(together)
        yield from self._offered(together, now_ms)
        if self._calling_back is None:
            yield from self._decide(reading)

    def _told(self, text: str) -> Effects:
        """Log what an announcement tells of our place, if that is news."""
        told = place(text, self._language)
        if told is None:
            return
        before = self.call.queue
        known = (before.position, before.wait_s) if before else None
        if (told.position, told.wait_s) != known:
            yield QueueNews(position=told.position, wait_s=told.wait_s)

    def _offered(self, text: str, now_ms: int) -> Effects:
        """Answer an offer to call us back as the campaign wants it answered."""
        offered = offer(text, self._language)
        if offered is None:
            return
        limits = self.call.briefing.limits
        if limits.callback is CallbackPolicy.ACCEPT:
            self._calling_back = CallingBack(limits.callback_number, self._language)
            yield from self._calling_back.accept(offered, now_ms)
        elif not self.call.declined_callback:
            yield CallbackAnswered(accepted=False)

    def _tick(self, now_ms: int) -> Effects:
        if self._calling_back is not None:
            yield from self._calling_back.tick(now_ms)
        elif self.call.in_state_ms(now_ms) > self.call.briefing.limits.hold_s * 1000:
            yield Over(Outcome.HOLD_TOO_LONG)
        else:
            yield from self._decide(self._line.tick(now_ms))

    def _decide(self, reading: Reading | None) -> Effects:
        if reading is None or self._calling_back is not None:
            return
        if reading.kind is LineKind.HUMAN:
            yield from self._listen(replay_ms=0)
            if self.call.answered_by in {None, AnsweredBy.UNCERTAIN}:
                yield Identified(answered_by=AnsweredBy.HUMAN)
            yield to_person(self.call)
        elif reading.kind is LineKind.MENU:
            yield from self._listen(replay_ms=0)
            segments = self._line.segments
            yield to_menu(self.call, (self._line.words,), segments=segments)
        elif reading.kind is LineKind.VOICEMAIL:
            yield Over(Outcome.VOICEMAIL)
        elif reading.kind is LineKind.CLOSED:
            yield Over(Outcome.CLOSED)
