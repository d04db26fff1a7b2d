"""Signed tokens that let exactly one phone stream into exactly one call.

A token travels in the TwiML's ``<Parameter>`` and comes back in the stream's `start`
message. It names the call and the epoch (how often the call was re-attached), expires,
and is an HMAC-SHA256 under the installation's own key: knowing a call's id opens
nothing (RELIABILITY 3.2).
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from hashlib import sha256

from panda.errors import ProtocolError


@dataclass(frozen=True, slots=True)
class CallToken:
    """What a token says once its signature holds."""

    call_id: str
    epoch: int
    expires_s: int
    """Unix time after which it opens nothing."""


def sign(token: CallToken, key: bytes) -> str:
    """Return the token as text of URL-safe characters.

    Example:
        >>> text = sign(CallToken("c1", 0, 1_000), b"key")
        >>> verify(text, b"key", now_s=999).call_id
        'c1'
    """
    body = f"{token.call_id}.{token.epoch}.{token.expires_s}"
    return f"{body}.{_mac(body, key)}"


def verify(text: str, key: bytes, *, now_s: float) -> CallToken:
    """Read a token.

    Raises:
        ProtocolError: It is malformed, expired, or not signed by us.
    """
    body, _, mac = text.rpartition(".")
    if not body or not hmac.compare_digest(mac, _mac(body, key)):
        raise ProtocolError("token is not ours")
    try:
        call_id, epoch, expires = body.rsplit(".", 2)
        token = CallToken(call_id, int(epoch), int(expires))
    except ValueError:
        raise ProtocolError("token is malformed") from None
    if now_s > token.expires_s:
        raise ProtocolError("token has expired")
    return token


def _mac(body: str, key: bytes) -> str:
    digest = hmac.digest(key, body.encode(), sha256)
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
