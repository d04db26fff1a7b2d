"""Who is told, where, and where nobody is ever told anything.

An endpoint's address is typed by whoever has the API's token; our requests go out from
inside the installation's network. So they go by TLS, to addresses of the public
internet alone, unless the settings name a network of ours (server-side request
forgery, OWASP API7:2023). Names are resolved when a request is made, and what they
resolve to is held against `is_allowed` then: a name may lead elsewhere by tomorrow.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from panda.errors import BadInput
from panda.webhooks.messages import TYPES, WebhookTest, stream_of
from panda.webhooks.signing import SECRET_BYTES, secret_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from panda.webhooks.messages import Message

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
MOST_ENDPOINTS = 50
"""Endpoints of an installation."""
LOOPBACK = frozenset({"127.0.0.1", "localhost"})
_TRANSLATED = tuple(
    ipaddress.IPv6Network(one)
    for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
)
"""IPv6 addresses that stand for an IPv4 address, which may be anybody's: NAT64
(RFC 6052, RFC 8215), 6to4 (RFC 3056) and Teredo (RFC 4380)."""


class Endpoint(BaseModel):
    """Somebody who is told what happens."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    endpoint_id: str
    url: str = Field(max_length=2000)
    types: tuple[str, ...] = ()
    """Which messages it wants; all of them if empty."""
    created_at: AwareDatetime
    disabled: str = ""
    """Why nothing is sent to it any more."""

    def gone(self) -> Endpoint:
        """Return it as it is once it has said that it is gone."""
        return self.model_copy(update={"disabled": "gone"})

    def wants(self, message: Message) -> bool:
        """Say whether it is to be told this; a test is for one endpoint alone."""
        if self.disabled:
            return False
        if isinstance(message, WebhookTest):
            return stream_of(message) == self.endpoint_id
        return not self.types or message.type in self.types

    @classmethod
    def of(
        cls, endpoint_id: str, url: str, types: Iterable[str], created_at: AwareDatetime
    ) -> Self:
        """Make one of what a person typed.

        Raises:
            BadInput: There is no such type of message.
        """
        wanted = tuple(dict.fromkeys(types))
        unknown = next((one for one in wanted if one not in TYPES), None)
        if unknown is not None:
            raise BadInput(
                "no such type of message",
                where="types",
                advice=f"there are: {', '.join(TYPES)}",
            )
        return cls(
            endpoint_id=endpoint_id, url=url, types=wanted, created_at=created_at
        )


def secret_for(endpoint_id: str, signing_key: str) -> str:
    """Return an endpoint's secret.

    It follows from the installation's signing key, so that none is kept anywhere: not
    in the store, not in a backup of it. Whoever changes the key changes all secrets.
    """
    made = hmac.new(
        signing_key.encode(), f"panda/webhook/{endpoint_id}".encode(), hashlib.sha256
    )
    return secret_of(made.digest()[:SECRET_BYTES])


def check_url(url: str, *, simulated: bool, networks: Iterable[Network] = ()) -> str:
    """Return an address that may be asked.

    Args:
        url: As somebody typed it.
        simulated: Whether the installation's network is a simulated one: then plain
            HTTP to this machine is fine.
        networks: Where else than in the public internet endpoints may be.

    Raises:
        BadInput: It may not; says why.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise _bad("not a URL", "write it like https://example.com/hook") from None
    if parts.username or parts.password or parts.fragment or not host:
        raise _bad("needs a host, and no password or fragment", "leave them out")
    if any(one.isspace() or not one.isprintable() for one in url):
        raise _bad("has blanks in it", "write it like https://example.com/hook")
    if simulated and host in LOOPBACK and parts.scheme in {"http", "https"}:
        return url
    if parts.scheme != "https":
        raise _bad("must begin with https://", "give the endpoint a certificate")
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return url  # a name: what it resolves to is checked each time
    if not is_allowed(address, simulated=simulated, networks=networks):
        raise _bad(
            "is an address inside a network", "name the network in PANDA_WEBHOOK_NETS"
        )
    return url


def is_allowed(
    address: Address, *, simulated: bool, networks: Iterable[Network] = ()
) -> bool:
    """Say whether a request may go to an address, whatever name led to it."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        elif any(address in one for one in _TRANSLATED):
            return False
    if simulated and address.is_loopback:
        return True
    if any(address.version == one.version and address in one for one in networks):
        return True
    return address.is_global and not address.is_multicast


def _bad(problem: str, advice: str) -> BadInput:
    return BadInput(problem, where="url", advice=advice)
