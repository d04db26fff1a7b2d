"""From dial to end: outcomes, callbacks, documents, keys, detection, limits."""

import pytest
from aiohttp import web

from simulator.carrier.signature import sign
from simulator.carrier.testing import LOUD, OFFICE, Listener, until
from simulator.ports import Ringing
from simulator.speech.tones import ToneDetector

EVENTS = ["initiated", "ringing", "answered", "completed"]


def keys(callee: Listener) -> str:
    detector = ToneDetector()
    return "".join(key for frame in callee.heard for key in detector.feed(frame))


async def reported(rig, path="/status") -> list:
    await until(lambda: any(h["CallStatus"] not in PROGRESS for h in rig.desk.at(path)))
    return sorted(rig.desk.at(path), key=lambda hook: int(hook["SequenceNumber"]))


PROGRESS = {"initiated", "ringing", "in-progress"}


async def test_each_step_is_reported_signed_and_numbered(rig):
    rig.town.answers(OFFICE, Listener(stay_ms=100))
    await rig.dial(
        "<Pause length='5'/>",
        StatusCallback=f"{rig.desk.url}/status",
        StatusCallbackEvent=EVENTS,
    )
    hooks = await reported(rig)
    statuses = [hook["CallStatus"] for hook in hooks]
    assert statuses == ["initiated", "ringing", "in-progress", "completed"]
    assert [hook["SequenceNumber"] for hook in hooks] == ["0", "1", "2", "3"]
    for hook in hooks:
        assert hook.signature == sign(rig.account.auth_token, hook.url, hook.form)
        assert hook["To"] == OFFICE
    assert hooks[-1]["CallDuration"] == "1"


@pytest.mark.parametrize(
    ("result", "sip", "status"),
    [("busy", 486, "busy"), ("no-answer", 480, "no-answer"), ("failed", 404, "failed")],
)
async def test_an_unanswered_call_reports_its_real_outcome(rig, result, sip, status):
    rig.town.put(OFFICE, lambda: Ringing(result, ring_ms=10, sip_code=sip))
    sid = await rig.dial("<Hangup/>", StatusCallback=f"{rig.desk.url}/status")
    [final] = await reported(rig)
    assert final["CallStatus"] == status
    assert final["SipResponseCode"] == str(sip)
    call = await rig.get(rig.call(sid))
    assert (call["status"], call["duration"]) == (status, "0")
    assert rig.records("refused")[0]["sip_code"] == sip


async def test_ringing_longer_than_the_timeout_is_no_answer(start):
    rig = await start("timeout_extra_s=0")
    callee = Listener()
    rig.town.answers(OFFICE, callee, ring_ms=60_000)
    sid = await rig.dial("<Hangup/>", Timeout=1)
    assert (await rig.ended(sid))["status"] == "no-answer"
    assert callee.closed == 1
    assert not callee.heard


async def test_the_carrier_enforces_the_time_limit(rig):
    rig.town.answers(OFFICE, Listener())
    sid = await rig.dial("<Pause length='600'/>", TimeLimit=1)
    assert (await rig.ended(sid))["duration"] in {"1", "2"}
    assert rig.records("hangup")[0]["by"] == "time-limit"


async def test_a_ringing_call_is_cancelled(rig):
    callee = Listener()
    rig.town.answers(OFFICE, callee, ring_ms=60_000)
    sid = await rig.dial("<Hangup/>")
    await until(lambda: rig.records("ring"))
    await rig.post(rig.call(sid), {"Status": "completed"}, 200)
    assert (await rig.ended(sid))["status"] == "canceled"
    assert callee.closed == 1


async def test_digits_sent_at_dial_time_are_heard_as_tones(rig):
    callee = Listener()
    rig.town.answers(OFFICE, callee)
    sid = await rig.dial("<Hangup/>", SendDigits="w1#")
    await rig.ended(sid)
    assert keys(callee) == "1#"
    assert not any(frame == LOUD for frame in callee.heard[:20])


