"""Who comes in at the front door, and to whom they are brought."""

import asyncio
import contextlib
import socket

import httpx
import pytest
import websockets
from websockets.asyncio.client import connect

from actors import forward, frontdoor
from actors.adopt import CallDoor
from actors.forward import LOOPS, Patience, Upstream
from actors.frontdoor import FrontDoor, route
from actors.passage import BadVisitor


class Serve:
    """Stands in for Ray Serve: answers every request with what it was asked."""

    def __init__(self):
        self.requests = []
        self.status = "200 OK"

    async def answer(self, reader, writer):
        head = await reader.readuntil(b"\r\n\r\n")
        length = [h for h in head.split(b"\r\n") if h.lower().startswith(b"content-l")]
        body = await reader.readexactly(int(length[0].split()[1])) if length else b""
        self.requests.append((head, body))
        writer.write(f"HTTP/1.1 {self.status}\r\nContent-Length: 2\r\n\r\nok".encode())
        await writer.drain()
        writer.close()


@pytest.fixture
async def serve():
    serve = Serve()
    async with await asyncio.start_server(serve.answer, "127.0.0.1", 0) as server:
        serve.port = server.sockets[0].getsockname()[1]
        yield serve


async def opened(run_dir, serve_port):
    listening = socket.create_server(("127.0.0.1", 0))
    upstream = Upstream(serve_port, public_url="https://panda.example")
    task = asyncio.create_task(FrontDoor(listening, str(run_dir), upstream).run())
    return listening.getsockname()[1], task


