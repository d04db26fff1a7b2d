import numpy as np
import pytest

from simulator.ports import SILENCE
from simulator.speech import mulaw
from simulator.speech.music import comfort_noise, hold_music
from simulator.speech.roundtrip import distance, measure, words
from simulator.speech.tones import busy, dtmf, ring_back

pytestmark = pytest.mark.speech


@pytest.mark.parametrize(
    ("voice", "text", "facts"),
    [
        (
            "hazel",
            "Yes, we accept Aetna, Cigna and MetLife.",
            ["Aetna", "Cigna", "MetLife"],
        ),
        ("oscar", "A cleaning is $129 without insurance.", ["$129"]),
        (
            "hazel",
            "We have Tuesday, December 1 at 10:30 a.m.",
            ["Tuesday, December 1", "10:30"],
        ),
        ("oscar", "For billing, press 2.", ["billing", "press 2"]),
        ("hazel", "My number is 217-555-0123.", ["217-555-0123"]),
    ],
)
def test_facts_are_understood_as_they_are_written(whisper, cast, voice, text, facts):
    heard = whisper.transcribe(cast.speak(text, voice=voice)).text

    assert [fact for fact in facts if fact not in heard] == []


def test_fewer_than_one_word_in_twenty_is_wrong(whisper, cast, talk):
    voices = ("iris", "nora", "frank")
    scores = [
        measure(whisper, cast, voice, talk[number::8])
        for number, voice in enumerate(voices)
    ]
    assert sum(one.errors for one in scores) < sum(one.words for one in scores) / 20


def test_a_pause_around_the_words_changes_nothing(whisper, cast):
    said = cast.speak("Do you have an appointment on Friday?", voice="hazel")

    bare = whisper.transcribe(said).text
    around = whisper.transcribe(SILENCE * 50 + said + SILENCE * 70).text

    assert words(bare) == words(around)


@pytest.mark.parametrize(
    "sound",
    [b"", SILENCE * 100, comfort_noise(4), hold_music(1), ring_back(), busy()],
    ids=["nothing", "silence", "comfort noise", "music", "ring-back", "busy"],
)
def test_nothing_is_invented_where_nobody_speaks(whisper, sound):
    assert whisper.transcribe(sound).text == ""


def test_keys_and_noise_are_no_words(whisper):
    noise = np.random.default_rng(2).standard_normal(24000) * 0.05

    assert whisper.transcribe(dtmf("0123456789*#")).text == ""
    assert whisper.transcribe(mulaw.encode(noise)).text == ""


def test_a_recording_longer_than_the_window_is_understood_whole(whisper, cast, talk):
    text = " ".join(talk[:9])
    audio = cast.speak(text, voice="hazel")
    assert len(audio) > 27 * 8000

    heard = whisper.transcribe(audio)

    wanted = words(text)
    assert distance(wanted, words(heard.text)) < 0.06 * len(wanted)
    assert heard.audio_ms == len(audio) // 8


def test_spanish_is_understood_as_spanish(whisper, cast):
    audio = cast.speak("Gracias por llamar. ¿En qué puedo ayudarle?", voice="lucia")

    assert "gracias por llamar" in whisper.transcribe(audio, language="es").text.lower()
    assert whisper.transcribe(audio, language="auto").language == "es"


def test_a_language_that_does_not_exist_is_refused(whisper, cast):
    with pytest.raises(ValueError, match="xx"):
        whisper.transcribe(cast.speak("Hello.", voice="hazel"), language="xx")


def test_it_says_how_long_it_took(whisper, cast):
    heard = whisper.transcribe(cast.speak("Please hold.", voice="hazel"))

    assert heard.work_ms > 0
    assert heard.audio_ms > 500


@pytest.mark.parametrize("text", ["Please hold.", "Do you take Humana or Guardian?"])
def test_a_prompt_helps_with_names_and_does_not_double_the_sentence(
    whisper, cast, text
):
    names = "Aetna, Cigna, MetLife, Delta Dental, Humana, Guardian."
    said = cast.speak(text, voice="poppy")

    assert words(whisper.transcribe(said, prompt=names).text) == words(text)
