"""A model server with fake ears, for tests that come in over the wire."""

from __future__ import annotations

import asyncio
import random

import openai

from simulator.faults.book import FaultBook
from simulator.model.ears import Ears
from simulator.model.server import Server, serve
from simulator.model.settings import Settings
from simulator.ports import FRAME_BYTES, SILENCE, Transcript


class Loud:
    def speech(self, frame):
        return 0.0 if frame == SILENCE else 1.0


class Fakes:
    """Fixed words for whatever is heard; a tone for whatever is said."""

    async def transcribe(self, mulaw, *, call, language="en", prompt=""):
        return Transcript("How can I help you?")

    async def speak(self, text, *, voice, language="en", speed=1.0):
        return b"\x10" * FRAME_BYTES * len(text.split()) * 10


class Memory:
    def __init__(self):
        self.records = []

        self._news = asyncio.Event()

    def write(self, kind, **fields):
        self.records.append((kind, fields))
        self._news.set()

    async def written(self, kind):
        """Wait until there is a record of this kind."""
        while not any(one == kind for one, _ in self.records):
            self._news.clear()
            await self._news.wait()


async def _nothing():
    """Nothing to close."""


def fake_ears():
    fakes = Fakes()
    return Ears(Loud, fakes, lambda _session: fakes, _nothing)


async def world():
    """Start a server; yield a function that returns a client, and its ledger."""
    opened = []
    memory = Memory()

    async def start(*, ears=None, key="sk-test", speech_url="", **settings):
        server = Server(
            ears=ears or fake_ears(),
            ledger=memory,
            settings=Settings(**settings),
            rng=random.Random(3),
            api_key="sk-test",
            faults=start.faults,
            speech_url=speech_url,
        )
        runner, url = await serve(server, 0)
        client = openai.AsyncOpenAI(api_key=key, base_url=f"{url}/v1", max_retries=0)
        opened.append((runner, client))
        return client

    start.memory = memory
    start.faults = FaultBook(random.Random(1), memory, lambda: 0.0)
    yield start
    for runner, client in opened:
        await client.close()
        await runner.cleanup()


async def until(connection, type_):
    """Return the next event of that type."""
    async with asyncio.timeout(10):
        async for event in connection:
            if event.type == type_:
                return event
    raise AssertionError(f"the connection ended before {type_}")
