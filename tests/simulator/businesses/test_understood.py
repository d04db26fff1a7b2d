"""What callers hear on all kinds of lines is understood by a recogniser."""

import pytest

from simulator.businesses.documents import LineQuality
from simulator.businesses.impaired import impaired
from simulator.businesses.testing import ListLedger
from simulator.ports import SILENCE, Leg
from simulator.speech.recordings import Recordings

pytestmark = pytest.mark.speech
LEG = Leg("CA1", "+12175550123", "+12175550199", 1)
PRICE = "A cleaning is $120 without insurance."
PRECIO = "Una limpieza cuesta $70 y la cita es a las 10:30 de la mañana."


@pytest.fixture(scope="module")
def cast():
    from simulator.speech.voices import Voices

    return Voices()


@pytest.fixture(scope="module")
def whisper():
    from simulator.speech.recogniser import Whisper

    model = Whisper()
    yield model
    model.close()


class Playing:
    """A callee that plays a recording."""

    def __init__(self, audio):
        self.frames = [audio[at : at + 160] for at in range(0, len(audio), 160)]

    def exchange(self, frame, now_ms):
        return self.frames.pop(0) if self.frames else SILENCE

    def press(self, digit, now_ms):
        raise AssertionError

    def close(self):
        self.frames = []


def through(audio, **quality):
    line = impaired(
        Playing(audio),
        LineQuality.model_validate(quality),
        LEG,
        ListLedger(),
        "1/x",
    )
    return b"".join(line.exchange(SILENCE, 0) for _ in range(len(audio) // 160 + 50))


@pytest.mark.parametrize(
    "quality",
    [
        {},
        {"noise": {"kind": "office", "snr_db": 20}},
        {"noise": {"kind": "street", "snr_db": 15}},
        {"noise": {"kind": "babble", "snr_db": 20}},
        {"noise": {"kind": "radio", "snr_db": 20}},
        {"loss": {"rate": 0.02, "burst": 1}},
        {"jitter": {"ms": 15, "buffer_ms": 80}},
    ],
    ids=str,
)
def test_a_price_is_understood_on_a_middling_line(cast, whisper, quality):
    heard = through(cast.speak(PRICE, voice="nora"), **quality)
    assert "120" in whisper.transcribe(heard).text


def test_spanish_figures_are_understood(cast, whisper):
    audio = cast.speak(PRECIO, voice="lucia", language="es")
    text = whisper.transcribe(audio, language="es").text
    assert "70" in text
    assert "10" in text
    assert "30" in text


@pytest.mark.parametrize(
    ("names", "language", "words"),
    [
        (("vm-press", "digits/1"), "en", ("press", "1")),
        (("pls-hold-while-try",), "en", ("hold",)),
        (("vm-isunavail",), "en", ("unavailable",)),
        (("vm-goodbye",), "es", ("hasta",)),
    ],
)
def test_recorded_voices_are_understood(whisper, names, language, words):
    audio = Recordings().prompts(names, language)
    if not isinstance(audio, bytes):
        pytest.skip(f"not on this machine: {audio.advice}")
    text = whisper.transcribe(audio, language=language).text.lower()
    spelt = text.replace("one", "1")
    assert all(word in spelt for word in words), text
