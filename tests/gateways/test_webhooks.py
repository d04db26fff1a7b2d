"""Messages to real HTTP servers on this machine: the guide's receiver, rude ones."""

import asyncio
import json
import re
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from pathlib import Path
from random import Random

import pytest

from gateways import webhooks
from gateways.webhooks import WebhookSender
from panda.settings import Settings
from panda.testing.clock import FakeClock
from panda.testing.store import MemoryStore
from panda.webhooks.deliveries import DeliveryStatus
from panda.webhooks.desk import WebhookDesk
from panda.webhooks.sending import Post
from panda.webhooks.views import NewEndpoint
from tests.panda.webhooks.material import found, started

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "webhooks.md"
KEY = "k" * 16
SETTINGS = Settings(
    twilio_account_sid="AC1",
    twilio_auth_token="unused",
    twilio_from="+12175550100",
    twilio_api_url="http://127.0.0.1:1",
    openai_api_key="unused",
    public_url="http://127.0.0.1:1",
    api_token="t" * 16,
    signing_key=KEY,
)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


class Today(FakeClock):
    """A clock whose real time is the receiver's."""

    def real_now(self):
        return datetime.now(UTC)


class Quiet:
    """A server that logs nothing."""

    def log_message(self, *_):
        pass


def serving(handler):
    kind = type("Handler", (Quiet, handler), {"seen": {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, kind


@pytest.fixture
def receiver():
    """The receiver of the guide, as it stands there."""
    (code,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    scope = {}
    exec(compile(code, str(GUIDE), "exec"), scope)
    server, kind = serving(scope["Receiver"])
    kind.url = f"http://127.0.0.1:{server.server_port}/panda"
    yield kind
    server.shutdown()
    server.server_close()


@pytest.fixture
def rude():
    """A server that does as its class says."""
    servers = []

    def make(**methods):
        server, kind = serving(type("Rude", (BaseHTTPRequestHandler,), methods))
        servers.append(server)
        kind.url = f"http://127.0.0.1:{server.server_port}/"
        return kind

    yield make
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
async def sender():
    async with WebhookSender(simulated=True) as made:
        yield made


async def send(sender, url, body=b"{}"):
    now_s = int(datetime.now(UTC).timestamp())
    return await sender.send(url, "msg_1", body, secret=SECRET, timestamp_s=now_s)


async def test_the_guides_receiver_takes_what_happens_once(receiver, sender):
    store = MemoryStore()
    desk = WebhookDesk(store, SETTINGS, Today(), iter(["e1"]).__next__)
    added = await desk.add(NewEndpoint(url=receiver.url))
    receiver.secret = added.secret
    post = Post(store, sender, Today(), random=Random(1), signing_key=KEY)
    assert await desk.test("e1")
    for message in (started(), found(1), found(2), found(1)):
        await store.announce(message)
    while await post.round():
        pass
    # What concerns one call comes in order; what else there is may come beside it.
    assert sorted(one["type"] for one in receiver.seen.values()) == [
        "call.found",
        "call.found",
        "campaign.started",
        "webhook.test",
    ]
    listed = await desk.deliveries("e1")
    assert {one.status for one in listed} == {DeliveryStatus.DELIVERED}
    assert all(message_id.startswith("msg_") for message_id in receiver.seen)


async def test_the_guides_receiver_believes_nobody_without_the_secret(receiver, sender):
    receiver.secret = SECRET.replace("M", "N", 1)
    assert await send(sender, receiver.url) == 401
    receiver.secret = SECRET
    assert await send(sender, receiver.url, json.dumps({"a": 1}).encode()) == 204
    assert receiver.seen == {"msg_1": {"a": 1}}


async def test_no_redirect_is_followed(rude, sender, receiver):
    def do_POST(self):  # noqa: N802 - the library's name
        self.send_response(307)
        self.send_header("location", receiver.url)
        self.end_headers()

    assert await send(sender, rude(do_POST=do_POST).url) == 307
    assert receiver.seen == {}


async def test_who_does_not_answer_in_time_is_let_go(rude, monkeypatch):
    gate = threading.Event()

    def do_POST(self):  # noqa: N802 - the library's name
        gate.wait(5)

    monkeypatch.setattr(webhooks, "TIMEOUT_S", 0.1)
    async with WebhookSender(simulated=True) as sender:
        assert await send(sender, rude(do_POST=do_POST).url) == "timeout"
    gate.set()


async def test_nobody_there_and_nonsense_are_failures_like_others(rude, sender):
    def do_POST(self):  # noqa: N802 - the library's name
        self.wfile.write(b"\x00\xff nonsense\r\n\r\n")

    assert await send(sender, rude(do_POST=do_POST).url) == "unreachable"
    assert await send(sender, "http://127.0.0.1:1/") == "unreachable"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::ffff:127.0.0.1]",
        "2130706433",
        "0x7f000001",
        "127.1",
        "0177.0.0.1",
    ],
)
async def test_whatever_this_machine_is_called_nothing_is_sent_to_it(host):
    visits = []

    async def visited(_, writer):
        visits.append(host)
        writer.close()

    async with (
        await asyncio.start_server(visited, "127.0.0.1", 0) as server,
        WebhookSender(simulated=False) as sender,
    ):
        port = server.sockets[0].getsockname()[1]
        answer = await send(sender, f"https://{host}:{port}/")
    assert answer in {"refused_address", "unreachable"}
    assert visits == []


async def test_a_network_of_ours_is_reached_if_the_settings_name_it():
    nets = [ip_network("127.0.0.0/8")]
    async with WebhookSender(simulated=False, networks=nets) as sender:
        assert await send(sender, "https://localhost:1/") == "unreachable"
