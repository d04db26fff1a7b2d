"""The one public port of a node: who comes in, and to whom they are brought.

    start_frontdoor() -> handle           the detached actor `frontdoor`
    handle.port.remote() -> int           where it listens (PANDA_FRONT_PORT may be 0)

It looks at the request line only (DESIGN 3). `/media/<call>` and `/operator/<call>` go
to the call's own actor, as the untouched socket; `/twilio/…`, `/api/…` and `/health` go
to Ray Serve on loopback, one request a connection; the rest is not there. While Serve
is away the recovery webhook is answered here: its proxy takes 35 s to come back, and
Twilio waits 15 (RELIABILITY F1).

The loop runs in a thread beside an ordinary actor, so that it serves again by itself
when Ray has restarted it. That costs 7 ms of CPU a second in Ray's own loop (async
actors the same; one blocked in a method 3, but nobody would call it after a restart).
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import socket
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import uvloop

from actors.forward import TWILIO, Upstream, refuse
from actors.logs import set_up
from actors.passage import BadVisitor, hand_over, peek
from actors.service import start_service
from panda.settings import Settings

if TYPE_CHECKING:
    from ray.actor import ActorProxy

_log = logging.getLogger(__name__)

NAME = "frontdoor"
AT_ONCE = 512
"""Connections looked at or forwarded at a time. When there are more, whoever has taken
longest to say what they want has to go."""
MOST = {"api": 256, "twilio": 192}
"""Of those, how many may be forwarded to the API and to the carrier's webhooks: what
strangers do with the one leaves places for the other, and for the media of calls."""
FULL_S = 0.2
_LINE = re.compile(rb"(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (/\S*) HTTP/1\.1")
_CALL = re.compile(r"/(?:media|operator)/([a-z0-9]{1,64})")


@dataclass(frozen=True, slots=True)
class Route:
    """Where a request goes."""

    to: Literal["call", "api", "twilio", "nowhere"]
    call_id: str = ""
    path: str = ""


def route(line: bytes) -> Route:
    """Read a request line.

    Example:
        >>> route(b"GET /media/c1 HTTP/1.1")
        Route(to='call', call_id='c1', path='/media/c1')
        >>> route(b"GET /etc/passwd HTTP/1.1").to
        'nowhere'

    Raises:
        BadVisitor: It is no HTTP/1.1 request.
    """
    found = _LINE.fullmatch(line)
    if found is None:
        raise BadVisitor("no request")
    path = found[2].decode("ascii", "replace")
    plain = path.partition("?")[0]
    call = _CALL.fullmatch(plain)
    if call is not None:
        return Route("call", call[1], path)
    if ".." in plain:
        return Route("nowhere", "", path)
    if plain.startswith(TWILIO):
        return Route("twilio", "", path)
    if plain == "/health" or plain.startswith("/api/"):
        return Route("api", "", path)
    return Route("nowhere", "", path)


class FrontDoor:
    """Serves one listening socket."""

    def __init__(self, listening: socket.socket, run_dir: str, serve: Upstream) -> None:
        self._listening = listening
        self._run_dir = Path(run_dir)
        self._serve = serve
        self._visitors: set[asyncio.Task[None]] = set()
        self._silent: dict[asyncio.Task[None], None] = {}
        """Those who have not said yet what they want, the first first."""
        self._forwarded = Counter[str]()

    async def run(self) -> None:
        """Let visitors in until cancelled."""
        self._listening.settimeout(0)
        loop = asyncio.get_running_loop()
        try:
            while True:
                try:
                    visitor, _ = await loop.sock_accept(self._listening)
                except OSError as error:  # out of files: those inside go first
                    _log.warning("front door: nobody can come in (%s)", error.strerror)
                    await asyncio.sleep(FULL_S)
                    continue
                visitor.settimeout(0)
                if len(self._visitors) >= AT_ONCE and not self._make_room():
                    visitor.close()
                    continue
                task = loop.create_task(self._receive(visitor))
                self._visitors.add(task)
                self._silent[task] = None
                task.add_done_callback(self._gone)
        finally:
            self._listening.close()
            for task in self._visitors:
                task.cancel()

    def _make_room(self) -> bool:
        """Turn the longest silent visitor out; false if there is none."""
        task = next(iter(self._silent), None)
        if task is None:
            return False
        self._gone(task)
        return task.cancel()

    def _gone(self, task: asyncio.Task[None]) -> None:
        self._visitors.discard(task)
        self._silent.pop(task, None)

    async def _receive(self, visitor: socket.socket) -> None:
        """Bring one visitor where they want to go."""
        try:
            with visitor:  # closing twice is fine: whoever takes it has a copy
                where = route(await peek(visitor))
                task = asyncio.current_task()
                assert task is not None
                self._silent.pop(task, None)
                await self._bring(visitor, where)
        except BadVisitor as error:
            _log.info("front door: %s", error)
        except OSError as error:
            _log.info("front door: lost a visitor (%s)", type(error).__name__)

    async def _bring(self, visitor: socket.socket, where: Route) -> None:
        match where.to:
            case "call":
                path = str(self._run_dir / f"{where.call_id}.sock")
                if not await hand_over(visitor, path):
                    await refuse(visitor, 404)
            case "api" | "twilio":
                await self._forward(visitor, where)
            case "nowhere":
                await refuse(visitor, 404)

    async def _forward(self, visitor: socket.socket, where: Route) -> None:
        if self._forwarded[where.to] >= MOST[where.to]:
            await refuse(visitor, 503)
            return
        self._forwarded[where.to] += 1
        try:
            await self._serve.forward(visitor, where.path)
        finally:
            self._forwarded[where.to] -= 1


class FrontDoorActor:
    """Runs the front door of a node in a thread of its own."""

    def __init__(self) -> None:
        settings = Settings.from_env(os.environ)
        set_up(settings, NAME)
        self._listening = socket.create_server(
            (settings.front_host, settings.front_port), backlog=128
        )
        self._port: int = self._listening.getsockname()[1]
        serve = Upstream(settings.serve_port, public_url=settings.public_url)
        door = FrontDoor(self._listening, settings.run_dir, serve)
        threading.Thread(target=_serve, args=(door,), name=NAME, daemon=True).start()

    def port(self) -> int:
        """Say where it listens."""
        return self._port


def _serve(door: FrontDoor) -> None:
    """Run a door for as long as the process lives; without it there is no process."""
    try:
        uvloop.run(door.run())
    finally:
        os._exit(1)  # Ray starts it anew


def start_frontdoor() -> ActorProxy[FrontDoorActor]:
    """Start, or find, the front door of this node's installation."""
    # One call at a time: for an actor without async methods each would be a thread.
    return start_service(FrontDoorActor, NAME, at_once=1)
