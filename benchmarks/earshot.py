"""A town in earshot: businesses that are heard, in virtual time.

What the simulated businesses say is spoken by their own voices, at telephone quality
and over their own lines, noise and losses included, and what the caller is told was
heard by the simulated model's own ears: its voice detector cuts the utterances, its
recogniser writes them down. Only the clock is not real, so what comes of a call does
not depend on how busy the machine is, and is the same in each run. Keys arrive, and
music is known by name: what carries keys and what tells music from speech is measured
elsewhere (`benchmarks.aloud`, `benchmarks.hold`).

    with Ears() as ears:
        visit(made, today, ears=ears)
"""

from __future__ import annotations

import hashlib
from random import Random
from typing import TYPE_CHECKING, Self

from benchmarks.texttown import Piece, TextCall
from panda.session.wording import MACHINE_TURNS
from simulator.businesses.impaired import direction
from simulator.model.realtime.config import ServerVad
from simulator.model.realtime.listening import Listener, Started, Stopped
from simulator.ports import FRAME_BYTES, FRAME_MS, SILENCE
from simulator.speech.activity import SpeechActivity
from simulator.speech.recogniser import Whisper
from simulator.speech.voices import Voices

if TYPE_CHECKING:
    from datetime import date
    from types import TracebackType

    from simulator.businesses import scene
    from simulator.businesses.documents import Business

RECOGNISE_MS = 300
"""From the end of a turn to its words, on a machine that has time for it: most of it
ran while the turn's last silence was waited for."""
_SPECULATE_MS = 200
"""Only what is transcribed in the end is listened to here."""
_VAD = ServerVad(
    type="server_vad",
    threshold=MACHINE_TURNS.threshold,
    prefix_padding_ms=MACHINE_TURNS.prefix_ms,
    silence_duration_ms=MACHINE_TURNS.silence_ms,
)


class Ears:
    """A voice and a recogniser that calls share; each thing is heard once."""

    def __init__(self, model: str = "base", *, beam: int = 1) -> None:
        self._whisper = Whisper(model, beam=beam)
        self._voices = Voices()
        self._voices.warm()
        self._known: dict[tuple[str, bytes], str] = {}
        self.listened_ms = 0
        """How much was recognised, what was heard again left out."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._whisper.close()

    def speak(self, text: str, voice: str, language: str) -> bytes:
        """Say it as the business would; mu-law."""
        return self._voices.speak(text, voice=voice, language=language)

    def hear(self, mulaw: bytes, language: str) -> str:
        """Write down what is said."""
        key = language, hashlib.sha256(mulaw).digest()
        if key not in self._known:
            found = self._whisper.transcribe(mulaw, language=language)
            self._known[key] = found.text
            self.listened_ms += found.audio_ms
        return self._known[key]

    def call(
        self, business: Business, *, attempt: int, today: date, language: str
    ) -> HeardCall:
        """Call a business; `language` is that of the caller's recogniser."""
        return HeardCall(
            business, attempt=attempt, today=today, ears=self, language=language
        )


class HeardCall(TextCall):
    """One call to one business, by ear."""

    step_ms = FRAME_MS

    def __init__(
        self,
        business: Business,
        *,
        attempt: int,
        today: date,
        ears: Ears,
        language: str,
    ) -> None:
        super().__init__(business, attempt=attempt, today=today)
        self._ears = ears
        self._language = language
        self._listener = Listener(SpeechActivity(), speculate_ms=_SPECULATE_MS)
        dice = Random(f"{business.numbers[0]}/{attempt}/{today}")
        self._line = (
            None if business.line is None else direction(business.line, "caller", dice)
        )

    def _say(self, say: scene.Say) -> None:
        assert self._place is not None
        if not say.text:
            return
        voice = say.voice or self._place.voice
        spoken = self._ears.speak(say.text, voice, say.language or self._place.language)
        length = len(spoken) // FRAME_BYTES * FRAME_MS
        self._add(Piece(say.text, length, say.pause_ms, audio=spoken))

    def _hush(self) -> None:
        self._pieces.clear()
        self._piece_since, self._piece_until, self._talked = None, 0, False

    def _piece_began(self, piece: Piece) -> None:
        self._sounds(piece.sound)

    def _piece_ended(self, text: str) -> None:
        pass

    def _listen(self) -> None:
        """Hear the next 20 ms."""
        frame = self._frame()
        if self._line is not None:
            frame = self._line.carry(frame, SILENCE)
        for event in self._listener.feed(frame, _VAD):
            match event:
                case Started():
                    self._do(self._caller.speech(started=True, now_ms=self._now))
                case Stopped(mulaw=turn):
                    self._do(self._caller.speech(started=False, now_ms=self._now))
                    text = self._ears.hear(turn, self._language)
                    self._later(RECOGNISE_MS, "heard", text)
                case _:
                    pass  # a pause that was none, or none yet

    def _frame(self) -> bytes:
        if not self._pieces or self._piece_since is None:
            return SILENCE
        piece = self._pieces[0]
        at = (self._now - self._piece_since) // FRAME_MS * FRAME_BYTES
        return piece.audio[at : at + FRAME_BYTES].ljust(FRAME_BYTES, b"\xff")
