"""The speech server: one recogniser and the voices, for the whole simulator.

It speaks OpenAI's two audio requests, and a shorter one for mu-law bytes:

- `POST /transcribe?call=…&language=…&prompt=…`, body mu-law, answer JSON
- `POST /v1/audio/transcriptions` and `POST /v1/audio/speech`
- `GET /healthz`, `GET /stats`

Recognition has one thread and takes turns by call; speech has its own thread, so
neither waits for the other.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import web

from simulator.speech import answers, requests
from simulator.speech.fairness import RoundRobin
from simulator.speech.recogniser import Whisper
from simulator.speech.voices import Voices
from simulator.speech.weights import MODELS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from aiohttp.typedefs import Handler

    from simulator.ports import Transcript

_NICENESS = 5
_MOST_BYTES = 25 * 1024 * 1024
"""OpenAI's own limit for a recording."""


@dataclass(slots=True)
class Tally:
    """What one kind of request took, in milliseconds; the last thousand count."""

    requests: int = 0
    audio_ms: int = 0
    work_ms: float = 0.0
    waits: deque[float] = field(default_factory=lambda: deque(maxlen=1000))
    works: deque[float] = field(default_factory=lambda: deque(maxlen=1000))

    def add(self, *, audio_ms: int, waited: float, worked: float) -> None:
        """Count one request."""
        self.requests += 1
        self.audio_ms += audio_ms
        self.work_ms += worked
        self.waits.append(waited)
        self.works.append(worked)

    def summary(self) -> dict[str, float]:
        """Return the figures as JSON has them."""
        return {
            "requests": self.requests,
            "audio_ms": self.audio_ms,
            "work_ms": round(self.work_ms),
            "wait_p50_ms": _quantile(self.waits, 0.5),
            "wait_p99_ms": _quantile(self.waits, 0.99),
            "work_p50_ms": _quantile(self.works, 0.5),
            "work_p99_ms": _quantile(self.works, 0.99),
        }


class Speech:
    """The recogniser and the voices with their threads and their figures."""

    def __init__(self, model: str, *, threads: int = 1, beam: int = 1) -> None:
        self.model = model
        self._threads = threads
        self._beam = beam
        self._whisper: Whisper | None = None
        self._queue = RoundRobin(_give_way)
        self._voices = Voices()
        self._speaking = ThreadPoolExecutor(2, thread_name_prefix="voice")
        self.heard = Tally()
        self.spoken = Tally()

    async def load(self) -> None:
        """Load everything, so that no call waits for it."""
        loop = asyncio.get_running_loop()
        voices = loop.run_in_executor(self._speaking, self._voices.warm)
        await self._queue.run("", self._load)
        await voices

    async def transcribe(self, hearing: requests.Hearing) -> Transcript:
        """Say what is spoken, when it is the call's turn."""
        assert self._whisper is not None, "load() comes first"
        if not self._whisper.knows(hearing.language):
            raise requests.BadRequest(
                f"Whisper does not know the language {hearing.language!r}", "language"
            )
        done = await self._queue.run(hearing.call, lambda: self._listen(hearing))
        transcript = requests.timed(done.result, waited_ms=done.waited_ms)
        self.heard.add(
            audio_ms=transcript.audio_ms, waited=done.waited_ms, worked=done.worked_ms
        )
        return transcript

    async def speak(self, saying: requests.Saying) -> bytes:
        """Return speech as bytes of the wanted format."""
        loop = asyncio.get_running_loop()
        asked = loop.time()
        audio = await loop.run_in_executor(self._speaking, saying.perform, self._voices)
        worked = (loop.time() - asked) * 1000
        self.spoken.add(audio_ms=saying.length_ms(audio), waited=0.0, worked=worked)
        return audio

    def stats(self) -> dict[str, object]:
        """Return the figures since the start."""
        return {
            "model": self.model,
            "queue": self._queue.length,
            "transcribe": self.heard.summary(),
            "speak": self.spoken.summary(),
            "voice_cache": {"hits": self._voices.hits, "misses": self._voices.misses},
        }

    async def close(self) -> None:
        """End every thread; nothing may run when the interpreter goes down."""
        await self._queue.close()
        self._speaking.shutdown(wait=True, cancel_futures=True)
        if self._whisper is not None:
            self._whisper.close()

    def _load(self) -> None:
        self._whisper = Whisper(self.model, threads=self._threads, beam=self._beam)

    def _listen(self, hearing: requests.Hearing) -> Transcript:
        assert self._whisper is not None, "load() comes first"
        return self._whisper.transcribe(
            hearing.audio, language=hearing.language, prompt=hearing.prompt
        )


