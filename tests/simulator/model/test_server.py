"""The model server as the real `openai` package sees it."""

from __future__ import annotations

import base64
import json

import openai
import pytest
from aiohttp import ClientSession, WSServerHandshakeError

from simulator.model.ears import open_ears
from simulator.model.settings import SettingsError, parse
from simulator.ports import FRAME_BYTES, SILENCE
from simulator.speech.data import DataVoice
from tests.simulator.model.network import until

FORM = {
    "goal": "schedule a cleaning",
    "asked_on": "2026-11-23T10:00",
    "timezone": "America/Chicago",
    "fields": [
        {
            "name": "price",
            "type": "money",
            "ask": "How much is a cleaning?",
            "required": True,
            "status": "open",
        }
    ],
}
INSTRUCTIONS = f"You advise a caller.\nQUESTIONNAIRE\n{json.dumps(FORM)}"
RECORD = {
    "type": "function",
    "name": "recordFinding",
    "description": "Record what was learned.",
    "strict": False,
    "parameters": {
        "type": "object",
        "properties": {
            "field": {"type": "string"},
            "value": {},
            "quote": {"type": "string"},
        },
        "required": ["field", "value", "quote"],
    },
}
ASKED = [
    {"role": "assistant", "content": "Hello. How much is a cleaning?"},
    {"role": "user", "content": "It's one twenty."},
]
SUPERVISOR = {
    "type": "function",
    "name": "getSupervisorResponse",
    "parameters": {
        "type": "object",
        "properties": {"relevantContextFromLastUserMessage": {"type": "string"}},
    },
}


def telephone():
    heard = {
        "format": {"type": "audio/pcmu"},
        "transcription": {"model": "whisper-1"},
        "turn_detection": {"type": "server_vad", "silence_duration_ms": 300},
    }
    spoken = {"format": {"type": "audio/pcmu"}}
    return {
        "type": "realtime",
        "audio": {"input": heard, "output": spoken},
        "tools": [SUPERVISOR],
    }


async def test_a_call_is_heard_answered_and_advised(world):
    client = await world()
    async with client.realtime.connect(
        model="gpt-realtime", extra_query={"foo": "bar"}
    ) as connection:
        await connection.session.update(session=telephone())
        frames = b"\x10" * FRAME_BYTES * 30 + SILENCE * 40
        await connection.input_audio_buffer.append(
            audio=base64.b64encode(frames).decode()
        )
        kind = "conversation.item.input_audio_transcription.completed"
        heard = await until(connection, kind)
        assert heard.transcript == "How can I help you?"
        assert heard.usage.type == "duration"
        call = (await until(connection, "response.done")).response.output[0]
        assert call.name == "getSupervisorResponse"
        output = json.dumps({"nextResponse": "How much is a cleaning?"})
        item = {"type": "function_call_output", "call_id": call.call_id}
        await connection.conversation.item.create(item={**item, "output": output})
        await connection.response.create()
        said = await until(connection, "response.output_audio_transcript.done")

    assert said.transcript == "How much is a cleaning?"
    kinds = [kind for kind, _ in world.memory.records]
    assert {"session", "turn", "function", "response", "latency"} <= set(kinds)


async def test_text_travels_as_tones_when_the_ears_are_data(world):
    client = await world(ears=open_ears("data", ""))
    async with client.realtime.connect(model="gpt-realtime") as connection:
        await connection.session.update(session=telephone())
        tones = await DataVoice("callee").speak("We charge $95.")
        await connection.input_audio_buffer.append(
            audio=base64.b64encode(SILENCE * 10 + tones + SILENCE * 40).decode()
        )
        kind = "conversation.item.input_audio_transcription.completed"

        assert (await until(connection, kind)).transcript == "We charge $95."


async def test_a_wrong_key_is_refused_on_both_apis(world):
    client = await world(key="sk-wrong")
    with pytest.raises(openai.AuthenticationError) as refused:
        await client.responses.create(model="gpt-5", input="Hello")

    assert refused.value.code == "invalid_api_key"
    url = str(client.base_url).replace("http", "ws") + "realtime?model=gpt-realtime"
    async with ClientSession() as session:
        with pytest.raises(WSServerHandshakeError) as rejected:
            await session.ws_connect(url, headers={"Authorization": "Bearer sk-wrong"})
    assert rejected.value.status == 401


async def test_a_session_closes_with_openais_words_when_its_time_is_up(world):
    client = await world(session_max_s=0.2)
    url = str(client.base_url).replace("http", "ws") + "realtime?model=gpt-realtime"
    async with (
        ClientSession() as session,
        session.ws_connect(url, headers={"Authorization": "Bearer sk-test"}) as socket,
    ):
        kinds = [json.loads(message.data)["type"] async for message in socket]

        assert kinds == ["session.created", "error"]
        assert socket.close_code == 1001


async def test_a_connection_can_be_made_to_drop_without_a_goodbye(world):
    client = await world(drop_session_after_s=0.2)
    url = str(client.base_url).replace("http", "ws") + "realtime?model=gpt-realtime"
    async with (
        ClientSession() as session,
        session.ws_connect(url, headers={"Authorization": "Bearer sk-test"}) as socket,
    ):
        kinds = [json.loads(message.data)["type"] async for message in socket]

        assert kinds == ["session.created"]
        assert socket.close_code in {None, 1006}