async def test_play_digits_interrupts_nothing_but_the_stream_before_it(rig):
    callee = Listener()
    rig.town.answers(OFFICE, callee)
    sid, first = await rig.answered()
    again = rig.stream()
    twiml = f'<Response><Play digits="12"/>{again}</Response>'
    await rig.post(rig.call(sid), {"Twiml": twiml}, 200)
    await until(lambda: len(rig.desk.streams) == 2)
    assert keys(callee) == "12"
    await until(lambda: first.code == 1000)


class Keypad(Listener):
    """A callee that writes down which keys are signalled to it, and when."""

    def __init__(self):
        super().__init__()
        self.signalled = []

    def press(self, digit, now_ms):
        self.signalled.append((digit, now_ms))


async def test_keys_the_carrier_presses_are_signalled_as_they_begin_to_sound(rig):
    callee = Keypad()
    rig.town.answers(OFFICE, callee)
    play = '<Play digits="2w#"/>'
    sid = await rig.dial(f"{play}<Hangup/>", SendDigits="w1")
    await rig.ended(sid)
    (one, at_ms), (two, two_ms), (pound, pound_ms) = callee.signalled
    assert one + two + pound == keys(callee) == "12#"
    assert 500 <= at_ms <= 540
    assert pound_ms - two_ms == 720
    assert [(r["digits"], r["by"]) for r in rig.records("keys")] == [
        ("w1", "dial"),
        ("2w#", "document"),
    ]


async def test_say_takes_as_long_as_saying_it_would(rig):
    callee = Listener()
    rig.town.answers(OFFICE, callee)
    sid = await rig.dial("<Say>Ten chars.</Say>")
    await rig.ended(sid)
    assert len(callee.heard) * 20 >= 600


async def test_a_document_is_fetched_with_a_signed_request(rig):
    rig.town.answers(OFFICE, Listener())
    rig.desk.answer("/twiml", "<Response><Hangup/></Response>")
    sid = await rig.dial(Url=f"{rig.desk.url}/twiml?a=b", Method="POST")
    await rig.ended(sid)
    [hook] = rig.desk.at("/twiml")
    assert hook["CallStatus"] == "in-progress"
    assert hook.signature == sign(rig.account.auth_token, hook.url, hook.form)


async def test_a_get_webhook_carries_its_parameters_in_the_query(rig):
    rig.town.answers(OFFICE, Listener())
    rig.desk.answer("/twiml", "<Response><Hangup/></Response>")
    await rig.ended(await rig.dial(Url=f"{rig.desk.url}/twiml", Method="GET"))
    [hook] = rig.desk.at("/twiml")
    assert "CallSid=CA" in hook.url
    assert hook.signature == sign(rig.account.auth_token, hook.url)


async def test_the_fallback_serves_when_the_first_document_fails(rig):
    rig.town.answers(OFFICE, Listener())
    rig.desk.respond("/twiml", lambda: web.Response(status=503))
    rig.desk.answer("/fallback", "<Response><Hangup/></Response>")
    sid = await rig.dial(
        Url=f"{rig.desk.url}/twiml", FallbackUrl=f"{rig.desk.url}/fallback"
    )
    await rig.ended(sid)
    assert rig.desk.at("/fallback")[0]["ErrorCode"] == "11200"
    assert rig.desk.at("/fallback")[0]["ErrorUrl"] == f"{rig.desk.url}/twiml"


