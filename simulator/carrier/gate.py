"""What every REST request passes: the password, the rate limit, the error bodies."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hmac
from collections import deque
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from aiohttp import web

from simulator.carrier.errors import (
    ApiError,
    NotFound,
    TooMany,
    Unauthorised,
    Unavailable,
)
from simulator.carrier.params import Form
from simulator.faults.kinds import Rest429, RestError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from simulator.carrier.world import World

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

BASE = "/2010-04-01/Accounts/{account}"
"""Where the resources of an account are."""


class Gate:
    """The door to the account's resources."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._recent: deque[float] = deque()

    def guard(self, handler: Handler) -> Handler:
        """Return `handler` behind the gate; what it refuses leaves as JSON."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            try:
                self._authenticate(request)
                self._limit_rate()
                return await handler(request)
            except ApiError as error:
                return reply(error.body(), status=error.status)

        return guarded

    def _authenticate(self, request: web.Request) -> None:
        account = self._world.account
        user, password = _basic(request.headers.get("Authorization", ""))
        right = f"{account.sid}:{account.auth_token}".encode()
        if not hmac.compare_digest(f"{user}:{password}".encode(), right):
            raise Unauthorised
        if request.match_info.get("account", account.sid) != account.sid:
            raise NotFound(request.path)

    def _limit_rate(self) -> None:
        world = self._world
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


async def form(request: web.Request) -> Form:
    """Read a form-encoded body."""
    return Form(parse_qsl(await request.text(), keep_blank_values=True))


def asked(request: web.Request) -> Form:
    """Read the query string."""
    return Form(parse_qsl(request.query_string, keep_blank_values=True))


def reply(body: Mapping[str, object], *, status: int = 200) -> web.Response:
    """Answer with JSON."""
    return web.json_response(dict(body), status=status)


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
