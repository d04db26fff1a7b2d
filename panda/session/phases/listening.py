"""Just answered: who or what is on the line?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.audio.sounds import Sound
from panda.call import AnsweredBy, Outcome
from panda.events import Identified
from panda.line import LineListener, Reading
from panda.menu.greeting import Greeting
from panda.menu.menu import LineKind
from panda.outcomes import NOT_IN_SERVICE
from panda.realtime.agent import Configure, Heard, SpeechStarted, SpeechStopped
from panda.session.commands import LetHear, TellVoice
from panda.session.inputs import PhoneOpened, SoundChanged, Tick
from panda.session.phases.onward import to_menu, to_person, to_queue
from panda.session.phases.phase import Effects, Over, Phase
from panda.session.wording import MACHINE_TURNS

if TYPE_CHECKING:
    from panda.session.inputs import Input
    from panda.session.record import CallRecord

SILENT_ANSWER_MS = 5_000
"""Somebody who has picked up and says nothing for this long is spoken to."""
DEAD_NUMBER = 0.95
"""Only an announcement of a dead number is read with this confidence; less is a menu
that has not understood us."""
KNOWN = 0.95
"""Confidence that a menu has answered which begins as it did on earlier calls."""
GIVE_UP_MS = 45_000
"""A line nobody can be made out on is left after this."""


class Listening(Phase):
    """Making out who answered."""

    def __init__(self, call: CallRecord) -> None:
        super().__init__(call)
        brief = call.briefing
        language = brief.questionnaire.language
        self._line = LineListener(language=language)
        self._greeting = Greeting(
            brief.route, business=brief.provider.name, language=language
        )
        self._heard: list[tuple[str, int]] = []
        self._speech = False

    def enter(self, now_ms: int) -> Effects:
        """Hear everything; answer nothing."""
        del now_ms
        yield TellVoice(Configure(turns=MACHINE_TURNS))
        yield LetHear(on=True)

    def handle(self, what: Input, now_ms: int) -> Effects:
        """Gather words and sounds until they say who it is."""
        match what:
            case Heard(item=item, text=text, final=True):
                self._heard.append((text, now_ms))
                reading = self._line.hear(text, now_ms, item)
                if self._greeting.hear(text, now_ms, item):
                    reading = Reading(LineKind.MENU, KNOWN)
                yield from self._decide(reading, now_ms)
            case SpeechStarted(item=item):
                self._speech = True
                self._line.speech(started=True, now_ms=now_ms, item=item)
            case SpeechStopped(item=item):
                self._line.speech(started=False, now_ms=now_ms, item=item)
            case SoundChanged(sound=sound):
                # Our own ear is at once where the voice's may be seconds late.
                self._speech = self._speech or sound is Sound.SPEECH
                yield from self._decide(self._line.sound(sound, now_ms), now_ms)
                if sound is Sound.MUSIC and not self._speech:
                    yield to_queue(self.call)
            case PhoneOpened():
                yield from self.enter(now_ms)
            case Tick():
                yield from self._tick(now_ms)
            case _:
                pass

    def _tick(self, now_ms: int) -> Effects:
        reading = self._line.tick(now_ms)
        waited_ms = self.call.in_state_ms(now_ms)
        if reading is not None:
            yield from self._decide(reading, now_ms)
        elif waited_ms > SILENT_ANSWER_MS and not self._speech:
            yield Identified(answered_by=AnsweredBy.UNCERTAIN)
            yield to_person(self.call)
        elif waited_ms > GIVE_UP_MS:
            yield Over(Outcome.FAILED, "nobody_made_out")

    def _decide(self, reading: Reading | None, now_ms: int) -> Effects:
        if reading is None or reading.kind is LineKind.UNCERTAIN:
            return
        yield Identified(answered_by=reading.answered_by)
        match reading.kind:
            case LineKind.HUMAN:
                yield to_person(self.call)
            case LineKind.HOLD:
                yield to_queue(self.call)
            case LineKind.VOICEMAIL:
                yield Over(Outcome.VOICEMAIL)
            case LineKind.CLOSED:
                yield Over(Outcome.CLOSED)
            case LineKind.ERROR if reading.confidence >= DEAD_NUMBER:
                yield Over(Outcome.FAILED, NOT_IN_SERVICE)
            case LineKind.MENU | LineKind.SPEECH_MENU | LineKind.ENTRY | LineKind.ERROR:
                yield to_menu(
                    self.call, tuple(self._heard), segments=self._line.segments
                )
        del now_ms
