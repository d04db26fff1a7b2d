"""Fakes to drive businesses without speech: exact, instant, on a clock of frames.

`FakeVoice` writes the text into the audio; `FakeRecogniser` reads it there. Both
sides of a call can use them, so a test says words and gets words.

Example:
    >>> import asyncio
    >>> audio = asyncio.run(FakeVoice().speak("Hello there", voice="hazel"))
    >>> texts_in(audio)
    ['Hello there']
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.businesses.booth import Booth
from simulator.businesses.hearing import Hearing
from simulator.ports import FRAME_BYTES, FRAME_MS, SILENCE, Transcript
from simulator.speech.tones import ToneDetector, dtmf

if TYPE_CHECKING:
    from simulator.businesses.line import Keys
    from simulator.ports import Callee, Leg
    from simulator.speech.recordings import Recordings

MS_PER_CHARACTER = 60
"""Speaking rate of the fake voice, about that of people."""
_LOUD = 0x10
"""A mu-law code word of high level: speech to anybody who listens."""
_MARKED = re.compile(rb"\x01\x02([^\x03]*)\x03")


def texts_in(audio: bytes) -> list[str]:
    """Return the texts written into audio by the fake voice."""
    return [text.decode() for text in _MARKED.findall(audio)]


class FakeVoice:
    """A voice whose audio holds its text; remembers what it was asked for."""

    def __init__(self) -> None:
        self.spoken: list[tuple[str, str]] = []
        """Text and voice."""
        self.performed: list[tuple[str, str, str]] = []
        """Text, voice and language."""

    async def speak(
        self,
        text: str,
        *,
        voice: str,
        language: str = "en",
        speed: float = 1.0,
    ) -> bytes:
        """Return loud audio, as long as people would take, with the text in it."""
        self.spoken.append((text, voice))
        self.performed.append((text, voice, language))
        mark = b"\x01\x02" + text.encode() + b"\x03"
        length = max(len(mark), int(len(text) * MS_PER_CHARACTER * 8 / speed))
        frames = -(-length // FRAME_BYTES)
        return mark.ljust(frames * FRAME_BYTES, bytes([_LOUD]))


class FakeRecogniser:
    """Reads the texts the fake voice wrote; `mishears` replaces words."""

    def __init__(self, mishears: dict[str, str] | None = None) -> None:
        self._mishears = mishears or {}
        self.fails = False
        self.asked: list[tuple[str, str, str]] = []
        """What was understood, on which call and in which language."""

    async def transcribe(
        self,
        mulaw: bytes,
        *,
        call: str,
        language: str = "en",
        prompt: str = "",  # noqa: ARG002 - part of the port
    ) -> Transcript:
        """Return all texts in the audio, errors of hearing included.

        Raises:
            RuntimeError: The test wants it to fail.
        """
        if self.fails:
            raise RuntimeError("no recogniser today")
        text = " ".join(texts_in(mulaw))
        for word, heard in self._mishears.items():
            text = text.replace(word, heard)
        self.asked.append((text, call, language))
        return Transcript(text, language, audio_ms=len(mulaw) // 8)


class LoudActivity:
    """Takes every loud frame for speech."""

    def speech(self, frame: bytes) -> float:
        """Return 1 for a loud frame, else 0."""
        return (
            1.0
            if frame.count(_LOUD) > FRAME_BYTES // 8 or b"\x01\x02" in frame
            else 0.0
        )


@dataclass(slots=True)
class ListLedger:
    """A ledger that keeps its records in memory."""

    records: list[dict[str, object]] = field(default_factory=list)

    def write(self, kind: str, **fields: object) -> None:
        """Keep one record."""
        self.records.append({"kind": kind, **fields})

    def of(self, kind: str) -> list[dict[str, object]]:
        """Return the records of one kind."""
        return [record for record in self.records if record["kind"] == kind]


class FakeEnds:
    """Fake voices and ears for a directory, real keys."""

    def __init__(
        self,
        recogniser: FakeRecogniser | None = None,
        recordings: Recordings | None = None,
    ) -> None:
        self.recordings = recordings
        self.voice = FakeVoice()
        self.recogniser = recogniser or FakeRecogniser()

    def booth(self, leg: Leg) -> Booth:  # noqa: ARG002 - one for all
        """Return a booth with the fake voice."""
        return Booth(self.voice, recordings=self.recordings)

    def hearing(self, leg: Leg, language: str) -> Hearing:
        """Return an ear with the fake recogniser."""
        return Hearing(
            LoudActivity(), self.recogniser, call=leg.call_sid, language=language
        )

    def keys(self, least_ms: int) -> Keys:
        """Return the real decoder of tones."""
        return ToneDetector(least_ms=least_ms)

    async def close(self) -> None:
        """Nothing to release."""


class Caller:
    """The far end of a call in a test: time passes only when it says so."""

    def __init__(self, callee: Callee) -> None:
        self.callee = callee
        self.now_ms = 0
        self.hung_up = False
        self._noticed = 0
        self.audio = bytearray()
        """Everything the business said, gaps included."""

    @property
    def heard(self) -> list[str]:
        """The sentences heard so far (those that began)."""
        return texts_in(bytes(self.audio))

    async def play(self, audio: bytes) -> None:
        """Let the business hear this audio, while listening to it."""
        for at in range(0, len(audio), FRAME_BYTES):
            if self.hung_up:
                return
            frame = audio[at : at + FRAME_BYTES].ljust(FRAME_BYTES, b"\xff")
            said = self.callee.exchange(frame, self.now_ms)
            self.now_ms += FRAME_MS
            if said is None:
                self.hung_up = True
            else:
                self.audio += said
            for _ in range(3):  # voices and recognisers run in tasks: let them
                await asyncio.sleep(0)

    async def wait(self, ms: int) -> None:
        """Be silent for a while."""
        await self.play(SILENCE * (ms // FRAME_MS))

    async def say(self, text: str) -> None:
        """Speak a sentence."""
        await self.play(await FakeVoice().speak(text, voice="caller"))

    async def press(self, digits: str, tone_ms: int = 120) -> None:
        """Press keys: tones with gaps."""
        await self.play(dtmf(digits, tone_ms))

    async def hear(self, words: str, within_ms: int = 60_000) -> None:
        """Be silent until the business has begun a sentence with these words.

        Sentences up to the one found by the last `hear` do not count.

        Raises:
            AssertionError: It does not, within that time or before hanging up.
        """
        end = self.now_ms + within_ms
        while not any(words in text for text in self.heard[self._noticed :]):
            if self.hung_up or self.now_ms >= end:
                new = self.heard[self._noticed :]
                raise AssertionError(f"{words!r} was not said; heard {new}")
            await self.play(SILENCE)
        while words not in self.heard[self._noticed]:
            self._noticed += 1
        self._noticed += 1

    async def until_quiet(self, ms: int = 1000, within_ms: int = 60_000) -> None:
        """Be silent until the business has been silent for so long, or hung up."""
        quiet, end = 0, self.now_ms + within_ms
        while quiet < ms and not self.hung_up and self.now_ms < end:
            await self.play(SILENCE)
            last = bytes(self.audio[-FRAME_BYTES:])
            quiet = quiet + FRAME_MS if last == SILENCE else 0
