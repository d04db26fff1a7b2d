"""The model server's process: one port for Realtime sockets and `/v1/responses`."""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import uvloop
from aiohttp import WSCloseCode, web

from simulator.ledger import JsonlLedger
from simulator.model import settings as settings_
from simulator.model.ears import Ears, open_ears
from simulator.model.realtime.config import SessionConfig
from simulator.model.realtime.dialect import dialect
from simulator.model.realtime.ids import Ids
from simulator.model.realtime.session import Session
from simulator.model.realtime.socket import Connection
from simulator.model.responses.api import ResponsesApi
from simulator.model.responses.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.model.settings import Settings
    from simulator.ports import Ledger

API_KEY = "sk-simulator"
"""The key a client must send unless `--api-key` names another."""
_LARGEST_MESSAGE = 24 * 1024 * 1024
"""OpenAI takes up to 15 MiB of audio in one event; base64 makes that 20 MiB."""


def wall_ms() -> int:
    """Return milliseconds of a clock that never jumps."""
    return time.monotonic_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class Server:
    """Everything the handlers share."""

    ears: Ears
    ledger: Ledger
    settings: Settings
    rng: random.Random
    api_key: str
    sockets: set[web.WebSocketResponse]

    def application(self) -> web.Application:
        """Return the application with its routes."""
        app = web.Application(client_max_size=_LARGEST_MESSAGE)
        responses = ResponsesApi(
            ledger=self.ledger,
            settings=self.settings,
            rng=random.Random(self.rng.random()),
            api_key=self.api_key,
            now_ms=wall_ms,
            epoch_s=time.time,
        )
        app.router.add_get("/v1/realtime", self._realtime)
        app.router.add_get("/healthz", self._health)
        app.router.add_get("/v1/models", self._models)
        responses.add_routes(app.router)
        app.on_shutdown.append(self._hang_up)
        return app

    async def _health(self, _request: web.Request) -> web.Response:
        return web.json_response({"status": "ok", "sessions": len(self.sockets)})

    async def _models(self, _request: web.Request) -> web.Response:
        names = ("gpt-realtime", "gpt-realtime-mini", "gpt-5", "gpt-5-mini")
        data = [
            {"id": name, "object": "model", "created": 0, "owned_by": "simulator"}
            for name in names
        ]
        return web.json_response({"object": "list", "data": data})

    async def _realtime(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Authorization") != f"Bearer {self.api_key}":
            return ApiError.wrong_key().response()
        model = request.query.get("model")
        if not model:
            return ApiError.missing("model").response()
        socket = web.WebSocketResponse(max_msg_size=_LARGEST_MESSAGE, heartbeat=30)
        await socket.prepare(request)
        self.sockets.add(socket)
        rng = random.Random(self.rng.random())
        ids = Ids(rng)
        session = Session(
            config=SessionConfig(type="realtime", model=model),
            ids=ids,
            activity=self.ears.activity(),
            settings=self.settings,
            now_ms=wall_ms(),
            epoch_s=int(time.time()),
        )

        def abort() -> None:
            if request.transport is not None:
                request.transport.abort()

        connection = Connection(
            session,
            socket=socket,
            dialect=dialect(request.headers.get("OpenAI-Beta", "")),
            ears=self.ears,
            ledger=self.ledger,
            settings=self.settings,
            ids=ids,
            rng=rng,
            now_ms=wall_ms,
            abort=abort,
        )
        try:
            await connection.run()
        finally:
            self.sockets.discard(socket)
        return socket

    async def _hang_up(self, _app: web.Application) -> None:
        for socket in list(self.sockets):
            await socket.close(code=WSCloseCode.GOING_AWAY, message=b"shutting down")


async def serve(server: Server, port: int) -> tuple[web.AppRunner, str]:
    """Listen on loopback; return the runner to clean up and the base URL."""
    runner = web.AppRunner(server.application(), access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    bound = runner.addresses[0][1]
    return runner, f"http://127.0.0.1:{bound}"


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="simulator.model.server")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--speech-url", default="")
    parser.add_argument("--ledger", type=Path, required=True)
    parser.add_argument("--ears", choices=("speech", "data"), default="speech")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--api-key", default=API_KEY)
    parser.add_argument("--scenario", type=Path, help="accepted, and of no use here")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    return parser.parse_args(argv)


async def _run(options: argparse.Namespace) -> None:
    ears = open_ears(options.ears, options.speech_url)
    ledger = JsonlLedger(options.ledger)
    server = Server(
        ears=ears,
        ledger=ledger,
        settings=settings_.parse(options.set),
        rng=random.Random(options.seed),
        api_key=options.api_key,
        sockets=set(),
    )
    runner, url = await serve(server, options.port)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    sys.stdout.write(f"ready {url}\n")
    sys.stdout.flush()
    try:
        await stop.wait()
    finally:
        await runner.cleanup()
        await ears.close()
        ledger.close()


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT."""
    with suppress(KeyboardInterrupt):
        uvloop.run(_run(_arguments(sys.argv[1:] if argv is None else argv)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
