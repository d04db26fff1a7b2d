"""The carrier as a client of the web: redirects followed, cookies kept and returned.

Twilio says of itself that it behaves "like a web browser": it follows redirects and
keeps the cookies of a conversation between two numbers. Every step of the way leads
through `Addresses`, so no redirect leaves the machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

import aiohttp
from yarl import URL

from simulator.carrier.addresses import NoRoute
from simulator.carrier.signature import signed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.carrier.addresses import Addresses
    from simulator.carrier.form import Fetch
    from simulator.carrier.overrides import Failure, Limits
    from simulator.carrier.signature import Algorithm

Pair = tuple[str, str]
"""Two numbers that talk: who calls, and who is called."""

MAX_DOCUMENT = 64 << 10
"""Bytes of an answer that are read (Twilio's limit on TwiML is 64 kB)."""
MAX_AUDIO = 40 << 20
"""Bytes that are read of audio (Twilio's limit is 40 MB)."""
MAX_REDIRECTS = 10
"""More than these are error 11215; Twilio does not say how many it follows."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
KEEP_METHOD = frozenset({307, 308})
"""Redirects that a form is sent on to; the others are fetched without it (RFC 9110,
15.4, and what browsers do)."""
NO_HOST, TOO_MANY, NO_ANSWER, NOTHING = 11210, 11215, 11205, 11200


class NoPage(Exception):  # noqa: N818 - reads as what happened
    """No usable answer: Twilio's error number, and the HTTP status or 0.

    `failure` is what a client may have asked to be tried again; None is not to be.
    """

    def __init__(
        self, code: int, why: str, *, failure: Failure | None = None, http: int = 0
    ) -> None:
        super().__init__(why)
        self.code = code
        self.failure = failure
        self.http = http


@dataclass(frozen=True, slots=True)
class Page:
    """What came back, with a success status."""

    url: str
    """Where it came from in the end, as the client wrote it."""
    http: int
    content_type: str
    charset: str
    body: bytes
    whole: bool
    """Whether it is not longer than may be."""

    @property
    def text(self) -> str:
        """The body as text; what is none is replaced."""
        try:
            return self.body.decode(self.charset, "replace")
        except LookupError:  # a character set that nobody knows
            return self.body.decode("utf-8", "replace")


@dataclass(slots=True)
class Browser:
    """Asks the client's servers, each request signed; `close` ends its connections."""

    auth_token: str
    addresses: Addresses
    algorithm: Algorithm = "sha1"
    _session: aiohttp.ClientSession | None = field(default=None, init=False)
    _jars: dict[Pair, aiohttp.CookieJar] = field(default_factory=dict, init=False)

    async def ask(
        self,
        fetch: Fetch,
        params: Mapping[str, str],
        *,
        pair: Pair,
        limits: Limits,
        headers: Mapping[str, str],
    ) -> Page:
        """Ask once, and follow where the answer leads.

        Raises:
            NoPage: Nothing below status 400 came back.
        """
        method, url = fetch.method, urldefrag(fetch.url).url
        if method == "GET":
            url, params = _with_query(url, params), {}
        for _ in range(MAX_REDIRECTS + 1):
            page, location = await self._step(
                method, url, params, pair=pair, limits=limits, headers=headers
            )
            if page.http not in REDIRECTS or not location:
                return page
            url = urldefrag(urljoin(url, location)).url
            if page.http not in KEEP_METHOD:
                method, params = "GET", {}
        raise NoPage(TOO_MANY, "too many redirects")

    async def _step(
        self,
        method: str,
        url: str,
        params: Mapping[str, str],
        *,
        pair: Pair,
        limits: Limits,
        headers: Mapping[str, str],
    ) -> tuple[Page, str]:
        """Send one request; returns its answer and where that leads, if anywhere."""
        if urlsplit(url).scheme not in {"http", "https"}:
            raise NoPage(NO_HOST, "not an http or https URL")
        try:
            target = self.addresses.resolve(url)
        except NoRoute as error:
            raise NoPage(NO_HOST, str(error)) from error
        jar = self._jar(pair)
        own = {
            **headers,
            **signed(self.auth_token, url, params.items(), algorithm=self.algorithm),
            "Host": urlsplit(url).netloc,
        }
        # The jar knows the URL that the client wrote, not the loopback one.
        if cookies := jar.filter_cookies(URL(url)).values():
            own["Cookie"] = "; ".join(f"{one.key}={one.coded_value}" for one in cookies)
        try:
            async with self._open().request(
                method,
                target,
                data=dict(params) if method == "POST" else None,
                headers=own,
                timeout=aiohttp.ClientTimeout(
                    total=None,
                    sock_connect=limits.connect_ms / 1000,
                    sock_read=limits.read_ms / 1000,
                ),
                allow_redirects=False,
            ) as response:
                jar.update_cookies(response.cookies, URL(url))
                if response.status >= 400:
                    raise NoPage(
                        NOTHING,
                        f"answered {response.status}",
                        failure="4xx" if response.status < 500 else "5xx",
                        http=response.status,
                    )
                page = await _read(url, response)
                return page, response.headers.get("Location", "")
        except aiohttp.ServerTimeoutError:
            raise NoPage(NO_ANSWER, "no answer in time", failure="rt") from None
        except (aiohttp.ClientError, OSError) as error:
            raise NoPage(NOTHING, "no connection", failure="ct") from error

    def _jar(self, pair: Pair) -> aiohttp.CookieJar:
        if pair not in self._jars:
            # Servers on loopback are known by address; a browser keeps no such cookies.
            self._jars[pair] = aiohttp.CookieJar(unsafe=True)
        return self._jars[pair]

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            # Each webhook comes from another of the carrier's machines.
            connector = aiohttp.TCPConnector(limit=0, force_close=True)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._session

    async def close(self) -> None:
        """Close what is open; closing twice is fine."""
        if self._session is not None:
            await self._session.close()
            self._session = None


async def _read(url: str, response: aiohttp.ClientResponse) -> Page:
    kind = response.content_type
    longest = MAX_AUDIO if kind.startswith("audio/") else MAX_DOCUMENT
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > longest:
            break
    return Page(
        url=url,
        http=response.status,
        content_type=kind,
        charset=response.charset or "utf-8",
        body=bytes(body[:longest]),
        whole=len(body) <= longest,
    )


def _with_query(url: str, params: Mapping[str, str]) -> str:
    parts = urlsplit(url)
    query = "&".join(filter(None, (parts.query, urlencode(params))))
    return parts._replace(query=query).geturl()
