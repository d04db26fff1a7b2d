"""Tickets that let one operator's socket into one call, once, within half a minute.

A browser's WebSocket can carry no header, so what opens it stands in its address: it
must be worth nothing to whoever reads it in a log a moment later (RELIABILITY 3.1).
The signature and the time are checked here; that a ticket opens one socket only is
seen to by `Punch`, which every call has one of.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from dataclasses import dataclass
from enum import StrEnum, auto
from hashlib import sha256

from panda.errors import ProtocolError

VALID_S = 30
"""How long a ticket opens anything (RELIABILITY 3.1)."""
_DOMAIN = b"panda operator ticket\n"
"""Signed too, so that no other token of this installation passes for a ticket."""


class Role(StrEnum):
    """What somebody at a call's socket may do."""

    VIEWER = auto()
    """Listen and read."""
    OPERATOR = auto()
    """All that the wire has."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket says once its signature holds."""

    call_id: str
    operator: str
    """The name the others see."""
    role: Role
    expires_s: int
    """Unix time after which it opens nothing."""
    serial: str
    """Differs from every other ticket's."""


def issue(ticket: Ticket, key: bytes) -> str:
    """Return the ticket as text of URL-safe characters.

    Example:
        >>> text = issue(Ticket("c1", "Ann", Role.VIEWER, 1_000, "s1"), b"key")
        >>> admit(text, b"key", call_id="c1", now_s=999).operator
        'Ann'
    """
    says = [
        ticket.call_id,
        ticket.operator,
        ticket.role,
        ticket.expires_s,
        ticket.serial,
    ]
    body = _text(json.dumps(says, separators=(",", ":")).encode())
    return f"{body}.{_mac(body, key)}"


def admit(text: str, key: bytes, *, call_id: str, now_s: float) -> Ticket:
    """Read a ticket for a call.

    Raises:
        ProtocolError: It is malformed, expired, not ours, or for another call.
    """
    body, _, mac = text.partition(".")
    if not text.isascii() or not hmac.compare_digest(
        mac.encode(), _mac(body, key).encode()
    ):
        raise ProtocolError("ticket is not ours")
    try:
        padded = body + "=" * (-len(body) % 4)
        call, operator, role, expires, serial = json.loads(
            base64.urlsafe_b64decode(padded)
        )
        ticket = Ticket(str(call), str(operator), Role(role), int(expires), str(serial))
    except (ValueError, TypeError, binascii.Error):
        raise ProtocolError("ticket is malformed") from None
    if now_s > ticket.expires_s:
        raise ProtocolError("ticket has expired")
    if ticket.call_id != call_id:
        raise ProtocolError("ticket is for another call")
    return ticket


class Punch:
    """Remembers which tickets were used, for as long as they would open anything."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def use(self, ticket: Ticket, *, now_s: float) -> bool:
        """Take a ticket; false if it was taken before."""
        for serial, expires_s in list(self._used.items()):
            if now_s > expires_s:
                del self._used[serial]
        if ticket.serial in self._used:
            return False
        self._used[ticket.serial] = ticket.expires_s
        return True


def _mac(body: str, key: bytes) -> str:
    return _text(hmac.digest(key, _DOMAIN + body.encode(), sha256))


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
