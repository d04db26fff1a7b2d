import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from panda.audio import mulaw
from panda.audio.tones import FREQUENCIES, KeyDetector, keys

KEYS = st.text("".join(FREQUENCIES), min_size=1, max_size=8)


def in_frames(audio):
    detector = KeyDetector()
    return "".join(
        detector.hear(audio[at : at + 160]) for at in range(0, len(audio), 160)
    )


@given(KEYS, st.integers(60, 300), st.integers(60, 300))
@settings(max_examples=40, deadline=None)
def test_keys_we_make_are_keys_we_hear(digits, tone_ms, gap_ms):
    assert in_frames(keys(digits, tone_ms=tone_ms, gap_ms=gap_ms)) == digits


def test_keys_take_the_time_they_were_given():
    assert len(keys("12w", tone_ms=100, gap_ms=80)) == 8 * (2 * 180 + 500)


def test_a_key_that_does_not_exist_is_named_by_its_place_only():
    with pytest.raises(ValueError, match="character 3") as refusal:
        keys("12x")
    assert "x" not in str(refusal.value).replace("telephone: character", "")


def test_keys_are_heard_through_noise(rng):
    clean = mulaw.decode(keys("0123456789*#")).astype(float)
    noisy = clean + rng.standard_normal(clean.size) * 500
    assert in_frames(mulaw.encode(noisy.clip(-32000, 32000).astype(np.int16)))
    assert in_frames(mulaw.encode(noisy.astype(np.int16))) == "0123456789*#"


def test_noise_presses_no_keys(rng):
    noise = rng.standard_normal(80_000) * 5_000
    assert in_frames(mulaw.encode(noise.clip(-32000, 32000).astype(np.int16))) == ""


def test_tones_are_the_frequencies_of_the_standard():
    tone = mulaw.decode(keys("5", tone_ms=1000, gap_ms=0)).astype(float)
    spectrum = np.abs(np.fft.rfft(tone))
    strongest = sorted(np.argsort(spectrum)[-2:])
    assert [int(one) for one in strongest] == [770, 1336]
