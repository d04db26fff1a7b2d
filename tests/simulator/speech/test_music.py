import numpy as np
import pytest

from simulator.ports import FRAME_BYTES
from simulator.speech import mulaw
from simulator.speech.activity import SpeechActivity
from simulator.speech.music import comfort_noise, hold_music
from simulator.speech.tones import ToneDetector


def chances(audio):
    activity = SpeechActivity()
    return [activity.speech(audio[at : at + 160]) for at in range(0, len(audio), 160)]


def test_the_loop_is_whole_frames_of_some_length():
    loop = hold_music(1)

    assert len(loop) % FRAME_BYTES == 0
    assert 12 < len(loop) / 8000 < 16


def test_the_same_seed_is_the_same_tune_and_others_are_others():
    hold_music.cache_clear()
    first = hold_music(1)
    hold_music.cache_clear()

    assert hold_music(1) == first
    assert hold_music(2) != first


def test_the_loop_has_no_click_where_it_starts_again():
    wave = mulaw.samples(hold_music(1))
    steps = np.abs(np.diff(wave))

    assert abs(wave[0] - wave[-1]) <= np.quantile(steps, 0.999) + 0.01


@pytest.mark.parametrize("seed", range(1, 7))
def test_music_is_neither_speech_nor_keys(seed):
    loop = hold_music(seed) * 2

    assert max(chances(loop)) < 0.3
    assert ToneDetector().feed(loop) == []


def test_comfort_noise_is_faint_and_no_speech():
    noise = comfort_noise(5)
    level = 10 * np.log10(np.mean(mulaw.samples(noise) ** 2))

    assert -66 < level < -55
    assert max(chances(noise)) < 0.1
