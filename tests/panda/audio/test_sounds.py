"""Sounds are told apart; above all, a person is never called music."""

import numpy as np
import pytest

from panda.audio import mulaw, tones
from panda.audio.sounds import Sound, SoundClassifier

RATE = mulaw.RATE


def wave(seconds):
    return np.arange(int(seconds * RATE)) / RATE


def tone(seconds, *hertz, level=0.1):
    time = wave(seconds)
    return level * sum(np.sin(2 * np.pi * one * time) for one in hertz)


def quiet(seconds):
    return np.zeros(int(seconds * RATE))


def notes(seconds, *, beat=0.5, seed=3):
    """Chords that change every beat, with vibrato: nobody's music in particular."""
    rng = np.random.default_rng(seed)
    time = wave(beat)
    parts = []
    for _ in range(int(seconds / beat)):
        root = 130.8 * 2 ** (rng.integers(0, 12) / 12)
        chord = sum(
            np.sin(2 * np.pi * root * ratio * harmonic * time + 0.3 * np.sin(30 * time))
            / harmonic
            for ratio in (1, 1.25, 1.5)
            for harmonic in (1, 2, 3)
        )
        parts.append(0.06 * chord * np.exp(-time / 1.2))
    return np.concatenate(parts)


def talk(seconds, seed=5):
    """Syllables: harmonics on a moving pitch, bursts of noise, small gaps."""
    rng = np.random.default_rng(seed)
    parts = []
    while sum(map(len, parts)) < seconds * RATE:
        time = wave(rng.uniform(0.1, 0.25))
        glide = np.cumsum(rng.uniform(90, 220) * (1 + rng.uniform(-1, 1) * time))
        phase = 2 * np.pi * glide / RATE
        voiced = sum(np.sin(k * phase) / k for k in range(1, 12))
        shape = np.hanning(time.size)
        parts.append(0.1 * voiced * shape)
        parts.append(0.01 * rng.standard_normal(int(rng.uniform(0.02, 0.09) * RATE)))
        if rng.random() < 0.2:
            parts.append(quiet(0.2))
    return np.concatenate(parts)


def heard(*parts):
    """The changes of sound in what a line carries, frame by frame."""
    line = np.concatenate(parts) if len(parts) > 1 else parts[0]
    return of(mulaw.encode((line * 32767).clip(-32767, 32767).astype(np.int16)))


def of(audio):
    classifier = SoundClassifier()
    frames = (audio[at : at + 160] for at in range(0, len(audio), 160))
    changes = (classifier.hear(frame, 20 * n) for n, frame in enumerate(frames))
    return [change for change in changes if change is not None]


def test_nothing_is_silence():
    assert heard(quiet(1)) == [Sound.SILENCE]


def test_talk_is_speech_through_its_pauses():
    assert heard(talk(10)) == [Sound.SPEECH]


def test_notes_are_music_after_a_few_seconds():
    assert heard(notes(6)) == [Sound.SPEECH, Sound.MUSIC]


def test_music_that_ends_in_talk_is_speech_again():
    assert heard(notes(6), talk(4)) == [Sound.SPEECH, Sound.MUSIC, Sound.SPEECH]


def test_music_that_ends_in_silence_is_silence():
    assert heard(notes(6), quiet(1))[-1] is Sound.SILENCE


def test_music_that_ends_in_a_noisy_room_is_silence_and_not_music_again(rng):
    room = 0.012 * rng.standard_normal(6 * RATE)
    music = notes(6)
    music = music + 0.012 * rng.standard_normal(len(music))
    assert heard(music, room) == [Sound.SPEECH, Sound.MUSIC, Sound.SILENCE]


def test_a_single_noise_in_a_room_does_not_hide_that_music_has_ended(rng):
    room = 0.006 * rng.standard_normal(int(1.2 * RATE))
    room[RATE // 2 : RATE // 2 + RATE // 20] *= 3  # a cup that is put down
    assert heard(notes(6), room)[-1] is Sound.SILENCE


def test_ringing_is_ringing_through_its_silences():
    ring = np.concatenate([tone(2, 440, 480), quiet(4)])
    assert heard(quiet(1), ring, ring, ring) == [Sound.SILENCE, Sound.RING]


@pytest.mark.parametrize("half", [0.5, 0.25], ids=["busy", "all circuits busy"])
def test_the_busy_signal_is_busy(half):
    cycle = np.concatenate([tone(half, 480, 620), quiet(half)])
    assert heard(quiet(1), *[cycle] * 6) == [Sound.SILENCE, Sound.BUSY]


@pytest.mark.parametrize("hertz", [440, 1000, 1400])
@pytest.mark.parametrize("seconds", [0.3, 0.5, 1.0])
def test_a_lone_tone_after_a_greeting_is_the_beep(hertz, seconds):
    sounds = heard(talk(3), quiet(0.3), tone(seconds, hertz), quiet(0.4))
    assert sounds[-1] is Sound.BEEP


def test_the_three_tones_of_a_dead_number_are_no_beep():
    tones_of_information = [tone(0.33, hertz) for hertz in (950, 1400, 1800)]
    assert Sound.BEEP not in heard(quiet(1), *tones_of_information, quiet(1))


def test_somebody_who_hums_is_no_beep_and_no_music():
    assert heard(talk(2), tone(1.5, 180), quiet(0.5)) == [Sound.SPEECH]


def test_keys_are_no_beep():
    keys = mulaw.decode(tones.keys("159#")) / 32768
    assert Sound.BEEP not in heard(quiet(1), keys, quiet(1))


def test_steady_noise_is_not_music(rng):
    assert Sound.MUSIC not in heard(0.05 * rng.standard_normal(8 * RATE))


@pytest.mark.speech
def test_no_voice_of_the_simulator_is_ever_music():
    voices = pytest.importorskip("simulator.speech.voices")
    talkers = voices.Voices()
    sentence = (
        "Well, um, aaah, let me see, all our hours are on the Monday morning form, "
        "and you may have a room in an hour or more, you know."
    )
    english = [n for n, v in voices.VOICES.items() if v.locale.startswith("en")]
    for name in english:
        sounds = of(talkers.speak(sentence, voice=name, speed=1.2))
        assert Sound.MUSIC not in sounds, name
        assert Sound.BEEP not in sounds, name


@pytest.mark.speech
def test_the_simulators_hold_music_is_music():
    music = pytest.importorskip("simulator.speech.music")
    for seed in range(1, 9):
        assert of(music.hold_music(seed)) == [Sound.SPEECH, Sound.MUSIC], seed
