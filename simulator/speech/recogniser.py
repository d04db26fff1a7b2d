"""Speech into words: Whisper on CTranslate2, in short windows.

Whisper was trained on windows of 30 s, and pays for all of them. A telephone
sentence takes 2 to 8 s, so the window is cut to the audio plus 3.5 s of silence
(less makes it repeat itself), rounded up to whole 2 s (free sizes make memory
creep). When it repeats itself all the same, the full window is tried.
"""

from __future__ import annotations

import functools
import math
import re
import threading
import time
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ctranslate2
import numpy as np
import soxr
from tokenizers import Tokenizer

from simulator.ports import Transcript
from simulator.speech import activity, lexicon, mel, mulaw, weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FULL_WINDOW = 30.0
_PADDING = 3.5
_ROUNDING = 2.0
_LONGEST = _FULL_WINDOW - _PADDING
"""Seconds of audio recognised at once; longer recordings are cut at a pause."""
_LEAST_SPEECH_MS = 96
_SILENT_RMS = 10 ** (-52 / 20)
_REPETITIVE = 2.4
"""Text that zlib shrinks more than this repeats itself (Whisper's own bound)."""
_RUN = re.compile(r"(\w)\1{7,}|\b(\w+)(?:\W+\2\b){5,}|(\W)\3{7,}")
"""One letter eight times, or one word six times: the model is stuck."""
_PROMPT_TOKENS = 100
_WIDE_BEAM = 5
"""What helps at last where a single guess went astray."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """When an answer of the model is taken for an invention."""

    no_speech: float = 0.6
    score: float = -1.0
    """Mean log probability below which a probably-no-speech answer is dropped."""
    hopeless: float = -1.6
    """Mean log probability below which any answer is dropped."""


@dataclass(frozen=True, slots=True)
class _Answer:
    text: str
    score: float
    no_speech: float
    finished: bool

    @property
    def stuck(self) -> bool:
        """Whether the model went on and on, or round and round."""
        return not self.finished or _repeats(self.text)


class Whisper:
    """One model in memory; `transcribe` is for one thread at a time.

    Raises:
        WeightsError: The weights are missing or wrong.
    """

    def __init__(
        self,
        name: str = "base",
        *,
        threads: int = 1,
        beam: int = 1,
        doubt: Doubt = Doubt(),
    ) -> None:
        directory = weights.find(name)
        self.name = name
        self._model = ctranslate2.models.Whisper(
            str(directory), device="cpu", compute_type="int8", intra_threads=threads
        )
        self._tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
        self._multilingual = weights.MODELS[name].multilingual
        self._beam = beam
        self._doubt = doubt
        self._lock = threading.Lock()
        self._end = self._token("<|endoftext|>")
        self._clock = self._token("<|notimestamps|>")

    def transcribe(
        self, audio: bytes, *, language: str = "en", prompt: str = ""
    ) -> Transcript:
        """Say what is spoken in mu-law audio; empty if nobody speaks.

        `language` is ISO 639-1, or "auto". It blocks for about 7 % of the audio's
        length.
        """
        started = time.perf_counter()
        pieces = []
        scores = []
        with self._lock:
            for start, stop in _pieces(audio):
                text, language, score = self._piece(audio[start:stop], language, prompt)
                pieces.append(text)
                scores.append(score)
        words = " ".join(piece for piece in pieces if piece)
        return Transcript(
            text=lexicon.correct(words) if language == "en" else words,
            language=language,
            audio_ms=len(audio) * 1000 // mulaw.RATE,
            work_ms=round((time.perf_counter() - started) * 1000),
            logprob=round(min(scores, default=0.0), 4),
        )

    def knows(self, language: str) -> bool:
        """Say whether it understands a language (ISO 639-1, or "auto")."""
        if language == "auto" or not self._multilingual:
            return True
        return self._tokenizer.token_to_id(f"<|{language}|>") is not None

    def close(self) -> None:
        """Free the memory and end the model's threads."""
        self._model.unload_model()

    def _piece(
        self, audio: bytes, language: str, prompt: str
    ) -> tuple[str, str, float]:
        """Return the words of at most 26.5 s, their language and certainty."""
        heard = mulaw.samples(audio)
        if not _somebody_speaks(audio, heard):
            return "", language, 0.0
        wide = soxr.resample(heard, mulaw.RATE, mel.RATE, quality="HQ")
        length = heard.size / mulaw.RATE
        picture = mel.log_mel(wide.astype(np.float32), _window(length))
        ask = functools.partial(self._think, length=length)
        answer, language = ask(picture, language, prompt, self._beam)
        if answer.stuck:
            full = mel.log_mel(wide.astype(np.float32), _FULL_WINDOW)
            answer, language = ask(full, language, "", self._beam)
        if answer.stuck:
            answer, language = ask(picture, language, "", _WIDE_BEAM)
        text = self._believe(answer)
        return _undoubled(text) if prompt else text, language, answer.score

    def _believe(self, answer: _Answer) -> str:
        """Return the text, or nothing where the model most likely invented it."""
        doubt = self._doubt
        invented = answer.no_speech > doubt.no_speech and answer.score < doubt.score
        if invented or answer.score < doubt.hopeless:
            return ""
        return _RUN.split(answer.text)[0].strip()

    def _think(
        self,
        picture: NDArray[np.float32],
        language: str,
        prompt: str,
        beam: int,
        *,
        length: float,
    ) -> tuple[_Answer, str]:
        """Run the model on one window; also return the language it was in."""
        seconds = picture.shape[1] / mel.COLUMNS_PER_SECOND
        view = ctranslate2.StorageView.from_array(picture[None])
        encoded = self._model.encode(view)
        if not self._multilingual:
            language = "en"
        elif language == "auto":
            best = self._model.detect_language(encoded)[0][0]
            language = str(best[0]).strip("<|>")
        most = min(224, 20 + int(12 * seconds))
        (result,) = self._model.generate(
            encoded,
            [self._question(language, prompt)],
            beam_size=beam,
            max_length=most + _PROMPT_TOKENS,
            return_scores=True,
            return_no_speech_prob=True,
        )
        tokens = result.sequences_ids[0]
        return (
            _Answer(
                text=self._tokenizer.decode(self._words(tokens, length)).strip(),
                score=result.scores[0],
                no_speech=result.no_speech_prob,
                finished=len(tokens) < most,
            ),
            language,
        )

    def _words(self, tokens: list[int], seconds: float) -> list[int]:
        """Return the words that were said within the audio.

        After a short sentence Whisper likes to say it again, and dates it into the
        silence behind the audio.
        """
        words, inside = [], True
        for token in tokens:
            if token > self._clock:  # a time, in steps of 20 ms
                inside = (token - self._clock - 1) * 0.02 < seconds
            elif token < self._end and inside:
                words.append(token)
        return words

    def _question(self, language: str, prompt: str) -> list[int]:
        """Return the tokens the model continues (timestamps stay switched on)."""
        before = []
        if prompt:
            words = self._tokenizer.encode(" " + prompt, add_special_tokens=False).ids
            before = [self._token("<|startofprev|>"), *words[-_PROMPT_TOKENS:]]
        start = [self._token("<|startoftranscript|>")]
        if self._multilingual:
            start += [self._token(f"<|{language}|>"), self._token("<|transcribe|>")]
        return before + start

    def _token(self, name: str) -> int:
        number = self._tokenizer.token_to_id(name)
        if number is None:
            raise ValueError(f"Whisper {self.name} does not know {name}")
        return int(number)


