"""A call's sound on its way to the file, by real files and threads."""

import asyncio
import errno

import pytest

from actors import recorder
from actors.recorder import Recorder, permitted
from panda.call import CallState, Trigger
from panda.campaign import Limits, Provider
from panda.effects import Overheard
from panda.events import Heard, StateChanged
from panda.operator.wire import Side
from panda.recording.events import RecordingTold
from panda.recording.mode import Recording
from panda.testing.briefings import briefing
from storage.recordings import Recordings
from tests.serve.town import SETTINGS

SECOND = bytes([0x10]) * 8_000
TOLD = RecordingTold(seq=1, at_ms=0)
OBJECTS = Heard(seq=2, at_ms=0, speaker="business", text="Don't record this, please.")
ANSWER_MS = 5_000
RECORDED = Limits(record=Recording.ANNOUNCE)


class Call:
    """A call that is heard for as long as the recorder listens."""

    def __init__(self, folder, *, limits=RECORDED, **more):
        settings = SETTINGS.model_copy(
            update={"data_dir": str(folder), "keep_audio_days": 7}
        )
        self.briefing = permitted(briefing(limits=limits, **more), settings)
        self.now_ms = ANSWER_MS
        self.listens = False
        self.kept = Recordings(folder)
        self.recorder = Recorder(
            self.briefing,
            settings,
            answer_ms=lambda at_ms: at_ms - ANSWER_MS,
            listen=lambda on: setattr(self, "listens", on),
        )
        self.recorder.begin()

    async def sound(self, seconds):
        for _ in range(seconds):
            self.recorder.overheard(Overheard(Side.CALLEE, self.now_ms, SECOND))
            self.now_ms += 1_000
            self.recorder.tick(self.now_ms)
            await asyncio.sleep(0)

    def excerpt(self):
        return self.kept.excerpt(self.briefing.call_id, 0, 60_000)


async def test_what_is_heard_from_the_announcement_on_is_kept(tmp_path):
    call = Call(tmp_path)
    await call.sound(2)
    assert not call.recorder.is_on
    call.recorder.recorded(TOLD)
    assert call.listens
    await call.sound(3)
    await call.recorder.close()
    pcm = call.excerpt()[44:]
    assert len(pcm) == 5 * 32_000
    assert not any(pcm[: 2 * 32_000])
    assert all(pcm[2 * 32_000 + 1 :: 4]), "the high byte of every sample of theirs"


async def test_after_a_hold_it_goes_on_once_they_were_told_anew(tmp_path):
    call = Call(tmp_path)
    call.recorder.recorded(TOLD)
    await call.sound(2)
    held = StateChanged(trigger=Trigger.QUEUE, state=CallState.ON_HOLD)
    call.recorder.recorded(held)
    assert not call.listens
    await call.sound(2)
    call.recorder.recorded(TOLD)
    await call.sound(2)
    await call.recorder.close()
    pcm, second = call.excerpt()[44:], 32_000
    assert len(pcm) == 6 * second
    heard = [any(pcm[at : at + second]) for at in range(0, len(pcm), second)]
    assert heard == [True, True, False, False, True, True]


async def test_an_objection_deletes_what_was_kept_at_once(tmp_path):
    call = Call(tmp_path)
    call.recorder.recorded(TOLD)
    await call.sound(5)
    await call.recorder._writing
    assert call.excerpt()
    call.recorder.recorded(OBJECTS)
    assert not call.listens
    await call.recorder._writing
    assert call.excerpt() is None
    await call.sound(3)
    await call.recorder.close()
    assert call.excerpt() is None


async def test_an_actor_that_takes_a_call_over_obeys_what_was_said_before(tmp_path):
    first = Call(tmp_path)
    first.recorder.recorded(TOLD)
    await first.sound(3)
    await first.recorder._writing  # and then its process is gone
    log = [TOLD.model_dump_json()]
    second = Call(tmp_path, epoch=1, restored=tuple(log))
    assert second.listens
    log.append(OBJECTS.model_dump_json())
    third = Call(tmp_path, epoch=2, restored=tuple(log))
    assert not third.listens
    await third.recorder.close()
    assert third.excerpt() is None


