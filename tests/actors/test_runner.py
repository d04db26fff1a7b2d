"""A call at work whose surroundings fail: what it was about is not lost with them."""

import asyncio

import pytest

from actors import journal
from actors.runner import CallRunner
from panda.call import Outcome
from panda.errors import StoreError, VoiceError, VoiceRefused
from panda.functions.none import NoPlugins
from panda.mailbox import End
from panda.menu.memory import Trip
from panda.session.commands import RecordRoute
from panda.settings import Settings
from panda.testing.briefings import briefing
from panda.testing.clock import START, FakeClock
from panda.testing.store import MemoryStore

ROUTE = RecordRoute(Trip(number="+12175550100", goal="g", used_at=START))


class Silent:
    """A voice that is never there."""

    async def open(self, configure):
        await asyncio.Event().wait()

    def send(self, what):
        pass

    async def close(self):
        pass


class Board:
    """Where a call is told to end as soon as the test says so."""

    def __init__(self):
        self.over = asyncio.Event()

    async def publish(self, snapshot):
        pass

    async def orders(self, mailbox):
        await self.over.wait()
        yield End()
        await asyncio.Event().wait()


class BadStore(MemoryStore):
    """A store that takes nothing, or never answers."""

    def __init__(self):
        super().__init__()
        self.is_away = False
        self.failed = asyncio.Event()

    async def append(self, call_id, events):
        await self._fail()

    async def record(self, trip):
        await self._fail()

    async def _fail(self):
        self.failed.set()
        if self.is_away:
            await asyncio.Event().wait()
        raise StoreError("disk full")


@pytest.fixture
def board():
    return Board()


@pytest.fixture
def store(monkeypatch):
    monkeypatch.setattr(journal, "FLUSH_S", 0.05)
    monkeypatch.setattr(journal, "ROUTE_S", 0.05)
    return BadStore()


@pytest.fixture
async def runner(board, store, tmp_path):
    settings = Settings(
        twilio_account_sid="AC1",
        twilio_auth_token="unused",
        twilio_from="+12175550100",
        openai_api_key="unused",
        public_url="http://127.0.0.1:1",
        api_token="t" * 16,
        signing_key="k" * 16,
        run_dir=str(tmp_path),
    )
    made = CallRunner(
        briefing(),
        settings=settings,
        clock=FakeClock(),
        store=store,
        carrier=None,
        board=board,
        supervisors=None,
        plugins=NoPlugins(),
    )
    made._voice = Silent()
    return made


@pytest.mark.parametrize("is_away", [True, False])
async def test_a_result_is_not_thrown_away_with_a_log_that_cannot_be_stored(
    runner, board, store, is_away
):
    store.is_away = is_away
    board.over.set()
    async with asyncio.timeout(5):
        result = await runner.run()
    assert result.outcome is Outcome.CANCELLED
    assert [event.kind for event in runner.unwritten] == ["state_changed", "ended"]
    assert [event.seq for event in runner.unwritten] == [1, 2]


@pytest.mark.parametrize("is_away", [True, False])
async def test_a_way_that_cannot_be_remembered_does_not_end_a_live_call(
    runner, board, store, is_away
):
    store.is_away = is_away
    running = asyncio.ensure_future(runner.run())
    await asyncio.sleep(0)
    runner._do(ROUTE, 0)
    await store.failed.wait()
    for _ in range(5):
        await asyncio.sleep(0)
    board.over.set()
    async with asyncio.timeout(5):
        assert (await running).outcome is Outcome.CANCELLED


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (VoiceRefused("no (401)"), "voice_refused"),
        (VoiceError("away"), "voice_unavailable"),
    ],
)
async def test_a_voice_that_refuses_us_is_told_from_one_that_is_away(
    runner, error, reason
):
    async def fails(configure):
        raise error

    runner._voice.open = fails
    async with asyncio.timeout(5):
        result = await runner.run()
    assert (result.outcome, result.reason) == (Outcome.FAILED, reason)
