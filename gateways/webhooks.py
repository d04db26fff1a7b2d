"""Sending a signed message to somebody's endpoint, and to no place it should not go.

A name is resolved for each request, and only addresses that `is_allowed` lets by are
connected to: the check and the connection are the same lookup, so a name that leads
elsewhere a moment later (DNS rebinding) gains nothing. No redirect is followed, no
proxy of the environment is used, and what the endpoint answers is not read.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING, Self

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import DefaultResolver

from panda.errors import BadInput
from panda.webhooks.endpoints import check_url, is_allowed
from panda.webhooks.signing import headers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.webhooks.endpoints import Network

TIMEOUT_S = 15.0
"""The Standard Webhooks guidance has senders wait 15 to 30 s."""
AT_ONCE = 8
"""Requests at a time, to all endpoints."""


class _Refused(OSError):  # noqa: N818 - reads as what happened
    """A name leads only to places where no endpoint may be."""


class _Guarded(AbstractResolver):
    """A resolver that forgets the addresses that no endpoint may have."""

    def __init__(self, *, simulated: bool, networks: Sequence[Network]) -> None:
        self._resolver = DefaultResolver()
        self._simulated, self._networks = simulated, networks

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses that may be connected to.

        Raises:
            OSError: There are none.
        """
        found = await self._resolver.resolve(host, port, family)
        allowed = [
            one
            for one in found
            if is_allowed(
                ipaddress.ip_address(one["host"].partition("%")[0]),
                simulated=self._simulated,
                networks=self._networks,
            )
        ]
        if not allowed:
            raise _Refused("not an address for an endpoint")
        return allowed

    async def close(self) -> None:
        """See `AbstractResolver`."""
        await self._resolver.close()


class WebhookSender:
    """Sends messages; belongs to one event loop.

    Args:
        simulated: Whether endpoints may be on this machine.
        networks: Where else than in the public internet endpoints may be.
    """

    def __init__(self, *, simulated: bool, networks: Sequence[Network] = ()) -> None:
        self._simulated, self._networks = simulated, networks
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        resolver = _Guarded(simulated=self._simulated, networks=self._networks)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=resolver,
                use_dns_cache=False,
                force_close=True,
                limit=AT_ONCE,
            ),
            timeout=aiohttp.ClientTimeout(total=TIMEOUT_S),
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
        )
        return self

    async def __aexit__(self, *error: object) -> None:
        if self._session is not None:
            await self._session.close()

    async def send(
        self, url: str, message_id: str, body: bytes, *, secret: str, timestamp_s: int
    ) -> int | str:
        """Send a message once.

        Returns:
            The HTTP status of the answer, or a code of ours for why there is none:
            `refused_address`, `timeout` or `unreachable`.
        """
        if self._session is None:
            raise AssertionError("used outside of its block")
        try:
            check_url(url, simulated=self._simulated, networks=self._networks)
            async with self._session.post(
                url,
                data=body,
                headers=headers(secret, message_id, timestamp_s, body),
                allow_redirects=False,
            ) as answer:
                return answer.status
        except BadInput:
            return "refused_address"
        except TimeoutError:
            return "timeout"
        except aiohttp.ClientConnectorError as error:
            refused = isinstance(error.os_error, _Refused)
            return "refused_address" if refused else "unreachable"
        except (aiohttp.ClientError, OSError, ValueError):
            return "unreachable"
