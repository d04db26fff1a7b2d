"""Where the phone's audio meets the voice's, without I/O: effects come back as values.

One `MediaBridge` serves one phone stream of one call. Times are monotonic ms.

    bridge = MediaBridge()
    bridge.from_phone(text, now_ms) -> list[Effect]       raises ProtocolError
    bridge.from_voice(event, now_ms) -> list[Effect]      any `FromVoice`
    bridge.let_hear(on, replay_ms) / let_speak(on, now_ms)
    bridge.press(digits, slow, now_ms)                    -> KeysPlayed, in time
    bridge.tick(now_ms)                                   every 100 ms or so
    bridge.voice_lost(now_ms) / phone_lost(now_ms)
    bridge.give_floor(talker, epoch, now_ms)              who is heard from now on
    bridge.from_operator(mulaw, epoch, now_ms)            if it `lets_through` the epoch
    bridge.listen(who, on)                                -> Overheard, of both sides
    bridge.health(now_ms) -> Health                       levels, gaps, losses

Effects (`panda.effects`): `ToPhone` (a text frame), `Hear` (base64 for the voice),
`Ask` (a `ToVoice`), `Notice` (an input for the session), `Overheard` (for operators),
`Introduced` (the stream says whose it is: check its token before anything else).

One talker has the floor: the AI (`panda.outgoing`), or what stands in for it, an
operator or music (`panda.operator.standin`). All of them go out through this one
stream, frame after frame, so no two are ever heard in the same one (RELIABILITY I5).
"""

from __future__ import annotations

from base64 import b64encode
from collections import deque
from typing import TYPE_CHECKING, Literal

from panda.audio.level import Meter
from panda.audio.mulaw import SILENCE
from panda.audio.sounds import SoundClassifier
from panda.cadence import Cadence
from panda.effects import (
    Ask,
    Effect,
    Health,
    Hear,
    Introduced,
    Notice,
    Overheard,
    ToPhone,
)
from panda.operator.lease import Talker
from panda.operator.standin import StandIn
from panda.operator.tap import Tap
from panda.outgoing import AHEAD_MS, Outgoing
from panda.realtime.agent import AnswerEnded, Said, Say, SpeechStarted
from panda.session.inputs import KeyHeard, PhoneClosed, SoundChanged
from panda.stream import (
    Audio,
    Connected,
    KeyPressed,
    MediaStream,
    Played,
    Started,
    Stopped,
)

if TYPE_CHECKING:
    from panda.realtime.agent import FromVoice

__all__ = [
    "AHEAD_MS",
    "Ask",
    "Effect",
    "Health",
    "Hear",
    "Introduced",
    "MediaBridge",
    "Notice",
    "Overheard",
    "Talker",
    "ToPhone",
]

KEPT_FRAMES = 300
"""Frames kept while the voice does not hear: the last six seconds."""
FRAME_MS = 20
Listener = Literal["operators", "recorder"]
_PAUSE = b64encode(bytes([SILENCE]) * 8_000).decode()
"""A second of silence: longer than any turn's (`panda.session.wording`)."""


