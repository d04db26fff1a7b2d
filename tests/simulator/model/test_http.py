"""Beside the sockets: secrets, models, audio, structured answers, streams, figures."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Literal

import jsonschema
import openai
import pytest
from aiohttp import ClientSession, web
from hypothesis import given, settings, strategies as st
from openai.types.responses import ResponseStreamEvent
from pydantic import BaseModel, TypeAdapter

from simulator.model.engine.filling import Filler
from simulator.ports import FRAME_BYTES, SILENCE
from tests.simulator.model.network import until

WEATHER = {
    "type": "function",
    "name": "get_weather",
    "description": "Get the weather in a city.",
    "strict": True,
    "parameters": {
        "type": "object",
        "properties": {"city": {"type": "string"}},
        "required": ["city"],
        "additionalProperties": False,
    },
}
SOON = {"anchor": "created_at", "seconds": 1}
MISSING = "missing_required_parameter"
_STREAMED = TypeAdapter(ResponseStreamEvent)


def root(client):
    return str(client.base_url).removesuffix("/v1/")


async def test_a_client_secret_opens_sessions_as_it_says(world):
    client = await world()
    secret = await client.realtime.client_secrets.create(
        session={"type": "realtime", "model": "gpt-realtime", "instructions": "Hi."},
        expires_after={"anchor": "created_at", "seconds": 60},
    )
    assert secret.value.startswith("ek_")
    guest = openai.AsyncOpenAI(api_key=secret.value, base_url=client.base_url)
    async with guest.realtime.connect(model="gpt-realtime") as connection:
        created = await until(connection, "session.created")
    with pytest.raises(openai.AuthenticationError):
        await guest.responses.create(model="gpt-5", input="Hi")
    await guest.close()

    assert created.session.instructions == "Hi."


async def test_browsers_send_their_secret_as_a_subprotocol(world):
    client = await world()
    url = f"{root(client).replace('http', 'ws')}/v1/realtime?model=gpt-realtime"
    protocols = ("realtime", "openai-insecure-api-key.sk-test")
    async with (
        ClientSession() as session,
        session.ws_connect(url, protocols=protocols) as socket,
    ):
        assert (await socket.receive_json())["type"] == "session.created"
        assert socket.protocol == "realtime"


@pytest.mark.parametrize(
    ("wanted", "param"),
    [
        ({"session": {"type": "realtime", "voice": "x"}}, "session.voice"),
        ({"expires_after": SOON}, "expires_after.seconds"),
    ],
)
async def test_a_secret_for_an_odd_session_is_refused(world, wanted, param):
    client = await world()
    with pytest.raises(openai.BadRequestError) as refused:
        await client.realtime.client_secrets.create(**wanted)

    assert refused.value.param == param


async def test_models_are_listed_and_shown(world):
    client = await world()
    names = [model.id async for model in client.models.list()]

    assert "gpt-realtime" in names
    assert (await client.models.retrieve("gpt-realtime")).object == "model"
    with pytest.raises(openai.NotFoundError) as unknown:
        await client.models.retrieve("gpt-0")
    assert unknown.value.code == "model_not_found"


async def test_an_unknown_path_has_an_error_body(world):
    client = await world()
    with pytest.raises(openai.NotFoundError, match="Invalid URL"):
        await client.post("/images/generations", body={}, cast_to=object)


async def test_audio_requests_are_passed_on_to_the_speech_server(world):
    async def speak(request):
        assert "Authorization" not in request.headers
        said = json.loads(await request.read())["input"]
        return web.Response(body=said.encode(), content_type="audio/wav")

    app = web.Application()
    app.router.add_post("/v1/audio/speech", speak)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    client = await world(speech_url=f"http://127.0.0.1:{runner.addresses[0][1]}")
    answer = await client.audio.speech.create(
        model="tts-1", voice="alloy", input="Hello."
    )
    await runner.cleanup()

    assert answer.content == b"Hello."


async def test_without_speech_audio_requests_say_so(world):
    client = await world()
    with pytest.raises(openai.InternalServerError, match="data ears"):
        await client.audio.speech.create(model="tts-1", voice="alloy", input="Hi.")


class Step(BaseModel):
    explanation: str
    weight: float | None


class Plan(BaseModel):
    steps: list[Step]
    mood: Literal["good", "bad"]
    first: Step
    answer: str


async def test_the_sdk_parses_structured_answers(world):
    client = await world()
    parsed = await client.responses.parse(
        model="gpt-5", input="What next?", text_format=Plan
    )

    assert parsed.output_parsed.answer
    assert parsed.output_parsed.first.weight == 0


_leaf = st.sampled_from(
    [
        {"type": "string"},
        {"type": "integer", "minimum": 3},
        {"type": "number", "maximum": -1},
        {"type": "boolean"},
        {"type": "null"},
        {"type": ["string", "null"]},
        {"enum": ["a", 2, None]},
        {"const": "x"},
        {"type": "string", "minLength": 5, "maxLength": 9},
    ]
)
_schema = st.recursive(
    _leaf,
    lambda inner: (
        inner.map(lambda one: {"type": "array", "items": one, "minItems": 2})
        | st.lists(inner, min_size=1, max_size=2).map(lambda some: {"anyOf": some})
        | st.dictionaries(st.sampled_from("abc"), inner, max_size=3).map(
            lambda some: {
                "type": "object",
                "properties": some,
                "required": sorted(some),
                "additionalProperties": False,
            }
        )
    ),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(_schema, st.text(max_size=12))
def test_whatever_is_filled_in_fits_the_schema(schema, text):
    jsonschema.validate(Filler(schema, text).value(schema), schema)


def test_a_schema_that_refers_to_itself_is_filled_in():
    tree = {
        "$defs": {
            "node": {
                "type": "object",
                "properties": {
                    "name": {"type": "string"},
                    "next": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]},
                },
                "required": ["name", "next"],
            }
        },
        "$ref": "#/$defs/node",
    }

    jsonschema.validate(Filler(tree, "Hello").value(tree), tree)


async def test_a_function_is_called_and_its_answer_told(world):
    client = await world()
    first = await client.responses.create(
        model="gpt-5", input="What is the weather in Madrid?", tools=[WEATHER]
    )
    call = first.output[0]
    assert json.loads(call.arguments) == {"city": "What is the weather in Madrid?"}
    with pytest.raises(openai.BadRequestError, match="No tool output found"):
        await client.responses.create(
            model="gpt-5", input="And?", previous_response_id=first.id
        )
    output = {"type": "function_call_output", "call_id": call.call_id}
    second = await client.responses.create(
        model="gpt-5",
        input=[{**output, "output": '{"weather": "sunny"}'}],
        tools=[WEATHER],
        previous_response_id=first.id,
    )
    assert second.output_text.startswith("The weather is sunny.")
    items = await client.responses.input_items.list(second.id)
    assert [item.type for item in items.data[:2]] == ["message", "function_call_output"]


async def test_an_output_without_its_call_is_refused(world):
    client = await world()
    output = {"type": "function_call_output", "call_id": "call_9", "output": "{}"}
    with pytest.raises(openai.BadRequestError, match="No tool call found"):
        await client.responses.create(model="gpt-5", input=[output])


@pytest.mark.parametrize(
    ("wrong", "code", "param"),
    [
        ({"colour": "red"}, "unknown_parameter", "colour"),
        ({"temperature": 3}, "integer_above_max_value", "temperature"),
        ({"max_output_tokens": 3}, "integer_below_min_value", "max_output_tokens"),
        ({"tool_choice": "maybe"}, "invalid_value", "tool_choice"),
        ({"input": [{"role": "user"}]}, MISSING, "input[0].content"),
    ],
)
async def test_a_request_that_cannot_be_is_refused_by_name(world, wrong, code, param):
    client = await world()
    body = {"model": "gpt-5", "input": "Hi", **wrong}
    with pytest.raises(openai.BadRequestError) as refused:
        await client.post("/responses", body=body, cast_to=object)

    assert (refused.value.code, refused.value.param) == (code, param)


async def test_what_is_not_stored_cannot_be_built_on(world):
    client = await world()
    answer = await client.responses.create(model="gpt-5", input="Hi", store=False)
    with pytest.raises(openai.NotFoundError):
        await client.responses.retrieve(answer.id)


async def test_a_long_answer_ends_at_its_limit_also_in_a_stream(world):
    client = await world()
    wanted = {"model": "gpt-5", "input": "Hello?"}
    long = "You are calling a shop to ask about " + "bread " * 12
    whole = await client.responses.create(
        **wanted, instructions=long, max_output_tokens=16
    )
    assert whole.status == "incomplete"
    assert whole.incomplete_details.reason == "max_output_tokens"
    stream = await client.responses.create(
        **wanted, instructions=long, max_output_tokens=16, stream=True
    )
    events = [event async for event in stream]
    for event in events:
        _STREAMED.validate_python(event.model_dump())
    assert [event.sequence_number for event in events] == list(range(len(events)))
    assert events[-1].type == "response.incomplete"


async def test_a_streamed_answer_that_fails_says_so_in_the_stream(world):
    client = await world()
    world.faults.switch("model_error", {})
    stream = await client.responses.create(model="gpt-5", input="Hi", stream=True)
    events = [event async for event in stream]

    assert events[-1].type == "response.failed"
    assert events[-1].response.error.code == "server_error"


async def test_the_model_turns_requests_away_on_order(world):
    client = await world()
    world.faults.switch("model_429", {"times": 1})
    with pytest.raises(openai.RateLimitError):
        await client.responses.create(model="gpt-5", input="Hi")
    assert (await client.responses.create(model="gpt-5", input="Hi")).output_text
    async with client.realtime.connect(model="gpt-realtime") as connection:
        world.faults.switch("model_429", {"times": 1})
        await connection.response.create()
        done = (await until(connection, "response.done")).response

    assert done.status == "failed"
    assert done.status_details.error.code == "rate_limit_exceeded"


async def test_sessions_end_as_ordered_over_http(world):
    client = await world()
    url = f"{root(client).replace('http', 'ws')}/v1/realtime?model=gpt-realtime"
    headers = {"Authorization": "Bearer sk-test"}
    codes = {}
    async with ClientSession() as session:
        for fault in ("session_expiry", "session_kill"):
            order = {"name": fault, "settings": {"after_ms": 0, "times": 1}}
            answer = await session.post(f"{root(client)}/_simulator/faults", json=order)
            assert answer.status == 200
            async with session.ws_connect(url, headers=headers) as socket:
                kinds = [json.loads(one.data)["type"] async for one in socket]
            codes[fault] = (socket.close_code, kinds[-1:])
        odd = {"name": "session_party", "settings": {}}
        answer = await session.post(f"{root(client)}/_simulator/faults", json=odd)
        assert answer.status == 400

    assert codes["session_expiry"] == (1001, ["error"])
    assert codes["session_kill"][0] in {None, 1006}


async def test_a_frozen_session_is_silent_and_open(world):
    client = await world()
    url = f"{root(client).replace('http', 'ws')}/v1/realtime?model=gpt-realtime"
    headers = {"Authorization": "Bearer sk-test"}
    async with (
        ClientSession() as session,
        session.ws_connect(url, headers=headers, autoping=False) as socket,
    ):
        assert (await socket.receive_json())["type"] == "session.created"
        world.faults.switch("session_freeze", {"after_ms": 0})
        await asyncio.wait_for(world.memory.written("fault"), 5)
        await socket.ping()
        await socket.send_json({"type": "session.update", "session": {}})
        with pytest.raises(TimeoutError):
            await socket.receive(timeout=0.3)
        assert not socket.closed


async def test_events_are_lost_and_delayed_on_order(world):
    client = await world()
    world.faults.switch("model_drop", {"event": "response.output_text.delta"})
    world.faults.switch("model_delay", {"ms": 50})
    async with client.realtime.connect(model="gpt-realtime") as connection:
        await connection.response.create(response={"output_modalities": ["text"]})
        kinds = []
        async for event in connection:
            kinds.append(event.type)
            if event.type == "response.done":
                break
    stages = [f for kind, f in world.memory.records if kind == "latency"]

    assert "response.output_text.delta" not in kinds
    assert "response.output_text.done" in kinds
    assert next(f["ms"] for f in stages if f["stage"] == "think") >= 50


async def test_the_stages_of_a_turn_are_summed_up(world):
    client = await world()
    heard = {
        "format": {"type": "audio/pcmu"},
        "turn_detection": {"type": "server_vad", "silence_duration_ms": 300},
    }
    async with client.realtime.connect(model="gpt-realtime") as connection:
        await connection.session.update(
            session={"type": "realtime", "audio": {"input": heard}}
        )
        frames = b"\x10" * FRAME_BYTES * 30 + SILENCE * 40
        audio = base64.b64encode(frames).decode()
        await connection.input_audio_buffer.append(audio=audio)
        await until(connection, "response.done")
    async with ClientSession() as session:
        answer = await session.get(f"{root(client)}/_simulator/stats")
        stages = (await answer.json())["stages"]

    for stage in ("recognition", "transcript", "think", "voice", "first_audio", "turn"):
        assert stages[stage]["count"] == 1, stage
    assert stages["turn"]["p50_ms"] >= stages["first_audio"]["p50_ms"]
