import struct

import numpy as np
import pytest

from simulator.speech import mulaw, sound

RATE = 24000
SINE = 0.3 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)


def pcm(wave):
    return (wave * 32767).astype("<i2").tobytes()


def pitch(audio):
    wave = mulaw.samples(audio)
    return np.abs(np.fft.rfft(wave)).argmax() * 8000 / wave.size


def test_a_recording_at_24_khz_becomes_telephone_audio():
    audio = sound.read(sound.wave(pcm(SINE), RATE))

    assert len(audio) == 8000
    assert pitch(audio) == pytest.approx(440, abs=1)


def test_a_mulaw_recording_is_taken_as_it_is():
    audio = mulaw.encode(SINE[::3])

    assert sound.read(sound.wave(audio, 8000, kind=7)) == audio


def test_two_channels_become_one():
    form = struct.pack("<HHIIHH", 1, 2, 8000, 32000, 4, 16)
    body = pcm(np.repeat(SINE[::3], 2))
    content = b"WAVEfmt " + struct.pack("<I", 16) + form
    content += b"LIST" + struct.pack("<I", 3) + b"odd\0"
    content += b"data" + struct.pack("<I", len(body)) + body

    audio = sound.read(b"RIFF" + struct.pack("<I", len(content)) + content)

    assert len(audio) == 8000
    assert pitch(audio) == pytest.approx(440, abs=1)


def test_bare_bytes_are_mulaw():
    assert sound.read(b"\xff" * 160) == b"\xff" * 160


@pytest.mark.parametrize(
    "content",
    [
        b"RIFF",
        b"RIFF\x00\x00\x00\x00WAVE",
        sound.wave(b"\0" * 8, 8000, kind=3),
        sound.wave(b"\0" * 8, 8000)[:30],
        b"RIFF\0\0\0\0WAVEdata\x02\0\0\0ab",
    ],
    ids=["only a name", "empty", "floats", "cut off", "no format"],
)
def test_what_cannot_be_read_is_refused(content):
    with pytest.raises(sound.SoundError, match="WAVE"):
        sound.read(content)


def test_a_file_without_channels_is_refused():
    broken = bytearray(sound.wave(pcm(SINE), RATE))
    broken[22:24] = b"\0\0"

    with pytest.raises(sound.SoundError, match="WAVE"):
        sound.read(bytes(broken))
