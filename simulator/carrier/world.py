"""Everything a leg needs of the world around it, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from simulator.businesses.hearing import Hearing
    from simulator.carrier.addresses import Addresses
    from simulator.carrier.callbacks import Callbacks
    from simulator.carrier.pacer import Pacer
    from simulator.carrier.settings import Settings
    from simulator.carrier.webhooks import Webhooks
    from simulator.faults.book import FaultBook
    from simulator.ports import Directory, Ledger, Leg, Voice


@dataclass(frozen=True, slots=True)
class Account:
    """The one account of this carrier."""

    sid: str
    auth_token: str


class Ears(Protocol):
    """Makes what is needed to understand a callee."""

    def hearing(self, leg: Leg, language: str) -> Hearing:
        """Return a fresh ear for this call."""
        ...


@dataclass(frozen=True, slots=True)
class World:
    """The parts of a running carrier."""

    account: Account
    settings: Settings
    directory: Directory
    voice: Voice
    ears: Ears | None
    """Who understands speech for `<Gather>`; None on a network without."""
    ledger: Ledger
    pacer: Pacer
    addresses: Addresses
    webhooks: Webhooks
    callbacks: Callbacks
    faults: FaultBook
    rng: Random
    now_s: Callable[[], float]
    """The wall clock, seconds since the epoch."""
