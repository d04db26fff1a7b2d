"""Plays a line to the product while it waits: bridge, ear and session, in virtual time.

What the product does is the product's: `MediaBridge` with its `SoundClassifier` takes
the frames, `CallSession` decides, and what it lets the voice hear goes to an ear that
works as the realtime server's does: voice activity, a pause of the length that the
session asked for, and words some time later.
"""

from __future__ import annotations

import heapq
from base64 import b64decode
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Protocol

from panda.bridge import Hear, MediaBridge, Notice
from panda.call import CallState
from panda.realtime.agent import Configure, Heard, SpeechStarted, SpeechStopped
from panda.session.commands import LetHear, TellVoice
from panda.session.inputs import PhoneClosed, Tick
from panda.testing.briefings import QUESTIONS, briefing
from panda.testing.frames import FakeStream
from panda.testing.player import SessionPlayer
from simulator.model.realtime.config import ServerVad
from simulator.model.realtime.listening import Listener, Started, Stopped
from simulator.ports import FRAME_BYTES, FRAME_MS
from simulator.speech.activity import SpeechActivity
from simulator.speech.recogniser import Whisper

if TYPE_CHECKING:
    from benchmarks.waits import Wait
    from panda.effects import Effect
    from panda.session.commands import Command
    from panda.session.inputs import Input

WORDS_MS = 400
"""From the end of a turn to its words, as a hosted transcriber takes it."""
TICK_MS = 100


class Words(Protocol):
    """Says what was spoken in a turn."""

    def of(self, wait: Wait, heard_ms: list[int], mulaw: bytes) -> str:
        """Return the words.

        Args:
            wait: The line, with the truth about it.
            heard_ms: The moment of the line of each frame of the turn.
            mulaw: The turn's audio.
        """
        ...


class KnownWords:
    """The words that were really said in the frames of a turn."""

    def of(self, wait: Wait, heard_ms: list[int], mulaw: bytes) -> str:
        """Return of each text the words that lie in the turn."""
        del mulaw
        first, last = heard_ms[0], heard_ms[-1]
        return " ".join(
            word
            for part in wait.parts
            for word, at_ms in _timed(part.text, part.start_ms, part.end_ms)
            if first <= at_ms <= last
        )


class RecognisedWords:
    """What the simulator's recogniser makes of a turn; it takes 7 % of its length."""

    def __init__(self) -> None:
        self._whisper = Whisper("base")

    def of(self, wait: Wait, heard_ms: list[int], mulaw: bytes) -> str:
        """Return what it understood, errors and inventions included."""
        del heard_ms
        return self._whisper.transcribe(mulaw, language=wait.language).text


def _timed(text: str, start_ms: int, end_ms: int) -> list[tuple[str, int]]:
    """Return each word with the moment of its middle, by its letters."""
    words, before = [], 0.0
    for word in text.split():
        middle = before + len(word) / 2
        before += len(word) + 1
        words.append((word, round(start_ms + (end_ms - start_ms) * middle / len(text))))
    return words


