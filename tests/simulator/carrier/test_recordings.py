"""Recordings: made by API, by document and of conferences; fetched as WAV."""

import asyncio
import io
import wave

import aiohttp
import numpy as np
import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from simulator.carrier.recording.recording import TRANSITIONS, State
from simulator.carrier.signature import sign
from simulator.carrier.testing import OFFICE, Listener, until
from simulator.speech import mulaw
from simulator.speech.tones import dtmf

PAUSE = "<Pause length='60'/>"


def hum(hertz: float, seconds: float = 30) -> bytes:
    time = np.arange(int(seconds * mulaw.RATE)) / mulaw.RATE
    return mulaw.encode(0.3 * np.sin(2 * np.pi * hertz * time))


def strength(words, hertz: float) -> float:
    time = np.arange(words.size) / mulaw.RATE
    return abs(np.sum(words * np.exp(-2j * np.pi * hertz * time))) / max(1, words.size)


@pytest.fixture
async def rig(start):
    return await start("recording_ready_ms=0")


@pytest.fixture
def sdk(rig) -> Client:
    client = Client(rig.account.sid, rig.account.auth_token)
    client.api.base_url = rig.url
    return client


async def ask(function, *args, **fields):
    return await asyncio.to_thread(function, *args, **fields)


async def media(rig, sid: str, **query) -> tuple[int, np.ndarray]:
    """Fetch a recording; returns its channels and samples between -1 and 1."""
    base = rig.calls.removesuffix("/Calls.json")
    async with rig.http.get(f"{base}/Recordings/{sid}.wav", params=query) as answer:
        assert answer.status == 200, await answer.text()
        with wave.open(io.BytesIO(await answer.read())) as file:
            words = np.frombuffer(file.readframes(file.getnframes()), "<i2")
            return file.getnchannels(), words.reshape(-1, file.getnchannels()) / 32768


async def completed(sdk, sid: str):
    while (found := await ask(sdk.recordings(sid).fetch)).status != "completed":  # noqa: ASYNC110 - as a client would poll
        await asyncio.sleep(0.02)
    return found


async def test_a_call_is_recorded_from_its_answer(rig, sdk):
    rig.town.answers(OFFICE, Listener(hum(700)))
    call = await rig.dial(
        '<Play digits="1111"/>',
        Record="true",
        RecordingChannels="dual",
        RecordingStatusCallback=f"{rig.desk.url}/recorded",
        RecordingStatusCallbackEvent=["in-progress", "completed"],
    )
    await until(lambda: len(rig.desk.at("/recorded")) == 2)
    [found] = await ask(sdk.calls(call).recordings.list)
    assert (found.source, found.channels, found.track) == ("OutboundAPI", 2, "both")
    channels, words = await media(rig, found.sid, RequestedChannels="2")
    assert channels == 2
    assert strength(words[:, 0], 700) > 0.1  # what the telephone said
    assert strength(words[:, 1], 697) > 0.01  # what it was played
    assert strength(words[:, 0], 1209) < 0.005
    told = {hook["RecordingStatus"]: hook for hook in rig.desk.at("/recorded")}
    assert set(told) == {"in-progress", "completed"}
    done = told["completed"]
    assert done["RecordingSid"] == found.sid
    assert done["RecordingDuration"] == str(found.duration)
    assert done.signature == sign(rig.account.auth_token, done.url, done.form)
    auth = aiohttp.encode_basic_auth(rig.account.sid, rig.account.auth_token)
    async with (
        aiohttp.ClientSession(headers={"Authorization": auth}) as http,
        http.get(done["RecordingUrl"]) as answer,
    ):
        assert (await answer.read())[:4] == b"RIFF"


async def test_a_live_call_is_recorded_paused_resumed_and_stopped(rig, sdk):
    rig.town.answers(OFFICE, Listener(hum(700)))
    call = await rig.dial(PAUSE)
    await until(lambda: rig.records("answer"))
    recordings = sdk.calls(call).recordings
    made = await ask(recordings.create, recording_track="inbound")
    assert (made.status, made.source) == ("in-progress", "StartCallRecordingAPI")
    tape = rig.exchange.recordings.fetch(made.sid, "").tape
    await until(lambda: tape.ms > 200)
    current = sdk.calls(call).recordings("Twilio.CURRENT")
    paused = await ask(current.update, status="paused", pause_behavior="skip")
    assert paused.status == "paused"
    length = tape.ms
    heard = len(rig.town.dialled)
    await until(lambda: rig.exchange.leg(call, "").stage.line.now_ms > length + 300)
    assert tape.ms == length
    assert heard == 1
    await ask(current.update, status="in-progress")
    await until(lambda: tape.ms > length + 100)
    stopped = await ask(sdk.calls(call).recordings(made.sid).update, status="stopped")
    assert stopped.status in {"stopped", "completed"}
    found = await completed(sdk, made.sid)
    assert found.media_url.endswith(f"/Recordings/{made.sid}")
    _, words = await media(rig, made.sid)
    assert strength(words[:, 0], 700) > 0.1
    with pytest.raises(TwilioRestException) as refused:
        await ask(sdk.calls(call).recordings(made.sid).update, status="paused")
    assert refused.value.code == 21220


