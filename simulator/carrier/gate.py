"""What every REST request passes: the password, the rate limit, the error bodies."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hmac
import logging
from collections import deque
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from aiohttp import web

from simulator.carrier.errors import (
    ApiError,
    BadParameter,
    NotFound,
    TooMany,
    Unauthorised,
    Unavailable,
)
from simulator.carrier.form import Form
from simulator.faults.kinds import Rest429, RestError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from simulator.carrier.world import World

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

log = logging.getLogger(__name__)

BROKEN = "a request failed inside the simulator"
"""What is logged of an error of ours."""
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
            except web.HTTPException:
                raise
            except Exception:  # our mistake, but a client is told as by Twilio
                log.exception(BROKEN)
                return broken()

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
    """Read a form-encoded body.

    Raises:
        BadParameter: It is no text.
    """
    try:
        text = await request.text()
    except (UnicodeDecodeError, LookupError):  # not in its charset, or none of ours
        raise BadParameter(20001, "The body cannot be read as text") from None
    return Form(parse_qsl(text, keep_blank_values=True))


def asked(request: web.Request) -> Form:
    """Read the query string."""
    return Form(parse_qsl(request.query_string, keep_blank_values=True))


def reply(body: Mapping[str, object], *, status: int = 200) -> web.Response:
    """Answer with JSON."""
    return web.json_response(dict(body), status=status)


def broken() -> web.Response:
    """Answer for an error of ours; whoever met it has logged it."""
    error = Unavailable()
    return reply(error.body(), status=error.status)


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
