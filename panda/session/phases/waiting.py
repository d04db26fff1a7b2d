"""In the business's queue: the voice hears nothing, costs nothing, until words come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.audio.sounds import Sound
from panda.call import AnsweredBy, Outcome
from panda.campaign import CallbackPolicy
from panda.events import CallbackAnswered, HearingChanged, Identified, QueueNews
from panda.features import Feature
from panda.line.queue import SURE, QueueListener, offer, place
from panda.menu.escalation import Escalation
from panda.menu.menu import LineKind
from panda.realtime.agent import Configure, Heard, SpeechStarted, SpeechStopped
from panda.session.commands import LetHear, TellVoice
from panda.session.inputs import (
    KeysPlayed,
    KeysRefused,
    PhoneOpened,
    SoundChanged,
    Tick,
)
from panda.session.phases.callingback import CallingBack, Stage
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
        """While an offer to be called back is being accepted."""
        self._may_call_back = True
        """Whether the key that accepts an offer is not known to be in vain."""

    def enter(self, now_ms: int) -> Effects:
        """Go on listening until the music starts, if it has not yet."""
        yield TellVoice(Configure(turns=MACHINE_TURNS))
        yield from self._listen(replay_ms=0)
        yield from self._sound(self.call.sound, now_ms)

    def ended(self, over: Over, now_ms: int) -> Effects:  # noqa: ARG002
        """Take a hang-up after our key as their answer to it."""
        if self._calling_back is not None and over.outcome is Outcome.HUNG_UP:
            yield from self._calling_back.hung_up()

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
                self._keys_arrived(now_ms)  # by the carrier, if any
                yield from self.enter(now_ms)
            case KeysPlayed(press=press):
                self._keys_played(press, now_ms)
            case KeysRefused(press=press):
                if (dialogue := self._calling_back) is not None:
                    yield from self._go_on(dialogue.keys_refused(press, now_ms))
            case Tick():
                yield from self._tick(now_ms)
            case _:
                pass

    def _sound(self, sound: Sound, now_ms: int) -> Effects:
        if sound in NOTHING:
            yield from self._suspend()
        elif self.call.is_suspended:  # silence, too: soft words may have gone before
            yield from self._listen(REPLAY_MS)
        if self._calling_back is not None:
            self._calling_back.sound(sound, now_ms)
        yield from self._decide(self._line.sound(sound, now_ms))

    def _keys_played(self, press: int, now_ms: int) -> None:
        if self._calling_back is not None:
            self._calling_back.keys_played(press, now_ms)

    def _keys_arrived(self, now_ms: int) -> None:
        if self._calling_back is not None:
            self._calling_back.keys_arrived(now_ms)

    def _go_on(self, effects: Effects) -> Effects:
        """Go on being called back; if that has failed, wait on as before."""
        yield from effects
        dialogue = self._calling_back
        if dialogue is not None and dialogue.stage is Stage.FAILED:
            self._calling_back, self._may_call_back = None, False
            if self.call.sound in NOTHING:
                yield from self._suspend()

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
            if self._is_person(reading):
                yield from self._decide(reading)
            else:
                yield from self._go_on(self._calling_back.hear(text, now_ms))
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
        accepts = self.call.has(Feature.CALLBACKS)
        if accepts and limits.callback is CallbackPolicy.ACCEPT:
            if self._may_call_back:
                order = Escalation(self.call.transports, first=self.call.keypad)
                number = limits.callback_number
                dialogue = CallingBack(number, self._language, order)
                self._calling_back = dialogue
                sound = self.call.sound
                yield from self._go_on(dialogue.accept(offered, text, sound, now_ms))
        elif not self.call.declined_callback:
            yield CallbackAnswered(accepted=False)

    def _tick(self, now_ms: int) -> Effects:
        if (dialogue := self._calling_back) is not None:
            reading = self._line.tick(now_ms)
            if self._is_person(reading):
                yield from self._decide(reading)
            else:
                yield from self._go_on(dialogue.tick(now_ms))
        elif self.call.in_state_ms(now_ms) > self.call.briefing.limits.hold_s * 1000:
            yield Over(Outcome.HOLD_TOO_LONG)
        else:
            yield from self._decide(self._line.tick(now_ms))

    def _is_person(self, reading: Reading | None) -> bool:
        """Whether a person speaks; words of a recording that calls back may seem so."""
        if reading is None or reading.kind is not LineKind.HUMAN:
            return False
        dialogue = self._calling_back
        is_sure = reading.confidence >= SURE
        return dialogue is None or dialogue.stage is Stage.ASKED or is_sure

    def _decide(self, reading: Reading | None) -> Effects:
        if reading is None:
            return
        if self._calling_back is not None and not self._is_person(reading):
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