async def test_a_pause_may_leave_silence(rig, sdk):
    rig.town.answers(OFFICE, Listener(hum(700)))
    call = await rig.dial(PAUSE)
    await until(lambda: rig.records("answer"))
    made = await ask(sdk.calls(call).recordings.create, recording_track="inbound")
    tape = rig.exchange.recordings.fetch(made.sid, "").tape
    leg = sdk.calls(call).recordings(made.sid)
    await ask(leg.update, status="paused")
    length = tape.ms
    await until(lambda: tape.ms > length + 200)
    await ask(leg.update, status="stopped")
    await completed(sdk, made.sid)
    _, words = await media(rig, made.sid)
    assert np.abs(words[-8 * 150 :]).max() == 0


async def test_recordings_are_listed_filtered_and_deleted(rig, sdk):
    rig.town.answers(OFFICE, Listener(hum(700), stay_ms=100))
    first = await rig.dial(PAUSE, Record="true")
    second = await rig.dial(PAUSE, Record="true")
    for call in (first, second):
        await rig.ended(call)
    assert len(await ask(sdk.recordings.list, page_size=1)) == 2
    [found] = await ask(sdk.recordings.list, call_sid=second)
    assert found.call_sid == second
    assert await ask(sdk.recordings(found.sid).delete)
    with pytest.raises(TwilioRestException) as gone:
        await ask(sdk.recordings(found.sid).fetch)
    assert gone.value.code == 20404


async def test_only_a_call_in_progress_is_recorded(rig, sdk):
    rig.town.answers(OFFICE, Listener(), ring_ms=60_000)
    call = await rig.dial(PAUSE)
    with pytest.raises(TwilioRestException) as refused:
        await ask(sdk.calls(call).recordings.create)
    assert refused.value.code == 21220


async def test_a_recording_takes_its_time_to_be_ready(start):
    rig = await start("recording_ready_ms=600000")
    rig.town.answers(OFFICE, Listener(hum(700), stay_ms=100))
    call = await rig.dial(PAUSE, Record="true")
    await rig.ended(call)
    [one] = rig.exchange.recordings.of(call)
    assert one.state is State.PROCESSING
    base = rig.calls.removesuffix("/Calls.json")
    async with rig.http.get(f"{base}/Recordings/{one.sid}.wav") as answer:
        assert answer.status == 404


async def test_record_keeps_a_message_until_a_key(rig):
    speech = b"\xff" * 160 * 30 + hum(700, 1) + dtmf("#")
    rig.town.answers(OFFICE, Listener(speech))
    rig.desk.answer("/kept", "<Response><Hangup/></Response>")
    call = await rig.dial(f'<Record action="{rig.desk.url}/kept" finishOnKey="#"/>')
    await rig.ended(call)
    [kept] = rig.desk.at("/kept")
    assert kept["Digits"] == "#"
    assert kept["RecordingDuration"] == "1"
    _, words = await media(rig, kept["RecordingSid"])
    assert strength(words[:4000, 0], 700) > 0.1
    assert strength(words[:, 0], 1000) < 0.01  # the beep is not on the tape


async def test_a_silent_message_goes_on_with_the_document(rig):
    callee = Listener()
    rig.town.answers(OFFICE, callee)
    call = await rig.dial(
        f'<Record action="{rig.desk.url}/kept" timeout="1" playBeep="false"/>'
    )
    await rig.ended(call)
    assert not rig.desk.at("/kept")
    [absent] = [r for r in rig.records("recording") if r["status"] == "absent"]
    assert absent["source"] == "RecordVerb"


async def test_who_hangs_up_while_recorded_is_reported(rig):
    rig.town.answers(OFFICE, Listener(hum(700), stay_ms=900))
    call = await rig.dial(f'<Record action="{rig.desk.url}/kept"/>')
    await rig.ended(call)
    await until(lambda: rig.desk.at("/kept"))
    assert rig.desk.at("/kept")[0]["Digits"] == "hangup"


async def test_a_conference_is_recorded_from_its_start(rig, sdk):
    for number, hertz in (("+15550100021", 700), ("+15550100022", 1100)):
        rig.town.answers(number, Listener(hum(hertz)), ring_ms=0)
        await rig.dial(
            '<Dial><Conference record="record-from-start" beep="false" waitUrl="" '
            f'recordingStatusCallback="{rig.desk.url}/room">den</Conference></Dial>',
            To=number,
        )
    await until(
        lambda: any(r["source"] == "Conference" for r in rig.records("recording"))
    )
    room = next(iter(rig.exchange.conferences.all()))
    [one] = rig.exchange.recordings.of(room.sid)
    await until(lambda: one.tape.ms > 300)
    await ask(sdk.conferences(room.sid).update, status="completed")
    await until(lambda: rig.desk.at("/room"))
    assert rig.desk.at("/room")[0]["ConferenceSid"] == room.sid
    [listed] = await ask(sdk.conferences(room.sid).recordings.list)
    assert listed.conference_sid == room.sid
    _, words = await media(rig, listed.sid)
    assert strength(words[:, 0], 700) > 0.05
    assert strength(words[:, 0], 1100) > 0.05


def test_the_life_of_a_recording_ends_where_the_table_says():
    assert {s for s, following in TRANSITIONS.items() if not following} == {
        State.COMPLETED,
        State.ABSENT,
    }
    assert set(TRANSITIONS) == set(State)
