"""The call at the carrier: which stream is its own, and how it is ended."""

import asyncio

import pytest

from actors.dialled import DialledCall
from actors.tasks import Tasks
from panda.carrier import Placed
from panda.errors import ProtocolError
from panda.session.inputs import DialAccepted
from panda.settings import Settings
from panda.stream import Started
from panda.testing.briefings import briefing
from panda.testing.clock import START, FakeClock
from panda.tokens import CallToken, sign

KEY = "k" * 16
LATER_S = int(START.timestamp()) + 3_600


class SlowCarrier:
    """A carrier that answers a dial when the test says so."""

    def __init__(self):
        self.asked = asyncio.Event()
        self.may_answer = asyncio.Event()
        self.ended = []

    async def place(self, order):
        self.asked.set()
        await self.may_answer.wait()
        return Placed(call_sid="CA1")

    async def hang_up(self, call_sid):
        self.ended.append(call_sid)


@pytest.fixture
def carrier():
    return SlowCarrier()


@pytest.fixture
def fed():
    return []


@pytest.fixture
async def tasks():
    faults = []
    running = Tasks("call1", faults.append)
    yield running
    await running.close()
    assert faults == []


@pytest.fixture
def call(carrier, tasks, fed):
    settings = Settings(
        twilio_account_sid="AC1",
        twilio_auth_token="unused",
        twilio_from="+12175550100",
        openai_api_key="unused",
        public_url="http://127.0.0.1:1",
        api_token="t" * 16,
        signing_key=KEY,
    )
    return DialledCall(
        briefing(), settings, FakeClock(), carrier, tasks=tasks, feed=fed.append
    )


def start(*, call_id="call1", epoch=0, sid="CA1", account="AC1", key=KEY):
    token = sign(CallToken(call_id, epoch, LATER_S), key.encode())
    return Started("MZ1", sid, account, {"token": token})


async def test_a_call_that_is_being_placed_is_ended_once_it_is(
    call, carrier, tasks, fed
):
    call.place("")
    call.hang_up()
    await carrier.asked.wait()
    assert carrier.ended == []
    carrier.may_answer.set()
    await tasks.close()
    assert fed == [DialAccepted("CA1")]
    assert carrier.ended == ["CA1"]


async def test_a_call_nobody_placed_is_not_ended_at_the_carrier(call, carrier, tasks):
    call.hang_up()
    await tasks.close()
    assert carrier.ended == []


async def test_a_stream_may_come_before_the_dial_is_answered(call):
    call.admit(start(sid="CA7"))
    assert call.sid == "CA7"


@pytest.mark.parametrize(
    "strange",
    [
        start(call_id="call2"),
        start(epoch=1),
        start(account="AC2"),
        start(key="another key"),
        Started("MZ1", "CA1", "AC1", {}),
    ],
    ids=["call", "epoch", "account", "key", "none"],
)
async def test_a_stream_that_is_not_ours_is_not_let_in(call, strange):
    with pytest.raises(ProtocolError):
        call.admit(strange)
    assert call.sid == ""


async def test_once_the_call_is_known_no_other_may_stream(call):
    call.admit(start(sid="CA1"))
    with pytest.raises(ProtocolError, match="another call"):
        call.admit(start(sid="CA2"))
    call.admit(start(sid="CA1"))
