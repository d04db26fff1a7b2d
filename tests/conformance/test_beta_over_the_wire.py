"""The beta client's own events, against the model server."""

import json
from random import Random

import pytest
from websockets.asyncio.client import connect

from conformance.beta_bot.bridge import Bridge, ToModel, ToPhone
from simulator.faults.book import FaultBook
from simulator.ledger import JsonlLedger
from simulator.model.ears import open_ears
from simulator.model.server import Server, serve
from simulator.model.settings import Settings

KEY = "sk-conformance"


@pytest.fixture
async def model_url(tmp_path):
    ledger = JsonlLedger(tmp_path / "model.jsonl")
    server = Server(
        ears=open_ears("data", ""),
        ledger=ledger,
        settings=Settings(),
        rng=Random(1),
        api_key=KEY,
        faults=FaultBook(Random(1), ledger, lambda: 0.0),
    )
    runner, url = await serve(server, 0)
    yield url.replace("http", "ws", 1) + "/v1/realtime?model=gpt-4o-realtime"
    await runner.cleanup()
    await server.ears.close()
    ledger.close()


async def test_an_old_client_is_spoken_to_in_its_own_dialect(model_url):
    bridge = Bridge("You are calling a shop. Ask whether it is open.")
    bridge.from_phone({"event": "start", "start": {"streamSid": "MZ1", "callSid": "C"}})
    headers = {"Authorization": f"Bearer {KEY}", "OpenAI-Beta": "realtime=v1"}
    kinds, played = [], []
    async with connect(model_url, additional_headers=headers) as model:
        for out in bridge.opening():
            assert isinstance(out, ToModel)
            await model.send(json.dumps(out.event))
        async for text in model:
            event = json.loads(text)
            kinds.append(event["type"])
            outs = bridge.from_model(event)
            played += [out for out in outs if isinstance(out, ToPhone)]
            if event["type"] == "session.updated":
                session = event["session"]
            if event["type"] == "response.done":
                break

    assert "error" not in kinds
    assert session["output_audio_format"] == "g711_ulaw"
    assert [tool["name"] for tool in session["tools"]] == ["end_call"]
    assert {"response.audio.delta", "response.audio_transcript.delta"} <= set(kinds)
    assert not [kind for kind in kinds if kind.startswith("response.output_audio")]
    assert {out.message["event"] for out in played} == {"media", "mark"}
