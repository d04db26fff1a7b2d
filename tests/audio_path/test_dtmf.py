"""Keys as an independent decoder hears them: Debian's multimon-ng.

What the product and the simulator send must be read by somebody else's decoder, and
no decoder may hear a key in speech or music.
"""

import shutil
import subprocess
import wave
from pathlib import Path

import numpy as np
import pytest
import soxr
from hypothesis import given, settings, strategies as st

from panda.audio import tones as product
from simulator.speech import mulaw, tones as network
from simulator.speech.music import hold_music
from simulator.speech.roundtrip import sentences
from simulator.speech.voices import VOICES, Voices

RATE = 22_050
"""What multimon-ng reads: 16-bit samples at this rate."""
PAD = "1234567890*#ABCD"
MUSIC = Path("/usr/share/asterisk/moh")
RECORDINGS = Path("/usr/share/asterisk/sounds/en_US_f_Allison")

needs_multimon = pytest.mark.skipif(
    shutil.which("multimon-ng") is None,
    reason="Debian's multimon-ng is not installed: apt-get install multimon-ng",
)


def multimon(audio):
    """Return the keys that multimon-ng reads in mu-law audio."""
    linear = mulaw.linear(audio).astype(np.float32)
    there = soxr.resample(linear, mulaw.RATE, RATE).clip(-32768, 32767)
    done = subprocess.run(
        ["multimon-ng", "-q", "-a", "DTMF", "-t", "raw", "/dev/stdin"],
        input=there.astype("<i2").tobytes(),
        capture_output=True,
        check=True,
    )
    lines = done.stdout.decode().splitlines()
    return "".join(line.removeprefix("DTMF: ") for line in lines)


def by_the_product(audio):
    detector = product.KeyDetector()
    frames = (audio[at : at + 160] for at in range(0, len(audio), 160))
    return "".join(detector.hear(frame) for frame in frames)


def by_the_network(audio):
    detector = network.ToneDetector()
    frames = (audio[at : at + 160] for at in range(0, len(audio), 160))
    return "".join(key for frame in frames for key in detector.feed(frame))


DECODERS = [
    pytest.param(multimon, marks=needs_multimon),
    by_the_product,
    by_the_network,
]
SENDERS = {"product": product.keys, "network": network.dtmf}

decoders = pytest.mark.parametrize("decode", DECODERS)
senders = pytest.mark.parametrize("send", SENDERS.values(), ids=SENDERS)


@decoders
@senders
def test_every_key_is_read_once_as_it_was_sent(send, decode):
    assert decode(send(PAD + PAD[::-1])) == PAD + PAD[::-1]


@decoders
@senders
@settings(max_examples=12, deadline=None)
@given(
    digits=st.text(PAD, min_size=1, max_size=6),
    tone_ms=st.integers(60, 250),
    gap_ms=st.integers(60, 250),
)
def test_any_keys_at_any_usual_pace_are_read(send, decode, digits, tone_ms, gap_ms):
    assert decode(send(digits, tone_ms=tone_ms, gap_ms=gap_ms)) == digits


@needs_multimon
@senders
def test_keys_pressed_slowly_and_with_waits_are_read(send):
    audio = send("1w2w3", tone_ms=product.SLOW_TONE_MS, gap_ms=product.SLOW_GAP_MS)

    assert multimon(audio) == "123"


@pytest.fixture(scope="module")
def spoken():
    """Ten seconds and more of each voice."""
    cast, said = Voices(), []
    for name, voice in VOICES.items():
        language = voice.locale.partition("-")[0]
        text = sentences("es" if language == "es" else "en")[:4]
        said += [cast.speak(one, voice=name, language=language) for one in text]
    return b"".join(said)


@pytest.mark.speech
@decoders
def test_no_key_is_heard_in_speech(decode, spoken):
    assert len(spoken) > 120 * mulaw.RATE
    assert decode(spoken) == ""


@decoders
def test_no_key_is_heard_in_hold_music(decode):
    assert decode(b"".join(hold_music(seed) for seed in range(1, 5))) == ""


@decoders
@pytest.mark.parametrize(
    "sound", [network.ring_back(), network.busy(), network.special_information()]
)
def test_no_key_is_heard_in_what_the_network_plays(decode, sound):
    assert decode(sound) == ""


@decoders
@pytest.mark.parametrize(
    ("folder", "count", "package"),
    [
        (MUSIC, 2, "asterisk-moh-opsound-wav"),
        (RECORDINGS, 40, "asterisk-core-sounds-en-wav"),
    ],
)
def test_no_key_is_heard_in_recordings_of_people(decode, folder, count, package):
    files = sorted(folder.glob("*.wav"))[:count]
    if not files:
        pytest.skip(f"Debian's {package} is not installed")
    for file in files:
        with wave.open(str(file)) as recording:
            assert recording.getframerate() == mulaw.RATE
            words = np.frombuffer(recording.readframes(60 * mulaw.RATE), "<i2")
        audio = mulaw.whole_frames(mulaw.encode_linear(words.astype(np.int16)))
        assert decode(audio) == "", file.name
