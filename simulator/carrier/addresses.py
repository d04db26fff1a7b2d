"""Where a URL really leads in the simulated world.

Clients give the public URLs they would give Twilio. Nothing here may leave the
machine: loopback hosts are reached as they are, without TLS; a public host name is
reached only if a route says which loopback port stands for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit, urlunsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

PLAIN = {"https": "http", "wss": "ws", "http": "http", "ws": "ws"}


class NoRoute(Exception):  # noqa: N818 - reads as what happened
    """The host is neither loopback nor routed to it."""


def is_loopback(host: str) -> bool:
    """Whether `host` names this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Addresses:
    """Resolves public URLs to loopback ones.

    Example:
        >>> places = Addresses(routes={"phone.example": "127.0.0.1:8000"})
        >>> places.resolve("wss://phone.example/media/7")
        'ws://127.0.0.1:8000/media/7'
    """

    routes: Mapping[str, str]

    def resolve(self, url: str, *, port: int = 0) -> str:
        """Return the URL to connect to, its fragment removed.

        `port` fills in for a loopback URL that names none.

        Raises:
            NoRoute: The host is not to be reached from here.
        """
        parts = urlsplit(url)
        scheme = PLAIN.get(parts.scheme)
        if scheme is None:
            raise NoRoute("not an http, https, ws or wss URL")
        netloc = self._netloc(parts, port)
        return urlunsplit((scheme, netloc, parts.path or "/", parts.query, ""))

    def _netloc(self, parts: SplitResult, port: int) -> str:
        host = parts.hostname or ""
        for name in (parts.netloc, host):
            if name in self.routes:
                return self.routes[name]
        if not is_loopback(host):
            raise NoRoute("neither a loopback host nor a routed one")
        if parts.port is None and port:
            return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        return parts.netloc


def parse_routes(text: str) -> dict[str, str]:
    """Read ``host=127.0.0.1:port`` pairs, comma separated.

    Raises:
        ValueError: A pair is malformed or leads away from loopback.
    """
    routes: dict[str, str] = {}
    for pair in filter(None, text.split(",")):
        host, _, target = pair.partition("=")
        if not is_loopback(urlsplit(f"//{target}").hostname or ""):
            raise ValueError(f"route {pair}: write host=127.0.0.1:port")
        routes[host.strip()] = target.strip()
    return routes
