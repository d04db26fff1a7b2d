"""The contract between our adoption of sockets and picows' inner workings."""

import asyncio
import socket
from contextlib import asynccontextmanager

import pytest
import websockets
from websockets.asyncio.client import connect

from actors import adopt
from actors.adopt import CallDoor
from actors.passage import hand_over
from panda.errors import ProtocolError


class Visitor:
    def __init__(self):
        self.phone = None
        self.texts = asyncio.Queue()
        self.closed = asyncio.get_running_loop().create_future()

    def on_open(self, phone):
        self.phone = phone

    def on_text(self, text):
        if text == "nonsense":
            raise ProtocolError("not a message")
        self.texts.put_nowait(text)

    def on_closed(self, code, *, clean):
        self.closed.set_result((code, clean))


@asynccontextmanager
async def house(tmp_path, welcome):
    """A door, and a listening socket whose visitors are handed to it unread."""
    door = CallDoor(str(tmp_path / "c1.sock"), welcome)
    door.open()
    loop = asyncio.get_running_loop()
    public = socket.create_server(("127.0.0.1", 0))
    public.settimeout(0)

    async def porter():
        while True:
            phone, _ = await loop.sock_accept(public)
            await hand_over(phone, door.path)

    porter_at_work = loop.create_task(porter())
    try:
        yield public.getsockname()[1]
    finally:
        porter_at_work.cancel()
        public.close()
        door.close()


@pytest.fixture
async def visitor():
    return Visitor()


async def test_a_handed_over_socket_becomes_a_websocket_with_path_and_headers(
    tmp_path, visitor
):
    seen = []

    def welcome(handshake):
        seen.append((handshake.path, handshake.headers["x-twilio-signature"]))
        return visitor

    async with house(tmp_path, welcome) as port:
        uri = f"ws://127.0.0.1:{port}/media/c1"
        headers = {"X-Twilio-Signature": "abc"}
        async with connect(uri, additional_headers=headers) as carrier:
            await carrier.send("hello")
            assert await visitor.texts.get() == "hello"
            visitor.phone.send("and hello to you")
            assert await carrier.recv() == "and hello to you"
        assert await visitor.closed == (1000, True)
    assert seen == [("/media/c1", "abc")]


async def test_a_visitor_nobody_knows_is_refused(tmp_path):
    async with house(tmp_path, lambda _: None) as port:
        with pytest.raises(websockets.InvalidStatus) as refusal:
            await connect(f"ws://127.0.0.1:{port}/media/c1")
    assert refusal.value.response.status_code == 403


async def test_a_message_that_breaks_the_protocol_closes_that_socket_with_1008(
    tmp_path, visitor
):
    async with (
        house(tmp_path, lambda _: visitor) as port,
        connect(f"ws://127.0.0.1:{port}/media/c1") as carrier,
    ):
        await carrier.send("nonsense")
        with pytest.raises(websockets.ConnectionClosed):
            await carrier.recv()
        assert carrier.close_code == 1008
        assert (await visitor.closed)[1]


@pytest.mark.parametrize(
    ("message", "code"),
    [("x" * 70_000, 1009), (b"binary", 1003)],
    ids=["long", "binary"],
)
async def test_what_no_carrier_sends_closes_the_socket(
    tmp_path, visitor, message, code
):
    async with (
        house(tmp_path, lambda _: visitor) as port,
        connect(f"ws://127.0.0.1:{port}/media/c1") as carrier,
    ):
        await carrier.send(message)
        with pytest.raises(websockets.ConnectionClosed):
            await carrier.recv()
        assert carrier.close_code == code


class Hearing(Visitor):
    def on_bytes(self, data):
        if data == b"nonsense":
            raise ProtocolError("not a frame")
        self.texts.put_nowait(data)


async def test_a_guest_that_takes_sound_gets_it_and_sends_it(tmp_path):
    visitor = Hearing()
    async with (
        house(tmp_path, lambda _: visitor) as port,
        connect(f"ws://127.0.0.1:{port}/operator/c1") as browser,
    ):
        await browser.send(b"binary")
        assert await visitor.texts.get() == b"binary"
        visitor.phone.send(b"and back")
        assert await browser.recv() == b"and back"
        await browser.send(b"nonsense")
        with pytest.raises(websockets.ConnectionClosed):
            await browser.recv()
        assert browser.close_code == 1008


async def test_a_socket_nobody_reads_is_full_and_has_room_again(tmp_path, visitor):
    async with (
        house(tmp_path, lambda _: visitor) as port,
        connect(f"ws://127.0.0.1:{port}/operator/c1", max_queue=1) as browser,
    ):
        await browser.send("hello")
        await visitor.texts.get()
        while not visitor.phone.is_full:
            visitor.phone.send(b"x" * 50_000)
            await asyncio.sleep(0)
        while visitor.phone.is_full:
            await browser.recv()


async def test_a_message_in_pieces_arrives_whole(tmp_path, visitor):
    async with (
        house(tmp_path, lambda _: visitor) as port,
        connect(f"ws://127.0.0.1:{port}/media/c1") as carrier,
    ):
        await carrier.send(["al", "to", "gether"])
        assert await visitor.texts.get() == "altogether"


async def test_a_peer_that_vanishes_is_reported_as_1006(tmp_path, visitor):
    async with house(tmp_path, lambda _: visitor) as port:
        carrier = await connect(f"ws://127.0.0.1:{port}/media/c1")
        carrier.transport.abort()
        assert await visitor.closed == (1006, False)


async def test_we_can_say_goodbye_ourselves(tmp_path, visitor):
    async with house(tmp_path, lambda _: visitor) as port:
        carrier = await connect(f"ws://127.0.0.1:{port}/media/c1")
        visitor.phone.close(1000)
        with pytest.raises(websockets.ConnectionClosedOK):
            await carrier.recv()
        visitor.phone.send("too late")
        assert await visitor.closed == (1000, True)


async def test_a_socket_that_says_nothing_is_closed(tmp_path, visitor, monkeypatch):
    monkeypatch.setattr(adopt, "SILENT_S", 0.05)
    async with house(tmp_path, lambda _: visitor) as port:
        carrier = await connect(f"ws://127.0.0.1:{port}/media/c1")
        with pytest.raises(websockets.ConnectionClosed):
            await carrier.recv()
        assert carrier.close_code == 1008
