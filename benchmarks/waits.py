"""Lines to wait on: music, announcements, rings, silence, and a person in the end.

Music and announcements are recordings of people and instruments from Debian's
`asterisk-moh-opsound-wav` and `asterisk-core-sounds-*-wav` where they are installed,
and synthetic voices that say the sentences of `hold.yaml`. Every line is mixed at
levels of its own, sent through mu-law at 8 kHz, and comes with the truth about it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

from simulator.speech import mulaw
from simulator.speech.impair.noise import Background
from simulator.speech.recordings import Missing, Recordings
from simulator.speech.voices import VOICES, Voices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Wave = NDArray[np.float32]

RATE = mulaw.RATE
MUSIC = (
    "macroform-cold_day",
    "macroform-robot_dity",
    "macroform-the_simplicity",
    "manolo_camp-morning_coffee",
    "reno_project-system",
)
LANGUAGES = ("en", "es")
HELLO = {"en": (("hello",), "Hello.")}
"""A person's soft hello, spoken by a person."""


class Ending(StrEnum):
    """How the wait comes to its end."""

    MUSIC = auto()
    """The music stops, and after a breath somebody speaks."""
    FADING = auto()
    """Somebody speaks over music that fades."""
    SILENCE = auto()
    """Somebody speaks after long dead air."""
    RING = auto()
    """The transfer rings, somebody picks up."""
    ANNOUNCEMENT = auto()
    """Somebody picks up right after an announcement."""
    SOFT = auto()
    """A soft voice after loud music."""
    NOISY = auto()
    """Somebody speaks in a noisy room."""
    NOBODY = auto()
    """Nobody ever does: music and announcements to the end."""
    DEAD = auto()
    """Dead air, or noise, to the end."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is heard on a line, from `start_ms` to `end_ms`."""

    kind: str
    start_ms: int
    end_ms: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Wait:
    """A line as it is heard, and what is on it."""

    ending: Ending
    language: str
    audio: bytes
    parts: tuple[Part, ...]

    @property
    def person(self) -> Part | None:
        """The first words of whoever picks up."""
        return next((part for part in self.parts if part.kind == "person"), None)


@cache
def _texts() -> dict[str, Any]:
    text = (Path(__file__).parent / "hold.yaml").read_text()
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def sentences(batch: str) -> dict[str, dict[str, list[str]]]:
    """Return announcements and persons' words by language."""
    found: dict[str, dict[str, list[str]]] = _texts()[batch]
    return found


def recorded(language: str) -> list[tuple[tuple[str, ...], str]]:
    """Return the recorded announcements of a language: names of prompts, words."""
    return [(tuple(o["prompts"]), o["text"]) for o in _texts()["recorded"][language]]


class Source:
    """Makes lines; the same seed makes the same ones."""

    def __init__(self, *, batch: str = "first") -> None:
        self._recordings = Recordings()
        self._voices = Voices()
        self._sentences = sentences(batch)

    @property
    def missing(self) -> str:
        """What to install before there is anything recorded; empty if nothing."""
        lacking = [self._recordings.music(MUSIC[0])]
        lacking += [
            self._recordings.prompts(recorded(one)[0][0], one) for one in LANGUAGES
        ]
        return "; ".join(one.advice for one in lacking if isinstance(one, Missing))

    def wait(self, ending: Ending, number: int, seed: int) -> Wait:
        """Return one line that ends so; two in three are English."""
        rng = random.Random(f"{ending} {number} {seed}")
        language = "es" if number % 3 == 2 else "en"
        return _Mixing(self, ending, language, rng).wait()

    def music(self, rng: random.Random, seconds: float) -> Wave:
        """Return a stretch of recorded music from anywhere in it."""
        found = self._recordings.music(rng.choice(MUSIC))
        if isinstance(found, Missing):
            raise FileNotFoundError(found.advice)
        wave = mulaw.samples(found)
        length = int(seconds * RATE)
        start = rng.randrange(max(1, len(wave) - length))
        return wave[start : start + length]

    def recorded(self, names: tuple[str, ...], language: str) -> Wave:
        """Return a recorded announcement."""
        found = self._recordings.prompts(names, language)
        if isinstance(found, Missing):
            raise FileNotFoundError(found.advice)
        return mulaw.samples(found)

    def spoken(self, text: str, language: str, rng: random.Random) -> Wave:
        """Return a sentence in one of the voices of a language."""
        able = [n for n, v in VOICES.items() if v.locale.startswith(language)]
        voice = rng.choice(able)
        speed = rng.uniform(0.95, 1.15)
        said = self._voices.speak(text, voice=voice, language=language, speed=speed)
        return mulaw.samples(said)

    def announcements(self, language: str) -> Sequence[str]:
        """Return what recordings say."""
        return self._sentences["announcements"][language]

    def persons(self, language: str) -> Sequence[str]:
        """Return what people say."""
        return self._sentences["persons"][language]


