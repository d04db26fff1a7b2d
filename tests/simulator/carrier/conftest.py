"""A carrier, a town of callees, and a client's desk, all on loopback."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from random import Random

import aiohttp
import pytest

from simulator import ledger as ledgers
from simulator.businesses.ends import DataEnds
from simulator.carrier.exchange import Exchange
from simulator.carrier.server import SilentVoice, account_of, running
from simulator.carrier.settings import parse
from simulator.carrier.testing import CLIENT, OFFICE, Desk, Town, until
from simulator.ledger import JsonlLedger
from tests.simulator.carrier.hummers import Party


class Rig:
    """One running carrier and those around it."""

    def __init__(self, url: str, exchange: Exchange, town: Town, desk: Desk, path):
        self.url, self.exchange, self.town, self.desk = url, exchange, town, desk
        self.account = exchange.world.account
        self.path = path
        self.http = aiohttp.ClientSession(
            headers={
                "Authorization": aiohttp.encode_basic_auth(
                    self.account.sid, self.account.auth_token
                )
            }
        )

    @property
    def calls(self) -> str:
        return f"{self.url}/2010-04-01/Accounts/{self.account.sid}/Calls.json"

    def call(self, sid: str) -> str:
        return f"{self.url}/2010-04-01/Accounts/{self.account.sid}/Calls/{sid}.json"

    def records(self, kind: str) -> list:
        return [r for r in ledgers.read(self.path) if r["kind"] == kind]

    async def post(self, url: str, form, status: int):
        async with self.http.post(url, data=form) as answer:
            body = await answer.json()
            assert answer.status == status, body
            return body

    async def get(self, url: str, status: int = 200, **query):
        async with self.http.get(url, params=query) as answer:
            body = await answer.json()
            assert answer.status == status, body
            return body

    async def dial(self, twiml: str = "", **form) -> str:
        body = {"To": OFFICE, "From": CLIENT}
        if twiml:
            body["Twiml"] = f"<Response>{twiml}</Response>"
        pairs = []
        for name, value in (body | form).items():
            values = value if isinstance(value, list) else [value]
            pairs += [(name, str(one)) for one in values]
        return (await self.post(self.calls, pairs, 201))["sid"]

    def stream(self, after: str = "", parameters: str = "") -> str:
        url = self.desk.stream_url
        stream = f'<Stream url="{url}">{parameters}</Stream>'
        return f"<Connect>{stream}</Connect>{after}"

    async def answered(self, **form):
        """Dial into a stream; return the call's name and the open stream."""
        sid = await self.dial(self.stream(), **form)
        await until(lambda: self.desk.streams and self.desk.streams[-1].of("start"))
        return sid, self.desk.streams[-1]

    async def ended(self, sid: str) -> dict:
        await until(lambda: any(r["call_sid"] == sid for r in self.records("end")))
        return await self.get(self.call(sid))


@pytest.fixture
async def start(tmp_path):
    """Start a carrier with these ``key=value`` settings."""
    async with AsyncExitStack() as stack:

        async def begin(*settings: str) -> Rig:
            defaults = (
                "calls_per_second=1000",
                "post_dial_ms=0",
                "list_delay_ms=0",
                "abrupt_notice_ms=0",
            )
            town, desk = Town(), Desk()
            await desk.open()
            stack.push_async_callback(desk.close)
            ledger = JsonlLedger(tmp_path / "ledger.jsonl")
            stack.callback(ledger.close)
            url, exchange = await stack.enter_async_context(
                running(
                    account=account_of(1),
                    directory=town,
                    voice=SilentVoice(),
                    ears=DataEnds(),
                    ledger=ledger,
                    settings=parse([*defaults, *settings]),
                    rng=Random(1),
                )
            )
            rig = Rig(url, exchange, town, desk, ledger.path)
            stack.push_async_callback(rig.http.close)
            return rig

        yield begin


@pytest.fixture
async def rig(start: Callable) -> Rig:
    """Return a carrier with the settings tests usually want."""
    return await start()


@pytest.fixture
async def party(rig: Rig) -> Party:
    """Return a conference of three people."""
    return Party(rig)


@pytest.fixture
async def loop() -> asyncio.AbstractEventLoop:
    return asyncio.get_running_loop()
