"""The model server's process: one port for OpenAI's Realtime, Responses and Audio APIs.

Chat Completions are not among them.
"""

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
from aiohttp import web

from simulator.faults.book import FaultBook
from simulator.faults.catalogue import BadOrder, parse as parse_fault
from simulator.ledger import JsonlLedger
from simulator.model import models, settings as settings_
from simulator.model.access import Access
from simulator.model.control import ControlApi
from simulator.model.ears import Ears, open_ears
from simulator.model.realtime.door import LARGEST_MESSAGE, RealtimeDoor
from simulator.model.realtime.ids import Ids
from simulator.model.relay import PATHS, SpeechRelay
from simulator.model.responses.api import ResponsesApi
from simulator.model.responses.errors import ApiError
from simulator.model.stages import CountingLedger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiohttp.typedefs import Handler

    from simulator.faults.base import Fault
    from simulator.model.settings import Settings
    from simulator.ports import Ledger

API_KEY = "sk-simulator"
"""The key a client must send unless `--api-key` names another."""
_LARGEST_BODY = max(LARGEST_MESSAGE, 26 * 1024 * 1024)
"""A recording may have 25 MiB."""


def steady_ms() -> int:
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
    faults: FaultBook
    speech_url: str = ""

    def application(self) -> web.Application:
        """Return the application with its routes."""
        app = web.Application(client_max_size=_LARGEST_BODY, middlewares=[_complain])
        ledger = CountingLedger(self.ledger)
        access = Access(self.api_key, Ids(self._random()), time.time)
        door = RealtimeDoor(
            access=access,
            ears=self.ears,
            ledger=ledger,
            settings=self.settings,
            faults=self.faults,
            rng=self._random(),
            now_ms=steady_ms,
            epoch_s=time.time,
        )
        responses = ResponsesApi(
            access=access,
            ledger=ledger,
            settings=self.settings,
            faults=self.faults,
            rng=self._random(),
            now_ms=steady_ms,
            epoch_s=time.time,
        )
        relay = SpeechRelay(self.speech_url, access)

        async def secrets(request: web.Request) -> web.Response:
            return web.json_response(await access.give_secret(request))

        app.router.add_get("/v1/realtime", door.handle)
        app.router.add_post("/v1/realtime/client_secrets", secrets)
        for path in PATHS:
            app.router.add_post(path, relay.handle)
        app.add_routes(models.routes(access))
        app.add_routes(ControlApi(door, ledger, self.faults).routes())
        responses.add_routes(app.router)
        app.on_shutdown.append(door.hang_up)

        async def close(_app: web.Application) -> None:
            await relay.close()

        app.on_cleanup.append(close)
        return app

    def _random(self) -> random.Random:
        return random.Random(self.rng.random())


@web.middleware
async def _complain(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer what cannot be served as OpenAI does."""
    try:
        return await handler(request)
    except ApiError as error:
        return error.response()
    except web.HTTPException as error:
        if error.status not in {404, 405}:
            raise
        message = f"Invalid URL ({request.method} {request.path})"
        return ApiError(error.status, message).response()


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
    parser.add_argument("--fault", action="append", default=[], metavar="FAULT")
    options = parser.parse_args(argv)
    try:
        options.fault = [parse_fault(word) for word in options.fault]
        options.set = settings_.parse(options.set)
    except BadOrder as error:
        parser.error(f"--fault {error}")
    except settings_.SettingsError as error:
        parser.error(str(error))
    return options


async def _run(options: argparse.Namespace) -> None:
    ears = open_ears(options.ears, options.speech_url)
    ledger = JsonlLedger(options.ledger)
    rng = random.Random(options.seed)
    begun_ms = steady_ms()
    faults = FaultBook(
        rng=random.Random(f"{options.seed}/faults"),
        ledger=ledger,
        elapsed_s=lambda: (steady_ms() - begun_ms) / 1000,
    )
    ordered: list[Fault] = options.fault
    faults.order_all(ordered)
    server = Server(
        ears=ears,
        ledger=ledger,
        settings=options.set,
        rng=rng,
        api_key=options.api_key,
        faults=faults,
        speech_url=options.speech_url,
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
