"""Media Streams over a real socket, in real time (PROTOCOLS B3)."""

import asyncio
import base64

import pytest
from aiohttp import web

from simulator.carrier.signature import sign
from simulator.carrier.testing import LOUD, OFFICE, Echo, Listener, until
from simulator.ports import SILENCE


def payload(audio: bytes) -> dict:
    return {"payload": base64.b64encode(audio).decode()}


async def test_a_stream_opens_with_connected_and_start_and_then_counts(rig):
    rig.town.answers(OFFICE, Listener())
    sid = await rig.dial(
        rig.stream(parameters='<Parameter name="call_id" value="c7"/>')
    )
    await until(lambda: rig.desk.streams and len(rig.desk.streams[0].of("media")) > 3)
    stream = rig.desk.streams[0]

    connected, start, *media = stream.messages
    assert connected == {"event": "connected", "protocol": "Call", "version": "1.0.0"}
    assert start["sequenceNumber"] == "1"
    assert start["start"] == {
        "accountSid": rig.account.sid,
        "streamSid": stream.sid,
        "callSid": sid,
        "tracks": ["inbound"],
        "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
        "customParameters": {"call_id": "c7"},
    }
    assert [m["sequenceNumber"] for m in media[:3]] == ["2", "3", "4"]
    assert media[0]["media"] == {
        "track": "inbound",
        "chunk": "1",
        "timestamp": "0",
        "payload": base64.b64encode(SILENCE).decode(),
    }
    assert media[2]["media"]["timestamp"] == "40"


async def test_the_handshake_is_signed_for_the_wss_url(rig):
    rig.town.answers(OFFICE, Listener())
    _, stream = await rig.answered()
    expected = sign(rig.account.auth_token, rig.desk.stream_url)
    assert stream.request.headers["X-Twilio-Signature"] == expected


async def test_audio_comes_in_real_time_without_drift(rig):
    rig.town.answers(OFFICE, Listener())
    _, stream = await rig.answered()
    began, before = asyncio.get_running_loop().time(), len(stream.of("media"))
    await until(lambda: len(stream.of("media")) >= before + 50)
    seconds = asyncio.get_running_loop().time() - began
    assert 0.9 < seconds < 1.2


async def test_audio_of_any_size_reaches_the_callee_bit_for_bit(rig):
    callee = Listener()
    rig.town.answers(OFFICE, callee)
    _, stream = await rig.answered()
    audio = bytes(range(256)) * 5
    for start in range(0, len(audio), 100):
        await stream.send("media", media=payload(audio[start : start + 100]))
    await until(lambda: audio in callee.audio)


async def test_what_the_callee_says_comes_back_bit_for_bit(rig):
    rig.town.answers(OFFICE, Echo())
    _, stream = await rig.answered()
    audio = bytes(range(160)) * 3
    await stream.send("media", media=payload(audio))

    def heard() -> bytes:
        parts = [m["media"]["payload"] for m in stream.of("media")]
        return b"".join(base64.b64decode(part) for part in parts)

    await until(lambda: audio in heard())


async def test_a_mark_comes_back_when_its_audio_has_been_played(rig):
    callee = Listener()
    rig.town.answers(OFFICE, callee)
    _, stream = await rig.answered()
    await stream.send("media", media=payload(LOUD * 10))
    await stream.send("mark", mark={"name": "m1"})
    await until(lambda: stream.of("mark"))
    assert callee.heard.count(LOUD) == 10
    assert stream.of("mark")[0]["mark"] == {"name": "m1"}


async def test_a_mark_with_nothing_before_it_or_without_a_name_comes_back_at_once(rig):
    rig.town.answers(OFFICE, Listener())
    _, stream = await rig.answered()
    await stream.send("mark")
    await until(lambda: stream.of("mark"))


async def test_clear_stops_the_audio_and_returns_all_marks_at_once(rig):
    callee = Listener()
    rig.town.answers(OFFICE, callee)
    _, stream = await rig.answered()
    await stream.send("media", media=payload(LOUD * 500))
    await stream.send("mark", mark={"name": "a"})
    await stream.send("mark", mark={"name": "b"})
    await until(lambda: LOUD in callee.heard)
    await stream.send("clear")
    await until(lambda: len(stream.of("mark")) == 2)
    assert [m["mark"]["name"] for m in stream.of("mark")] == ["a", "b"]
    assert callee.heard.count(LOUD) < 100


async def test_document_goes_on_after_the_client_closed_the_stream(rig):
    rig.town.answers(OFFICE, Listener())
    rig.desk.answer("/resume", "<Response><Hangup/></Response>")
    after = f"<Redirect>{rig.desk.url}/resume?call_id=7</Redirect>"
    sid = await rig.dial(rig.stream(after))
    await until(lambda: rig.desk.streams and rig.desk.streams[0].of("media"))
    await rig.desk.streams[0].socket.close()
    assert (await rig.ended(sid))["status"] == "completed"
    [hook] = rig.desk.at("/resume")
    assert hook["CallSid"] == sid
    assert hook["CallStatus"] == "in-progress"
    assert hook.signature == sign(rig.account.auth_token, hook.url, hook.form)
    [stop] = rig.records("stream_stop")
    assert (stop["reason"], stop["code"]) == ("closed", 1000)
    assert [r["http"] for r in rig.records("recover")] == [200]


