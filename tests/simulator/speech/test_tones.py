import numpy as np
import pytest

from simulator.ports import FRAME_BYTES
from simulator.speech import mulaw
from simulator.speech.tones import (
    COLUMNS,
    KEYS,
    ROWS,
    ToneDetector,
    beep,
    busy,
    dtmf,
    reorder,
    ring_back,
    special_information,
)

PAD = "".join(KEYS)


def keys(audio, chunk=FRAME_BYTES):
    detector = ToneDetector()
    chunks = (audio[at : at + chunk] for at in range(0, len(audio), chunk))
    return "".join(key for part in chunks for key in detector.feed(part))


def foreign(sequence, *, detune=0.0, twist_db=0.0, level=0.3, snr_db=60.0, seed=1):
    """Make 80 ms keys with 80 ms gaps as another generator might."""
    rng = np.random.default_rng(seed)
    time = np.arange(640) / 8000
    tilt = 10 ** (twist_db / 40)
    parts = [np.zeros(800)]
    for key in sequence:
        row = next(n for n, line in enumerate(KEYS) if key in line)
        low = ROWS[row] * (1 + detune)
        high = COLUMNS[KEYS[row].index(key)] * (1 + detune)
        wave = tilt * np.sin(2 * np.pi * low * time)
        wave += np.sin(2 * np.pi * high * time) / tilt
        parts += [level * wave, np.zeros(640)]
    sound = np.concatenate(parts)
    noise = rng.standard_normal(sound.size) * level * 10 ** (-snr_db / 20)
    return mulaw.encode(sound + noise)


def test_every_key_is_heard_as_it_was_pressed():
    assert keys(dtmf(PAD, tone_ms=80, gap_ms=80)) == PAD


def test_a_key_held_down_counts_once():
    assert keys(dtmf("5", tone_ms=2000)) == "5"


def test_the_same_key_counts_again_after_a_gap():
    assert keys(dtmf("11122", tone_ms=80, gap_ms=80)) == "11122"


@pytest.mark.parametrize("chunk", [1, 33, 80, 160, 1000, 100_000])
def test_the_size_of_the_chunks_does_not_matter(chunk):
    assert keys(dtmf("159#"), chunk) == "159#"


@pytest.mark.parametrize("detune", [-0.015, 0.0, 0.015])
@pytest.mark.parametrize("twist_db", [-8, 0, 8])
@pytest.mark.parametrize(("level", "snr_db"), [(0.3, 60), (0.02, 60), (0.3, 15)])
def test_keys_of_poor_generators_and_lines_are_heard(detune, twist_db, level, snr_db):
    audio = foreign(
        "159D*0#7223", detune=detune, twist_db=twist_db, level=level, snr_db=snr_db
    )

    assert keys(audio) == "159D*0#7223"


def test_clicks_of_ten_milliseconds_are_no_keys():
    assert keys(dtmf("123456", tone_ms=10, gap_ms=80)) == ""


@pytest.mark.parametrize(
    "sound", [ring_back(), busy(), reorder(), special_information(), beep()]
)
def test_what_the_network_plays_presses_no_key(sound):
    assert keys(sound) == ""
    assert len(sound) % FRAME_BYTES == 0


def test_white_noise_presses_no_key():
    noise = np.random.default_rng(3).standard_normal(8000 * 20) * 0.1

    assert keys(mulaw.encode(noise)) == ""


@pytest.mark.speech
@pytest.mark.parametrize("voice", ["hazel", "poppy", "hugo", "pearl"])
def test_speech_presses_no_key(cast, talk, voice):
    audio = b"".join(cast.speak(text, voice=voice) for text in talk[:2])

    assert keys(audio) == ""


@pytest.mark.speech
def test_keys_pressed_between_words_are_heard(cast):
    words = cast.speak("Please enter your date of birth.", voice="hazel")

    assert keys(words + dtmf("0412") + words) == "0412"


def test_waits_between_keys_are_silence():
    assert len(dtmf("1w2", 80, 80)) == len(dtmf("12", 80, 80)) + 4000
    assert len(dtmf("1W2", 80, 80)) == len(dtmf("12", 80, 80)) + 8000
    assert keys(dtmf("1wW2")) == "12"


def test_a_character_that_is_no_key_is_refused():
    with pytest.raises(ValueError, match="no key 'x'"):
        dtmf("12x")


def test_no_keys_make_no_sound():
    assert dtmf("") == b""


def test_the_beep_is_one_kilohertz():
    wave = mulaw.samples(beep(400))[:3200]

    assert np.abs(np.fft.rfft(wave)).argmax() * 8000 / 3200 == 1000
