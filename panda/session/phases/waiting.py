"""In the business's queue: the voice hears nothing, costs nothing, until words come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.audio.sounds import Sound
from panda.call import AnsweredBy, Outcome
from panda.events import Identified
from panda.line import LineListener
from panda.menu.menu import LineKind
from panda.realtime.agent import Configure, Heard, SpeechStarted, SpeechStopped
from panda.session.commands import LetHear, TellVoice
from panda.session.inputs import PhoneOpened, SoundChanged, Tick
from panda.session.phases.onward import to_menu, to_person
from panda.session.phases.phase import Effects, Over, Phase
from panda.session.wording import MACHINE_TURNS

if TYPE_CHECKING:
    from panda.line import Reading
    from panda.session.inputs import Input
    from panda.session.record import CallRecord

REPLAY_MS = 2_500
"""How much of what was said before the voice listened again is played back to it: the
classifier takes up to ~2 s to be sure that music has given way to a person."""
NOTHING = frozenset({Sound.MUSIC, Sound.RING, Sound.BUSY})


class Waiting(Phase):
    """On hold until a person speaks."""

    def __init__(self, call: CallRecord) -> None:
        super().__init__(call)
        self._line = LineListener(
            language=call.briefing.questionnaire.language, on_hold=True
        )
        self._hearing = True
        self._heard = ("", 0)
        """The latest words, and when they came."""

    def enter(self, now_ms: int) -> Effects:
        """Go on listening until the music starts, if it has not yet."""
        yield TellVoice(Configure(turns=MACHINE_TURNS))
        yield LetHear(on=True)
        self._hearing = True
        yield from self._sound(self.call.sound, now_ms)

    def handle(self, what: Input, now_ms: int) -> Effects:
        """Listen while there are words; leave the queue when a person speaks."""
        match what:
            case SoundChanged(sound=sound):
                yield from self._sound(sound, now_ms)
            case Heard(item=item, text=text, final=True):
                self._heard = (text, now_ms)
                yield from self._decide(self._line.hear(text, now_ms, item))
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
        if sound in NOTHING and self._hearing:
            self._hearing = False
            yield LetHear(on=False)
        elif sound is Sound.SPEECH and not self._hearing:
            self._hearing = True
            yield LetHear(on=True, replay_ms=REPLAY_MS)
        yield from self._decide(self._line.sound(sound, now_ms))

    def _tick(self, now_ms: int) -> Effects:
        if self.call.in_state_ms(now_ms) > self.call.briefing.limits.hold_s * 1000:
            yield Over(Outcome.HOLD_TOO_LONG)
        else:
            yield from self._decide(self._line.tick(now_ms))

    def _decide(self, reading: Reading | None) -> Effects:
        if reading is None:
            return
        if reading.kind is LineKind.HUMAN:
            yield LetHear(on=True)
            if self.call.answered_by in {None, AnsweredBy.UNCERTAIN}:
                yield Identified(answered_by=AnsweredBy.HUMAN)
            yield to_person(self.call)
        elif reading.kind is LineKind.MENU:
            yield to_menu(self.call, (self._heard,), segments=self._line.segments)
        elif reading.kind is LineKind.VOICEMAIL:
            yield Over(Outcome.VOICEMAIL)
        elif reading.kind is LineKind.CLOSED:
            yield Over(Outcome.CLOSED)
