"""How long a webhook may take, and how often it is tried.

Twilio's budget is 5 s to connect and 15 s in total, with one more try when the
connection fails; a fragment such as ``#ct=2000&rt=4000&tt=12000&rc=3&rp=all``
overrides it for one URL (PROTOCOLS B5).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast, get_args
from urllib.parse import parse_qsl

Failure = Literal["ct", "rt", "4xx", "5xx"]
"""Why a try failed: no connection, no answer in time, or an error status."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The budget of one webhook; times in milliseconds."""

    connect_ms: int = 5000
    read_ms: int = 15_000
    total_ms: int = 15_000
    retries: int = 1
    retry_on: frozenset[Failure] = frozenset({"ct"})


DEFAULT = Limits()
BOUNDS = {"ct": (100, 10_000), "rt": (100, 15_000), "tt": (100, 15_000), "rc": (0, 5)}


def limits(url: str) -> Limits:
    """Return the budget that the fragment of `url` asks for.

    Unknown keys and values out of bounds leave the default in place.
    """
    asked = dict(parse_qsl(url.partition("#")[2]))

    def number(key: str, default: int) -> int:
        low, high = BOUNDS[key]
        text = asked.get(key, "")
        plain = text.isascii() and text.isdigit()  # "²" is a digit to `isdigit` alone
        return int(text) if plain and low <= int(text) <= high else default

    return Limits(
        connect_ms=number("ct", DEFAULT.connect_ms),
        read_ms=number("rt", DEFAULT.read_ms),
        total_ms=number("tt", DEFAULT.total_ms),
        retries=number("rc", DEFAULT.retries),
        retry_on=_policy(asked.get("rp", "")),
    )


def _policy(text: str) -> frozenset[Failure]:
    words = [word for word in text.split(",") if word]
    if "all" in words:
        return frozenset(get_args(Failure))
    known = [cast("Failure", word) for word in words if word in get_args(Failure)]
    return frozenset(known) or DEFAULT.retry_on
