"""Names of things, in Twilio's form: two letters and 32 hex digits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from random import Random

Prefix = Literal["AC", "CA", "MZ", "PN", "RE", "CF", "AP"]


def sid(prefix: Prefix, rng: Random) -> str:
    """Return a new identifier, e.g. ``CA…`` for a call."""
    return f"{prefix}{rng.getrandbits(128):032x}"


def token(rng: Random) -> str:
    """Return a new auth token: 32 hex digits."""
    return f"{rng.getrandbits(128):032x}"
