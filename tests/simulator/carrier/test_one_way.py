"""One-way streams, and what Twilio's error dictionary says of sockets."""

import asyncio
import base64

import pytest
from aiohttp import web
from twilio.rest import Client

from simulator.carrier.signature import sign
from simulator.carrier.testing import LOUD, OFFICE, Listener, until
from simulator.ports import SILENCE
from simulator.speech.sound import wave
from simulator.speech.tones import dtmf

LONG = "<Pause length='60'/>"


def codes(rig) -> list:
    return [record["code"] for record in rig.records("fault") if "code" in record]


async def started(rig, attributes: str, after: str = LONG, **form) -> str:
    url = rig.desk.stream_url
    stream = f"<Stream url='{url}' {attributes}/>"
    sid = await rig.dial(f"<Start>{stream}</Start>{after}", **form)
    await until(lambda: rig.desk.streams and rig.desk.streams[-1].of("media"))
    return sid


def audio(stream, track: str) -> bytes:
    return b"".join(
        base64.b64decode(message["media"]["payload"])
        for message in stream.of("media")
        if message["media"]["track"] == track
    )


async def test_a_one_way_stream_carries_both_tracks_each_with_its_own_chunks(rig):
    rig.town.answers(OFFICE, Listener(LOUD * 40))
    file = wave(LOUD * 20, 8000, kind=7)
    rig.desk.respond(
        "/sound", lambda: web.Response(body=file, content_type="audio/wav")
    )
    play = f"<Pause length='1'/><Play>{rig.desk.url}/sound</Play>"
    sid = await started(rig, "track='both_tracks' name='ear'", play)
    await rig.ended(sid)
    [stream] = rig.desk.streams
    await until(lambda: stream.code is not None)
    assert stream.of("start")[0]["start"]["tracks"] == ["inbound", "outbound"]
    media = stream.of("media")
    for track in ("inbound", "outbound"):
        own = [m["media"] for m in media if m["media"]["track"] == track]
        assert [int(m["chunk"]) for m in own] == list(range(1, len(own) + 1))
        assert [int(m["timestamp"]) for m in own[:3]] == [0, 20, 40]
    numbers = [int(m["sequenceNumber"]) for m in stream.messages[1:]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert audio(stream, "outbound").count(0) > 2000
    assert audio(stream, "inbound").count(0) > 2000
    assert stream.of("stop")
    assert stream.code == 1000


@pytest.mark.parametrize("track", ["inbound", "outbound"])
async def test_one_track_is_one_track(rig, track):
    rig.town.answers(OFFICE, Listener(stay_ms=300))
    sid = await started(rig, f"track='{track}_track'")
    await rig.ended(sid)
    tracks = {m["media"]["track"] for m in rig.desk.streams[0].of("media")}
    assert tracks == {track}


async def test_the_document_goes_on_and_may_stop_the_stream_by_name(rig):
    rig.town.answers(OFFICE, Listener())
    stop = "<Pause length='1'/><Stop><Stream name='ear'/></Stop>" + LONG
    sid = await started(rig, f"name='ear' statusCallback='{rig.desk.url}/stream'", stop)
    await until(lambda: rig.desk.streams[0].code is not None)
    assert (await rig.get(rig.call(sid)))["status"] == "in-progress"
    await until(lambda: len(rig.desk.at("/stream")) == 2)
    events = {hook["StreamEvent"] for hook in rig.desk.at("/stream")}
    assert events == {"stream-started", "stream-stopped"}
    assert {hook["StreamName"] for hook in rig.desk.at("/stream")} == {"ear"}


async def test_a_client_may_not_speak_on_a_one_way_stream(rig):
    callee = Listener()
    rig.town.answers(OFFICE, callee)
    await started(rig, "")
    payload = base64.b64encode(LOUD).decode()
    for _ in range(3):
        await rig.desk.streams[0].send("media", media={"payload": payload})
    await until(lambda: codes(rig))
    assert codes(rig) == [31924], "once per stream"
    assert all(frame == SILENCE for frame in callee.heard)


async def test_a_one_way_stream_that_cannot_be_opened_does_not_end_the_call(rig):
    rig.town.answers(OFFICE, Listener())
    stream = "<Stream url='wss://127.0.0.1:1/x'/>"
    sid = await rig.dial(f"<Start>{stream}</Start>{LONG}")
    await until(lambda: codes(rig) == [31902])
    assert (await rig.get(rig.call(sid)))["status"] == "in-progress"


async def test_two_streams_of_one_name_are_one_too_many(rig):
    rig.town.answers(OFFICE, Listener())
    stream = f"<Start><Stream name='x' url='{rig.desk.stream_url}'/></Start>"
    await rig.dial(stream + stream + LONG)
    await until(lambda: 12200 in codes(rig))


async def test_a_binary_message_and_a_wrong_one_are_warned_of_once_each(rig):
    rig.town.answers(OFFICE, Listener())
    _, stream = await rig.answered()
    for _ in range(2):
        await stream.socket.send_bytes(b"\x00\x01")
        await stream.socket.send_str("{}")
    await stream.send("mark", mark={"name": "end"})
    await until(lambda: stream.of("mark"))
    assert sorted(codes(rig)) == [31950, 31951]


async def test_a_socket_closed_with_an_error_is_reported_and_the_call_goes_on(rig):
    rig.town.answers(OFFICE, Listener())
    url = rig.desk.stream_url
    callback = f"{rig.desk.url}/stream"
    sid = await rig.dial(
        f"<Connect><Stream url='{url}' statusCallback='{callback}'/></Connect>{LONG}"
    )
    await until(lambda: rig.desk.streams and rig.desk.streams[0].of("media"))
    await rig.desk.streams[0].socket.close(code=1011)
    await until(lambda: codes(rig) == [31921])
    assert (await rig.get(rig.call(sid)))["status"] == "in-progress"
    await until(lambda: len(rig.desk.at("/stream")) == 3)
    errors = [h for h in rig.desk.at("/stream") if h["StreamEvent"] == "stream-error"]
    assert errors[0]["StreamError"].startswith("31921")


async def test_a_server_that_answers_without_a_handshake_is_31920(rig):
    rig.town.answers(OFFICE, Listener())
    url = rig.desk.url.replace("http", "wss") + "/not-a-socket"
    await rig.ended(await rig.dial(f"<Connect><Stream url='{url}'/></Connect>"))
    assert codes(rig) == [31920]


async def test_keys_in_the_callees_audio_become_messages(rig):
    rig.town.answers(OFFICE, Listener(dtmf("9#")))
    _, stream = await rig.answered()
    await until(lambda: len(stream.of("dtmf")) == 2)
    assert [m["dtmf"]["digit"] for m in stream.of("dtmf")] == ["9", "#"]
    assert {m["dtmf"]["track"] for m in stream.of("dtmf")} == {"inbound_track"}


async def test_more_than_ten_minutes_of_audio_are_discarded_with_a_warning(rig):
    rig.town.answers(OFFICE, Listener())
    _, stream = await rig.answered()
    minute = base64.b64encode(b"\xff" * 480_000).decode()
    for _ in range(11):
        await stream.send("media", media={"payload": minute})
    await until(lambda: 31931 in codes(rig))
    [live] = await rig.get(f"{rig.url}/_simulator/calls")
    assert 590_000 < live["waiting_ms"] <= 600_000


async def test_a_client_that_does_not_read_loses_the_callees_words(rig):
    rig.town.answers(OFFICE, Listener(LOUD * 500))
    _, stream = await rig.answered()
    socket = rig.exchange.live()[0].stage.streams.socket
    socket.pause_writing()  # what the transport says when its buffer is full
    await asyncio.sleep(0.2)
    socket.resume_writing()
    await until(lambda: 31930 in codes(rig))
    before = len(stream.of("media"))
    await until(lambda: len(stream.of("media")) > before)
    chunks = [int(m["media"]["chunk"]) for m in stream.of("media")]
    assert chunks[-1] > len(chunks), "the numbers show what was lost"


async def test_requests_and_handshakes_are_signed_with_sha256_on_demand(start):
    rig = await start("signature=sha256")
    rig.town.answers(OFFICE, Listener())
    seen = []
    rig.desk.respond("/twiml", lambda: web.Response(status=204))
    app = web.Application()

    async def twiml(request: web.Request) -> web.Response:
        seen.append((dict(request.headers), list((await request.post()).items())))
        return web.Response(text="<Response/>", content_type="text/xml")

    app.add_routes([web.post("/x", twiml)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/x"
    await rig.ended(await rig.dial(Url=url))
    await runner.cleanup()
    headers, form = seen[0]
    told = headers["X-Twilio-Webhooks-Signature-Settings"]
    assert told == "algorithm=HMAC_SHA256"
    right = sign(rig.account.auth_token, url, form, algorithm="sha256")
    assert headers["X-Twilio-Signature"] == right
    assert right != sign(rig.account.auth_token, url, form)
    _, stream = await rig.answered()
    told = stream.request.headers["X-Twilio-Webhooks-Signature-Settings"]
    assert told == "algorithm=HMAC_SHA256"


@pytest.mark.parametrize(
    ("form", "tail"), [("exact", ""), ("slash", "/"), ("port", "")]
)
async def test_the_handshake_is_signed_in_the_form_that_is_set(start, form, tail):
    rig = await start(f"ws_signature={form}")
    rig.town.answers(OFFICE, Listener())
    _, stream = await rig.answered()
    signature = stream.request.headers["X-Twilio-Signature"]
    assert signature == sign(rig.account.auth_token, rig.desk.stream_url + tail)


@pytest.mark.parametrize(("rule", "resumed"), [("continue", 1), ("drop", 0)])
async def test_what_follows_a_socket_that_never_opened_can_be_set(start, rule, resumed):
    rig = await start(f"stream_failure={rule}")
    rig.town.answers(OFFICE, Listener())
    rig.desk.answer("/resume", "<Response><Hangup/></Response>")
    stream = "<Connect><Stream url='wss://127.0.0.1:1/x'/></Connect>"
    resume = f"<Redirect>{rig.desk.url}/resume</Redirect>"
    await rig.ended(await rig.dial(stream + resume))
    assert len(rig.desk.at("/resume")) == resumed


async def test_the_sdk_starts_and_stops_a_stream_of_a_live_call(rig):
    rig.town.answers(OFFICE, Listener())
    sid = await rig.dial(LONG)
    await until(lambda: rig.records("answer"))
    sdk = Client(rig.account.sid, rig.account.auth_token)
    sdk.api.base_url = rig.url
    streams = sdk.calls(sid).streams
    made = await asyncio.to_thread(
        streams.create,
        url=rig.desk.stream_url,
        name="ear",
        track="both_tracks",
        parameter1_name="who",
        parameter1_value="me",
    )
    await until(lambda: rig.desk.streams and rig.desk.streams[0].of("media"))
    start = rig.desk.streams[0].of("start")[0]["start"]
    assert start["streamSid"] == made.sid
    assert start["customParameters"] == {"who": "me"}
    assert made.status == "in-progress"
    over = await asyncio.to_thread(lambda: streams("ear").update(status="stopped"))
    assert (over.sid, over.status) == (made.sid, "stopped")
    await until(lambda: rig.desk.streams[0].code == 1000)
    await rig.post(rig.call(sid), {"Status": "completed"}, 200)
    await rig.ended(sid)
    base = rig.call(sid).replace(".json", "/Streams.json")
    form = {"Url": rig.desk.stream_url}
    assert (await rig.post(base, form, 400))["code"] == 21220


@pytest.mark.parametrize("scheme", ["ws", "https"])
async def test_a_stream_by_rest_must_be_wss_too(rig, scheme):
    rig.town.answers(OFFICE, Listener())
    sid, _ = await rig.answered()
    url = rig.desk.stream_url.replace("wss", scheme)
    streams = rig.call(sid).replace(".json", "/Streams.json")
    assert (await rig.post(streams, {"Url": url}, 400))["code"] == 21205


async def test_a_frame_against_the_websocket_protocol_is_an_error_of_its_own(rig):
    rig.town.answers(OFFICE, Listener())
    _, stream = await rig.answered()
    stream.request.transport.write(b"\x83\x00")  # an opcode that is reserved
    await until(lambda: codes(rig))
    assert codes(rig) == [31924]
