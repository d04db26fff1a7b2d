"""``<Dial>`` to telephones: ringing, being put through, and what follows."""

import numpy as np
import pytest

from simulator.carrier import twiml
from simulator.carrier.signature import sign
from simulator.carrier.testing import CLIENT, OFFICE, Listener, until
from simulator.carrier.verbs.base import BadDocument
from simulator.ports import Ringing
from simulator.speech import mulaw
from simulator.speech.tones import ToneDetector, dtmf

OTHER, THIRD = "+15550100031", "+15550100032"


def tone(hertz: float, seconds: float = 60) -> bytes:
    time = np.arange(int(seconds * mulaw.RATE)) / mulaw.RATE
    return mulaw.encode(0.3 * np.sin(2 * np.pi * hertz * time))


def has(audio: bytes, hertz: float, least: float = 0.05) -> bool:
    words = mulaw.samples(audio)
    time = np.arange(words.size) / mulaw.RATE
    wave = np.exp(-2j * np.pi * hertz * time)
    return bool(words.size and abs(np.sum(words * wave)) / words.size > least)


def keys(callee: Listener) -> str:
    detector = ToneDetector()
    return "".join(key for frame in callee.heard for key in detector.feed(frame))


def dial(rig, inner: str = OTHER, **attributes: str) -> str:
    shown = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<Dial action="{rig.desk.url}/after"{shown}>{inner}</Dial>'


@pytest.fixture
async def rig(start):
    made = await start("recording_ready_ms=0", "timeout_extra_s=0")
    made.desk.answer("/after", "<Response><Hangup/></Response>")
    return made


async def outcome(rig) -> dict:
    await until(lambda: rig.desk.at("/after"))
    return dict(rig.desk.at("/after")[0].form)


async def test_two_telephones_hear_each_other(rig):
    here, there = Listener(tone(700)), Listener(tone(1100))
    rig.town.answers(OFFICE, here)
    rig.town.answers(OTHER, there)
    call = await rig.dial(dial(rig, callerId="+15550100077"))
    await until(lambda: rig.records("bridge"))
    start = len(here.heard), len(there.heard)
    await until(lambda: len(here.heard) > start[0] + 15)
    assert has(b"".join(here.heard[start[0] + 2 :]), 1100)
    assert has(b"".join(there.heard[start[1] + 2 :]), 700)
    assert not has(b"".join(here.heard[start[0] + 2 :]), 700)
    leg = rig.town.dialled[-1]
    assert leg.caller == "+15550100077"
    child = await rig.get(rig.call(leg.call_sid))
    assert (child["direction"], child["parent_call_sid"]) == ("outbound-dial", call)
    listed = await rig.get(rig.calls, ParentCallSid=call)
    assert [one["sid"] for one in listed["calls"]] == [leg.call_sid]
    hears = rig.records("bridge")[0]["hears"]
    assert hears == {call: [leg.call_sid], leg.call_sid: [call]}


async def test_the_caller_hears_it_ring_and_goes_on_after_the_talk(rig):
    here = Listener()
    rig.town.answers(OFFICE, here)
    rig.town.answers(OTHER, Listener(stay_ms=100), ring_ms=400)
    call = await rig.dial(dial(rig))
    told = await outcome(rig)
    assert told["DialCallStatus"] == "completed"
    assert told["DialBridged"] == "true"
    assert told["DialCallSid"] == rig.town.dialled[-1].call_sid
    assert told["DialCallDuration"] == "1"
    assert has(here.audio[: 160 * 15], 440, least=0.03)
    assert (await rig.ended(call))["status"] == "completed"


@pytest.mark.parametrize(
    ("ringing", "status"),
    [
        (Ringing("busy", ring_ms=0, sip_code=486), "busy"),
        (Ringing("no-answer", ring_ms=10, sip_code=480), "no-answer"),
        (Ringing("failed", ring_ms=0, sip_code=404), "failed"),
    ],
)
async def test_a_telephone_that_is_not_reached_is_told(rig, ringing, status):
    rig.town.answers(OFFICE, Listener())
    rig.town.put(OTHER, lambda: ringing)
    await rig.dial(dial(rig))
    told = await outcome(rig)
    assert (told["DialCallStatus"], told["DialBridged"]) == (status, "false")


async def test_ringing_ends_with_the_timeout(rig):
    rig.town.answers(OFFICE, Listener())
    rig.town.answers(OTHER, Listener(), ring_ms=60_000)
    await rig.dial(dial(rig, timeout="1"))
    assert (await outcome(rig))["DialCallStatus"] == "no-answer"


async def test_the_first_to_answer_is_put_through(rig):
    rig.town.answers(OFFICE, Listener())
    rig.town.answers(OTHER, Listener(), ring_ms=60_000)
    rig.town.answers(THIRD, Listener(stay_ms=60), ring_ms=100)
    await rig.dial(dial(rig, f"<Number>{OTHER}</Number><Number>{THIRD}</Number>"))
    told = await outcome(rig)
    ended = {r["call_sid"]: r["status"] for r in rig.records("end")}
    assert ended.pop(told["DialCallSid"]) == "completed"
    assert "canceled" in ended.values()


async def test_a_whisper_is_heard_by_the_called_alone(rig):
    here, there = Listener(), Listener(stay_ms=1500)
    rig.town.answers(OFFICE, here)
    rig.town.answers(OTHER, there)
    rig.desk.answer("/whisper", '<Response><Play digits="8"/></Response>')
    number = f'<Number url="{rig.desk.url}/whisper">{OTHER}</Number>'
    await rig.dial(dial(rig, number))
    assert (await outcome(rig))["DialBridged"] == "true"
    assert (keys(there), keys(here)) == ("8", "")
    assert rig.desk.at("/whisper")[0]["CallSid"] == rig.town.dialled[-1].call_sid


