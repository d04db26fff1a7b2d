"""What Twilio's carrier does, held against the simulated network's REST API."""

import asyncio
from contextlib import AsyncExitStack
from random import Random
from xml.etree import ElementTree as ET

import pytest
from aiohttp import web

from gateways import twiml
from gateways.carrier import TwilioCarrier, _refusal
from panda.carrier import DialOrder
from panda.errors import CarrierBusy, CarrierDenied, CarrierError, CarrierUnsure
from panda.settings import Settings
from simulator import ledger as ledgers
from simulator.carrier.server import SilentVoice, account_of, running
from simulator.carrier.settings import parse
from simulator.carrier.testing import CLIENT, OFFICE, Desk, Listener, Town, until
from simulator.ledger import JsonlLedger

CALL = "01a207fdc0007226b63c5ab791b7584a"


def settings_for(api_url, public_url, account):
    return Settings(
        twilio_account_sid=account.sid,
        twilio_auth_token=account.auth_token,
        twilio_from=CLIENT,
        twilio_api_url=api_url,
        openai_api_key="unused",
        public_url=public_url,
        api_token="t" * 16,
        signing_key="k" * 16,
    )


class Network:
    """A simulated carrier, our desk, and `TwilioCarrier` between them."""

    def __init__(self, url, exchange, town, desk, path):
        self.exchange, self.town, self.desk, self._path = exchange, town, desk, path
        account = exchange.world.account
        self.settings = settings_for(url, desk.url, account)
        self.carrier = TwilioCarrier(self.settings)

    def fault(self, name, **settings):
        self.exchange.world.faults.switch(name, settings)

    def dials(self):
        return [r for r in ledgers.read(self._path) if r["kind"] == "create"]


@pytest.fixture
async def network(tmp_path):
    async with AsyncExitStack() as stack:
        desk, town = Desk(), Town()
        await desk.open()
        stack.push_async_callback(desk.close)
        ledger = JsonlLedger(tmp_path / "ledger.jsonl")
        stack.callback(ledger.close)
        url, exchange = await stack.enter_async_context(
            running(
                account=account_of(1),
                directory=town,
                voice=SilentVoice(),
                ledger=ledger,
                settings=parse(
                    ["calls_per_second=50", "list_delay_ms=0", "post_dial_ms=0"]
                ),
                rng=Random(1),
            )
        )
        yield Network(url, exchange, town, desk, ledger.path)


def order(**changes):
    asked = DialOrder(call_id=CALL, to=OFFICE, ring_s=30, call_s=60, token="t0k")
    return asked.model_copy(update=changes)


async def test_a_dialled_call_rings_and_streams_to_us_with_its_token(network):
    network.town.answers(OFFICE, Listener())
    placed = await network.carrier.dial(order())
    await until(lambda: network.desk.streams and network.desk.streams[0].of("start"))

    (stream,) = network.desk.streams
    start = stream.of("start")[0]["start"]
    assert stream.request.path == f"/media/{CALL}"
    assert start["callSid"] == placed.call_sid
    assert start["customParameters"] == {"token": "t0k"}
    await network.carrier.hang_up(placed.call_sid)


async def test_every_step_of_a_call_is_reported_to_its_own_address(network):
    network.town.answers(OFFICE, Listener(stay_ms=60))
    await network.carrier.dial(order())
    reports = f"/twilio/status/{CALL}"
    await until(
        lambda: "completed" in [hook["CallStatus"] for hook in network.desk.at(reports)]
    )
    seen = {hook["CallStatus"] for hook in network.desk.at(reports)}
    assert {"initiated", "ringing", "in-progress", "completed"} <= seen


async def test_a_report_that_we_could_not_keep_is_made_again(network):
    network.town.answers(OFFICE, Listener(stay_ms=60))
    reports, answers = f"/twilio/status/{CALL}", [503, 500, 503]
    network.desk.respond(
        reports, lambda: web.Response(status=answers.pop() if answers else 204)
    )
    await network.carrier.dial(order())
    await until(lambda: not answers and len(network.desk.at(reports)) >= 7)
    made = [hook["CallStatus"] for hook in network.desk.at(reports)]
    assert len(made) == 7
    assert set(made) == {"initiated", "ringing", "in-progress", "completed"}


async def test_the_carrier_is_told_how_long_to_ring_and_to_talk(network):
    network.town.answers(OFFICE, Listener())
    placed = await network.carrier.dial(order(ring_s=17, call_s=77, send_digits="ww1"))
    form = network.exchange.fetch(placed.call_sid, "").request.form
    assert (form["Timeout"], form["TimeLimit"], form["SendDigits"]) == (
        "17",
        "77",
        "ww1",
    )


async def test_a_call_stands_as_it_stands(network):
    network.town.answers(OFFICE, Listener())
    placed = await network.carrier.dial(order())
    await until(lambda: network.desk.streams)

    fetched = await network.carrier.fetch(placed.call_sid)
    assert (fetched.to, fetched.status) == (OFFICE, "in-progress")
    assert fetched.created_at.tzinfo is not None
    assert [one.call_sid for one in await network.carrier.calls_to(OFFICE)] == [
        placed.call_sid
    ]
    assert await network.carrier.calls_to("+15550109999") == []
    assert [one.call_sid for one in await network.carrier.live()] == [placed.call_sid]

    await network.carrier.hang_up(placed.call_sid)
    await until(lambda: network.desk.streams[0].of("stop"))
    assert await network.carrier.live() == []


