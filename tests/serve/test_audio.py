import wave
from io import BytesIO

import pytest

from panda.recording.stereo import Block
from serve_api.audio import MOST_MS
from storage.recordings import Recordings

SECOND = bytes([1]) * 32_000


@pytest.fixture
def kept(installation, tmp_path):
    installation.recordings = Recordings(tmp_path)
    file = installation.recordings.begin("call-1")
    file.write([Block(at_ms, SECOND) for at_ms in range(0, 200_000, 1_000)])
    file.close()


async def seconds(api, **query):
    answer = await api.get("/api/calls/call-1/audio", **query)
    assert answer.headers["content-type"] == "audio/wav"
    with wave.open(BytesIO(answer.content)) as file:
        return file.getnframes() / file.getframerate()


async def test_the_moment_behind_a_finding_is_a_sound_of_its_own(api, kept):
    assert await seconds(api, from_ms=41_000, to_ms=44_500) == 3.5


async def test_no_answer_is_longer_than_two_minutes(api, kept):
    assert await seconds(api) == MOST_MS / 1000
    assert await seconds(api, to_ms=3_600_000) == MOST_MS / 1000
    assert await seconds(api, from_ms=150_000) == 50


@pytest.mark.parametrize(
    ("call_id", "query", "status"),
    [
        ("call-1", {"from_ms": 200_000}, 404),
        ("call-1", {"from_ms": 5_000, "to_ms": 4_000}, 404),
        ("call-2", {}, 404),
        ("..%2Fcall-1", {}, 404),
        ("call-1", {"from_ms": -1}, 422),
    ],
)
async def test_what_was_not_kept_is_not_found(api, kept, call_id, query, status):
    answer = await api.get(f"/api/calls/{call_id}/audio", **query)
    assert answer.status_code == status


async def test_a_sound_can_be_deleted_for_good(api, kept):
    path = "/api/calls/call-1/audio"
    assert (await api.http.delete(path, headers=api.bearer)).status_code == 200
    assert (await api.get(path)).status_code == 404
    assert (await api.http.delete(path, headers=api.bearer)).status_code == 404