async def test_a_socket_lost_without_a_close_frame_drops_the_leg(rig):
    rig.town.answers(OFFICE, Listener())
    rig.desk.answer("/resume", "<Response><Hangup/></Response>")
    after = f"<Redirect>{rig.desk.url}/resume</Redirect>"
    sid = await rig.dial(rig.stream(after))
    await until(lambda: rig.desk.streams and rig.desk.streams[0].of("media"))
    rig.desk.streams[0].abort()
    await rig.ended(sid)
    assert not rig.desk.at("/resume")
    assert rig.records("stream_stop")[0]["code"] == 1006
    assert rig.records("hangup")[0]["by"] == "carrier"


async def test_a_switch_lets_the_document_go_on_after_such_a_loss(start):
    rig = await start("abrupt_close=continue")
    rig.town.answers(OFFICE, Listener())
    rig.desk.answer("/resume", "<Response><Hangup/></Response>")
    sid = await rig.dial(
        rig.stream(f"<Redirect>{rig.desk.url}/resume</Redirect>"),
    )
    await until(lambda: rig.desk.streams and rig.desk.streams[0].of("media"))
    rig.desk.streams[0].abort()
    await rig.ended(sid)
    assert rig.desk.at("/resume")
    assert rig.records("hangup")[0]["by"] == "twiml"


async def test_what_follows_a_lost_socket_can_be_set_for_one_number(rig):
    rig.town.answers(OFFICE, Listener())
    rig.desk.answer("/resume", "<Response><Hangup/></Response>")
    order = {"name": "abrupt_close", "settings": {"rule": "continue", "to": OFFICE}}
    async with rig.http.post(f"{rig.url}/_simulator/faults", json=order) as answer:
        assert answer.status == 200
    sid = await rig.dial(
        rig.stream(f"<Redirect>{rig.desk.url}/resume</Redirect>"),
    )
    await until(lambda: rig.desk.streams and rig.desk.streams[0].of("media"))
    rig.desk.streams[0].abort()
    await rig.ended(sid)
    assert rig.records("hangup")[0]["by"] == "twiml"


async def test_stop_is_the_last_message_when_the_callee_hangs_up(rig):
    rig.town.answers(OFFICE, Listener(stay_ms=300))
    sid, stream = await rig.answered()
    await until(lambda: stream.code is not None)
    assert stream.messages[-1]["stop"] == {
        "accountSid": rig.account.sid,
        "callSid": sid,
    }
    assert stream.code == 1000
    assert rig.records("hangup")[0]["by"] == "callee"


async def test_a_frozen_socket_falls_silent_and_is_never_closed(rig):
    rig.town.answers(OFFICE, Listener())
    sid, stream = await rig.answered()
    url = f"{rig.url}/_simulator/calls/{sid}/freeze_media"
    async with rig.http.post(url) as answer:
        assert answer.status == 204
    await rig.post(rig.call(sid), {"Status": "completed"}, 200)
    assert (await rig.ended(sid))["status"] == "completed"
    await asyncio.sleep(0.1)
    assert stream.code is None
    assert not stream.of("stop")


async def test_a_new_document_ends_the_stream_with_stop_and_runs(rig):
    rig.town.answers(OFFICE, Listener())
    sid, first = await rig.answered()
    update = {"Twiml": f"<Response>{rig.stream()}</Response>"}
    await rig.post(rig.call(sid), update, 200)
    await until(lambda: len(rig.desk.streams) == 2 and rig.desk.streams[1].of("media"))
    assert first.messages[-1]["event"] == "stop"
    assert rig.records("stream_stop")[0]["reason"] == "replaced"
    assert [r["n"] for r in rig.records("stream_start")] == [1, 2]


async def test_hostile_messages_are_noted_and_the_stream_goes_on(rig):
    rig.town.answers(OFFICE, Listener())
    _, stream = await rig.answered()
    for text in ("{", "[]", "null", '{"event":"media"}'):
        await stream.socket.send_str(text)
    await stream.send("media", media={"payload": "no base64!"})
    await stream.send("start")
    await stream.socket.send_bytes(b"\x00")
    await stream.send("mark", mark={"name": "alive"})
    await until(lambda: stream.of("mark"))
    faults = [r for r in rig.records("fault") if r["name"] == "invalid_message"]
    assert sorted(fault["code"] for fault in faults) == [31950, 31951]


async def test_a_message_in_fragments_is_put_together(rig):
    rig.town.answers(OFFICE, Listener())
    _, stream = await rig.answered()
    text = f'{{"event":"mark","streamSid":"{stream.sid}","mark":{{"name":"x"}}}}'
    first, second = text[:20].encode(), text[20:].encode()
    transport = stream.request.transport
    transport.write(bytes([0x01, len(first)]) + first)
    transport.write(bytes([0x80, len(second)]) + second)
    await until(lambda: stream.of("mark"))


