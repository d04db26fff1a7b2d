"""Twilio's Calls resource on its real paths.

A handler parses, asks the `Exchange`, and answers; errors leave as exceptions and
become JSON in one place.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hmac
from collections import deque
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from aiohttp import web

from simulator.carrier import listing, params
from simulator.carrier.errors import (
    ApiError,
    NotFound,
    TooMany,
    Unauthorised,
    Unavailable,
)
from simulator.carrier.params import Form
from simulator.faults.base import Where
from simulator.faults.kinds import CreateDelay, CreateError, Rest429, RestError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from simulator.carrier.calls import Call
    from simulator.carrier.exchange import Exchange

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

BASE = "/2010-04-01/Accounts/{account}"


class CallsApi:
    """The REST API of one account."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._recent: deque[float] = deque()

    def routes(self) -> list[web.RouteDef]:
        """Return the routes to serve."""
        calls, call = f"{BASE}/Calls.json", f"{BASE}/Calls/{{sid}}.json"
        return [
            web.post(calls, self._guarded(self._create)),
            web.get(calls, self._guarded(self._list)),
            web.get(call, self._guarded(self._fetch)),
            web.post(call, self._guarded(self._update)),
            web.delete(call, self._guarded(self._delete)),
            web.route("*", "/2010-04-01/{rest:.*}", self._guarded(self._unknown)),
        ]

    async def _create(self, request: web.Request) -> web.Response:
        asked = params.create(await _form(request))
        world = self._exchange.world
        where = Where(to=asked.to)
        error = world.faults.strikes(CreateError, where)
        token = request.headers.get("I-Twilio-Idempotency-Token", "")
        if error is not None and not error.placed:
            raise _failed(error)
        call = self._exchange.create(asked, token=token)
        if delay := world.faults.strikes(CreateDelay, where):
            await asyncio.sleep(delay.ms / 1000)
        if error is not None:
            raise _failed(error)
        return _json(call.resource(), status=201)

    async def _list(self, request: web.Request) -> web.Response:
        asked = listing.query(Form(parse_qsl(request.query_string)))
        world = self._exchange.world
        newest = world.now_s() - world.settings.list_delay_ms / 1000
        seen = (c for c in self._exchange.calls() if c.created_s <= newest)
        return _json(listing.page(listing.matching(seen, asked), asked, request.path))

    async def _fetch(self, request: web.Request) -> web.Response:
        return _json(self._call(request).resource())

    async def _update(self, request: web.Request) -> web.Response:
        asked = params.update(await _form(request))
        return _json(self._exchange.update(self._call(request), asked).resource())

    async def _delete(self, request: web.Request) -> web.Response:
        self._exchange.delete(self._call(request))
        return web.Response(status=204)

    async def _unknown(self, request: web.Request) -> web.Response:
        raise NotFound(request.path)

    def _call(self, request: web.Request) -> Call:
        return self._exchange.fetch(request.match_info["sid"], request.path)

    def _guarded(self, handler: Handler) -> Handler:
        async def guarded(request: web.Request) -> web.StreamResponse:
            try:
                self._authenticate(request)
                self._limit_rate()
                return await handler(request)
            except ApiError as error:
                return _json(error.body(), status=error.status)

        return guarded

    def _authenticate(self, request: web.Request) -> None:
        account = self._exchange.world.account
        user, password = _basic(request.headers.get("Authorization", ""))
        right = f"{account.sid}:{account.auth_token}".encode()
        if not hmac.compare_digest(f"{user}:{password}".encode(), right):
            raise Unauthorised
        if request.match_info.get("account", account.sid) != account.sid:
            raise NotFound(request.path)

    def _limit_rate(self) -> None:
        world = self._exchange.world
        if world.faults.strikes(Rest429):
            raise TooMany(20429, "Too Many Requests")
        if failed := world.faults.strikes(RestError):
            raise Unavailable(status=failed.http)
        if not (limit := world.settings.max_requests_per_second):
            return
        now = asyncio.get_running_loop().time()
        while self._recent and self._recent[0] <= now - 1:
            self._recent.popleft()
        if len(self._recent) >= limit:
            raise TooMany(20429, "Too Many Requests")
        self._recent.append(now)


def _failed(fault: CreateError) -> ApiError:
    if fault.http == 429:
        return TooMany(20429, "Too Many Requests")
    return Unavailable(status=fault.http)


async def _form(request: web.Request) -> Form:
    return Form(parse_qsl(await request.text(), keep_blank_values=True))


def _basic(header: str) -> tuple[str, str]:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        user, _, password = (
            base64.b64decode(encoded, validate=True).decode().partition(":")
        )
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return user, password


def _json(body: Mapping[str, object], *, status: int = 200) -> web.Response:
    return web.json_response(dict(body), status=status)
