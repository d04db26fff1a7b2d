"""Telling whether a request is really Twilio's, without Twilio's package.

Twilio signs the full public URL followed by every form parameter's name and value, in
the order of the names, with an HMAC under the account's token (PROTOCOLS B3). The
values of a repeated name are sorted and counted once, as Twilio's own validator does
it. A WebSocket handshake has no parameters. A signature carries no time, so it can be
replayed: what is done once must be guarded by its own key.

The URL is the one Twilio was given, built from our settings, never from the request's
`Host`, which anybody can write.
"""

from __future__ import annotations

import base64
import hmac
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEADER = "X-Twilio-Signature"
SETTINGS_HEADER = "X-Twilio-Webhooks-Signature-Settings"
"""Names the algorithm if it is not SHA-1: ``key=...,algorithm=HMAC_SHA256``."""

_DIGESTS = {"HMAC_SHA1": "sha1", "HMAC_SHA256": "sha256"}
_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}
_LIKE = {"wss": "https", "ws": "http", "https": "wss", "http": "ws"}


def sign(
    token: str,
    url: str,
    params: Iterable[tuple[str, str]] = (),
    *,
    algorithm: str = "HMAC_SHA1",
) -> str:
    """Return what Twilio would put into ``X-Twilio-Signature``."""
    text = url + "".join(name + value for name, value in sorted(set(params)))
    digest = hmac.digest(token.encode(), _octets(text), _DIGESTS[algorithm])
    return base64.b64encode(digest).decode()


def is_signed(
    signature: str,
    *,
    token: str,
    url: str,
    params: Iterable[tuple[str, str]] = (),
    settings: str = "",
) -> bool:
    """Say whether a webhook is Twilio's; takes the same time whatever the answer.

    Args:
        signature: The header `HEADER`.
        token: The account's auth token.
        url: The public URL that was called, with its query.
        params: The form's names and values, repeated names as often as they came.
        settings: The header `SETTINGS_HEADER`, if there was one.
    """
    algorithm = _algorithm(settings)
    if algorithm not in _DIGESTS:
        return False
    pairs = list(params)
    # Twilio is inconsistent about the port (its own validator says so): try both.
    expected = [sign(token, one, pairs, algorithm=algorithm) for one in _ports(url)]
    return _any_equal(signature, expected)


def is_handshake_signed(
    signature: str, *, token: str, url: str, settings: str = ""
) -> bool:
    """Say whether a media socket is Twilio's.

    Whether Twilio signs the address as ``wss`` or as ``https``, with its port or with a
    slash after it, is not documented; each is as hard to forge as the other.
    """
    algorithm = _algorithm(settings)
    if algorithm not in _DIGESTS:
        return False
    expected = [sign(token, one, algorithm=algorithm) for one in _spellings(url)]
    return _any_equal(signature, expected)


def _algorithm(settings: str) -> str:
    for part in settings.split(","):
        name, _, value = part.partition("=")
        if name.strip() == "algorithm" and value.strip():
            return value.strip().upper()
    return "HMAC_SHA1"


def _ports(url: str) -> list[str]:
    parts = urlsplit(url)
    host = parts.netloc
    if parts.port is not None:
        bare = host.rpartition(":")[0]
        other = parts._replace(netloc=bare)
    else:
        other = parts._replace(netloc=f"{host}:{_PORTS.get(parts.scheme, 80)}")
    return [url, other.geturl()]


def _spellings(url: str) -> Iterator[str]:
    scheme, _, rest = url.partition("://")
    for one in (scheme, _LIKE[scheme]):
        for spelling in _ports(f"{one}://{rest}"):
            yield spelling
            yield f"{spelling}/"


def _any_equal(signature: str, expected: list[str]) -> bool:
    given = _octets(signature)
    equal = False
    for one in expected:  # all of them, so that the time taken tells nothing
        equal |= hmac.compare_digest(given, one.encode())
    return equal


def _octets(text: str) -> bytes:
    """Return the text as UTF-8; octets of a header that were none stay what they were.

    A server hands them on as half surrogates, and nobody's header may raise here.
    """
    return text.encode(errors="surrogatepass")
