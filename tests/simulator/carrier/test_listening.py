"""What both parties heard, as files for listening."""

import wave

import numpy as np

from simulator.carrier.listening import RecordedDirectory
from simulator.carrier.testing import LOUD, OFFICE, Listener, Town
from simulator.ports import SILENCE, Leg
from simulator.speech import mulaw


def heard(path):
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getframerate()) == (2, 8000)
        frames = file.readframes(file.getnframes())
    return np.frombuffer(frames, "<i2").reshape(-1, 2)


def test_left_is_the_caller_and_right_the_callee(tmp_path):
    town = Town()
    town.answers(OFFICE, Listener(speech=LOUD * 70))
    ringing = RecordedDirectory(town, tmp_path).dial(Leg("CA1", OFFICE, "", 2))

    for number in range(70):
        ringing.callee.exchange(SILENCE, number * 20)
    ringing.callee.close()
    ringing.callee.close()

    [path] = tmp_path.iterdir()
    assert path.name == f"{OFFICE[1:]}-2-CA1.wav"
    sound = heard(path)
    assert len(sound) == 70 * 160
    assert not sound[:, 0].any()
    assert (sound[:, 1] == mulaw.linear(LOUD)[0]).all()


def test_who_does_not_answer_is_not_recorded(tmp_path):
    ringing = RecordedDirectory(Town(), tmp_path).dial(Leg("CA1", OFFICE, "", 1))

    assert ringing.callee is None
    assert list(tmp_path.iterdir()) == []