async def test_a_refused_handshake_is_reported_and_the_document_goes_on(rig):
    rig.town.answers(OFFICE, Listener())
    url = rig.desk.url.replace("http:", "wss:")
    callback = f'statusCallback="{rig.desk.url}/stream"'
    sid = await rig.dial(f'<Connect><Stream url="{url}/none" {callback}/></Connect>')
    assert (await rig.ended(sid))["status"] == "completed"
    await until(lambda: rig.desk.at("/stream"))
    assert rig.desk.at("/stream")[0]["StreamEvent"] == "stream-error"
    [fault] = rig.records("fault")
    assert (fault["name"], fault["http"]) == ("stream_refused", 204)


async def test_stream_events_are_reported_with_their_stream(rig):
    rig.town.answers(OFFICE, Listener(stay_ms=200))
    callback = f'statusCallback="{rig.desk.url}/stream"'
    await rig.dial(
        f'<Connect><Stream url="{rig.desk.stream_url}" {callback}/></Connect>'
    )
    await until(lambda: len(rig.desk.at("/stream")) == 2)
    events = {hook["StreamEvent"] for hook in rig.desk.at("/stream")}
    assert events == {"stream-started", "stream-stopped"}
    assert {h["StreamSid"] for h in rig.desk.at("/stream")} == {rig.desk.streams[0].sid}


async def test_a_stream_url_without_a_port_goes_to_the_clients_own_server(rig):
    rig.town.answers(OFFICE, Listener())
    stream = '<Connect><Stream url="wss://localhost/media"/></Connect>'
    rig.desk.respond(
        "/twiml",
        lambda: web.Response(
            text=f"<Response>{stream}</Response>", content_type="text/xml"
        ),
    )
    await rig.dial(Url=f"{rig.desk.url}/twiml")
    await until(lambda: rig.desk.streams)


async def test_no_stream_leaves_the_machine(rig):
    rig.town.answers(OFFICE, Listener())
    url = "wss://203.0.113.7/media"
    sid = await rig.dial(f'<Connect><Stream url="{url}"/></Connect>')
    await rig.ended(sid)
    assert rig.records("fault")[0]["code"] == 31902


@pytest.mark.parametrize("method", ["POST", "GET"])
async def test_the_action_of_connect_is_asked_when_its_stream_is_over(rig, method):
    rig.town.answers(OFFICE, Listener())
    rig.desk.answer("/after", "<Response><Hangup/></Response>")
    action = f'action="{rig.desk.url}/after" method="{method}"'
    stream = f'<Stream url="{rig.desk.stream_url}"/>'
    sid = await rig.dial(
        f"<Connect {action}>{stream}</Connect><Redirect>{rig.desk.url}/never</Redirect>"
    )
    await until(lambda: rig.desk.streams and rig.desk.streams[0].of("start"))
    await rig.desk.streams[0].socket.close()
    assert (await rig.ended(sid))["status"] == "completed"
    assert len(rig.desk.at("/after")) == 1
    assert not rig.desk.at("/never")
    assert [r["http"] for r in rig.records("recover")] == [200]


async def test_the_query_of_a_streams_url_stays_behind(rig):
    rig.town.answers(OFFICE, Listener())
    url = f"{rig.desk.stream_url}?call_id=7"
    await rig.dial(f'<Connect><Stream url="{url}"/></Connect>')
    await until(lambda: rig.desk.streams and rig.desk.streams[0].of("start"))
    request = rig.desk.streams[0].request
    assert request.query_string == ""
    signature = request.headers["X-Twilio-Signature"]
    assert signature == sign(rig.account.auth_token, rig.desk.stream_url)
    [warning] = rig.records("warning")
    assert "Parameter" in warning["why"]
    assert "call_id" not in warning["why"]


async def test_a_stream_without_tls_is_refused_as_twilio_does(rig):
    rig.town.answers(OFFICE, Listener())
    plain = rig.desk.stream_url.replace("wss://", "ws://")
    await rig.dial(f'<Connect><Stream url="{plain}"/></Connect>')
    await until(lambda: rig.records("fault"))
    assert rig.records("fault")[0]["code"] == 31922
    assert not rig.desk.streams


async def test_a_switch_allows_streams_without_tls(start):
    rig = await start("plain_ws=allow")
    rig.town.answers(OFFICE, Listener())
    plain = rig.desk.stream_url.replace("wss://", "ws://")
    await rig.dial(f'<Connect><Stream url="{plain}"/></Connect>')
    await until(lambda: rig.desk.streams and rig.desk.streams[0].of("start"))


async def test_audible_bursts_are_what_the_callee_heard(rig):
    callee = Listener()
    rig.town.answers(OFFICE, callee)
    _, stream = await rig.answered()
    await stream.send("media", media=payload(LOUD * 20))
    await until(lambda: rig.records("audible"))
    first = callee.heard.index(LOUD) * 20
    [burst] = rig.records("audible")
    assert (burst["start_ms"], burst["end_ms"]) == (first, first + 400)
