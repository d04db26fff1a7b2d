from itertools import pairwise

import numpy as np
import pytest

from simulator.ports import FRAME_BYTES
from simulator.speech import mulaw
from simulator.speech.voices import ALIASES, VOICES, UnknownVoiceError, Voices, resolve

SENTENCE = "Our next opening is on Tuesday at ten thirty."
pytestmark = pytest.mark.speech


def level(audio):
    wave = mulaw.samples(audio)
    voiced = wave[np.abs(wave) > 0.02]
    return 20 * np.log10(np.sqrt(np.mean(voiced**2)))


def pitch(audio):
    """Estimate the pitch in hertz from the autocorrelation of the loudest parts."""
    wave = mulaw.samples(audio)
    spans = wave[: wave.size // 400 * 400].reshape(-1, 400)
    loud = spans[np.argsort((spans**2).sum(axis=1))[-40:]]
    lags = np.arange(20, 120)  # 400 to 67 Hz
    found = [
        lags[np.argmax([span[:-lag] @ span[lag:] / (400 - lag) for lag in lags])]
        for span in loud
    ]
    return 8000 / np.median(found)


@pytest.mark.parametrize("voice", VOICES)
def test_every_voice_speaks_at_the_level_of_a_telephone_line(cast, voice):
    audio = cast.speak(SENTENCE, voice=voice)

    assert len(audio) % FRAME_BYTES == 0
    assert 1.5 < len(audio) / 8000 < 6
    assert -23 < level(audio) < -15


def test_six_english_voices_of_the_better_engine_can_be_told_apart(cast):
    names = [name for name, spec in VOICES.items() if spec.engine == "hibari"]
    pitches = sorted(pitch(cast.speak(SENTENCE, voice=name)) for name in names)

    assert len(names) >= 6
    assert all(high / low > 1.02 for low, high in pairwise(pitches))
    assert pitches[-1] / pitches[0] > 1.4


def test_the_same_words_are_the_same_bytes(cast):
    assert Voices().speak("Hello.", voice="hazel") == cast.speak(
        "Hello.", voice="hazel"
    )


def test_what_was_said_before_comes_from_the_cache():
    cast = Voices()
    for _ in range(3):
        cast.speak("Hello.", voice="pearl")

    assert (cast.misses, cast.hits) == (1, 2)


def test_the_cache_forgets_what_was_used_least():
    cast = Voices(cache_bytes=20_000)
    for text in ("One.", "Two.", "One.", "Three.", "Four.", "One."):
        cast.speak(text, voice="pearl")

    assert cast.cached_bytes <= 20_000
    assert cast.hits == 2


def test_a_faster_voice_needs_less_time(cast):
    slow, fast = (len(cast.speak(SENTENCE, voice="hazel", speed=s)) for s in (0.8, 1.3))

    assert slow > 1.3 * fast


@pytest.mark.parametrize("alias", ALIASES)
def test_the_names_of_openai_are_voices_of_ours(alias):
    assert resolve(alias) in VOICES


def test_another_language_is_spoken_by_one_who_knows_it():
    assert VOICES[resolve("marin", "es")].locale == "es-ES"
    assert VOICES[resolve("marin", "fr-CA")].locale == "fr-FR"
    assert resolve("lucia", "es") == "lucia"


def test_an_unknown_voice_is_refused_with_the_names_there_are():
    with pytest.raises(UnknownVoiceError, match="hazel"):
        resolve("nobody")


@pytest.mark.parametrize("text", ["", "   ", "...", "—"])
def test_nothing_to_say_is_no_sound(cast, text):
    assert cast.speak(text, voice="hazel") == b""


def test_samples_come_at_other_rates_too(cast):
    low = cast.speak(SENTENCE, voice="hazel")
    high = cast.speak(SENTENCE, voice="hazel", rate=24000)

    assert len(high) / 48000 == pytest.approx(len(low) / 8000, abs=0.03)
