"""How a client can tell that a webhook is really the carrier's.

Twilio signs the full URL followed by each form parameter's name and value, sorted by
name, with HMAC-SHA1 under the account's token (PROTOCOLS B3). The values of a
repeated name are de-duplicated and sorted, as the SDK's validator does.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADER = "X-Twilio-Signature"


def sign(auth_token: str, url: str, params: Iterable[tuple[str, str]] = ()) -> str:
    """Return the value of ``X-Twilio-Signature``."""
    text = url + "".join(name + value for name, value in sorted(set(params)))
    digest = hmac.new(auth_token.encode(), text.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()
