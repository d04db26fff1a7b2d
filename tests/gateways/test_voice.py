import asyncio
import base64
import json

import pytest
from websockets.asyncio.server import serve

from gateways import voice as gateway
from gateways.voice import RealtimeVoice, realtime_url
from panda.errors import VoiceError, VoiceRefused
from panda.realtime.agent import (
    AnswerEnded,
    AnswerStarted,
    Configure,
    Ready,
    Remember,
    Say,
    SpeakExactly,
    SpeechStarted,
    SpeechStopped,
)

BRIEF = Configure(instructions="Be brief.", voice="marin")


class Model:
    """A Realtime server: keeps what it is sent, says what it is told to say."""

    def __init__(self):
        self.requests = []
        self.received = asyncio.Queue()
        self.sockets = asyncio.Queue()
        self.status = None

    async def meet(self, socket):
        self.sockets.put_nowait(socket)
        async for text in socket:
            event = json.loads(text)
            self.received.put_nowait(event)
            if event["type"] == "session.update":
                await socket.send('{"type":"session.updated"}')

    def refuse(self, connection, request):
        self.requests.append(request)
        return connection.respond(self.status, "") if self.status else None


@pytest.fixture
async def model():
    model = Model()
    async with serve(
        model.meet, "127.0.0.1", 0, process_request=model.refuse
    ) as server:
        model.port = server.sockets[0].getsockname()[1]
        yield model


class Call:
    """Whoever owns the voice."""

    def __init__(self, port, **options):
        self.events = asyncio.Queue()
        self.lost = asyncio.Queue()
        self.voice = RealtimeVoice(
            url=realtime_url(f"http://127.0.0.1:{port}/v1", "gpt-realtime"),
            api_key="sk-test",
            on_event=self.events.put_nowait,
            on_lost=lambda attempt, *, final: self.lost.put_nowait((attempt, final)),
            **options,
        )


@pytest.fixture
async def call(model):
    call = Call(model.port)
    yield call
    await call.voice.close()


@pytest.fixture
def fast(monkeypatch):
    monkeypatch.setattr(gateway, "RETRY_AFTER_S", (0.0, 0.01, 0.01, 0.01))


async def test_the_session_is_configured_and_then_ready(model, call):
    await call.voice.open(BRIEF)
    assert await call.events.get() == Ready()
    update = await model.received.get()
    assert update["session"]["instructions"] == "Be brief."
    (request,) = model.requests
    assert request.path == "/v1/realtime?model=gpt-realtime"
    assert request.headers["Authorization"] == "Bearer sk-test"
    assert "OpenAI-Beta" not in request.headers


async def test_sound_and_wishes_go_to_the_voice_and_events_come_back(model, call):
    await call.voice.open(BRIEF)
    call.voice.append("AAAA")
    call.voice.send(SpeakExactly("Hello"))
    kinds = [(await model.received.get())["type"] for _ in range(3)]
    assert kinds == ["session.update", "input_audio_buffer.append", "response.create"]
    socket = await model.sockets.get()
    audio = base64.b64encode(b"\x01" * 160).decode()
    await call.events.get()
    delta = {"type": "response.output_audio.delta", "item_id": "i1"}
    await socket.send(json.dumps({**delta, "response_id": "r1", "delta": audio}))
    assert await call.events.get() == Say("i1", audio)


async def test_an_event_in_pieces_and_a_long_one_arrive_whole(model, call):
    await call.voice.open(BRIEF)
    await call.events.get()
    socket = await model.sockets.get()
    audio = base64.b64encode(b"\x01" * 300_000).decode()
    delta = {"type": "response.output_audio.delta", "item_id": "i1"}
    text = json.dumps({**delta, "response_id": "r1", "delta": audio})
    await socket.send([text[:1000], text[1000:]])
    assert (await call.events.get()).audio == audio


async def test_what_is_no_event_of_the_protocol_is_passed_over(model, call):
    await call.voice.open(BRIEF)
    await call.events.get()
    socket = await model.sockets.get()
    await socket.send("{")
    await socket.send('{"type":"response.created","response":{"id":"r1"}}')
    assert await call.events.get() == AnswerStarted("r1")