class MediaBridge:
    """The meeting point of one phone stream and one voice."""

    def __init__(
        self,
        stream: MediaStream | None = None,
        ear: SoundClassifier | None = None,
        *,
        hears: bool = False,
        speaks: bool = True,
    ) -> None:
        self.stream = stream or MediaStream()
        self.interruptible = True
        """Whether the callee's speech cuts the voice off."""
        self.talker = Talker.AI
        self.epoch = 0
        self._ear = ear or SoundClassifier()
        self._hears = hears
        self._speaks = speaks
        self._kept: deque[bytes] = deque(maxlen=KEPT_FRAMES)
        self._tap = Tap()
        self._listeners: frozenset[Listener] = frozenset()
        self._out = Outgoing(self.stream, self._tap)
        self._stand_in = StandIn()
        self._level_in = Meter()
        self._cadence = Cadence()
        self._began_ms: int | None = None
        """When the stream began; nothing may ever come of it."""

    # --- from the phone -------------------------------------------------------------

    def from_phone(self, text: str, now_ms: int) -> list[Effect]:
        """Take one text frame from the carrier.

        Raises:
            ProtocolError: It breaks the protocol; close the socket (1008).
        """
        match self.stream.receive(text, now_ms):
            case Audio() as audio:
                return self._heard(audio, now_ms)
            case Played(name):
                return self._out.echoed(name, now_ms)
            case KeyPressed(digit):
                return [Notice(KeyHeard(digit))]
            case Started() as start:
                self._began_ms = now_ms
                return [Introduced(start)]
            case Stopped():
                return [Notice(PhoneClosed(stopped=True))]
            case Connected():
                return []

    def _heard(self, audio: Audio, now_ms: int) -> list[Effect]:
        effects: list[Effect] = []
        if self._hears:
            effects.append(Hear(audio.payload))
        else:
            self._kept.append(audio.mulaw)
        self._cadence.frame(audio.at_ms, now_ms)
        self._level_in.add(audio.mulaw, now_ms)
        sound = self._ear.hear(audio.mulaw, now_ms)
        if sound is not None:
            effects.append(Notice(SoundChanged(sound)))
        if self.talker is not Talker.AI:  # the callee's frames are its clock
            effects += self._stood_in(now_ms)
        effects += self._tap.heard(audio.mulaw, now_ms)
        return effects

    def let_hear(self, *, on: bool, replay_ms: int = 0) -> list[Effect]:
        """Let the voice hear the callee, or not; replay what it has missed."""
        self._hears = on
        if not on or not self._kept:
            return []
        missed = list(self._kept)[-(replay_ms // FRAME_MS) :] if replay_ms else []
        self._kept.clear()
        return [Hear(b64encode(b"".join(missed)).decode())] if missed else []

    # --- to the phone ---------------------------------------------------------------

    def from_voice(self, event: FromVoice, now_ms: int) -> list[Effect]:
        """Take any event of the voice; those without sound pass without effect."""
        match event:
            case Say(item, audio):
                if not self._speaks or self.talker is not Talker.AI:
                    return self._out.refuse(item)
                return self._out.say(item, audio, now_ms)
            case Said(item):
                return self._out.said([item])
            case AnswerEnded():
                return self._out.said(self._out.names)
            case SpeechStarted() if self.interruptible and not self._out.pressing:
                return self._out.silence(now_ms)
            case _:
                return []

    def let_speak(self, *, on: bool, now_ms: int) -> list[Effect]:
        """Let the callee hear the voice, or not; off also drops what is unplayed."""
        self._speaks = on
        return [] if on else self._out.silence(now_ms)

    def press(
        self, digits: str, *, slow: bool, now_ms: int, press: int = 0
    ) -> list[Effect]:
        """Press keys as tones in the stream; `KeysPlayed` follows when they are heard.

        Args:
            digits: The keys; `w` waits.
            slow: Whether each sounds longer.
            now_ms: The time.
            press: What `KeysPlayed` will name them by.

        Raises:
            ValueError: There is no such key.
        """
        pressed = self._out.press(digits, slow=slow, now_ms=now_ms, press=press)
        self._stand_in.begin()
        return pressed

    # --- whose turn it is -----------------------------------------------------------

    def give_floor(
        self, talker: Talker, epoch: int, now_ms: int, *, tone: bool = False
    ) -> list[Effect]:
        """Let one talker be heard and no other; an old epoch changes nothing.

        What is unplayed of the AI or of music is dropped; the last syllable of an
        operator is not, since it is 60 ms at most. `tone` announces the new voice.
        """
        if epoch <= self.epoch:
            return []
        before, self.talker, self.epoch = self.talker, talker, epoch
        dropped = self._out.silence(now_ms, keys_too=True)
        if not dropped and before is Talker.MUSIC:
            dropped = self._out.clear(now_ms)
        self._stand_in.begin()
        announced = self._stand_in.tone(now_ms) if tone else []
        return [
            *dropped,
            *self._send(announced, now_ms),
            *self._stood_in(now_ms),
        ]

    def lets_through(self, epoch: int) -> bool:
        """Whether the callee hears an operator's frame of this epoch now; keys not."""
        has_floor = self.talker is Talker.OPERATOR and epoch == self.epoch
        return has_floor and not self._out.pressing

    def from_operator(self, mulaw: bytes, epoch: int, now_ms: int) -> list[Effect]:
        """Pass a frame of the operator on, if they may be heard in this epoch."""
        if not self.lets_through(epoch):
            return []
        return self._send(self._stand_in.speak(mulaw, now_ms), now_ms)

    def _stood_in(self, now_ms: int) -> list[Effect]:
        """Send what is due of whoever stands in for the AI; keys go before."""
        if self._out.pressing:
            return []
        match self.talker:
            case Talker.OPERATOR:
                return self._send(self._stand_in.voice(now_ms), now_ms)
            case Talker.MUSIC:
                return self._send(self._stand_in.music(now_ms), now_ms)
            case Talker.AI:
                return []

    def _send(self, frames: list[bytes], now_ms: int) -> list[Effect]:
        if self.stream.started is None:
            return []
        effects: list[Effect] = []
        for frame in frames:
            self._out.level.add(frame, now_ms)
            self._tap.sent(frame, now_ms)
            effects.append(ToPhone(self.stream.media(b64encode(frame).decode())))
        return effects

    def listen(self, who: Listener, *, on: bool) -> None:
        """Let both sides be overheard by somebody, or not: that costs nothing then."""
        self._listeners = self._listeners | {who} if on else self._listeners - {who}
        self._tap.listen(on=bool(self._listeners))

    # --- the rest -------------------------------------------------------------------

    def tick(self, now_ms: int) -> list[Effect]:
        """Let time pass: what no echo has let out goes by the clock.

        Raises:
            ProtocolError: The carrier has not said in time whose stream this is.
        """
        self.stream.check(now_ms)
        return [
            *self._out.overdue(now_ms),
            *self._stood_in(now_ms),
            *self._tap.due(now_ms),
        ]

    def voice_lost(self, now_ms: int) -> list[Effect]:
        """Stop stale audio at once; the session it came from is gone (R9)."""
        return self._out.silence(now_ms, forget=False)

    def phone_lost(self, now_ms: int) -> list[Effect]:
        """Settle what was being said when the stream ended; another one may come.

        What they said is ended by a pause, so that what is said there is not taken for
        more of it.
        """
        self.stream = MediaStream()
        settled = self._out.lost(self.stream, now_ms)
        self._stand_in.begin()
        self._cadence.restart()
        self._began_ms = None
        return [*settled, Hear(_PAUSE)] if self._hears else settled

    def health(self, now_ms: int) -> Health:
        """Say how the line is."""
        alive = (self._cadence.last_ms, self._began_ms)
        last_ms = next((at for at in alive if at is not None), now_ms)
        return Health(
            level_in_db=round(self._level_in.db(now_ms), 1),
            level_out_db=round(self._out.level.db(now_ms), 1),
            gaps=self._cadence.gaps,
            recent_gaps=self._cadence.recent_gaps(now_ms),
            jitter_ms=round(self._cadence.jitter_ms, 1),
            lost=self.stream.lost,
            unplayed_ms=round(self._out.unplayed_ms(now_ms)),
            round_trip_ms=round(self._out.round_trip_ms),
            since_audio_ms=now_ms - last_ms,
        )