class _Mixing:
    """One line in the making."""

    def __init__(
        self, source: Source, ending: Ending, language: str, rng: random.Random
    ) -> None:
        self._source, self._ending = source, ending
        self._language, self._rng = language, rng
        self._pieces: list[Wave] = []
        self._at = 0
        self._parts: list[Part] = []
        self._music_db = rng.uniform(-32, -15)
        self._voice_db = rng.uniform(-32, -12)
        self._person_db = rng.uniform(-30, -12)
        self._loop = [self._announcement() for _ in range(rng.choice((1, 2, 3)))]

    def wait(self) -> Wait:
        """Mix it."""
        if self._ending is not Ending.DEAD:
            for turn in range(self._rng.choice((2, 3))):
                self._music(self._rng.uniform(5, 14))
                self._silence(self._rng.uniform(0.05, 0.6))
                self._say(self._loop[turn % len(self._loop)], "announcement")
                self._silence(self._rng.uniform(0.05, 0.8))
        {
            Ending.MUSIC: self._after_music,
            Ending.FADING: self._over_music,
            Ending.SILENCE: self._after_silence,
            Ending.RING: self._after_ring,
            Ending.ANNOUNCEMENT: self._after_announcement,
            Ending.SOFT: self._softly,
            Ending.NOISY: self._after_music,
            Ending.NOBODY: self._nobody,
            Ending.DEAD: self._dead,
        }[self._ending]()
        wave = np.concatenate(self._pieces)
        if self._ending is Ending.NOISY:
            wave = wave + self._noise(len(wave), self._rng.uniform(18, 28))
        audio = mulaw.whole_frames(mulaw.encode(np.clip(wave, -0.99, 0.99)))
        return Wait(self._ending, self._language, audio, tuple(self._parts))

    # --- endings ---------------------------------------------------------------------

    def _after_music(self) -> None:
        self._music(self._rng.uniform(5, 12))
        self._silence(self._rng.uniform(0.05, 1.5))
        self._person()

    def _over_music(self) -> None:
        self._music(self._rng.uniform(5, 10))
        fade = self._source.music(self._rng, 4.0) * _gain(self._music_db)
        fade = fade * np.linspace(1, 0, len(fade), dtype=np.float32) ** 2
        self._person(over=fade)

    def _after_silence(self) -> None:
        self._music(self._rng.uniform(3, 6))
        self._silence(self._rng.uniform(4, 14))
        self._person()

    def _after_ring(self) -> None:
        time = np.arange(2 * RATE, dtype=np.float32) / RATE
        ring = 0.05 * (np.sin(2 * np.pi * 440 * time) + np.sin(2 * np.pi * 480 * time))
        self._silence(0.4)
        for last in (False, True):
            heard = ring[: self._rng.randrange(8_000, 16_000)] if last else ring
            self._add(heard.astype(np.float32), "ring")
            self._silence(self._rng.uniform(0.2, 1.5) if last else 4.0)
        self._person()

    def _after_announcement(self) -> None:
        self._music(self._rng.uniform(4, 8))
        self._silence(0.3)
        self._say(self._loop[0], "announcement")
        self._silence(self._rng.uniform(0.6, 2.5))
        self._person()

    def _softly(self) -> None:
        self._music_db, self._person_db = -14.0, self._rng.uniform(-37, -30)
        self._music(self._rng.uniform(5, 12))
        self._silence(self._rng.uniform(0.1, 1.0))
        self._person()

    def _nobody(self) -> None:
        for turn in range(self._rng.choice((2, 3))):
            self._music(self._rng.uniform(10, 50))
            self._say(self._loop[turn % len(self._loop)], "announcement")
            self._silence(self._rng.uniform(0.05, 3.0))
        self._music(self._rng.uniform(5, 10))

    def _dead(self) -> None:
        self._silence(self._rng.uniform(30, 60))
        if self._rng.random() < 0.5:
            length = len(np.concatenate(self._pieces))
            self._pieces = [self._noise(length, self._rng.uniform(15, 30))]

    # --- parts -----------------------------------------------------------------------

    def _announcement(self) -> tuple[Wave, str]:
        if self._rng.random() < 0.5:
            names, text = self._rng.choice(recorded(self._language))
            return self._source.recorded(names, self._language), text
        text = self._rng.choice(self._source.announcements(self._language))
        return self._source.spoken(text, self._language, self._rng), text

    def _person(self, over: Wave | None = None) -> None:
        said = self._rng.choice(self._source.persons(self._language))
        hello = self._language == "en" and self._rng.random() < 0.1
        if hello:
            names, said = HELLO["en"]
            wave = self._source.recorded(names, "en")
        else:
            wave = self._source.spoken(said, self._language, self._rng)
        self._say((wave, said), "person", level=self._person_db, over=over)
        self._silence(5.0)
        again = "¿Hola?" if self._language == "es" else "Hello?"
        wave = self._source.spoken(again, self._language, self._rng)
        self._say((wave, again), "person", level=self._person_db)
        self._silence(4.0)

    def _say(
        self,
        said: tuple[Wave, str],
        kind: str,
        *,
        level: float | None = None,
        over: Wave | None = None,
    ) -> None:
        wave, text = said
        voiced = np.flatnonzero(np.abs(wave) > 0.02 * np.abs(wave).max())
        wave = wave[voiced[0] : voiced[-1] + 1]
        wave = wave * _gain(self._voice_db if level is None else level) / _rms(wave)
        if over is not None:
            length = max(len(over), len(wave))
            mixed = np.zeros(length, np.float32)
            mixed[: len(wave)] += wave
            mixed[: len(over)] += over
            end = self._at + len(wave)
            self._parts.append(
                Part(kind, self._at * 1000 // RATE, end * 1000 // RATE, text)
            )
            self._pieces.append(mixed)
            self._at += length
            return
        self._add(wave.astype(np.float32), kind, text)

    def _music(self, seconds: float) -> None:
        wave = self._source.music(self._rng, seconds)
        self._add(wave * _gain(self._music_db) / max(_rms(wave), 0.01), "music")

    def _silence(self, seconds: float) -> None:
        rng = np.random.default_rng(self._rng.randrange(2**32))
        hiss = rng.standard_normal(int(seconds * RATE)) * _gain(-65.0)
        self._add(hiss.astype(np.float32), "silence")

    def _noise(self, length: int, distance_db: float) -> Wave:
        background = Background("office", distance_db, self._rng.random())
        frame = np.zeros(160, np.float32)
        frames = [background.add(frame) for _ in range(length // 160 + 1)]
        return np.concatenate(frames)[:length].astype(np.float32)

    def _add(self, wave: Wave, kind: str, text: str = "") -> None:
        start = self._at * 1000 // RATE
        self._at += len(wave)
        self._pieces.append(wave.astype(np.float32))
        self._parts.append(Part(kind, start, self._at * 1000 // RATE, text))


def _gain(db: float) -> float:
    return float(10 ** (db / 20))


def _rms(wave: Wave) -> float:
    loud = wave[np.abs(wave) > 0.02 * np.abs(wave).max(initial=1e-9)]
    return float(np.sqrt(np.mean(loud**2))) if loud.size else 1.0
