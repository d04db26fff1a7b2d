"""Recorded voices and music, and what stands in for them."""

import numpy as np
import pytest
import yaml

from simulator.businesses import documents, stock
from simulator.businesses.testing import FakeEnds
from simulator.ports import FRAME_BYTES
from simulator.speech import mulaw, sound
from simulator.speech.impair import noise
from simulator.speech.recordings import Missing, Recordings

OFFICE = """
answers: door
nodes:
  door: {type: notice, prompt: Please hold on., recording: [hold, digits/1], then: line}
  line: {type: queue, prompt: Waiting., hold_s: 3, music: piano, then: bye}
  bye: {type: notice, prompt: Goodbye., recording: nothing}
"""


@pytest.fixture
def installed(tmp_path):
    """A folder as Debian's packages make it, with voices a test can read."""

    def write(name, samples, rate=8000):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sound.wave(samples.astype("<i2").tobytes(), rate))

    hold = 4000 * np.sin(np.arange(4000) * 2 * np.pi * 500 / 8000)
    one = 500 * np.sin(np.arange(8000) * 2 * np.pi * 900 / 16000)
    write("sounds/en/hold.wav", hold)
    write("sounds/en/digits/1.wav", one, 16000)
    write("moh/piano.wav", 20000 * np.sin(np.arange(8000) * 2 * np.pi * 300 / 8000))
    (tmp_path / "sounds" / "en" / "packed.gsm").write_bytes(b"\xd0" * 33)
    return Recordings(roots=(tmp_path,))


def pitch(audio):
    """Return the loudest frequency in hertz."""
    spectrum = np.abs(np.fft.rfft(mulaw.samples(audio)))
    return round(np.argmax(spectrum) * 8000 / len(audio))


async def test_recordings_are_heard_one_after_the_other(call, ledger, installed):
    caller = call(OFFICE, ends=FakeEnds(recordings=installed))
    await caller.wait(300 + 500 + 500)
    heard = bytes(caller.audio)[300 * 8 :]
    assert pitch(heard[:4000]) == pytest.approx(500, abs=5)
    assert pitch(heard[4000:8000]) == pytest.approx(900, abs=5)
    said = ledger.of("said")[0]
    assert said["text"] == "Please hold on."
    assert said["recordings"] == ["hold", "digits/1"]


async def test_recorded_music_is_repeated_for_as_long_as_it_takes(call, installed):
    caller = call(OFFICE, ends=FakeEnds(recordings=installed))
    await caller.hear("Waiting")
    await caller.wait(1000)
    start = len(caller.audio)
    await caller.wait(1500)
    assert pitch(bytes(caller.audio)[start:]) == pytest.approx(300, abs=5)


async def test_what_is_not_installed_is_spoken_and_the_ledger_says_so(
    call, ledger, installed
):
    caller = call(OFFICE, ends=FakeEnds(recordings=installed))
    await caller.hear("Goodbye.")
    [missing] = ledger.of("recording_missing")
    assert missing["name"] == "nothing"
    assert "asterisk-core-sounds-en-wav" in missing["advice"]


async def test_tones_that_carry_text_are_never_replaced(call, ledger):
    caller = call(OFFICE, ends=FakeEnds(recordings=None))
    await caller.hear("Please hold on.")
    assert ledger.of("recording_missing") == []


def test_recordings_are_as_loud_as_the_voices(installed):
    for name in ("hold", "digits/1"):
        floats = mulaw.samples(installed.prompt(name, "en"))
        assert 20 * np.log10(np.sqrt(np.mean(floats**2))) == pytest.approx(-20, abs=1)


def test_a_recording_is_whole_frames(installed):
    assert len(installed.prompts(("hold", "digits/1"), "en")) % FRAME_BYTES == 0


def test_a_compressed_form_is_named_with_what_to_install(installed):
    missing = installed.prompt("packed", "en")
    assert isinstance(missing, Missing)
    assert "compressed" in missing.advice


def test_another_language_has_its_own_folder(installed):
    missing = installed.prompt("hold", "es")
    assert isinstance(missing, Missing)
    assert "asterisk-core-sounds-es-wav" in missing.advice


def test_music_that_is_not_there_names_its_package(installed):
    assert "asterisk-moh-opsound-wav" in installed.music("waltz").advice


def test_all_sounds_are_read_before_the_first_call(installed):
    office = documents.Business.model_validate(
        {
            "name": "Office",
            "numbers": ["+12175550123"],
            "timezone": "America/Chicago",
            "answers": "door",
            "line": {"noise": {"kind": "pink"}},
            "nodes": yaml.safe_load(OFFICE)["nodes"],
        }
    )
    stock.lay_in([office], installed)
    read = {path.name for path in installed._kept}
    assert read == {"hold.wav", "1.wav", "piano.wav"}
    assert noise.loop.cache_info().currsize >= 1
