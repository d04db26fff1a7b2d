"""One call's audio through front door, bridge and voice, on the simulated network.

No Ray: the pieces are joined by hand, as the call's actor joins them. Text travels as
modem tones, so every lost or foreign frame shows.
"""

import asyncio
import socket
import time

import httpx
import pytest

from actors.adopt import CallDoor
from actors.forward import Upstream
from actors.frontdoor import FrontDoor
from benchmarks import world
from benchmarks.findings import find
from benchmarks.probe import Tap
from gateways import twiml
from gateways.voice import RealtimeVoice, realtime_url
from panda.bridge import Ask, Hear, Introduced, MediaBridge, Notice, ToPhone
from panda.realtime.agent import Configure, Heard, Ready, Say, SpeakExactly, Turns
from panda.session.inputs import CutOff, KeysPlayed, UtterancePlayed

QUESTION = "Do you accept Delta Dental insurance?"


class Call:
    """What the call's actor does, without its decisions."""

    def __init__(self, path, url, api_key):
        self.bridge = MediaBridge(hears=True)
        self.happened = asyncio.Queue()
        self.phone = None
        self.voice = RealtimeVoice(
            url=url, api_key=api_key, on_event=self.on_event, on_lost=self.on_lost
        )
        self.door = CallDoor(path, lambda _: self)
        self.door.open()

    def now(self):
        return round(time.monotonic() * 1000)

    def do(self, effects):
        for effect in effects:
            match effect:
                case ToPhone(text):
                    self.phone.send(text)
                case Hear(audio):
                    self.voice.append(audio)
                case Ask(what):
                    self.voice.send(what)
                case Notice(happened):
                    self.happened.put_nowait(happened)
                case Introduced():
                    self.happened.put_nowait(effect)

    def on_open(self, phone):
        self.phone = phone

    def on_text(self, text):
        self.do(self.bridge.from_phone(text, self.now()))

    def on_closed(self, code, *, clean):
        self.happened.put_nowait((code, clean))

    def on_event(self, event):
        if not isinstance(event, Say):
            self.happened.put_nowait(event)
        self.do(self.bridge.from_voice(event, self.now()))

    def on_lost(self, attempt, *, final):
        raise AssertionError("the voice was lost")

    async def until(self, kind):
        async with asyncio.timeout(20):
            while not isinstance(one := await self.happened.get(), kind):
                pass
        return one


@pytest.fixture
def network(tmp_path):
    with world.network(world.many_offices(tmp_path, 1), tmp_path, seed=1) as ready:
        yield ready


async def test_a_call_is_heard_both_ways_frame_by_frame(network, tmp_path):
    model = Tap(int(network["model_url"].rpartition(":")[2]), carrier=False)
    await model.open()
    listening = socket.create_server(("127.0.0.1", 0))
    carrier = Tap(listening.getsockname()[1], carrier=True)
    await carrier.open()
    public = f"http://127.0.0.1:{carrier.port}"
    door = FrontDoor(listening, str(tmp_path), Upstream(1, public_url=public))
    porter = asyncio.create_task(door.run())
    url = realtime_url(f"http://127.0.0.1:{model.port}/v1", "gpt-realtime")
    call = Call(str(tmp_path / "c1.sock"), url, network["api_key"])

    await call.voice.open(Configure(instructions="Ask.", turns=Turns(), voice="marin"))
    await call.until(Ready)
    await dial(network, twiml.connect(public, "c1", epoch=0, token="t"))
    await call.until(Introduced)
    greeting = await call.until(Heard)
    assert "Smiles, Susan speaking" in greeting.text

    call.voice.send(SpeakExactly(QUESTION))
    await call.until(UtterancePlayed)
    while "Delta" not in (answer := await call.until(Heard)).text or not answer.final:
        pass

    call.do(call.bridge.press("12#", slow=False, now_ms=call.now()))
    await call.until(KeysPlayed)
    call.voice.send(SpeakExactly(QUESTION))
    await asyncio.sleep(0)  # its first audio is what we wait for
    slipped = await interrupted(call, model)
    cut = await call.until(CutOff)
    assert cut.heard_ms > 0

    call.phone.close()
    await call.until(tuple)
    await call.voice.close()
    porter.cancel()
    for tap in (carrier, model):
        tap.close()
    records = world.ledger(network["ledger"])
    keys = "".join(r["digit"] for r in records if r["kind"] == "key")
    assert keys == "12#"
    found = find(carrier.wires, model.wires, records, {0: slipped})
    assert found.frames > 100
    assert (found.lost, found.astray, found.lost_at_callee) == (0, 0, 0)
    assert [abs(error) <= 40 for error in found.truncation_ms] == [True]


async def dial(network, document):
    account = network["account_sid"]
    url = f"{network['carrier_url']}/2010-04-01/Accounts/{account}/Calls.json"
    order = {"To": "+16085550100", "From": "+12175550100", "Twiml": document}
    async with httpx.AsyncClient(auth=(account, network["auth_token"])) as client:
        assert (await client.post(url, data=order)).status_code == 201


async def interrupted(call, model):
    """Let the callee seem to speak as soon as some of the question was heard."""
    while call.bridge.health(call.now()).unplayed_ms < 400:  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    await asyncio.sleep(0.3)
    speaks = {"type": "input_audio_buffer.speech_started", "event_id": "event_tap"}
    place = {"audio_start_ms": 0, "item_id": "item_tap"}
    assert model.slip_in(model.wires[0], {**speaks, **place})
    return [time.monotonic() * 1000]
