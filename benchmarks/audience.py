"""People who look at an installation and hear its calls, in a process of their own.

    python -m benchmarks.audience --url URL --port PORT --viewers 25 --operators 5

reads `watch` and `rest`, a line each, and does so; each viewer follows
all calls by Server-Sent Events and listens to one, operators take calls over and hand
them back, and the dashboard they look at asks the API as often as ours does
(`dashboard.feed`). At the end of its input it prints what they saw, as JSON. The
API's token comes as the variable `PANDA_API_TOKEN`.

Browsers are on other machines. Here they are not, so they take what is left of this
one: what shows beside calls is what the installation does for them, not what they do
with it themselves.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import random
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import httpx
import uvloop
import websockets
from websockets.asyncio.client import connect

from benchmarks.headset import Headset, at_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Sequence

LIVE_S, SLOW_S = 0.4, 2.0
"""How often the dashboard asks for what is live, and for the rest."""
HELD_S = 1.0
PAUSE_S = (1.0, 3.0)
"""How long an operator has a call, and then has none."""
AGAIN_S = 0.5
LAST = 19
"""Niceness of what is not the installation's: the highest there is."""


@dataclass(slots=True)
class Seen:
    """What came to all of them."""

    events: int = 0
    """News of calls, by Server-Sent Events."""
    frames: int = 0
    """Frames of 20 ms that listeners heard."""
    answers: int = 0
    """Answers of the API to the dashboard."""
    turns: int = 0
    """Takeovers that were granted."""
    refused: int = 0
    """Answers other than what was asked for, of calls that had just ended mostly."""


class Audience:
    """All of them at once."""

    def __init__(self, http: httpx.AsyncClient, port: int, seed: int) -> None:
        self.seen = Seen()
        self._http = http
        self._port = port
        self._rng = random.Random(seed)
        self._live: list[str] = []

    async def watch(self, viewers: int, operators: int) -> NoReturn:
        """Look, listen and take over until cancelled."""
        async with asyncio.TaskGroup() as group:

            def begin(work: Coroutine[Any, Any, NoReturn]) -> None:
                group.create_task(work)

            begin(self._look())
            begin(self._ask_often("/api/system", SLOW_S))
            begin(self._ask_often("/api/campaigns", SLOW_S))
            for number in range(viewers):
                begin(self._follow())
                begin(self._hear(number))
                begin(self._read_along(number))
            for number in range(operators):
                begin(self._operate(number))
            await asyncio.Event().wait()
        raise AssertionError

    async def _look(self) -> NoReturn:
        """Know which calls there are, as the page Live does."""
        while True:
            calls = await self._ask("GET", "/api/calls")
            talk = [one["call_id"] for one in calls or () if one["state"] == "talking"]
            self._live = talk
            await asyncio.sleep(LIVE_S)

    async def _ask_often(self, path: str, every_s: float) -> NoReturn:
        while True:
            await self._ask("GET", path)
            await asyncio.sleep(every_s)

    async def _read_along(self, number: int) -> NoReturn:
        """Have what is new in a call's log read; who looks at it shares the answer."""
        read: dict[str, int] = {}
        while True:
            if self._live and number < len(self._live):
                call = self._live[number]
                path = f"/api/calls/{call}/events?after={read.get(call, 0)}"
                news = await self._ask("GET", path)
                read[call] = news[-1]["seq"] if news else read.get(call, 0)
            await asyncio.sleep(LIVE_S)

    async def _ask(self, method: str, path: str, body: object = None) -> Any:
        try:
            answer = await self._http.request(method, path, json=body)
        except httpx.HTTPError:
            self.seen.refused += 1
            return None
        if answer.is_error:
            self.seen.refused += 1
            return None
        self.seen.answers += 1
        return answer.json()

    async def _follow(self) -> NoReturn:
        """Follow all calls; an answer of the server's lasts 25 s, then asks again."""
        since = ""
        while True:
            headers = {"Last-Event-ID": since} if since else {}
            try:
                async with self._http.stream(
                    "GET", "/api/events", headers=headers, timeout=60
                ) as stream:
                    async for line in stream.aiter_lines():
                        self.seen.events += line.startswith("event: call")
                        if line.startswith("id: "):
                            since = line.removeprefix("id: ")
            except httpx.HTTPError:
                self.seen.refused += 1
            await asyncio.sleep(AGAIN_S)

    async def _hear(self, number: int) -> NoReturn:
        """Listen to one call, then to another."""
        for turn in itertools.count():
            async for url in self._admitted(
                number + turn, f"Viewer {number}", "viewer"
            ):
                with suppress(OSError, websockets.WebSocketException):
                    async with connect(url) as socket:
                        async for message in socket:
                            if isinstance(message, bytes):
                                self.seen.frames += (len(message) - 5) // 160
            await asyncio.sleep(AGAIN_S)
        raise AssertionError

    async def _operate(self, number: int) -> NoReturn:
        """Take one call over, again and again; then another."""
        name = f"Operator {number}"
        for turn in itertools.count():
            async for url in self._admitted(number + turn, name, "operator"):
                headset = Headset(url.partition("?")[0].rpartition("/")[2], url, name)
                attending = asyncio.create_task(headset.attend())
                try:
                    await self._take_turns(headset)
                finally:
                    attending.cancel()
            await asyncio.sleep(AGAIN_S)
        raise AssertionError

    async def _take_turns(self, headset: Headset) -> None:
        while not headset.is_over:
            await asyncio.sleep(self._rng.uniform(*PAUSE_S))
            turn = await headset.take_over()
            if turn is None:
                return
            self.seen.turns += 1
            await asyncio.sleep(HELD_S)
            if not await headset.hand_back(turn):
                return

    async def _admitted(self, place: int, who: str, role: str) -> AsyncIterator[str]:
        """Yield the address of a call that talks, if one does."""
        if not self._live:
            return
        call = self._live[place % len(self._live)]
        body = {"operator": who, "role": role}
        given = await self._ask("POST", f"/api/calls/{call}/operator", body)
        if given:
            yield at_port(given["url"], self._port)


async def run(url: str, port: int, viewers: int, operators: int, seed: int) -> Seen:
    """Do as the input says, until it ends."""
    token = os.environ["PANDA_API_TOKEN"]
    async with httpx.AsyncClient(
        base_url=url,
        headers={"Authorization": f"Bearer {token}"},
        timeout=10,
        limits=httpx.Limits(max_connections=None),
    ) as http:
        audience = Audience(http, port, seed)
        watching: asyncio.Task[NoReturn] | None = None
        while line := await asyncio.to_thread(sys.stdin.readline):
            if watching is not None:
                watching.cancel()
                with suppress(asyncio.CancelledError):
                    await watching
                watching = None
            if line.strip() == "watch":
                watching = asyncio.create_task(audience.watch(viewers, operators))
        if watching is not None:
            watching.cancel()
        return audience.seen


def _stand_back() -> None:
    """Run only while nobody else wants to; as nice as can be where there is no such."""
    if hasattr(os, "SCHED_IDLE"):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    else:
        os.nice(LAST)


def main(argv: Sequence[str]) -> None:
    """Be them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--url", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--viewers", type=int, default=25)
    parser.add_argument("--operators", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(argv)
    _stand_back()
    seen = uvloop.run(
        run(given.url, given.port, given.viewers, given.operators, given.seed)
    )
    print(json.dumps(asdict(seen)))


if __name__ == "__main__":
    main(sys.argv[1:])
