"""A town of simulated businesses in words and virtual time: no sound, no sockets.

The scenes are the simulator's own; what it says comes sentence by sentence, as
transcripts come from a recogniser: some time after they were spoken, and in one piece
where the pause between two was short. Keys take time to play. A call of a minute runs
in a few hundredths of a second.
"""

from __future__ import annotations

import heapq
import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from panda.audio.sounds import Sound
from simulator.businesses import scene
from simulator.businesses.cast import Cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from simulator.businesses.diary import Diary
    from simulator.businesses.documents import Business
    from simulator.businesses.line import Place

STEP_MS = 50
MS_PER_LETTER = 62
GAP_MS = 450
"""Between two sentences."""
VAD_MS = 350
"""Silence after which an utterance is taken to be over."""
RECOGNISE_MS = 300
KEY_MS, SLOW_KEY_MS = 300, 700
_SENTENCE = re.compile(r"(?<=[.?!;])\s+")
_SOUNDS = {"music": Sound.MUSIC, "ring": Sound.RING, "beep": Sound.BEEP}


@dataclass(frozen=True, slots=True)
class Keys:
    """The caller presses keys."""

    digits: str
    slow: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The caller says something."""

    text: str


@dataclass(frozen=True, slots=True)
class Done:
    """The caller has come to an end, or thinks so; `how` is the caller's own word."""

    how: str


Deed = Keys | Words | Done


class Caller(Protocol):
    """Whoever calls: told what is heard, answers with what it does."""

    def speech(self, *, started: bool, now_ms: int) -> Iterable[Deed]:
        """Somebody began or ceased to speak."""
        ...

    def hear(self, text: str, now_ms: int) -> Iterable[Deed]:
        """The words of one utterance."""
        ...

    def sound(self, sound: Sound, now_ms: int) -> Iterable[Deed]:
        """The line sounds different."""
        ...

    def keys_played(self, now_ms: int) -> Iterable[Deed]:
        """The keys have gone out."""
        ...

    def tick(self, now_ms: int) -> Iterable[Deed]:
        """Time has passed."""
        ...


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key or a word, where it was taken or not."""

    node: str
    key: str
    at_ms: int
    accepted: bool
    led_to: str = ""
    """The node it led to, if it led anywhere."""


@dataclass(slots=True)
class Went:
    """What came of a call, by the town's own knowledge."""

    node: str = ""
    """Where the caller was in the end."""
    how: str = ""
    """What the caller said it was; empty if the business or time ended the call."""
    ms: int = 0
    """When it ended."""
    pressed: list[Pressed] = field(default_factory=list)
    nodes: list[tuple[int, str]] = field(default_factory=list)
    """Each node, with the time it was entered."""
    arranged: list[scene.Arranged] = field(default_factory=list)
    """What was done to times of the diary."""


@dataclass(slots=True)
class Piece:
    """A sentence or a sound that is to be heard."""

    text: str
    ms: int
    before_ms: int = 0
    sound: Sound = Sound.SPEECH
    audio: bytes = b""
    """It as it is spoken, for those who have ears; mu-law."""