def _somebody_speaks(audio: bytes, heard: NDArray[np.float32]) -> bool:
    """Say whether it is worth asking: Whisper invents text on silence and music."""
    if heard.size == 0 or math.sqrt(float(np.mean(heard**2))) < _SILENT_RMS:
        return False
    return activity.speech_ms(audio) >= _LEAST_SPEECH_MS


def _window(seconds: float) -> float:
    rounded = math.ceil((seconds + _PADDING) / _ROUNDING) * _ROUNDING
    return min(_FULL_WINDOW, rounded)


def _repeats(text: str) -> bool:
    octets = text.encode()
    return len(octets) > 40 and len(octets) / len(zlib.compress(octets)) > _REPETITIVE


def _undoubled(text: str) -> str:
    """Return a text that is one sentence twice as that sentence.

    A prompt makes Whisper repeat short sentences within the window.
    """
    words = text.split()
    half = len(words) // 2
    return " ".join(words[:half]) if words[:half] == words[half:] else text


def _pieces(audio: bytes) -> list[tuple[int, int]]:
    """Cut long audio at the quietest 100 ms of the last third of each piece."""
    longest = int(_LONGEST * mulaw.RATE)
    pieces, start = [], 0
    while len(audio) - start > longest:
        tail = start + longest * 2 // 3
        loudness = mulaw.samples(audio[tail : start + longest]) ** 2
        blocks = loudness[: loudness.size // 800 * 800].reshape(-1, 800).sum(axis=1)
        cut = tail + int(blocks.argmin()) * 800 + 400
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, len(audio))]
