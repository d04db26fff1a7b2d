"""A whole call without a cluster: the real network, the real sockets, one process.

Everything of the product but Ray is here: front door, call runner, bridge, voice,
carrier, supervisor. The other side is `python -m simulator serve`, whose ledger says
what really happened.
"""

import asyncio
import json
import socket
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web

from actors.clock import SystemClock
from actors.forward import Upstream
from actors.frontdoor import FrontDoor
from actors.runner import CallRunner
from gateways.carrier import TwilioCarrier
from gateways.reasoner import OpenAIReasoner
from gateways.signature import HEADER, is_signed
from panda.campaign import Briefing, Limits
from panda.carrier import StatusUpdate
from panda.functions.none import NoPlugins
from panda.mailbox import CarrierNews
from panda.settings import Settings
from panda.supervisor.supervisor import Supervisor
from panda.testing.store import MemoryStore
from panda.tokens import CallToken, sign
from panda_cli.network import environment, simulated_network
from panda_cli.scenario import read_scenario

ROOT = Path(__file__).parents[2]
SCENARIO = read_scenario(ROOT / "scenarios" / "dental5")
CALL = "call1"


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    """The simulated network of five dental offices, talking in tones."""
    folder = tmp_path_factory.mktemp("network")
    with simulated_network(SCENARIO.folder, folder, seed=1, ears="data") as network:
        yield network


@dataclass
class Board:
    """Where a call shows itself and is told things."""

    snapshots: list = field(default_factory=list)
    posted: asyncio.Queue = field(default_factory=asyncio.Queue)

    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def publish(self, snapshot):
        self.snapshots.append(snapshot)
        self.news.set()

    async def shows(self, state):
        """Wait until the call has been seen in a state."""
        await self.sees(lambda one: one.state is state)

    async def sees(self, right):
        """Wait until the call has shown itself so."""
        while not any(right(one) for one in self.snapshots):
            self.news.clear()
            await self.news.wait()

    async def orders(self, mailbox):
        while True:
            yield await self.posted.get()


class Desk:
    """The carrier as a call sees it, without pace and intents."""

    def __init__(self, carrier):
        self.carrier = carrier

    async def place(self, order):
        return await self.carrier.dial(order)

    async def hang_up(self, call_sid):
        await self.carrier.hang_up(call_sid)

    async def press(self, call_sid, digits, *, resume):
        await self.carrier.press(call_sid, digits, resume=resume)


class Stage:
    """One installation on this machine, minus the cluster."""

    def __init__(self, settings, network):
        self.settings = settings
        self.network = network
        self.clock = SystemClock(settings)
        self.board = Board()
        self.store = MemoryStore()
        self.forged = 0

    def runner(self, provider, *, epoch=0, restored=(), limits=None):
        expires = int(self.clock.now().timestamp()) + 3600
        key = self.settings.signing_key.encode()
        briefing = Briefing(
            call_id=CALL,
            campaign_id="campaign1",
            target_id="target1",
            provider=provider,
            questionnaire=SCENARIO.questionnaire,
            limits=limits or Limits(),
            epoch=epoch,
            restored=restored,
            now=self.clock.now(),
            token=sign(CallToken(CALL, epoch, expires), key),
        )
        reasoner = OpenAIReasoner(
            self.settings.reasoner_model,
            api_key=self.settings.openai_api_key,
            base_url=self.settings.openai_base_url,
        )
        return CallRunner(
            briefing,
            settings=self.settings,
            clock=self.clock,
            store=self.store,
            carrier=Desk(TwilioCarrier(self.settings)),
            board=self.board,
            supervisors=Supervisor(reasoner, self.clock),
            plugins=NoPlugins(),
        )

    async def status(self, request):
        form = await request.post()
        url = f"{self.settings.public_url}{request.path}"
        if not is_signed(
            request.headers[HEADER],
            token=self.settings.twilio_auth_token,
            url=url,
            params=form.items(),
        ):
            self.forged += 1
        update = StatusUpdate(
            call_id=request.match_info["call"],
            call_sid=form["CallSid"],
            status=form["CallStatus"],
        )
        self.board.posted.put_nowait(CarrierNews(update=update))
        return web.Response()

    async def ended(self, call_sid):
        """Wait until the network has written down who hung up; return who it was."""
        for _ in range(400):
            for one in self.ledger("hangup"):
                if one["call_sid"] == call_sid:
                    return one["by"]
            await asyncio.sleep(0.05)
        pytest.fail("nobody hung up")

    def ledger(self, kind=None):
        """What the network saw of the calls of this module, in order."""
        lines = Path(self.network.ledger).read_text().splitlines()
        records = [json.loads(line) for line in lines]
        return [one for one in records if kind in (None, one["kind"])]


@pytest.fixture
async def stage(network, tmp_path):
    values = environment(network, folder=tmp_path, clock_start=SCENARIO.clock)
    settings = Settings.from_env(values | {"PANDA_KEEP_AUDIO_DAYS": "1"})
    stage = Stage(settings, network)
    app = web.Application()
    app.router.add_post("/twilio/status/{call}", stage.status)
    serve = web.AppRunner(app)
    await serve.setup()
    await web.TCPSite(serve, "127.0.0.1", settings.serve_port).start()
    listening = socket.create_server(("127.0.0.1", settings.front_port))
    upstream = Upstream(settings.serve_port, public_url=settings.public_url)
    door = asyncio.create_task(FrontDoor(listening, settings.run_dir, upstream).run())
    yield stage
    door.cancel()
    await asyncio.gather(door, return_exceptions=True)
    await serve.cleanup()