async def test_hanging_up_twice_is_fine(network):
    network.town.answers(OFFICE, Listener())
    placed = await network.carrier.dial(order())
    await until(lambda: network.desk.streams)
    await network.carrier.hang_up(placed.call_sid)
    await network.carrier.hang_up(placed.call_sid)
    assert (await network.carrier.fetch(placed.call_sid)).status == "completed"


async def test_keys_pressed_by_the_carrier_come_before_the_stream_goes_on(network):
    callee = Listener()
    network.town.answers(OFFICE, callee)
    placed = await network.carrier.dial(order())
    await until(lambda: network.desk.streams)
    public = network.settings.public_url
    resume = twiml.connect(public, CALL, epoch=1, token="next")
    await network.carrier.press(placed.call_sid, "12", resume=resume)
    await until(
        lambda: len(network.desk.streams) == 2 and network.desk.streams[1].of("start")
    )
    again = network.desk.streams[1].of("start")[0]["start"]
    assert again["customParameters"] == {"token": "next"}
    await network.carrier.hang_up(placed.call_sid)


async def test_a_refused_number_was_certainly_not_dialled(network):
    with pytest.raises(CarrierError) as caught:
        await network.carrier.dial(order(to="12"))
    assert type(caught.value) is CarrierError
    assert caught.value.code == 21211
    assert "12" not in str(caught.value).replace("21211", "")


async def test_a_carrier_with_too_many_requests_may_be_asked_again(network):
    network.town.answers(OFFICE, Listener())
    network.fault("rest_429", times=1)
    with pytest.raises(CarrierBusy):
        await network.carrier.dial(order())
    assert await network.carrier.dial(order())


async def test_after_a_server_error_nobody_knows(network):
    network.town.answers(OFFICE, Listener())
    network.fault("create_error", placed=True, times=1)
    with pytest.raises(CarrierUnsure):
        await network.carrier.dial(order())
    assert len(await network.carrier.calls_to(OFFICE)) == 1


async def test_wrong_credentials_are_a_refusal_of_us_whoever_is_called(network):
    wrong = network.settings.model_copy(update={"twilio_auth_token": "wrong"})
    with pytest.raises(CarrierDenied):
        await TwilioCarrier(wrong).dial(order())


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (401, None, CarrierDenied),
        (403, 20005, CarrierDenied),
        (403, 21215, CarrierError),
        (400, 21211, CarrierError),
    ],
)
def test_a_refusal_of_us_is_told_from_one_of_a_number(status, code, kind):
    assert type(_refusal(status, code)) is kind


async def test_an_unknown_call_cannot_be_fetched(network):
    with pytest.raises(CarrierError):
        await network.carrier.fetch("CA" + "0" * 32)


async def test_a_carrier_that_cannot_be_reached_has_certainly_not_dialled(
    unused_tcp_port,
):
    nobody = settings_for(
        f"http://127.0.0.1:{unused_tcp_port}", "http://127.0.0.1:1", account_of(1)
    )
    with pytest.raises(CarrierError) as caught:
        await TwilioCarrier(nobody).dial(order())
    assert type(caught.value) is CarrierError


@pytest.fixture
async def broken_server():
    """Serve whatever handler it is given; yields a function that starts it."""
    async with AsyncExitStack() as stack:

        async def start(handler):
            app = web.Application()
            app.add_routes([web.route("*", "/{tail:.*}", handler)])
            runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
            await runner.setup()
            stack.push_async_callback(runner.cleanup)
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            return TwilioCarrier(settings_for(url, url, account_of(1)))

        yield start


async def test_a_connection_that_breaks_leaves_it_open(broken_server):
    async def handler(request):
        await request.read()
        request.transport.abort()
        return web.Response()

    carrier = await broken_server(handler)
    with pytest.raises(CarrierUnsure):
        await carrier.dial(order())


async def test_no_answer_in_time_leaves_it_open(broken_server, monkeypatch):
    monkeypatch.setattr("gateways.carrier.REQUEST_S", 0.2)
    over = asyncio.Event()

    async def handler(request):
        await over.wait()
        return web.Response()

    carrier = await broken_server(handler)
    with pytest.raises(CarrierUnsure):
        await carrier.dial(order())
    over.set()


@pytest.mark.parametrize(
    ("status", "body"),
    [(201, "<html>"), (201, "{}"), (500, "oops"), (503, '{"code": 20500}')],
)
async def test_an_answer_that_makes_no_sense_leaves_it_open(
    broken_server, status, body
):
    async def handler(request):
        return web.Response(status=status, text=body)

    carrier = await broken_server(handler)
    with pytest.raises(CarrierUnsure):
        await carrier.dial(order())


async def test_the_document_that_is_sent_is_read_back_by_the_network(network):
    network.town.answers(OFFICE, Listener())
    placed = await network.carrier.dial(order())
    form = network.exchange.fetch(placed.call_sid, "").request.form
    root = ET.fromstring(form["Twiml"])
    assert [verb.tag for verb in root] == ["Connect", "Redirect"]