@pytest.mark.parametrize("limits", [Limits(), Limits(record=Recording.OFF)])
async def test_by_default_nothing_is_kept(tmp_path, limits):
    call = Call(tmp_path, limits=limits)
    call.recorder.recorded(TOLD)
    await call.sound(3)
    await call.recorder.close()
    assert not call.listens
    assert list(tmp_path.iterdir()) == []


def test_an_installation_that_keeps_no_sound_tells_nobody_that_it_does():
    wanted = briefing(limits=RECORDED)
    assert wanted.is_recorded
    assert not permitted(wanted, SETTINGS).is_recorded


@pytest.mark.parametrize(
    ("phone", "home", "becomes"),
    [
        ("+12125550123", "TX", Recording.ANNOUNCE),
        ("+14155550123", "TX", Recording.ASK),
        ("+12125550123", "CA", Recording.ASK),
        ("+12125550123", "", Recording.ASK),
    ],
)
def test_where_everybody_must_agree_they_are_asked(phone, home, becomes):
    settings = SETTINGS.model_copy(update={"keep_audio_days": 7, "home_state": home})
    wanted = briefing(limits=Limits(record=Recording.AS_NEEDED))
    assert wanted.asks_to_record, "until it is decided"
    provider = Provider(name="Bright Dental", phone=phone)
    decided = permitted(wanted.model_copy(update={"provider": provider}), settings)
    assert decided.limits.record is becomes


class Slow:
    """A disk that does not write until it is let."""

    def __init__(self, monkeypatch):
        self.works = asyncio.Event()

        async def later(work, *args):
            await self.works.wait()
            return work(*args)

        monkeypatch.setattr(recorder.asyncio, "to_thread", later)


async def given_up(call, monkeypatch):
    """Some sound is kept; then the disk is too slow for the rest."""
    call.recorder.recorded(TOLD)
    await call.sound(3)
    await call.recorder._writing
    assert call.excerpt()
    with monkeypatch.context() as patched:
        slow = Slow(patched)
        await call.sound(recorder.BEHIND + 3)
        assert not call.recorder.is_on
        slow.works.set()
        await call.recorder._writing


async def test_an_objection_deletes_what_was_kept_before_the_disk_was_too_slow(
    tmp_path, monkeypatch
):
    call = Call(tmp_path)
    await given_up(call, monkeypatch)
    call.recorder.recorded(OBJECTS)
    await call.recorder._writing
    assert call.excerpt() is None
    await call.recorder.close()
    assert call.excerpt() is None


async def test_what_was_kept_before_the_disk_was_too_slow_can_be_played(
    tmp_path, monkeypatch
):
    call = Call(tmp_path)
    await given_up(call, monkeypatch)
    await call.recorder.close()
    (file,) = (tmp_path / "recordings").iterdir()
    assert file.read_bytes()[:4] == b"RIFF"


async def test_what_could_not_be_deleted_is_deleted_at_the_end(
    tmp_path, monkeypatch, caplog
):
    call = Call(tmp_path)
    call.recorder.recorded(TOLD)
    await call.sound(3)
    await call.recorder._writing

    def away(self, call_id):
        raise OSError(errno.EIO, "no answer")

    with monkeypatch.context() as patched:
        patched.setattr(recorder.Recordings, "erase", away)
        call.recorder.recorded(OBJECTS)
        await call.recorder._writing
    assert "recording not deleted: OSError" in caplog.text
    assert call.excerpt()
    await call.recorder.close()
    assert call.excerpt() is None


async def test_a_disk_that_fails_ends_the_recording_only(tmp_path, monkeypatch, caplog):
    call = Call(tmp_path)

    def full(self, call_id):
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(recorder.Recordings, "begin", full)
    call.recorder.recorded(TOLD)
    await call.sound(3)
    await call.recorder._writing
    assert not call.listens
    await call.sound(3)
    await call.recorder.close()
    assert "no longer recorded: OSError" in caplog.text
