"""The beta client's own events, against the model server as it is started."""

import json
import subprocess
import sys

import pytest
from websockets.asyncio.client import connect

from conformance.beta_bot.bridge import Bridge, ToModel, ToPhone

KEY = "sk-conformance"


@pytest.fixture
def model_url(tmp_path):
    command = [sys.executable, "-m", "simulator.model.server", "--ears", "data"]
    command += ["--ledger", str(tmp_path / "model.jsonl"), "--api-key", KEY]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            word, url = process.stdout.readline().split()
            assert word == "ready"
            yield url.replace("http", "ws", 1) + "/v1/realtime?model=gpt-4o-realtime"
        finally:
            process.terminate()


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
