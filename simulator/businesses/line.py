"""One answered call at the business's end: a `Callee` of simulator.ports.

The only place where a scene meets audio. It hears keys and speech, tells the scene,
does what the scene says, and writes everything to the ledger.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, assert_never

from simulator.businesses import sounds, words
from simulator.businesses.hearing import Failed, SpeechBegan, Understood
from simulator.businesses.mouth import Mouth, Played, Utterance
from simulator.businesses.scene import (
    Arranged,
    Began,
    Command,
    Entered,
    Event,
    Go,
    HangUp,
    Heard,
    Hush,
    Interrupted,
    Key,
    Listen,
    Note,
    Play,
    Press,
    Say,
    Scene,
    Spoken,
    Tick,
    Took,
)
from simulator.ports import FRAME_MS
from simulator.speech.recordings import Missing
from simulator.speech.tones import dtmf

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from simulator.businesses.booth import Booth
    from simulator.businesses.documents.keys import By
    from simulator.businesses.hearing import Hearing, Sound
    from simulator.ports import Ledger, Leg

INTERRUPTED_MS = 600
"""The caller talks over the business for so long before it stops."""

OWN_WORDS = 4
"""So many of its last sentences may come back to it as an echo."""
MUMBLE = "Mm mm mm."
"""What is heard of a mumbled sentence where only text is carried."""


class Keys(Protocol):
    """Decodes keys from audio (`simulator.speech.tones.ToneDetector`)."""

    def feed(self, frame: bytes) -> list[str]:
        """Hear one frame; return the keys it completes."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """A node, made ready for one caller."""

    scene: Scene
    goals: tuple[str, ...]
    voice: str
    language: str


class Line:
    """Plays a business to one caller.

    Args:
        leg: The call.
        enter: Makes the scene of a node, fresh for this call.
        start: The node that answers.
        booth: Speaks the sentences.
        hearing: Hears the caller's speech.
        keys: Hears the caller's keys.
        keys_by: Whether it is what is heard that counts, or what comes beside it.
        ledger: Where everything is written down.
        echoes: Whether the line lets the business hear itself: then it takes its own
            words for what they are, as people do, and nobody talks over it.
    """

    def __init__(
        self,
        leg: Leg,
        *,
        enter: Callable[[str], Place],
        start: str,
        booth: Booth,
        hearing: Hearing,
        keys: Keys,
        ledger: Ledger,
        keys_by: By = "tones",
        echoes: bool = False,
    ) -> None:
        self._echoes = echoes
        self._lately: deque[str] = deque(maxlen=OWN_WORDS)
        self._leg, self._enter, self._node = leg, enter, start
        self._booth, self._hearing, self._keys = booth, hearing, keys
        self._keys_by = keys_by
        self._ledger = ledger
        self._mouth = Mouth()
        self._place: Place | None = None
        self._then: Go | HangUp | None = None
        self._now_ms = self._overlap_ms = 0
        self._started_talking = False
        self._gone = self._closed = False

    def exchange(self, frame: bytes, now_ms: int) -> bytes | None:
        """Hear one 160-byte frame and say the next one; None hangs up."""
        if self._gone or self._closed:
            return None
        self._now_ms = now_ms + FRAME_MS
        if self._place is None:
            self._go(self._node, now_ms)
        for digit in self._keys.feed(frame):
            self._key(digit, "tones", now_ms)
        for sound in self._hearing.feed(frame, now_ms):
            self._hear(sound, now_ms)
        self._watch_overlap(now_ms)
        quiet = not (self._hearing.busy or self._mouth.busy)
        self._tell(Tick(quiet, self._hearing.voiced), now_ms)
        out, played = self._mouth.frame(now_ms)
        if played is not None:
            self._said(played)
        self._carry_on(now_ms)
        return out  # a hang-up decided now takes effect after this frame

    def press(self, digit: str, now_ms: int) -> None:
        """Take a key that was signalled beside the audio."""
        self._key(digit, "events", now_ms)

    def _key(self, digit: str, by: By, now_ms: int) -> None:
        if by == "tones":
            self._hearing.forget()  # it is no speech, whoever notices it
        if by == self._keys_by:
            self._tell(Key(digit), now_ms)
        elif by == "tones":
            self._write("key_unnoticed", digit=digit, node=self._node, by=by)

    def close(self) -> None:
        """The line is gone; note what was cut off and stop listening."""
        if self._closed:
            return
        self._closed = True
        self._hush(self._now_ms)
        self._hearing.close()
        if self._hearing.counters is not None:
            self._write("ear", **self._hearing.counters())

    def _hear(self, sound: Sound, now_ms: int) -> None:
        match sound:
            case SpeechBegan():
                self._tell(Began(), now_ms)
            case Understood(text, start_ms, end_ms):
                own = self._echoes and words.echoed(text, self._lately)
                kind = "echoed" if own else "heard"
                self._write(kind, text=text, start_ms=start_ms, end_ms=end_ms)
                if not own:
                    self._tell(Heard(text), now_ms)
            case Failed(error):
                self._write("fault", name="ear_failed", error=error)
                self._tell(Heard(""), now_ms)
            case _:
                assert_never(sound)

    def _watch_overlap(self, now_ms: int) -> None:
        both = self._hearing.voiced and self._mouth.talking and not self._echoes
        self._overlap_ms = self._overlap_ms + FRAME_MS if both else 0
        if self._overlap_ms == INTERRUPTED_MS:
            self._tell(Interrupted(), now_ms)

    def _tell(self, event: Event, now_ms: int) -> None:
        if self._place is None or self._gone:
            return
        for command in self._place.scene.on(event, now_ms):
            self._do(command, now_ms)

    def _do(self, command: Command, now_ms: int) -> None:
        assert self._place is not None
        match command:
            case Say():
                self._say(command)
            case Play():
                self._play(command)
            case Press(digits):
                self._add(Utterance("", "keys", audio=dtmf(digits)))
            case Hush():
                self._hush(now_ms)
            case Took(digit, accepted):
                self._write(
                    "key",
                    digit=digit,
                    node=self._node,
                    accepted=accepted,
                    by=self._keys_by,
                )
            case Go() | HangUp():
                self._then = command
            case Listen(on):
                self._hearing.listening = on
            case Note(kind, name, detail):
                self._write(kind, name=name, detail=detail, node=self._node)
            case Arranged(number, what, slot, party, to):
                self._write(
                    "appointment",
                    number=number,
                    what=what,
                    slot=slot,
                    party=party,
                    to=to,
                )
            case _:
                assert_never(command)

    def _hush(self, now_ms: int) -> None:
        self._started_talking = False
        if (cut := self._mouth.hush(now_ms)) is not None:
            self._said(cut)

    def _carry_on(self, now_ms: int) -> None:
        """When all is said: go where the scene wanted, or tell it so."""
        if self._mouth.busy:
            return
        then, self._then = self._then, None
        match then:
            case Go(node):
                self._go(node, now_ms)
            case HangUp():
                self._gone = True
            case None if self._started_talking:
                self._started_talking = False
                self._tell(Spoken(), now_ms)
            case None:
                pass

    def _go(self, node: str, now_ms: int) -> None:
        self._node, self._place = node, self._enter(node)
        self._started_talking = False
        self._hearing.listening = self._place.scene.listens
        self._hearing.language = self._place.language
        goals = list(self._place.goals)
        self._write("node", number=self._leg.number, node=node, goals=goals)
        self._tell(Entered(), now_ms)

    def _say(self, say: Say) -> None:
        assert self._place is not None
        if not say.text:
            return
        language = say.language or self._place.language
        utterance = Utterance(say.text, self._place.scene.kind, say.facts, say.pause_ms)
        self._lately.append(say.text)
        self._add(utterance)
        recorded = self._booth.recorded(say.recordings, language)
        if isinstance(recorded, bytes):
            utterance.recordings, utterance.audio = say.recordings, recorded
            return
        self._note_missing(recorded)
        mumbled = say.mumbled and self._booth.plays_sounds
        text = MUMBLE if say.mumbled and not mumbled else say.text
        take = self._booth.take(text, say.voice or self._place.voice, language)

        def ready(task: asyncio.Task[bytes]) -> None:
            if self._closed or task.cancelled():
                return
            if (error := task.exception()) is None:
                audio = task.result()
                utterance.audio = sounds.mumbled(audio) if mumbled else audio
            else:
                self._write("fault", name="voice_failed", error=repr(error))
                self._gone = True

        if take.done():
            ready(take)
        else:
            take.add_done_callback(ready)

    def _play(self, play: Play) -> None:
        tune = self._booth.music(play.recording)
        self._note_missing(tune)
        audio = sounds.make(
            play.sound, play.ms, tune if isinstance(tune, bytes) else None
        )
        self._add(Utterance("", play.sound, audio=audio))

    def _note_missing(self, recording: bytes | Missing | None) -> None:
        """Say in the ledger that a recording was replaced by what is made here."""
        if isinstance(recording, Missing):
            self._write(
                "recording_missing", name=recording.name, advice=recording.advice
            )

    def _add(self, utterance: Utterance) -> None:
        self._started_talking = True
        self._mouth.add(utterance)

    def _said(self, played: Played) -> None:
        said = played.utterance
        if not said.text:
            return
        self._write(
            "said",
            text=said.text,
            start_ms=played.start_ms,
            end_ms=played.end_ms,
            facts=[] if played.cut else list(said.facts),
            by=said.by,
            cut=played.cut,
            **({"recordings": list(said.recordings)} if said.recordings else {}),
        )

    def _write(self, kind: str, **fields: object) -> None:
        self._ledger.write(kind, call_sid=self._leg.call_sid, **fields)
