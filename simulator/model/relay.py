"""`/v1/audio/…`: passed on to the speech server, so that one base URL serves all.

With data ears there is no speech server, and nothing to transcribe or speak.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
from aiohttp import web

from simulator.model.responses.errors import ApiError

if TYPE_CHECKING:
    from simulator.model.access import Access

PATHS = ("/v1/audio/transcriptions", "/v1/audio/speech")
_TIMEOUT = aiohttp.ClientTimeout(total=120)
_KEPT_HEADERS = ("Content-Type",)


class SpeechRelay:
    """Passes requests on; the connection is opened when first used."""

    def __init__(self, base_url: str, access: Access) -> None:
        self._base = base_url.rstrip("/")
        self._access = access
        self._session: aiohttp.ClientSession | None = None

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Pass one request on and its answer back.

        Raises:
            ApiError: The key is wrong, or there is no speech server.
        """
        self._access.check(request)
        if not self._base:
            raise ApiError(
                501,
                "This simulator runs with data ears: it has no speech. Start it with "
                "--ears speech.",
                kind="server_error",
            )
        body = await request.read()
        headers = {
            name: request.headers[name]
            for name in _KEPT_HEADERS
            if name in request.headers
        }
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=_TIMEOUT)
        try:
            async with self._session.post(
                self._base + request.path, data=body, headers=headers
            ) as answer:
                return web.Response(
                    status=answer.status,
                    body=await answer.read(),
                    headers={"Content-Type": answer.headers["Content-Type"]},
                )
        except (aiohttp.ClientError, TimeoutError) as error:
            raise ApiError.server() from error

    async def close(self) -> None:
        """End the connection; closing twice is fine."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()
