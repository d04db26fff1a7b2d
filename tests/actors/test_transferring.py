"""An operator's telephone at the carrier, and what a failure of it means."""

import asyncio
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest

from actors.tasks import Tasks
from actors.transferring import OperatorLeg
from panda.carrier import Placed
from panda.errors import CarrierError, CarrierUnsure
from panda.mailbox import LegNews
from panda.operator.phones import Phones
from panda.session.commands import DropPhone, FetchCallee, MoveCallee, RingPhone
from panda.session.inputs import CalleeStays, LegRefused, Ordered
from panda.settings import Settings
from panda.testing.briefings import briefing
from panda.testing.clock import FakeClock
from panda.tokens import verify

KEY = "k" * 16
SETTINGS = Settings(
    twilio_account_sid="AC1",
    twilio_auth_token="unused",
    twilio_from="+12175550100",
    openai_api_key="unused",
    public_url="https://panda.example",
    api_token="t" * 16,
    signing_key=KEY,
    transfer_phones="Ann=+12175550190",
)


class Carrier:
    """Rings, moves and hangs up, slowly or not at all as it is told to."""

    def __init__(self):
        self.trouble = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.rung, self.sent, self.ended = [], [], []

    async def ring(self, order):
        await self.gate.wait()
        self.rung.append(order)
        if self.trouble:
            raise self.trouble
        return Placed(call_sid="CA2")

    async def redirect(self, call_sid, document):
        await self.gate.wait()
        self.sent.append((call_sid, [verb.tag for verb in ET.fromstring(document)]))
        self.document = document
        if self.trouble:
            raise self.trouble

    async def hang_up(self, call_sid):
        self.ended.append(call_sid)
        if self.trouble:
            raise self.trouble


class Desk:
    def __init__(self):
        self.carrier, self.clock, self.fed = Carrier(), FakeClock(), []
        self.failed = []
        self.tasks = Tasks("call1", self.failed.append)
        self.leg = OperatorLeg(
            briefing(),
            SETTINGS,
            self.clock,
            self.carrier,
            phones=Phones(SETTINGS.transfer_phones),
            dialled=SimpleNamespace(sid="CA1"),
            tasks=self.tasks,
            feed=self.fed.append,
        )

    async def do(self, *commands):
        for command in commands:
            self.leg.do(command)
        for _ in range(10):
            await asyncio.sleep(0)
        assert self.failed == []


@pytest.fixture
async def desk():
    made = Desk()
    yield made
    await made.tasks.close()


async def test_the_telephone_of_that_name_is_called_and_says_whom_it_is_about(desk):
    await desk.do(RingPhone(1, "ann"))
    (order,) = desk.carrier.rung
    assert (order.to, order.about) == ("+12175550190", "Bright Dental")
    news = LegNews(transfer=1, call_sid="CA2", news="ringing")
    assert desk.fed == [Ordered(news)]


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (CarrierError("no", code=21211), LegRefused(1)),
        (CarrierUnsure("who knows"), LegRefused(1, unsure=True)),
    ],
)
async def test_a_telephone_that_is_not_called_is_told(desk, trouble, told):
    desk.carrier.trouble = trouble
    await desk.do(RingPhone(1, "Ann"))
    assert desk.fed == [told]


async def test_the_callee_moves_by_a_document_that_ends_in_our_stream(desk):
    await desk.do(MoveCallee(1))
    assert desk.carrier.sent == [("CA1", ["Dial", "Connect", "Redirect"])]
    parameter = ET.fromstring(desk.carrier.document).find(".//Parameter")
    limit_s = briefing().limits.call_s
    late_s = desk.clock.now().timestamp() + limit_s
    assert verify(parameter.get("value"), KEY.encode(), now_s=late_s).epoch == 0


async def test_a_leg_that_was_not_moved_is_told_and_one_that_may_have_been_is_not(desk):
    desk.carrier.trouble = CarrierError("ended", code=21220)
    await desk.do(MoveCallee(1))
    desk.carrier.trouble = CarrierUnsure("who knows")
    await desk.do(MoveCallee(2))
    assert desk.fed == [CalleeStays(1)]


async def test_a_leg_goes_where_it_was_sent_last(desk):
    desk.carrier.gate.clear()
    await desk.do(MoveCallee(1), FetchCallee(1))
    assert desk.carrier.sent == []
    desk.carrier.gate.set()
    await desk.do()
    assert [tags[0] for _, tags in desk.carrier.sent] == ["Dial", "Connect"]


async def test_a_telephone_that_is_just_being_called_is_hung_up_as_well(desk):
    desk.carrier.gate.clear()
    await desk.do(RingPhone(1, "Ann"), DropPhone(1))
    assert desk.carrier.ended == []
    desk.carrier.gate.set()
    await desk.do()
    assert desk.carrier.ended == ["CA2"]


async def test_hanging_up_is_not_cut_short_by_the_calls_end(desk):
    await desk.do(RingPhone(1, "Ann"))
    desk.leg.do(DropPhone(1))
    await desk.tasks.close()
    assert desk.carrier.ended == ["CA2"]


async def test_a_leg_that_cannot_be_hung_up_ends_no_call(desk):
    desk.carrier.trouble = CarrierError("away")
    await desk.do(DropPhone(1, "CA7"))
    assert desk.carrier.ended == ["CA7"]
