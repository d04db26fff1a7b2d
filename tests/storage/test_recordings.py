import os
import wave
from io import BytesIO

import numpy as np

from panda.recording.stereo import Block
from panda.recording.wav import BYTES_A_MS
from storage.recordings import FOLDER, Recordings

SECOND = bytes(range(256)) * (1000 * BYTES_A_MS // 256)


def kept(folder, *at_ms, call_id="call-1"):
    recordings = Recordings(folder)
    file = recordings.begin(call_id)
    file.write([Block(one, SECOND) for one in at_ms])
    file.close()
    return recordings


def test_a_moment_is_found_by_its_time_since_the_answer(tmp_path):
    recordings = kept(tmp_path, 30_000, 31_000)
    excerpt = recordings.excerpt("call-1", 29_500, 30_500)
    with wave.open(BytesIO(excerpt)) as file:
        samples = np.frombuffer(file.readframes(8_000), "<i2").reshape(-1, 2)
    assert len(samples) == 8_000
    assert not samples[:4_000].any(), "never written: silent"
    assert samples[4_000:].tobytes() == SECOND[: 500 * BYTES_A_MS]
    assert recordings.excerpt("call-1", 32_000, 40_000) is None, "beyond its end"
    assert recordings.excerpt("call-2", 0, 1_000) is None


def test_what_was_not_recorded_takes_no_room(tmp_path):
    kept(tmp_path, 3_000_000)
    (file,) = (tmp_path / FOLDER).iterdir()
    assert file.stat().st_size > 90_000_000
    assert file.stat().st_blocks * 512 < 100_000


def test_a_call_that_lost_its_actor_goes_on_in_the_same_file(tmp_path):
    kept(tmp_path, 0)
    again = kept(tmp_path, 5_000)
    whole = again.excerpt("call-1", 0, 6_000)
    assert whole[44:].startswith(SECOND)
    assert whole.endswith(SECOND)
    with wave.open(str(tmp_path / FOLDER / "call-1.wav")) as file:
        assert file.getnframes() == 6 * 8_000


def test_only_the_user_of_the_installation_can_read_it(tmp_path):
    kept(tmp_path, 0)
    file = tmp_path / FOLDER / "call-1.wav"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_a_call_of_which_nothing_was_kept_leaves_no_file(tmp_path):
    kept(tmp_path)
    assert list((tmp_path / FOLDER).iterdir()) == []


def test_what_is_deleted_is_gone(tmp_path):
    recordings = kept(tmp_path, 0)
    assert recordings.erase("call-1")
    assert not recordings.erase("call-1")
    assert recordings.excerpt("call-1", 0, 1_000) is None


def test_what_was_kept_long_enough_is_deleted(tmp_path):
    recordings = kept(tmp_path, 0)
    kept(tmp_path, 0, call_id="call-2")
    os.utime(tmp_path / FOLDER / "call-1.wav", (1_000, 1_000))
    assert recordings.expire(2_000) == 1
    assert recordings.excerpt("call-1", 0, 1_000) is None
    assert recordings.excerpt("call-2", 0, 1_000)
    assert Recordings(tmp_path / "none").expire(2_000) == 0


def test_an_id_that_leads_elsewhere_finds_nothing(tmp_path):
    recordings = kept(tmp_path, 0)
    (tmp_path / "secret.wav").write_bytes(bytes(1_000))
    for call_id in ("../secret", "a/b", "", "x" * 300, "..", "call-1\n"):
        assert recordings.excerpt(call_id, 0, 10) is None
        assert not recordings.erase(call_id)