async def test_a_lost_socket_is_taken_up_again_with_the_conversation(model, call, fast):
    await call.voice.open(BRIEF)
    await call.events.get()
    call.voice.send(Remember("user", "What does it cost?"))
    for _ in range(2):
        await model.received.get()
    (await model.sockets.get()).transport.abort()

    assert await call.lost.get() == (1, False)
    call.voice.send(SpeakExactly("Sorry, one moment."))
    assert await call.events.get() == Ready()

    told = [await model.received.get() for _ in range(4)]
    assert [one["type"] for one in told] == [
        "session.update",
        "conversation.item.create",
        "conversation.item.create",
        "response.create",
    ]
    assert told[0]["session"]["instructions"] == "Be brief."
    assert told[1]["item"]["content"][0]["text"] == "What does it cost?"


async def test_a_server_that_stays_away_is_given_up(model, call, fast):
    await call.voice.open(BRIEF)
    await call.events.get()
    model.status = 503
    (await model.sockets.get()).transport.abort()
    losses = [await call.lost.get() for _ in range(5)]
    assert losses == [(1, False), (2, False), (3, False), (4, False), (4, True)]
    assert not call.voice.is_open


async def test_a_refusal_is_not_tried_again(model, call):
    model.status = 401
    with pytest.raises(VoiceRefused, match="401"):
        await call.voice.open(BRIEF)
    assert len(model.requests) == 1


async def test_a_server_that_is_not_there_is_an_error_in_time(unused_tcp_port, fast):
    call = Call(unused_tcp_port)
    with pytest.raises(VoiceError, match="could not be reached"):
        await call.voice.open(BRIEF)


async def test_a_fatal_close_is_final(model, call):
    await call.voice.open(BRIEF)
    await call.events.get()
    await (await model.sockets.get()).close(1008, "no")
    assert await call.lost.get() == (1, True)


async def test_the_end_of_a_session_by_the_server_is_not_the_end_of_the_call(
    model, call, fast
):
    await call.voice.open(BRIEF)
    await call.events.get()
    await (await model.sockets.get()).close(1001, "maximum duration")
    assert await call.lost.get() == (1, False)
    assert await call.events.get() == Ready()


async def test_an_old_session_is_exchanged_when_nobody_speaks(model, fast):
    call = Call(model.port, refresh_s=0.05, overdue_s=60)
    await call.voice.open(BRIEF)
    await call.events.get()
    socket = await model.sockets.get()
    for event in (
        {"type": "input_audio_buffer.speech_started", "audio_start_ms": 0},
        {"type": "response.created", "response": {"id": "r1"}},
        {"type": "input_audio_buffer.speech_stopped", "audio_end_ms": 9},
    ):
        await socket.send(json.dumps({"item_id": "u1", **event}))
    for kind in (SpeechStarted, AnswerStarted, SpeechStopped):
        assert isinstance(await call.events.get(), kind)
    assert call.lost.empty()
    done = {"type": "response.done", "response": {"id": "r1", "status": "completed"}}
    await socket.send(json.dumps(done))
    assert isinstance(await call.events.get(), AnswerEnded)
    assert await call.lost.get() == (1, False)
    assert await call.events.get() == Ready()
    await call.voice.close()


async def test_an_overdue_session_is_exchanged_whoever_speaks(model, fast):
    call = Call(model.port, refresh_s=0.01, overdue_s=0.02, quiet=lambda: False)
    await call.voice.open(BRIEF)
    assert await call.lost.get() == (1, False)
    await call.voice.close()


async def test_sound_for_a_server_that_reads_too_slowly_is_dropped_not_heaped(
    model, call
):
    await call.voice.open(BRIEF)
    await call.events.get()
    socket = await model.sockets.get()
    socket.transport.pause_reading()
    second = base64.b64encode(bytes(8_000)).decode()
    for _ in range(2_000):  # more than the sockets of this machine can hold
        call.voice.append(second)
    assert call.voice.unheard > 0
    socket.transport.abort()


async def test_after_closing_nothing_is_called_back(model, call):
    await call.voice.open(BRIEF)
    await call.events.get()
    await call.voice.close()
    await call.voice.close()
    call.voice.send(SpeakExactly("Too late"))
    call.voice.append("AAAA")
    assert call.lost.empty()


@pytest.mark.parametrize(
    ("base", "url"),
    [
        ("http://127.0.0.1:9/v1", "ws://127.0.0.1:9/v1/realtime?model=m%2F1"),
        ("https://api.openai.com/v1/", "wss://api.openai.com/v1/realtime?model=m%2F1"),
    ],
)
def test_the_sockets_address_follows_from_the_apis(base, url):
    assert realtime_url(base, "m/1") == url
