"""The scenario format and the speech engines know the same voices."""

import typing

import pytest


@pytest.mark.speech
def test_every_voice_of_a_scenario_exists():
    from simulator.businesses.documents import VoiceName
    from simulator.speech.voices import VOICES

    assert set(typing.get_args(VoiceName)) <= set(VOICES)
