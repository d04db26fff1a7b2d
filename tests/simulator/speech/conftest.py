import pytest

from simulator.speech.recogniser import Whisper
from simulator.speech.roundtrip import sentences
from simulator.speech.voices import Voices


@pytest.fixture(scope="session")
def cast():
    return Voices()


@pytest.fixture(scope="session")
def talk():
    return sentences("en")


@pytest.fixture(scope="session")
def whisper():
    model = Whisper()
    yield model
    model.close()