async def raw(door, request):
    """Send bytes and return all that comes back, "" if we were cut off."""
    port = int(door.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    try:
        return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


@pytest.fixture
async def door(tmp_path, serve):
    port, task = await opened(tmp_path, serve.port)
    yield f"http://127.0.0.1:{port}"
    task.cancel()


@pytest.fixture
async def lonely_door(tmp_path):
    """A front door behind which Serve is away."""
    unused = socket.create_server(("127.0.0.1", 0))
    nobody = unused.getsockname()[1]
    unused.close()
    port, task = await opened(tmp_path, nobody)
    yield f"http://127.0.0.1:{port}"
    task.cancel()


@pytest.mark.parametrize(
    ("line", "to"),
    [
        (b"GET /media/c1 HTTP/1.1", "call"),
        (b"GET /operator/c1?ticket=x HTTP/1.1", "call"),
        (b"GET /media/../etc HTTP/1.1", "nowhere"),
        (b"GET /media/C1 HTTP/1.1", "nowhere"),
        (b"POST /twilio/status/c1 HTTP/1.1", "twilio"),
        (b"GET /api/../-/routes HTTP/1.1", "nowhere"),
        (b"GET /health HTTP/1.1", "api"),
        (b"GET /-/routes HTTP/1.1", "nowhere"),
    ],
)
def test_the_request_line_decides_where_a_visitor_goes(line, to):
    assert route(line).to == to


@pytest.mark.parametrize("line", [b"", b"SSH-2.0-x", b"GET http://x/ HTTP/1.1"])
def test_what_is_no_request_is_nobody(line):
    with pytest.raises(BadVisitor):
        route(line)


async def test_a_request_for_serve_goes_there_alone_on_its_connection(door, serve):
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{door}/api/campaigns", content=b"x" * 100_000)
        assert (answer.status_code, answer.text) == (200, "ok")
        again = await client.get(f"{door}/health")
    assert again.status_code == 200
    (head, body), _ = serve.requests
    assert b"Connection: close" in head
    assert b"keep-alive" not in head.lower()
    assert body == b"x" * 100_000


async def test_a_second_request_on_a_connection_never_passes(door, serve):
    one = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
    answer = await raw(door, one + b"GET /-/routes HTTP/1.1\r\nHost: x\r\n\r\n")
    assert answer.count(b"HTTP/1.1 200") == 1
    assert len(serve.requests) == 1


@pytest.mark.parametrize("path", ["/", "/-/routes", "/docs", "/apix"])
async def test_anything_else_is_not_there(door, serve, path):
    async with httpx.AsyncClient() as client:
        assert (await client.get(door + path)).status_code == 404
    assert serve.requests == []


@pytest.mark.parametrize(
    "header", [b"Content-Length: 999999999", b"Transfer-Encoding: chunked"]
)
async def test_a_body_too_long_or_of_unknown_length_is_refused(door, serve, header):
    head = b"POST /api/x HTTP/1.1\r\nHost: x\r\n" + header + b"\r\n\r\n"
    assert b" 413 " in await raw(door, head)
    assert serve.requests == []


async def test_without_serve_the_api_says_when_to_come_again(lonely_door):
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{lonely_door}/api/calls")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


async def test_without_serve_a_call_is_asked_to_wait_but_not_for_ever(lonely_door):
    async with httpx.AsyncClient() as client:
        path = "/twilio/recover/c1/0"
        for loop in range(1, LOOPS + 1):
            answer = await client.post(lonely_door + path)
            path = f"/twilio/recover/c1/0?wait={loop}"
            assert f"https://panda.example{path}</Redirect>" in answer.text
        assert "<Hangup/>" in (await client.post(lonely_door + path)).text


async def test_a_failing_serve_does_not_end_a_call_that_can_be_recovered(door, serve):
    serve.status = "500 Internal Server Error"
    async with httpx.AsyncClient() as client:
        assert "<Redirect" in (await client.post(f"{door}/twilio/recover/c1/0")).text
        assert (await client.get(f"{door}/api/calls")).status_code == 500


async def test_media_of_a_call_nobody_has_is_not_there(door):
    with pytest.raises(websockets.InvalidStatus) as refusal:
        await connect(f"{door}/media/c1".replace("http", "ws"))
    assert refusal.value.response.status_code == 404


class Echo:
    def on_open(self, phone):
        self.phone = phone

    def on_text(self, text):
        self.phone.send(text)

    def on_closed(self, code, *, clean):
        pass


async def test_media_of_a_call_reaches_its_own_process(door, tmp_path):
    call = CallDoor(str(tmp_path / "c1.sock"), lambda _: Echo())
    call.open()
    async with connect(f"{door}/media/c1".replace("http", "ws")) as carrier:
        await carrier.send("one")
        assert await carrier.recv() == "one"
    call.close()


async def test_a_request_line_that_comes_byte_by_byte_is_waited_for(door, serve):
    port = int(door.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for byte in b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n":
        writer.write(bytes([byte]))
        await writer.drain()
    assert b"200 OK" in await reader.read()
    writer.close()


HASTY = Patience(request_s=0.2, answer_s=0.2, whole_s=0.4)


async def connected(door):
    port = int(door.rpartition(":")[2])
    return await asyncio.open_connection("127.0.0.1", port)


async def until_cut_off(reader, writer, *, say=b""):
    """Go on saying something until the door has had enough."""
    async with asyncio.timeout(5):
        with contextlib.suppress(ConnectionError):
            while not reader.at_eof():
                writer.write(say)
                await writer.drain()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(reader.read(100), 0.05)
    writer.close()


async def test_a_body_that_drips_in_is_cut_off_however_steadily(door, monkeypatch):
    monkeypatch.setattr(forward, "STRANGER", HASTY)
    reader, writer = await connected(door)
    writer.write(b"POST /api/x HTTP/1.1\r\nContent-Length: 100000\r\n\r\n")
    await until_cut_off(reader, writer, say=b"x")


async def test_whoever_does_not_read_their_answer_is_cut_off(
    tmp_path, serve, monkeypatch
):
    monkeypatch.setattr(forward, "STRANGER", HASTY)
    monkeypatch.setattr(forward, "GOODBYE_S", 0.1)
    ended = asyncio.Event()

    async def answers_much(reader, writer):
        with contextlib.suppress(ConnectionError):
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                writer.write(b"x" * 1_000_000)
                await writer.drain()
        ended.set()

    async with await asyncio.start_server(answers_much, "127.0.0.1", 0) as much:
        port, task = await opened(tmp_path, much.sockets[0].getsockname()[1])
        _, writer = await connected(f"http://127.0.0.1:{port}")
        writer.transport.pause_reading()
        writer.write(b"GET /api/x HTTP/1.1\r\n\r\n")
        async with asyncio.timeout(5):
            await ended.wait()
        writer.close()
        task.cancel()


async def test_strangers_who_fill_the_api_leave_room_for_the_carrier(
    door, serve, monkeypatch
):
    monkeypatch.setattr(frontdoor, "MOST", {"api": 2, "twilio": 2})
    slow = [await connected(door) for _ in range(2)]
    for _, writer in slow:
        writer.write(b"POST /api/x HTTP/1.1\r\nContent-Length: 9\r\n\r\n")
        await writer.drain()
    async with httpx.AsyncClient() as client, asyncio.timeout(5):
        while (await client.get(f"{door}/health")).status_code != 503:
            pass
        answer = await client.post(f"{door}/twilio/status/c1")
        assert answer.status_code == 200
        for _, writer in slow:
            writer.close()
        while (await client.get(f"{door}/health")).status_code != 200:
            pass


async def test_those_who_say_nothing_keep_nobody_out(door, serve, monkeypatch):
    monkeypatch.setattr(frontdoor, "AT_ONCE", 2)
    silent = [await connected(door) for _ in range(4)]
    async with httpx.AsyncClient() as client, asyncio.timeout(2):
        assert (await client.get(f"{door}/health")).status_code == 200
    assert await silent[0][0].read() == b"", "the first had to go"
    for _, writer in silent:
        writer.close()


async def test_an_endless_request_line_is_cut_off(door):
    assert await raw(door, b"GET /" + b"x" * 100_000) == b""
