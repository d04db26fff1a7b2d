"""Words into speech: many voices out of two small engines.

hibari has one English voice of good quality; SVOX Pico has one voice for each of
six language variants. A voice here is an engine's voice with its own pitch and
pace, so that the people of a scenario can be told apart.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, assert_never

import numpy as np
import soxr
from hibari import Hibari  # type: ignore[import-untyped]
from py_nanotts import NanoTTS

from simulator.speech import mulaw, spoken

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LOUDNESS = 10 ** (-20 / 20)
"""RMS of the voiced parts: -20 dBFS, the usual level on a telephone line."""
_PEAK = 0.95
_FAINT = 0.02
"""Share of the loudest sample below which there is no voice."""
_MARGIN = 0.06
_HIBARI_RATE = 24000
_PICO_RATE = 16000
_SEED = 7
"""hibari adds breath noise: a fixed seed gives the same bytes each time."""


@dataclass(frozen=True, slots=True)
class VoiceSpec:
    """One voice: an engine, and what is changed about it."""

    engine: Literal["hibari", "pico"]
    locale: str = "en-US"
    pitch: float = 1.0
    """Factor on the pitch; for hibari on the formants too (a larger or smaller
    person)."""
    pace: float = 1.0


VOICES: dict[str, VoiceSpec] = {
    "hazel": VoiceSpec("hibari"),
    "poppy": VoiceSpec("hibari", pitch=1.2),
    "iris": VoiceSpec("hibari", pitch=1.1, pace=1.05),
    "nora": VoiceSpec("hibari", pitch=0.93, pace=0.95),
    "frank": VoiceSpec("hibari", pitch=0.88, pace=1.08),
    "oscar": VoiceSpec("hibari", pitch=0.82),
    "hugo": VoiceSpec("hibari", pitch=0.74, pace=0.95),
    "pearl": VoiceSpec("pico", "en-US", pace=0.9),
    "ruth": VoiceSpec("pico", "en-US", pitch=0.85, pace=0.85),
    "edith": VoiceSpec("pico", "en-GB", pace=0.9),
    "agnes": VoiceSpec("pico", "en-GB", pitch=1.15, pace=0.9),
    "lucia": VoiceSpec("pico", "es-ES", pace=0.9),
    "claire": VoiceSpec("pico", "fr-FR"),
    "greta": VoiceSpec("pico", "de-DE"),
    "chiara": VoiceSpec("pico", "it-IT"),
}
ALIASES = {
    "alloy": "hazel",
    "ash": "frank",
    "ballad": "hugo",
    "cedar": "oscar",
    "coral": "poppy",
    "echo": "hugo",
    "fable": "edith",
    "marin": "hazel",
    "nova": "iris",
    "onyx": "hugo",
    "sage": "nora",
    "shimmer": "nora",
    "verse": "oscar",
}
"""OpenAI's names."""
FOREIGN = {"es": "lucia", "fr": "claire", "de": "greta", "it": "chiara"}
"""Who speaks a language that English voices do not."""


class UnknownVoiceError(ValueError):
    """There is no voice of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"no voice {name!r}; there are: {', '.join([*VOICES, *ALIASES])}"
        )


def resolve(name: str, language: str = "en") -> str:
    """Return the voice that speaks for `name` in a language (ISO 639-1).

    Raises:
        UnknownVoiceError: Neither a voice nor an alias.
    """
    own = ALIASES.get(name.lower(), name.lower())
    if own not in VOICES:
        raise UnknownVoiceError(name)
    language = language.lower()[:2]
    if VOICES[own].locale.startswith(language):
        return own
    return FOREIGN.get(language, own)


class Voices:
    """All voices, loaded when first used; safe to use from several threads."""

    def __init__(self, *, cache_bytes: int = 32_000_000) -> None:
        self._hibari: Hibari | None = None
        self._pico = NanoTTS()
        self._lock = threading.Lock()
        self._cache: OrderedDict[tuple[str, str, float, int], bytes] = OrderedDict()
        self._cache_bytes = cache_bytes
        self.cached_bytes = 0
        self.hits = 0
        self.misses = 0

    def speak(
        self,
        text: str,
        *,
        voice: str,
        language: str = "en",
        speed: float = 1.0,
        rate: int = mulaw.RATE,
    ) -> bytes:
        """Return speech: mu-law in whole frames at 8 kHz, else 16-bit samples.

        Raises:
            UnknownVoiceError: There is no such voice.
        """
        name = resolve(voice, language)
        key = (name, text, speed, rate)
        if (known := self._recall(key)) is not None:
            return known
        audio = self._render(text, VOICES[name], speed, rate)
        if rate == mulaw.RATE:
            made = mulaw.whole_frames(mulaw.encode(audio))
        else:
            made = (audio * 32767).astype("<i2").tobytes()
        self._remember(key, made)
        return made

    def warm(self) -> None:
        """Load every engine, so that the first sentence is as quick as the rest."""
        for name in ("hazel", "pearl"):
            self.speak("Hello.", voice=name)

    def _render(
        self, text: str, spec: VoiceSpec, speed: float, rate: int
    ) -> NDArray[np.float32]:
        words = spoken.aloud(text, spec.locale[:2])
        if not any(char.isalnum() for char in words):
            return np.zeros(0, np.float32)
        match spec.engine:
            case "hibari":
                raw = self._engine()(
                    words, speed=speed * spec.pace / spec.pitch, seed=_SEED
                )
                source = _HIBARI_RATE * spec.pitch  # played faster: higher
            case "pico":
                raw = self._say_pico(words, spec, speed)
                source = _PICO_RATE
            case _:
                assert_never(spec.engine)
        if not np.any(raw):
            return np.zeros(0, np.float32)
        audio = soxr.resample(_trimmed(raw, round(source)), source, rate, quality="HQ")
        return _leveled(audio)

    def _engine(self) -> Hibari:
        with self._lock:
            if self._hibari is None:
                self._hibari = Hibari()
        return self._hibari

    def _say_pico(
        self, words: str, spec: VoiceSpec, speed: float
    ) -> NDArray[np.float32]:
        pcm = self._pico.speak(
            words, voice=spec.locale, speed=speed * spec.pace, pitch=spec.pitch
        )
        return np.frombuffer(pcm, "<i2").astype(np.float32) / mulaw.FULL_SCALE

    def _recall(self, key: tuple[str, str, float, int]) -> bytes | None:
        with self._lock:
            if (known := self._cache.get(key)) is None:
                self.misses += 1
                return None
            self._cache.move_to_end(key)
            self.hits += 1
            return known

    def _remember(self, key: tuple[str, str, float, int], audio: bytes) -> None:
        with self._lock:
            if key in self._cache:
                return
            self._cache[key] = audio
            self.cached_bytes += len(audio)
            while self.cached_bytes > self._cache_bytes:
                _, dropped = self._cache.popitem(last=False)
                self.cached_bytes -= len(dropped)


def _trimmed(audio: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """Return the audio with 60 ms of the silence before and after it."""
    loud = np.flatnonzero(np.abs(audio) > _FAINT * float(np.abs(audio).max()))
    margin = int(_MARGIN * rate)
    return audio[max(0, loud[0] - margin) : loud[-1] + margin] if loud.size else audio


def _leveled(audio: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the audio at the usual loudness, measured where there is a voice."""
    peak = float(np.abs(audio).max())
    voiced = audio[np.abs(audio) > 2 * _FAINT * peak]
    rms = float(np.sqrt(np.mean(voiced**2)))
    scaled = audio * min(_LOUDNESS / rms, _PEAK / peak)
    return scaled.astype(np.float32)
