"""The speech server as the rest of the simulator sees it."""

from __future__ import annotations

import json

import aiohttp
from pydantic import TypeAdapter

from simulator.ports import Transcript

_TIMEOUT = aiohttp.ClientTimeout(total=60)
_TRANSCRIPT = TypeAdapter(Transcript)


class SpeechError(RuntimeError):
    """The speech server refused or could not be reached; the message says why."""


class SpeechClient:
    """Recogniser and voice over HTTP; may be shared by many calls of one loop.

    The connection is opened when first used; `close` ends it.
    """

    def __init__(self, base_url: str) -> None:
        self._base = base_url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def transcribe(
        self, mulaw: bytes, *, call: str, language: str = "en", prompt: str = ""
    ) -> Transcript:
        """Say what is spoken in `mulaw`; `call` is whose turn in the queue it is.

        Raises:
            SpeechError: The server is unreachable or refused.
        """
        query = {"call": call, "language": language, "prompt": prompt}
        body = await self._post("/transcribe", mulaw, query)
        return _TRANSCRIPT.validate_json(body)

    async def speak(
        self, text: str, *, voice: str, language: str = "en", speed: float = 1.0
    ) -> bytes:
        """Return the whole utterance as 8 kHz mu-law, a multiple of 160 bytes.

        Raises:
            SpeechError: The server is unreachable, or there is no such voice.
        """
        saying = {
            "input": text,
            "voice": voice,
            "language": language,
            "speed": speed,
            "response_format": "mulaw",
        }
        return await self._post("/v1/audio/speech", json.dumps(saying).encode(), {})

    async def close(self) -> None:
        """End the connection; closing twice is fine."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _post(self, path: str, body: bytes, query: dict[str, str]) -> bytes:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=_TIMEOUT)
        try:
            async with self._session.post(
                self._base + path, data=body, params=query
            ) as answer:
                content = await answer.read()
                if answer.status != 200:
                    raise SpeechError(f"{path}: {answer.status} {content[:300]!r}")
                return content
        except (aiohttp.ClientError, TimeoutError) as error:
            raise SpeechError(f"the speech server does not answer: {error}") from error