def _give_way() -> None:
    """Lower this thread's priority, and that of the threads it starts (Linux).

    Late words are only slow; a late audio frame is a fault.
    """
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


def _quantile(values: Sequence[float], share: float) -> float:
    ranked = sorted(values)
    return round(ranked[int(share * (len(ranked) - 1))], 1) if ranked else 0.0


SPEECH = web.AppKey("speech", Speech)


def application(speech: Speech) -> web.Application:
    """Return the server; it loads `speech` when it starts and closes it at the end."""
    app = web.Application(client_max_size=_MOST_BYTES, middlewares=[_complain])
    app[SPEECH] = speech

    async def life(_app: web.Application) -> AsyncIterator[None]:
        await speech.load()
        yield
        await speech.close()

    app.cleanup_ctx.append(life)
    app.add_routes(
        [
            web.post("/transcribe", _transcribe),
            web.post("/v1/audio/transcriptions", _transcriptions),
            web.post("/v1/audio/speech", _speech),
            web.get("/healthz", _healthz),
            web.get("/stats", _stats),
        ]
    )
    return app


@web.middleware
async def _complain(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer a bad request as OpenAI does."""
    try:
        return await handler(request)
    except requests.BadRequest as error:
        return web.json_response(error.body(), status=400)


async def _transcribe(request: web.Request) -> web.Response:
    hearing = requests.Hearing(
        audio=await request.read(),
        call=request.query.get("call", ""),
        language=request.query.get("language", "en"),
        prompt=request.query.get("prompt", ""),
    )
    transcript = await request.app[SPEECH].transcribe(hearing)
    return web.json_response(requests.plain(transcript))


async def _transcriptions(request: web.Request) -> web.Response:
    form = await requests.TranscriptionForm.read(request)
    transcript = await request.app[SPEECH].transcribe(form.hearing)
    if form.stream:
        told = b"".join(answers.events(transcript, form.model))
        return web.Response(body=told, content_type="text/event-stream")
    text, kind = answers.content(transcript, form.response_format, form.model)
    return web.Response(text=text, content_type=kind)


async def _speech(request: web.Request) -> web.Response:
    saying = await requests.Saying.read(request)
    audio = await request.app[SPEECH].speak(saying)
    return web.Response(body=audio, content_type=saying.content_type)


async def _healthz(request: web.Request) -> web.Response:
    return web.json_response({"ok": True, "model": request.app[SPEECH].model})


async def _stats(request: web.Request) -> web.Response:
    return web.json_response(request.app[SPEECH].stats())


async def serve(speech: Speech, port: int) -> None:
    """Serve on the loopback until SIGTERM or SIGINT; says when it is ready."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    runner = web.AppRunner(application(speech), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        bound = runner.addresses[0][1]
        print(f"ready http://127.0.0.1:{bound}", flush=True)  # noqa: T201 - contract
        await stop.wait()
    finally:
        await runner.cleanup()


def main(argv: Sequence[str] | None = None) -> None:
    """Run the speech server as a process of its own."""
    parser = argparse.ArgumentParser(prog="simulator.speech", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one")
    parser.add_argument("--model", choices=sorted(MODELS), default="base")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--beam", type=int, default=1)
    known, _ = parser.parse_known_args(argv)
    speech = Speech(known.model, threads=known.threads, beam=known.beam)
    asyncio.run(serve(speech, known.port))


if __name__ == "__main__":
    main()
