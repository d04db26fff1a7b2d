"""How a client can tell that a webhook is really the carrier's.

Twilio signs the full URL followed by each form parameter's name and value, sorted by
name, with an HMAC under the account's token (PROTOCOLS B3): SHA-1, unless a second
header names another algorithm (PROTOCOLS B5). The values of a repeated name are
de-duplicated and sorted, as the SDK's validator does.
"""

from __future__ import annotations

import base64
import hmac
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Algorithm = Literal["sha1", "sha256"]

HEADER = "X-Twilio-Signature"
SETTINGS_HEADER = "X-Twilio-Webhooks-Signature-Settings"


def sign(
    auth_token: str,
    url: str,
    params: Iterable[tuple[str, str]] = (),
    *,
    algorithm: Algorithm = "sha1",
) -> str:
    """Return the value of ``X-Twilio-Signature``."""
    text = url + "".join(name + value for name, value in sorted(set(params)))
    digest = hmac.digest(auth_token.encode(), text.encode(), algorithm)
    return base64.b64encode(digest).decode()


def signed(
    auth_token: str,
    url: str,
    params: Iterable[tuple[str, str]] = (),
    *,
    algorithm: Algorithm = "sha1",
) -> dict[str, str]:
    """Return the headers that sign a request."""
    headers = {HEADER: sign(auth_token, url, params, algorithm=algorithm)}
    if algorithm != "sha1":
        headers[SETTINGS_HEADER] = f"algorithm=HMAC_{algorithm.upper()}"
    return headers