async def test_old_clients_speak_the_beta_dialect(world):
    client = await world()
    url = str(client.base_url).replace("http", "ws") + "realtime?model=gpt-realtime"
    headers = {"Authorization": "Bearer sk-test", "OpenAI-Beta": "realtime=v1"}
    async with (
        ClientSession() as session,
        session.ws_connect(url, headers=headers) as socket,
    ):
        created = await socket.receive_json()
        assert created["session"]["input_audio_format"] == "pcm16"
        conversation = await socket.receive_json()
        assert conversation["conversation"]["object"] == "realtime.conversation"
        flat = {
            "modalities": ["text", "audio"],
            "voice": "alloy",
            "input_audio_format": "g711_ulaw",
            "output_audio_format": "g711_ulaw",
            "turn_detection": {"type": "server_vad"},
            "temperature": 0.8,
        }
        await socket.send_json({"type": "session.update", "session": flat})
        updated = await socket.receive_json()
        assert updated["session"]["output_audio_format"] == "g711_ulaw"
        order = {"instructions": 'Say exactly: "Hello there."'}
        await socket.send_json({"type": "response.create", "response": order})
        kinds = set()
        while "response.done" not in kinds:
            kinds.add((await socket.receive_json(timeout=5))["type"])

    assert {"response.audio.delta", "response.audio_transcript.done"} <= kinds
    assert "response.output_audio.delta" not in kinds


async def test_a_finding_is_recorded_by_a_function_and_followed_by_words(world):
    client = await world()
    first = await client.responses.create(
        model="gpt-5", instructions=INSTRUCTIONS, input=ASKED, tools=[RECORD]
    )
    call = first.output[0]
    assert call.type == "function_call"
    assert json.loads(call.arguments) == {
        "field": "price",
        "value": 120,
        "quote": "It's one twenty.",
    }
    output = {"type": "function_call_output", "call_id": call.call_id, "output": "{}"}
    second = await client.responses.create(
        model="gpt-5",
        instructions=INSTRUCTIONS,
        input=[output],
        tools=[RECORD],
        previous_response_id=first.id,
    )

    assert "Goodbye" in second.output_text
    assert second.usage.input_tokens > first.usage.input_tokens
    again = await client.responses.retrieve(first.id)
    assert again.output[0].call_id == call.call_id


async def test_a_client_may_keep_the_history_itself(world):
    client = await world()
    first = await client.responses.create(
        model="gpt-5", instructions=INSTRUCTIONS, input=ASKED, tools=[RECORD]
    )
    call = first.output[0]
    output = {"type": "function_call_output", "call_id": call.call_id, "output": "{}"}
    history = [*ASKED, *(item.model_dump() for item in first.output), output]
    second = await client.responses.create(
        model="gpt-5", instructions=INSTRUCTIONS, input=history, tools=[RECORD]
    )

    assert "Goodbye" in second.output_text


async def test_an_answer_can_be_json(world):
    client = await world()
    schema = {
        "type": "object",
        "properties": {"nextResponse": {"type": "string"}},
        "required": ["nextResponse"],
        "additionalProperties": False,
    }
    layout = {"type": "json_schema", "name": "advice", "schema": schema, "strict": True}
    answer = await client.responses.create(
        model="gpt-5",
        instructions=INSTRUCTIONS,
        input="How can I help you?",
        text={"format": layout},
    )

    said = json.loads(answer.output_text)["nextResponse"]
    assert said.endswith("How much is a cleaning?")


async def test_an_answer_can_be_streamed(world):
    client = await world()
    kinds, text = [], ""
    stream = await client.responses.create(
        model="gpt-5", instructions=INSTRUCTIONS, input="Hello?", stream=True
    )
    async for event in stream:
        kinds.append(event.type)
        if event.type == "response.output_text.delta":
            text += event.delta

    assert kinds[0] == "response.created"
    assert kinds[-1] == "response.completed"
    assert text.endswith("How much is a cleaning?")


async def test_mistakes_get_openais_errors(world):
    client = await world()
    with pytest.raises(openai.BadRequestError) as missing:
        await client.post("/responses", body={"input": "x"}, cast_to=object)
    assert missing.value.param == "model"
    with pytest.raises(openai.BadRequestError) as unknown:
        await client.responses.create(
            model="gpt-5", input="x", previous_response_id="resp_none"
        )
    assert unknown.value.code == "previous_response_not_found"
    with pytest.raises(openai.NotFoundError):
        await client.responses.retrieve("resp_none")


async def test_too_many_requests_are_turned_away(world):
    client = await world(requests_per_min=1)
    await client.responses.create(model="gpt-5", input="Hello")
    with pytest.raises(openai.RateLimitError) as limited:
        await client.responses.create(model="gpt-5", input="Hello")

    assert limited.value.code == "rate_limit_exceeded"


async def test_answers_fail_at_the_rate_that_is_set(world):
    client = await world(error_rate=1)
    with pytest.raises(openai.InternalServerError):
        await client.responses.create(model="gpt-5", input="Hello")
    async with client.realtime.connect(model="gpt-realtime") as connection:
        await connection.response.create()
        done = await until(connection, "response.done")

    assert done.response.status == "failed"


def test_settings_are_read_by_name_and_others_refused():
    assert parse(["reasoner_delay_ms=250"]).reasoner_delay_ms == 250
    for wrong in ("error_rate=often", "carrier_thing=1"):
        with pytest.raises(SettingsError, match=wrong.partition("=")[0]):
            parse([wrong])
