"""How well the recogniser understands each voice over a telephone line.

`python -m simulator.speech.roundtrip` says every sentence of `roundtrip.json` with
every voice, sends it through 8 kHz mu-law and counts the words that come back wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from simulator.speech import spoken
from simulator.speech.recogniser import Whisper
from simulator.speech.voices import VOICES, Voices
from simulator.speech.weights import MODELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Score:
    """What one voice achieved."""

    voice: str
    words: int
    errors: int
    audio_s: float
    speak_s: float
    listen_s: float
    misheard: tuple[tuple[str, str], ...]

    @property
    def error_rate(self) -> float:
        """Wrong, missing and added words as a share of those said."""
        return self.errors / max(1, self.words)


def sentences(language: str) -> list[str]:
    """Return the sentences of a language."""
    text = resources.files(__package__).joinpath("roundtrip.json").read_text()
    found: list[str] = json.loads(text).get(language, [])
    return found


def words(text: str, language: str = "en") -> list[str]:
    """Return the words as they are said, so that "$5" and "five dollars" agree."""
    said = spoken.aloud(text, language).lower().replace("'", "")
    return re.findall(r"\w+", said)


def distance(said: Sequence[str], heard: Sequence[str]) -> int:
    """Return the least number of words to change, drop or add (Levenshtein)."""
    row = list(range(len(heard) + 1))
    for n, word in enumerate(said, 1):
        diagonal, row[0] = row[0], n
        for m, other in enumerate(heard, 1):
            best = min(diagonal + (word != other), row[m] + 1, row[m - 1] + 1)
            diagonal, row[m] = row[m], best
    return row[-1]


def measure(whisper: Whisper, cast: Voices, voice: str, texts: Iterable[str]) -> Score:
    """Say the texts with one voice and listen to them."""
    language = VOICES[voice].locale[:2]
    count = errors = 0
    audio_s = speak_s = listen_s = 0.0
    misheard = []
    for text in texts:
        started = time.perf_counter()
        audio = cast.speak(text, voice=voice, language=language)
        spoke = time.perf_counter()
        heard = whisper.transcribe(audio, language=language).text
        listen_s += time.perf_counter() - spoke
        speak_s += spoke - started
        audio_s += len(audio) / 8000
        wanted = words(text, language)
        wrong = distance(wanted, words(heard, language))
        count, errors = count + len(wanted), errors + wrong
        if wrong:
            misheard.append((text, heard))
    return Score(voice, count, errors, audio_s, speak_s, listen_s, tuple(misheard))


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="simulator.speech.roundtrip")
    parser.add_argument("--model", choices=sorted(MODELS), default="base")
    parser.add_argument("--beam", type=int, default=1)
    parser.add_argument("--voices", nargs="*", default=list(VOICES))
    parser.add_argument("--verbose", action="store_true", help="what was misheard")
    known = parser.parse_args(argv)
    whisper, cast = Whisper(known.model, beam=known.beam), Voices()
    cast.warm()
    print("voice      WER %   words  audio s  speak s/s  listen s/s")  # noqa: T201
    for voice in known.voices:
        texts = sentences(VOICES[voice].locale[:2])
        if not texts:
            continue
        score = measure(whisper, cast, voice, texts)
        print(  # noqa: T201
            f"{voice:10} {100 * score.error_rate:5.1f} {score.words:7}"
            f" {score.audio_s:8.1f} {score.speak_s / score.audio_s:10.3f}"
            f" {score.listen_s / score.audio_s:11.3f}",
            flush=True,
        )
        if known.verbose:
            for said, heard in score.misheard:
                print(f"    {said}\n  > {heard}")  # noqa: T201
    whisper.close()


if __name__ == "__main__":
    main()
