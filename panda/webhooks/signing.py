"""Signatures of the Standard Webhooks scheme, version 1: HMAC-SHA256.

What is signed is ``<id>.<timestamp>.<body>``; the header ``webhook-signature`` holds
``v1,`` and the base64 of it. A secret is ``whsec_`` and the base64 of 24 to 64 bytes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from typing import TYPE_CHECKING

from panda.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "whsec_"
SECRET_BYTES = 32
"""Of a secret that we make."""
_LEAST, _MOST = 24, 64
"""What the scheme allows."""
ID = "webhook-id"
TIMESTAMP = "webhook-timestamp"
SIGNATURE = "webhook-signature"
TOLERANCE_S = 300
"""How old, or how far ahead, a receiver should let a request be: an older one may be
one that somebody has recorded."""


def secret_of(random: bytes) -> str:
    """Write a secret of random bytes."""
    return PREFIX + base64.b64encode(random).decode()


def key_of(secret: str) -> bytes:
    """Return the key that a secret stands for.

    Raises:
        BadInput: It is none of this scheme; does not say what it was.
    """
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.startswith(PREFIX) or not _LEAST <= len(key) <= _MOST:
        raise BadInput(
            "not a webhook secret",
            where="secret",
            advice="whsec_ and the base64 of 24 to 64 bytes; or leave it out",
        )
    return key


def sign(secret: str, message_id: str, timestamp_s: int, body: bytes) -> str:
    """Return the value of `webhook-signature`.

    Example:
        >>> sign(
        ...     "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        ...     "msg_p5jXN8AQM9LWM0D4loKWxJek",
        ...     1614265330,
        ...     b'{"test": 2432232314}',
        ... )
        'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    """
    signed = f"{message_id}.{timestamp_s}.".encode() + body
    made = hmac.new(key_of(secret), signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(made).decode()}"


def headers(
    secret: str, message_id: str, timestamp_s: int, body: bytes
) -> dict[str, str]:
    """Return the headers of a request."""
    return {
        "content-type": "application/json",
        "user-agent": "panda-assist",
        ID: message_id,
        TIMESTAMP: str(timestamp_s),
        SIGNATURE: sign(secret, message_id, timestamp_s, body),
    }


def is_signed(
    secret: str, given: Mapping[str, str], body: bytes, *, now_s: float
) -> bool:
    """Say whether a request is ours and of now, as a receiver would.

    Args:
        secret: The endpoint's.
        given: The request's headers, with names in small letters.
        body: Exactly as it came.
        now_s: Unix time.
    """
    timestamp = given.get(TIMESTAMP, "")
    if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
        return False
    if abs(now_s - int(timestamp)) > TOLERANCE_S:
        return False
    wanted = sign(secret, given.get(ID, ""), int(timestamp), body)
    return any(
        hmac.compare_digest(wanted.encode(), one.encode())
        for one in given.get(SIGNATURE, "").split()
    )