@pytest.mark.parametrize("serves", [False, True])
async def test_the_fallback_serves_a_failed_redirect_only_by_switch(start, serves):
    rig = await start(f"redirect_fallback={serves}")
    rig.town.answers(OFFICE, Listener())
    rig.desk.respond("/again", lambda: web.Response(status=500))
    rig.desk.answer("/fallback", "<Response><Hangup/></Response>")
    sid = await rig.dial(
        f"<Redirect>{rig.desk.url}/again</Redirect>",
        FallbackUrl=f"{rig.desk.url}/fallback",
    )
    await until(lambda: rig.records("fault"))
    if not serves:  # rather than wait for the apology
        await rig.post(rig.call(sid), {"Status": "completed"}, 200)
    await rig.ended(sid)
    assert bool(rig.desk.at("/fallback")) is serves
    assert rig.records("recover")[0]["http"] == 500


@pytest.mark.parametrize(("honoured", "tries"), [(False, 1), (True, 3)])
async def test_overrides_on_a_redirect_count_only_by_switch(start, honoured, tries):
    rig = await start(f"redirect_overrides={honoured}")
    rig.town.answers(OFFICE, Listener())
    rig.desk.respond("/again", lambda: web.Response(status=500))
    await rig.dial(f"<Redirect>{rig.desk.url}/again#rc=2&amp;rp=5xx</Redirect>")
    await until(lambda: rig.records("recover"))
    assert len(rig.desk.at("/again")) == tries


async def test_a_document_that_is_not_twiml_ends_the_call_with_an_apology(rig):
    callee = Listener()
    rig.town.answers(OFFICE, callee)
    sid = await rig.dial("<Dance/>")
    await until(lambda: rig.records("fault"))
    assert rig.records("fault")[0]["code"] == 12200
    await until(lambda: len(callee.heard) > 5)
    assert (await rig.get(rig.call(sid)))["status"] == "in-progress"


async def test_detection_that_blocks_tells_the_document_who_answered(rig):
    rig.town.answers(OFFICE, Listener(LOUD * 20))
    rig.desk.answer("/twiml", "<Response><Hangup/></Response>")
    sid = await rig.dial(Url=f"{rig.desk.url}/twiml", MachineDetection="Enable")
    assert (await rig.ended(sid))["answered_by"] == "human"
    assert rig.desk.at("/twiml")[0]["AnsweredBy"] == "human"
    assert rig.records("amd")[0]["at_ms"] >= 1600


async def test_asynchronous_detection_reports_while_the_stream_runs(rig):
    rig.town.answers(OFFICE, Listener(LOUD * 300), machine=True)
    await rig.answered(
        MachineDetection="Enable",
        AsyncAmd="true",
        AsyncAmdStatusCallback=f"{rig.desk.url}/amd",
    )
    assert not rig.desk.at("/amd")
    await until(lambda: rig.desk.at("/amd"))
    assert rig.desk.at("/amd")[0]["AnsweredBy"] == "machine_start"
    assert int(rig.desk.at("/amd")[0]["MachineDetectionDuration"]) == 2400


async def test_detection_is_ignored_when_digits_are_sent(rig):
    rig.town.answers(OFFICE, Listener(LOUD * 20))
    sid = await rig.dial("<Hangup/>", SendDigits="1", MachineDetection="Enable")
    assert (await rig.ended(sid))["answered_by"] is None


async def test_lost_and_doubled_callbacks(rig):
    faults = rig.exchange.world.faults
    rig.town.answers(OFFICE, Listener(stay_ms=20))
    faults.switch("callback_loss", {"rate": 1.0})
    callback = {"StatusCallback": f"{rig.desk.url}/status"}
    await rig.ended(await rig.dial("<Pause/>", **callback))
    faults.switch("callback_loss", None)
    faults.switch("callback_duplicate", {"copies": 1})
    sid = await rig.dial("<Pause/>", **callback)
    await until(lambda: len(rig.desk.at("/status")) == 2)
    assert {hook["CallSid"] for hook in rig.desk.at("/status")} == {sid}
    assert {hook["SequenceNumber"] for hook in rig.desk.at("/status")} == {"0"}