@dataclass(slots=True)
class Played:
    """What became of one wait. Times are ms of the line."""

    wait: Wait
    talking_ms: int | None = None
    """When the session went on with a person."""
    state: CallState = CallState.ON_HOLD
    """Where the session stood when the line was over."""
    frames: list[int] = field(default_factory=list)
    """The moments of the line that the voice heard, in the order in which it did."""
    told: list[int] = field(default_factory=list)
    """When it heard each of them."""
    heard: list[tuple[int, int, str]] = field(default_factory=list)
    """Turns: when each began, when its end was noticed, its words."""

    @property
    def answered_nobody(self) -> bool:
        """Whether it spoke to a recording, music, or nobody."""
        person = self.wait.person
        if self.talking_ms is None:
            return False
        return person is None or self.talking_ms < person.start_ms

    @property
    def hears_after_ms(self) -> int | None:
        """How long after the person's first word the voice had heard it."""
        person = self.wait.person
        if person is None:
            return None
        for moment, told in zip(self.frames, self.told, strict=True):
            if moment >= person.start_ms:
                return told - person.start_ms
        return None

    @property
    def lost_ms(self) -> int:
        """How much of what the person said the voice never heard, until we speak."""
        person = self.wait.person
        if person is None:
            return 0
        heard = set(self.frames)
        first = -(-person.start_ms // FRAME_MS) * FRAME_MS
        until = min(person.end_ms, self.talking_ms or person.end_ms)
        moments = range(first, until - FRAME_MS, FRAME_MS)
        return FRAME_MS * sum(moment not in heard for moment in moments)


class _Ear:
    """The voice's ear: hears what the bridge lets through."""

    def __init__(self, wait: Wait, words: Words, played: Played) -> None:
        self._wait, self._words, self._played = wait, words, played
        self._listener = Listener(SpeechActivity(), speculate_ms=0)
        self._vad = ServerVad(type="server_vad", silence_duration_ms=500)
        self._items = count(1)
        self._item = ""
        self._begun_ms = 0
        self._order = count()
        self._due: list[tuple[int, int, Input]] = []

    def configure(self, what: Configure) -> None:
        if what.turns is not None:
            self._vad = ServerVad(
                type="server_vad", silence_duration_ms=what.turns.silence_ms
            )

    def take(self, mulaw: bytes, now_ms: int) -> None:
        frames = len(mulaw) // FRAME_BYTES
        first = now_ms - (frames - 1) * FRAME_MS
        for index in range(frames):
            self._played.frames.append(first + index * FRAME_MS)
            self._played.told.append(now_ms)
            frame = mulaw[index * FRAME_BYTES : (index + 1) * FRAME_BYTES]
            for event in self._listener.feed(frame, self._vad):
                match event:
                    case Started(start_ms=start_ms):
                        self._item = f"turn{next(self._items)}"
                        self._begun_ms = start_ms
                        self._say(now_ms, SpeechStarted(start_ms, self._item))
                    case Stopped(end_ms=end_ms, mulaw=turn):
                        self._say(now_ms, SpeechStopped(end_ms, self._item))
                        self._transcribe(end_ms, turn, now_ms)
                    case _:
                        pass

    def _transcribe(self, end_ms: int, turn: bytes, now_ms: int) -> None:
        moments = self._played.frames[self._begun_ms // FRAME_MS : end_ms // FRAME_MS]
        text = self._words.of(self._wait, moments, turn)
        self._played.heard.append((moments[0], now_ms, text))
        self._say(now_ms + WORDS_MS, Heard(self._item, text))

    def _say(self, at_ms: int, what: Input) -> None:
        heapq.heappush(self._due, (at_ms, next(self._order), what))

    def due(self, now_ms: int) -> list[Input]:
        found: list[Input] = []
        while self._due and self._due[0][0] <= now_ms:
            found.append(heapq.heappop(self._due)[2])
        return found


class _Waiting:
    """The product on one line."""

    def __init__(self, wait: Wait, words: Words) -> None:
        self.played = Played(wait)
        asked = QUESTIONS.model_copy(update={"language": wait.language})
        self._player = SessionPlayer(briefing(questionnaire=asked))
        self._bridge = MediaBridge(hears=True)
        self._ear = _Ear(wait, words, self.played)
        self._player.answer()
        self._player.callee_says(
            "Espere en la línea, por favor. Todos nuestros agentes están ocupados."
            if wait.language == "es"
            else "All our agents are busy. Please hold the line."
        )
        self._player.wait(2_000)
        if self._player.session.state is not CallState.ON_HOLD:
            raise AssertionError("a call that is told to hold is on hold")
        for command in self._player.commands:
            self._carry_out(command, 0)
        self._from_ms = self._player.now_ms

    def run(self) -> Played:
        stream = FakeStream()
        audio = self.played.wait.audio
        for text in (stream.connected(), stream.start()):
            self._bridge.from_phone(text, 0)
        for at_ms in range(0, len(audio) // 8, FRAME_MS):
            self._player.now_ms = self._from_ms + at_ms
            frame = audio[at_ms * 8 : at_ms * 8 + FRAME_BYTES]
            self._effects(self._bridge.from_phone(stream.media(frame), at_ms), at_ms)
            for what in self._ear.due(at_ms):
                self._feed(what, at_ms)
            if at_ms % TICK_MS == 0:
                self._feed(Tick(), at_ms)
            self.played.state = self._player.session.state
            if self.played.state is not CallState.ON_HOLD:
                if self.played.state is CallState.TALKING:
                    self.played.talking_ms = at_ms
                break
        return self.played

    def _feed(self, what: Input, at_ms: int) -> None:
        if isinstance(what, PhoneClosed):
            return
        for command in self._player.feed(what):
            self._carry_out(command, at_ms)

    def _carry_out(self, command: Command, at_ms: int) -> None:
        match command:
            case LetHear(on=on, replay_ms=replay_ms):
                self._effects(self._bridge.let_hear(on=on, replay_ms=replay_ms), at_ms)
            case TellVoice(what=Configure() as what):
                self._ear.configure(what)
            case _:
                pass

    def _effects(self, effects: list[Effect], at_ms: int) -> None:
        for effect in effects:
            match effect:
                case Hear(audio):
                    self._ear.take(b64decode(audio), at_ms)
                case Notice(happened):
                    self._feed(happened, at_ms)
                case _:
                    pass


def play(wait: Wait, words: Words) -> Played:
    """Play a line to the product, which is waiting on hold, until it goes on."""
    return _Waiting(wait, words).run()