class TextCall:
    """One call to one business.

    Args:
        business: Whom it is to.
        attempt: How often the number has been called, from 1: menus may change.
        today: The day at the business.
        seed: Settles what the file leaves open.
        mishear: What the recogniser makes of an utterance.
        diary: The business's, as earlier calls left it; fresh if left out.
    """

    step_ms = STEP_MS

    def __init__(
        self,
        business: Business,
        *,
        attempt: int,
        today: date,
        seed: int = 1,
        mishear: Callable[[str], str] = lambda text: text,
        diary: Diary | None = None,
    ) -> None:
        self._business = business
        self._cast = Cast(business, seed, attempt, today, diary)
        self._mishear = mishear
        self._now = 0
        self._order = itertools.count()
        self._due: list[tuple[int, int, str, str]] = []
        self._pieces: list[Piece] = []
        self._piece_until = 0
        self._piece_since: int | None = None
        self._talked = False
        self._then: scene.Go | scene.HangUp | None = None
        self._utterance: list[str] = []
        self._silent_since: int | None = None
        self._sound = Sound.SILENCE
        self._caller_until = 0
        self._place: Place | None = None
        self._cause: int | None = None
        """Which press the next change of node is due to."""
        self._over = False
        self.went = Went()

    def run(self, caller: Caller, *, limit_ms: int = 240_000) -> Went:
        """Make the call."""
        self._caller = caller
        self._enter(self._business.answers)
        while not self._over and self._now < limit_ms:
            self._now += self.step_ms
            while self._due and self._due[0][0] <= self._now:
                _, _, what, text = heapq.heappop(self._due)
                self._happen(what, text)
            self._speak()
            quiet = not self._pieces and self._now >= self._caller_until
            voiced = self._now < self._caller_until
            self._tell(scene.Tick(quiet, voiced))
            self._do(caller.tick(self._now))
        self.went.ms = self._now
        return self.went

    # --- the business's side ----------------------------------------------------------

    def _enter(self, node: str) -> None:
        if self._cause is not None:
            press = self.went.pressed[self._cause]
            self.went.pressed[self._cause] = Pressed(
                press.node, press.key, press.at_ms, press.accepted, node
            )
            self._cause = None
        self.went.node = node
        self.went.nodes.append((self._now, node))
        self._place = self._cast.place(node)
        self._talked = False
        self._tell(scene.Entered())

    def _tell(self, event: scene.Event) -> None:
        if self._place is None or self._over:
            return
        for command in self._place.scene.on(event, self._now):
            match command:
                case scene.Say():
                    self._say(command)
                case scene.Play(sound=sound, ms=ms):
                    self._add(Piece("", ms, 0, _SOUNDS[sound]))
                case scene.Hush():
                    self._hush()
                case scene.Go() | scene.HangUp():
                    self._then = command
                case scene.Took(digit=digit, accepted=accepted):
                    node = self.went.node
                    self.went.pressed.append(Pressed(node, digit, self._now, accepted))
                    self._cause = len(self.went.pressed) - 1 if accepted else None
                case scene.Arranged():
                    self.went.arranged.append(command)
                case _:
                    pass

    def _say(self, say: scene.Say) -> None:
        for count, sentence in enumerate(_SENTENCE.split(say.text)):
            if sentence:
                gap = GAP_MS if count else max(say.pause_ms, GAP_MS // 2)
                self._add(Piece(sentence, MS_PER_LETTER * len(sentence), gap))

    def _add(self, piece: Piece) -> None:
        self._talked = True
        self._pieces.append(piece)

    def _hush(self) -> None:
        """Fall silent in mid-word; what was said of the sentence is transcribed."""
        if self._pieces and self._piece_since is not None:
            said = (self._now - self._piece_since) // MS_PER_LETTER
            words = self._pieces[0].text[:said].rpartition(" ")[0]
            self._piece_ended(words)
        self._pieces.clear()
        self._piece_since, self._talked = None, False

    def _speak(self) -> None:
        """Go on with what is being said or played."""
        while self._pieces:
            piece = self._pieces[0]
            if self._piece_since is None:
                if not self._piece_until:
                    self._piece_until = self._now + piece.before_ms
                if self._now < self._piece_until:
                    break
                self._piece_since = self._now
                self._piece_until = self._now + piece.ms
                self._piece_began(piece)
            if self._now < self._piece_until:
                break
            self._piece_ended(piece.text)
            self._pieces.pop(0)
            self._piece_since, self._piece_until = None, 0
        if not self._pieces:
            self._piece_until = 0
        self._listen()
        if not self._pieces:
            self._carry_on()

    def _carry_on(self) -> None:
        then, self._then = self._then, None
        match then:
            case scene.Go(node):
                self._enter(node)
            case scene.HangUp():
                self._over = True
            case None if self._talked:
                self._talked = False
                self._tell(scene.Spoken())
            case None:
                pass

    # --- what the caller hears --------------------------------------------------------

    def _piece_began(self, piece: Piece) -> None:
        self._sounds(piece.sound)
        if piece.text:
            if self._silent_since is None and not self._utterance:
                self._do(self._caller.speech(started=True, now_ms=self._now))
            self._silent_since = None

    def _piece_ended(self, text: str) -> None:
        if text:
            self._utterance.append(text)
        self._silent_since = self._now
        self._sounds(Sound.SILENCE)

    def _listen(self) -> None:
        """End an utterance after a pause, as a voice detector does."""
        if self._silent_since is None or self._now - self._silent_since < VAD_MS:
            return
        self._silent_since = None
        text, self._utterance = " ".join(self._utterance), []
        if not text:
            return
        self._do(self._caller.speech(started=False, now_ms=self._now))
        self._later(RECOGNISE_MS, "heard", self._mishear(text))

    def _sounds(self, sound: Sound) -> None:
        if sound is not self._sound:
            self._sound = sound
            self._do(self._caller.sound(sound, self._now))

    # --- what the caller does ---------------------------------------------------------

    def _do(self, deeds: Iterable[Deed]) -> None:
        for deed in deeds:
            match deed:
                case Keys(digits, slow):
                    each = SLOW_KEY_MS if slow else KEY_MS
                    for count, digit in enumerate(digits):
                        self._later(each * count, "key", digit)
                    self._later(each * len(digits), "played", "")
                case Words(text):
                    self._caller_until = self._now + MS_PER_LETTER * len(text)
                    self._later(0, "began", "")
                    self._later(MS_PER_LETTER * len(text) + VAD_MS, "said", text)
                case Done(how):
                    self.went.how = self.went.how or how
                    self._over = True

    def _later(self, ms: int, what: str, text: str) -> None:
        heapq.heappush(self._due, (self._now + ms, next(self._order), what, text))

    def _happen(self, what: str, text: str) -> None:
        match what:
            case "heard":
                self._do(self._caller.hear(text, self._now))
            case "played":
                self._do(self._caller.keys_played(self._now))
            case "key":
                self._tell(scene.Key(text))
            case "began":
                self._tell(scene.Began())
            case "said":
                before = self.went.node
                at = len(self.went.pressed)
                self._tell(scene.Heard(text))
                leads = isinstance(self._then, scene.Go)
                self.went.pressed.append(
                    Pressed(before, f"({text})", self._now, accepted=leads)
                )
                self._cause = at if leads else self._cause
            case _:
                raise AssertionError(what)