async def test_delayed_callbacks_arrive_in_another_order(rig):
    rig.town.answers(OFFICE, Listener(stay_ms=40))
    delay = {"min_ms": 400, "max_ms": 400, "times": 1}
    rig.exchange.world.faults.switch("callback_delay", delay)
    callback = {"StatusCallback": f"{rig.desk.url}/status"}
    await rig.dial("<Pause/>", **callback, StatusCallbackEvent=EVENTS)
    await until(lambda: len(rig.desk.at("/status")) == 4)
    numbers = [int(hook["SequenceNumber"]) for hook in rig.desk.at("/status")]
    assert numbers == [1, 2, 3, 0]


async def test_an_update_changes_where_the_end_is_reported(rig):
    rig.town.answers(OFFICE, Listener())
    sid = await rig.dial("<Pause length='9'/>", StatusCallback=f"{rig.desk.url}/old")
    await until(lambda: rig.records("answer"))
    change = {"StatusCallback": f"{rig.desk.url}/new", "TimeLimit": "1"}
    await rig.post(rig.call(sid), change, 200)
    await until(lambda: rig.desk.at("/new"))
    assert not rig.desk.at("/old")
    assert rig.records("hangup")[0]["by"] == "time-limit"


async def test_a_broken_callee_ends_its_own_call_only(rig):
    class Broken(Listener):
        def exchange(self, frame, now_ms):
            if now_ms > 100:
                raise RuntimeError("out of order")
            return super().exchange(frame, now_ms)

    healthy = Listener()
    rig.town.answers(OFFICE, Broken())
    rig.town.answers("+15550100003", healthy)
    await rig.dial("<Pause length='30'/>", To="+15550100003")
    sid = await rig.dial("<Pause length='30'/>")
    assert (await rig.ended(sid))["status"] == "completed"
    assert rig.records("hangup")[0]["by"] == "error"
    before = len(healthy.heard)
    await until(lambda: len(healthy.heard) > before + 5)


async def test_control_shows_and_breaks_live_calls(rig):
    rig.town.answers(OFFICE, Listener())
    sid, stream = await rig.answered()
    base = f"{rig.url}/_simulator"
    [live] = await rig.get(f"{base}/calls")
    assert (live["call_sid"], live["stream_sid"]) == (sid, stream.sid)
    async with rig.http.post(f"{base}/calls/{sid}/key", json={"digit": "5"}) as answer:
        assert answer.status == 204
    await until(lambda: stream.of("dtmf"))
    assert stream.of("dtmf")[0]["dtmf"] == {"track": "inbound_track", "digit": "5"}
    async with rig.http.post(f"{base}/calls/{sid}/drop_media") as answer:
        assert answer.status == 204
    await rig.ended(sid)
    assert stream.code == 1006
    kinds = [record["kind"] for record in await rig.get(f"{base}/ledger", after=2)]
    assert kinds[-1] == "end"
    assert (await rig.get(f"{base}/health"))["live"] == 0


async def test_faults_are_switched_over_http(rig):
    url = f"{rig.url}/_simulator/faults"
    order = {"name": "drop_media", "settings": {"after_ms": 50}}
    async with rig.http.post(url, json=order) as answer:
        assert await answer.json() == [{"fault": "drop_media", "after_ms": 50}]
    rig.town.answers(OFFICE, Listener())
    sid = await rig.dial(rig.stream())
    await rig.ended(sid)
    assert rig.desk.streams[0].code == 1006
    async with rig.http.post(url, json={"name": "earthquake"}) as answer:
        assert answer.status == 400


async def test_ending_the_carrier_ends_its_calls_and_reports_them(rig):
    rig.town.answers(OFFICE, Listener())
    sid = await rig.dial(rig.stream(), StatusCallback=f"{rig.desk.url}/status")
    await until(lambda: rig.desk.streams)
    await rig.exchange.close()
    await rig.exchange.world.callbacks.drain(2)
    assert rig.desk.at("/status")[0]["CallSid"] == sid
    assert rig.desk.streams[0].messages[-1]["event"] == "stop"