async def test_a_whisper_that_hangs_up_refuses_the_call(rig):
    rig.town.answers(OFFICE, Listener())
    rig.town.answers(OTHER, Listener())
    rig.desk.answer("/whisper", "<Response><Hangup/></Response>")
    number = f'<Number url="{rig.desk.url}/whisper">{OTHER}</Number>'
    await rig.dial(dial(rig, number))
    assert (await outcome(rig))["DialBridged"] == "false"


async def test_the_star_key_leaves_the_talk(rig):
    here = Listener(b"\xff" * 160 * 40 + dtmf("*"))
    rig.town.answers(OFFICE, here)
    rig.town.answers(OTHER, Listener())
    await rig.dial(dial(rig, hangupOnStar="true"))
    assert (await outcome(rig))["DialCallStatus"] == "completed"


async def test_the_time_limit_ends_the_talk(rig):
    rig.town.answers(OFFICE, Listener())
    rig.town.answers(OTHER, Listener())
    await rig.dial(dial(rig, timeLimit="1"))
    assert (await outcome(rig))["DialCallStatus"] == "completed"
    assert "time-limit" in [r["by"] for r in rig.records("hangup")]


async def test_the_end_of_the_caller_ends_the_called(rig):
    there = Listener()
    rig.town.answers(OFFICE, Listener(stay_ms=600))
    rig.town.answers(OTHER, there)
    await rig.dial(dial(rig))
    await until(lambda: len(rig.records("end")) == 2)
    assert there.closed == 1
    assert not rig.desk.at("/after")


async def test_a_dialled_number_reports_its_own_progress(rig):
    rig.town.answers(OFFICE, Listener())
    rig.town.answers(OTHER, Listener(stay_ms=60))
    number = (
        f'<Number statusCallback="{rig.desk.url}/leg" '
        f'statusCallbackEvent="initiated ringing answered">{OTHER}</Number>'
    )
    call = await rig.dial(dial(rig, number))
    await until(lambda: len(rig.desk.at("/leg")) == 4)
    for hook in rig.desk.at("/leg"):
        assert hook["ParentCallSid"] == call
        assert hook["Direction"] == "outbound-dial"
        assert hook.signature == sign(rig.account.auth_token, hook.url, hook.form)


async def test_who_answered_a_dialled_number_is_reported_while_they_talk(rig):
    rig.town.answers(OFFICE, Listener(stay_ms=4000))
    rig.town.answers(OTHER, Listener(tone(1100)), machine=True)
    detect = (
        f'<Number machineDetection="Enable" machineDetectionSpeechThreshold="1000"'
        f' amdStatusCallback="{rig.desk.url}/amd">{OTHER}</Number>'
    )
    await rig.dial(dial(rig, detect))
    await until(lambda: rig.desk.at("/amd"))
    told = rig.desk.at("/amd")[0]
    assert told["AnsweredBy"] == "machine_start"
    assert int(told["MachineDetectionDuration"]) >= 1000
    assert told["To"] == OTHER
    assert rig.records("bridge")
    assert not rig.records("warning")


@pytest.mark.parametrize(
    "wrong",
    [
        "machineDetection='Perhaps'",
        "machineDetection='Enable' machineDetectionTimeout='1'",
        "machineDetection='Enable' amdStatusCallback='nowhere'",
    ],
)
def test_detection_that_twilio_does_not_have_is_no_document(wrong):
    with pytest.raises(BadDocument):
        twiml.parse(
            f"<Response><Dial><Number {wrong}>{OTHER}</Number></Dial></Response>"
        )


async def test_a_talk_is_recorded_from_the_answer_in_two_channels(rig):
    rig.town.answers(OFFICE, Listener(tone(700)))
    rig.town.answers(OTHER, Listener(tone(1100), stay_ms=400))
    await rig.dial(dial(rig, record="record-from-answer-dual"))
    told = await outcome(rig)
    [one] = rig.exchange.recordings.all()
    assert told["RecordingUrl"] == one.media_url
    assert (one.source, one.tape.tracks) == ("DialVerb", 2)
    assert has(bytes(one.tape._tracks[0]), 700)
    assert has(bytes(one.tape._tracks[1]), 1100)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("<Dial>555</Dial>", 13223),
        (f'<Dial callerId="nobody">{OTHER}</Dial>', 13214),
        ("<Dial><Sip>sip:a@b</Sip></Dial>", 12200),
        ("<Dial><Conference></Conference></Dial>", 12200),
        ('<Dial><Conference beep="loud">x</Conference></Dial>', 12200),
        ('<Record finishOnKey="x"/>', 13613),
    ],
)
async def test_a_wrong_dial_has_twilios_error_number(rig, document, code):
    rig.town.answers(OFFICE, Listener())
    await rig.dial(document)
    await until(lambda: rig.records("fault"))
    assert rig.records("fault")[0]["code"] == code


async def test_dialled_calls_do_not_queue_behind_the_api(start):
    rig = await start("calls_per_second=0.01", "recording_ready_ms=0")
    rig.desk.answer("/after", "<Response><Hangup/></Response>")
    rig.town.answers(OFFICE, Listener())
    rig.town.answers(OTHER, Listener(stay_ms=40))
    await rig.dial(dial(rig), From=CLIENT)
    assert (await outcome(rig))["DialCallStatus"] == "completed"
