"""Where the phone's audio meets the voice's, without I/O: effects come back as values.

One `MediaBridge` serves one phone stream of one call. Times are monotonic ms.

    bridge = MediaBridge()
    bridge.from_phone(text, now_ms) -> list[Effect]       raises ProtocolError
    bridge.from_voice(event, now_ms) -> list[Effect]      any `FromVoice`
    bridge.let_hear(on, replay_ms) / let_speak(on, now_ms)
    bridge.press(digits, slow, now_ms)                    -> KeysPlayed, in time
    bridge.tick(now_ms)                                   every 100 ms or so
    bridge.voice_lost(now_ms) / phone_lost(now_ms)
    bridge.give_floor(talker, epoch, now_ms) / from_operator(base64, epoch, now_ms)
    bridge.health(now_ms) -> Health                       levels, gaps, losses

Effects (`panda.effects`): `ToPhone` (a text frame), `Hear` (base64 for the voice),
`Ask` (a `ToVoice`), `Notice` (an input for the session), `Introduced` (the stream says
whose it is: check its token before anything else).

Every utterance of the voice ends in exactly one `UtterancePlayed` or `CutOff`. At most
`AHEAD_MS` are unplayed at the carrier (RELIABILITY R13): the rest waits here, let out
by the echoes of marks, so that a barge-in never meets a long buffer. How much of an
utterance was heard is `panda.playback`'s business.
"""

from __future__ import annotations

from base64 import b64encode
from collections import deque
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from panda.audio import tones
from panda.audio.level import Meter
from panda.audio.mulaw import SILENCE
from panda.audio.sounds import SoundClassifier
from panda.effects import Ask, Effect, Health, Hear, Introduced, Notice, ToPhone
from panda.pieces import Piece, cut, joined
from panda.playback import Playback
from panda.realtime.agent import AnswerEnded, Forget, Said, Say, SpeechStarted
from panda.session.inputs import (
    CutOff,
    KeyHeard,
    KeysPlayed,
    PhoneClosed,
    SoundChanged,
    UtterancePlayed,
)
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
    "Talker",
    "ToPhone",
]

AHEAD_MS = 1_000
"""Most that may be unplayed at the carrier (R13)."""
KEPT_FRAMES = 300
"""Frames kept while the voice does not hear: the last six seconds."""
GAP_MS = 60
"""Two frames missing in a row can be heard."""
FRAME_MS = 20
_PAUSE = b64encode(bytes([SILENCE]) * 8_000).decode()
"""A second of silence: longer than any turn's (`panda.session.wording`)."""


class Talker(StrEnum):
    """Who may be heard by the callee."""

    AI = auto()
    OPERATOR = auto()


