"""A carrier to test against, without businesses and without a product.

`Town` answers numbers with small scripted callees; `Desk` is a client's server: it
takes webhooks, answers them with TwiML, and accepts media streams.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from simulator.ports import FRAME_MS, SILENCE, Ringing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from simulator.ports import Callee, Leg

    Answering = Callable[[], web.Response | Awaitable[web.Response]]

CLIENT = "+15550100001"
OFFICE = "+15550100002"
LOUD = bytes(160)
"""A frame at full level (mu-law 0x00)."""


@dataclass(slots=True)
class Memory:
    """A ledger in memory."""

    records: list[dict[str, object]] = field(default_factory=list)

    def write(self, kind: str, **fields: object) -> None:
        """Append one record."""
        self.records.append({"kind": kind, **fields})

    def of(self, kind: str) -> list[dict[str, object]]:
        """Return the records of one kind."""
        return [record for record in self.records if record["kind"] == kind]


class Listener:
    """A callee that keeps what it hears and says `speech`, then silence.

    It hangs up after `stay_ms`, if that is given.
    """

    def __init__(self, speech: bytes = b"", stay_ms: int | None = None) -> None:
        self.heard: list[bytes] = []
        self.closed = 0
        self._speech = speech
        self._stay_ms = stay_ms

    def exchange(self, frame: bytes, now_ms: int) -> bytes | None:
        """See `simulator.ports.Callee`."""
        self.heard.append(frame)
        if self._stay_ms is not None and now_ms >= self._stay_ms:
            return None
        at = now_ms // FRAME_MS * len(SILENCE)
        return self._speech[at : at + len(SILENCE)].ljust(len(SILENCE), b"\xff")

    def press(self, digit: str, now_ms: int) -> None:
        """See `simulator.ports.Callee`."""

    def close(self) -> None:
        """See `simulator.ports.Callee`."""
        self.closed += 1

    @property
    def audio(self) -> bytes:
        """Everything heard so far."""
        return b"".join(self.heard)


class Echo(Listener):
    """A callee that says what it hears, one frame later."""

    def exchange(self, frame: bytes, now_ms: int) -> bytes | None:
        """See `simulator.ports.Callee`."""
        super().exchange(frame, now_ms)
        return self.heard[-2] if len(self.heard) > 1 else SILENCE


class Town:
    """A `simulator.ports.Directory` by number; unknown numbers fail."""

    def __init__(self) -> None:
        self.dialled: list[Leg] = []
        self._rings: dict[str, Callable[[], Ringing]] = {}

    def put(self, number: str, ring: Callable[[], Ringing]) -> None:
        """Let `ring` decide what happens at `number`."""
        self._rings[number] = ring

    def answers(
        self,
        number: str,
        callee: Callee,
        *,
        ring_ms: int = 20,
        machine: bool = False,
    ) -> None:
        """Let `callee` answer `number`."""
        self.put(number, lambda: Ringing("answer", ring_ms, callee, machine))

    def dial(self, leg: Leg) -> Ringing:
        """See `simulator.ports.Directory`."""
        self.dialled.append(leg)
        ring = self._rings.get(leg.number)
        return ring() if ring else Ringing("failed", ring_ms=0, sip_code=404)


@dataclass(slots=True)
class Hook:
    """One webhook as it came in."""

    path: str
    url: str
    form: list[tuple[str, str]]
    signature: str
    method: str = "POST"
    cookies: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return dict(self.form)[name]


@dataclass(slots=True)
class Media:
    """One media stream as the client sees it."""

    socket: web.WebSocketResponse
    request: web.Request
    messages: list[dict[str, object]] = field(default_factory=list)
    code: int | None = None
    """The close code once the socket is closed."""

    def of(self, event: str) -> list[dict[str, object]]:
        """Return the messages of one kind."""
        return [message for message in self.messages if message["event"] == event]

    @property
    def sid(self) -> str:
        """The stream's name, from its start message."""
        return str(self.of("start")[0]["streamSid"])

    async def send(self, event: str, **body: object) -> None:
        """Send one message about this stream."""
        await self.socket.send_str(
            json.dumps({"event": event, "streamSid": self.sid, **body})
        )

    def abort(self) -> None:
        """Cut the connection without a close frame."""
        transport = self.request.transport
        assert transport is not None
        transport.abort()


class Desk:
    """A client's server on loopback: webhooks under any path, media under /media."""

    def __init__(self) -> None:
        self.url = ""
        self.hooks: list[Hook] = []
        self.streams: list[Media] = []
        self.answers: Mapping[str, Answering] = {}
        self._runner: web.AppRunner | None = None

    async def open(self) -> None:
        """Start listening."""
        app = web.Application()
        app.add_routes(
            [
                web.get("/media{tail:.*}", self._media),
                web.route("*", "/{tail:.*}", self._hook),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def close(self) -> None:
        """Stop listening."""
        assert self._runner is not None
        await self._runner.cleanup()

    def answer(self, path: str, twiml: str) -> None:
        """Answer webhooks to `path` with a document."""
        self.respond(
            path, lambda: web.Response(text=twiml, content_type="application/xml")
        )

    def respond(self, path: str, make: Answering) -> None:
        """Answer webhooks to `path` with what `make` returns, in its own time."""
        self.answers = {**self.answers, path: make}

    def at(self, path: str) -> list[Hook]:
        """Return the webhooks that came to `path`."""
        return [hook for hook in self.hooks if hook.path == path]

    @property
    def stream_url(self) -> str:
        """A media URL as clients write it: always wss."""
        return self.url.replace("http://", "wss://") + "/media"

    async def _hook(self, request: web.Request) -> web.Response:
        form = await request.post()
        self.hooks.append(
            Hook(
                request.path,
                str(request.url),
                [(name, str(value)) for name, value in form.items()],
                request.headers.get("X-Twilio-Signature", ""),
                request.method,
                dict(request.cookies),
            )
        )
        make = self.answers.get(request.path)
        if make is None:
            return web.Response(status=204)
        made = make()
        return made if isinstance(made, web.Response) else await made

    async def _media(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        media = Media(socket, request)
        self.streams.append(media)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                media.messages.append(json.loads(message.data))
        media.code = socket.close_code
        return socket


async def until(check: Callable[[], object], *, seconds: float = 5.0) -> None:
    """Wait until `check` is true.

    Raises:
        TimeoutError: It did not become true in time.
    """
    async with asyncio.timeout(seconds):
        while not check():  # noqa: ASYNC110 - the states tests wait for have no event
            await asyncio.sleep(0.005)
