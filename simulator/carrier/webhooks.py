"""Signed requests to the client's own server, within Twilio's time limits."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlencode, urlsplit, urlunsplit

import aiohttp

from simulator.carrier import overrides
from simulator.carrier.addresses import NoRoute
from simulator.carrier.signature import signed
from simulator.speech import sound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.carrier.addresses import Addresses
    from simulator.carrier.overrides import Failure, Limits
    from simulator.carrier.params import Fetch
    from simulator.carrier.signature import Algorithm

MAX_ANSWER = 64 * 1024
"""Bytes of a webhook's answer that are read (Twilio's limit on TwiML is 64 kB)."""

MAX_RECORDING = 40 << 20
"""Bytes of a recording; more is refused (Twilio's limit is 40 MB)."""


class WebhookFailed(Exception):  # noqa: N818 - reads as what happened
    """No usable answer; `code` is Twilio's error number, `http` the status or 0."""

    def __init__(self, code: int, why: str, *, http: int = 0) -> None:
        super().__init__(why)
        self.code = code
        self.http = http


@dataclass(frozen=True, slots=True)
class Answer:
    """What a webhook answered, with a success status."""

    http: int
    content_type: str
    text: str


@dataclass(slots=True)
class Webhooks:
    """Sends webhooks for one account; `close` ends its connections."""

    auth_token: str
    addresses: Addresses
    algorithm: Algorithm = "sha1"
    _session: aiohttp.ClientSession | None = field(default=None, init=False)

    async def send(
        self,
        fetch: Fetch,
        params: Mapping[str, str],
        *,
        token: str,
        limits: Limits = overrides.DEFAULT,
    ) -> Answer:
        """Send one webhook, trying again as `limits` allows.

        `token` goes out as ``I-Twilio-Idempotency-Token``: the same for every try.

        Raises:
            WebhookFailed: No try brought an answer below 400.
        """
        url = urldefrag(fetch.url).url
        if fetch.method == "GET":
            url, params = _with_query(url, params), {}
        try:
            target = self.addresses.resolve(url)
        except NoRoute as error:
            raise WebhookFailed(11210, str(error)) from error
        headers = {
            **signed(self.auth_token, url, params.items(), algorithm=self.algorithm),
            "I-Twilio-Idempotency-Token": token,
            "User-Agent": "TwilioProxy/1.1",
            "Accept": "*/*",
            "Host": urlsplit(url).netloc,
        }
        try:
            async with asyncio.timeout(limits.total_ms / 1000):
                return await self._tries(
                    fetch.method, target, headers, params, limits=limits
                )
        except TimeoutError:
            raise WebhookFailed(11205, "the whole time limit passed") from None

    async def recording(self, url: str) -> bytes:
        """Fetch a recording for `<Play>`; returns 8 kHz mu-law.

        Raises:
            WebhookFailed: It could not be fetched (11200), or is no audio (13420).
        """
        try:
            target = self.addresses.resolve(urldefrag(url).url)
        except NoRoute as error:
            raise WebhookFailed(11210, str(error)) from error
        limit = aiohttp.ClientTimeout(total=overrides.DEFAULT.total_ms / 1000)
        try:
            async with self._open().get(target, timeout=limit) as response:
                if response.status >= 400:
                    raise WebhookFailed(11200, "no recording", http=response.status)
                if not response.content_type.startswith("audio/"):
                    raise WebhookFailed(13420, "the recording's type is not audio")
                content = await response.content.read(MAX_RECORDING)
                while more := await response.content.read(MAX_RECORDING):
                    content += more
                    if len(content) > MAX_RECORDING:
                        raise WebhookFailed(11200, "the recording is too long")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise WebhookFailed(11200, "no recording") from error
        try:
            return sound.read(content)
        except sound.SoundError as error:
            raise WebhookFailed(13420, str(error)) from error

    async def _tries(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str],
        params: Mapping[str, str],
        *,
        limits: Limits,
    ) -> Answer:
        left = limits.retries
        while True:
            outcome = await self._once(method, target, headers, params, limits=limits)
            if isinstance(outcome, Answer):
                return outcome
            failure, error = outcome
            if not left or failure not in limits.retry_on:
                raise error
            left -= 1

    async def _once(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str],
        params: Mapping[str, str],
        *,
        limits: Limits,
    ) -> Answer | tuple[Failure, WebhookFailed]:
        timeout = aiohttp.ClientTimeout(
            total=None,
            sock_connect=limits.connect_ms / 1000,
            sock_read=limits.read_ms / 1000,
        )
        try:
            async with self._open().request(
                method,
                target,
                data=dict(params) if method == "POST" else None,
                headers=headers,
                timeout=timeout,
                allow_redirects=False,
            ) as response:
                body = await response.content.read(MAX_ANSWER)
                if response.status < 400:
                    return Answer(
                        response.status,
                        response.content_type,
                        body.decode(response.charset or "utf-8", "replace"),
                    )
                failed = WebhookFailed(
                    11200, f"answered {response.status}", http=response.status
                )
                return "4xx" if response.status < 500 else "5xx", failed
        except aiohttp.ServerTimeoutError:
            return "rt", WebhookFailed(11205, "no answer in time")
        except (aiohttp.ClientError, OSError):
            return "ct", WebhookFailed(11200, "no connection")

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            # Each webhook comes from another of the carrier's machines.
            connector = aiohttp.TCPConnector(limit=0, force_close=True)
            self._session = aiohttp.ClientSession(connector=connector)
        return self._session

    async def close(self) -> None:
        """Close what is open; closing twice is fine."""
        if self._session is not None:
            await self._session.close()
            self._session = None


def _with_query(url: str, params: Mapping[str, str]) -> str:
    parts = urlsplit(url)
    query = "&".join(filter(None, (parts.query, urlencode(params))))
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