@dataclass(slots=True)
class _Utterance:
    """Something of ours that is to be heard to its end."""

    name: str
    keys: bool = False
    complete: bool = False
    waiting: int = 0
    """Pieces not sent yet."""


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
        self._playback = Playback()
        self._queue: deque[Piece] = deque()
        self._open: dict[str, _Utterance] = {}
        self._over: set[str] = set()
        self._presses = 0
        self._level_in = Meter()
        self._level_out = Meter()
        self._gaps = 0
        self._last_audio_ms: int | None = None
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
                return self._echoed(self._playback.echoed(name, now_ms), now_ms)
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
        if (last := self._last_audio_ms) is not None and now_ms - last > GAP_MS:
            self._gaps += 1
        self._last_audio_ms = now_ms
        self._level_in.add(audio.mulaw, now_ms)
        sound = self._ear.hear(audio.mulaw, now_ms)
        if sound is not None:
            effects.append(Notice(SoundChanged(sound)))
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
                return self._say(item, audio, now_ms)
            case Said(item):
                return self._said([item])
            case AnswerEnded():
                return self._said([one.name for one in self._open.values()])
            case SpeechStarted() if self.interruptible and not self._pressing:
                return self._silence(now_ms)
            case _:
                return []

    def _say(self, item: str, audio: str, now_ms: int) -> list[Effect]:
        if item in self._over:
            return []
        if not self._speaks or self.talker is not Talker.AI:
            self._over.add(item)
            return [Ask(Forget(item, 0)), Notice(CutOff(item, 0))]
        self._queue_up(item, cut(item, audio))
        return self._pump(now_ms)

    def _queue_up(self, name: str, pieces: list[Piece], *, keys: bool = False) -> None:
        utterance = self._open.setdefault(name, _Utterance(name, keys, complete=keys))
        utterance.waiting += len(pieces)
        self._queue.extend(pieces)

    def _pump(self, now_ms: int) -> list[Effect]:
        """Send what may be sent: never more than `AHEAD_MS` unplayed.

        Speech waits until keys have sounded: behind them it could not be taken back.
        """
        effects: list[Effect] = []
        while self._queue and self.stream.started is not None:
            piece = self._queue[0]
            if self._pressing and not self._open[piece.owner].keys:
                break
            ahead = self._playback.unplayed_ms(now_ms)
            if ahead and ahead + piece.ms > AHEAD_MS:
                break
            self._queue.popleft()
            if (first := self._playback.begin(now_ms)) is not None:
                effects.append(ToPhone(self.stream.mark(first)))
            effects.append(ToPhone(self.stream.media(piece.audio)))
            mark = self._playback.send(piece.owner, piece.ms)
            effects.append(ToPhone(self.stream.mark(mark)))
            self._open[piece.owner].waiting -= 1
            self._level_out.add(piece.mulaw, now_ms)
        return effects

    def _echoed(self, heard: list[str], now_ms: int) -> list[Effect]:
        sent = self._pump(now_ms)
        over = self._finished(heard)
        return [*sent, *over, *(self._pump(now_ms) if over else [])]

    def _said(self, items: list[str]) -> list[Effect]:
        for item in items:
            if item in self._open:
                self._open[item].complete = True
        return self._finished(items)

    def _finished(self, items: list[str]) -> list[Effect]:
        """Say of each utterance that is complete and heard that it is over."""
        effects: list[Effect] = []
        for item in items:
            one = self._open.get(item)
            if one is None or not one.complete or one.waiting:
                continue
            if self._playback.is_outstanding(item):
                continue
            del self._open[item]
            self._over.add(item)
            effects.append(Notice(KeysPlayed() if one.keys else UtterancePlayed(item)))
        return effects

    @property
    def _pressing(self) -> bool:
        return any(one.keys for one in self._open.values())

    def _silence(
        self, now_ms: int, *, forget: bool = True, keys_too: bool = False
    ) -> list[Effect]:
        """Drop what is unplayed of the voice and say how much of it was heard.

        While keys sound nothing is cleared at the carrier, unless they are to go too.
        """
        if not self._open:
            return []
        spare_keys = self._pressing and not keys_too
        effects = [] if spare_keys else self._clear()
        for one in list(self._open.values()):
            if one.keys and spare_keys:
                continue
            effects += self._ended(one, now_ms, forget=forget)
            del self._open[one.name]
            self._over.add(one.name)
        self._queue = deque(piece for piece in self._queue if piece.owner in self._open)
        if not spare_keys:
            self._playback.cleared()
        return effects

    def _clear(self) -> list[Effect]:
        """Drop what is unplayed at the carrier."""
        if self.stream.started is None:
            return []
        return [ToPhone(self.stream.clear())]

    def _ended(self, one: _Utterance, now_ms: int, *, forget: bool) -> list[Effect]:
        """Say how far an utterance came that goes no further."""
        if one.keys:
            return []
        whole = one.complete and not one.waiting
        if whole and self._playback.is_heard(one.name, now_ms):
            return [Notice(UtterancePlayed(one.name))]
        heard_ms = round(self._playback.heard_ms(one.name, now_ms))
        told: list[Effect] = [Ask(Forget(one.name, heard_ms))] if forget else []
        return [*told, Notice(CutOff(one.name, heard_ms))]

    def let_speak(self, *, on: bool, now_ms: int) -> list[Effect]:
        """Let the callee hear the voice, or not; off also drops what is unplayed."""
        self._speaks = on
        return [] if on else self._silence(now_ms)

    def press(self, digits: str, *, slow: bool, now_ms: int) -> list[Effect]:
        """Press keys as tones in the stream; `KeysPlayed` follows when they are heard.

        Tones never queue behind speech: what is unplayed of it is dropped first.

        Raises:
            ValueError: There is no such key.
        """
        tone = tones.SLOW_TONE_MS if slow else tones.TONE_MS
        gap = tones.SLOW_GAP_MS if slow else tones.GAP_MS
        sound = tones.keys(digits, tone_ms=tone, gap_ms=gap)
        self._presses += 1
        name = f"keys {self._presses}"
        silenced = self._silence(now_ms, keys_too=True) or self._clear()
        self._queue_up(name, joined(name, sound), keys=True)
        return [*silenced, *self._pump(now_ms)]

    # --- the rest -------------------------------------------------------------------

    def tick(self, now_ms: int) -> list[Effect]:
        """Let time pass: what no echo has let out goes by the clock.

        Raises:
            ProtocolError: The carrier has not said in time whose stream this is.
        """
        self.stream.check(now_ms)
        return self._echoed(self._playback.overdue(now_ms), now_ms)

    def voice_lost(self, now_ms: int) -> list[Effect]:
        """Stop stale audio at once; the session it came from is gone (R9)."""
        return self._silence(now_ms, forget=False)

    def phone_lost(self, now_ms: int) -> list[Effect]:
        """Settle what was being said when the stream ended; another one may come.

        The tail of a sentence that was cut off so is not played to the next stream.
        Theirs is ended by a pause, so that what is said there is not taken for more.
        """
        settled: list[Effect] = [
            one
            for one in self._silence(now_ms, keys_too=True)
            if not isinstance(one, ToPhone)
        ]
        self.stream = MediaStream()
        self._playback = Playback()
        self._last_audio_ms = self._began_ms = None
        return [*settled, Hear(_PAUSE)] if self._hears else settled

    def give_floor(self, talker: Talker, epoch: int, now_ms: int) -> list[Effect]:
        """Let one talker be heard and the other not; an old epoch changes nothing."""
        if epoch <= self.epoch:
            return []
        self.talker, self.epoch = talker, epoch
        return self._silence(now_ms, keys_too=True)

    def from_operator(self, audio: str, epoch: int, now_ms: int) -> list[Effect]:
        """Pass a frame of the operator on, if the floor is theirs in this epoch.

        Raises:
            ProtocolError: It is not base64.
        """
        if self.talker is not Talker.OPERATOR or epoch != self.epoch:
            return []
        for piece in cut("operator", audio):
            self._level_out.add(piece.mulaw, now_ms)
        return [ToPhone(self.stream.media(audio))]

    def health(self, now_ms: int) -> Health:
        """Say how the line is."""
        alive = (self._last_audio_ms, self._began_ms)
        last_ms = next((at for at in alive if at is not None), now_ms)
        return Health(
            level_in_db=round(self._level_in.db(now_ms), 1),
            level_out_db=round(self._level_out.db(now_ms), 1),
            gaps=self._gaps,
            lost=self.stream.lost,
            unplayed_ms=round(self._playback.unplayed_ms(now_ms)),
            round_trip_ms=round(self._playback.round_trip_ms),
            since_audio_ms=now_ms - last_ms,
        )
