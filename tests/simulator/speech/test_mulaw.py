import numpy as np

from simulator.ports import SILENCE
from simulator.speech import mulaw


def test_every_code_word_but_negative_zero_survives_a_round_trip():
    words = bytes(range(256))

    again = mulaw.encode_linear(mulaw.linear(words))

    assert [n for n in range(256) if again[n] != n] == [0x7F]  # -0 becomes +0


def test_silence_is_zero():
    assert not mulaw.linear(SILENCE).any()
    assert mulaw.encode(np.zeros(160)) == SILENCE


def test_the_error_stays_below_a_thirtieth_of_the_sample():
    wave = np.linspace(-0.95, 0.95, 4001)

    heard = mulaw.samples(mulaw.encode(wave))

    assert np.all(np.abs(heard - wave) <= np.abs(wave) / 30 + 2e-4)


def test_what_is_too_loud_is_clipped_and_does_not_wrap():
    assert mulaw.linear(mulaw.encode(np.array([3.0, -3.0]))).tolist() == [32124, -32124]


def test_audio_is_filled_up_to_whole_frames():
    assert len(mulaw.whole_frames(b"\x00" * 161)) == 320
    assert mulaw.whole_frames(SILENCE) == SILENCE
