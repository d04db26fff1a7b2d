"""The carrier's actor: the one place from which Twilio's REST API is asked.

One actor, because the carrier counts calls per second over all of us, and so that only
one process holds the account's secret and the SDK.
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, TypeVar

import ray
from ray.exceptions import RayActorError

from actors.clock import SystemClock
from actors.logs import set_up
from actors.remote_store import find_store
from actors.service import find_service, start_service
from panda.carrier import TURN_MS
from panda.dispatch.placing import Placing
from panda.errors import CarrierError, CarrierUnsure
from panda.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence

    from ray.actor import ActorProxy

    from panda.carrier import DialOrder, LegOrder, Placed, ProviderCall, Rejected

NAME = "carrier"
_T = TypeVar("_T")


class CarrierActor:
    """Places calls at the carrier's pace, ends them, and says how they stand."""

    def __init__(self) -> None:
        # Here and not above: call actors import this module to find the actor, and
        # must not pay for the twilio SDK.
        from gateways.carrier import TwilioCarrier  # noqa: PLC0415

        settings = Settings.from_env(os.environ)
        set_up(settings, NAME)
        self._carrier = TwilioCarrier(settings)
        self._placing = Placing(
            self._carrier,
            find_store(),
            SystemClock(settings),
            sleep=asyncio.sleep,
            rate=settings.calls_per_second,
        )

    @ray.method
    async def place(self, order: DialOrder) -> Placed | Rejected:
        """Dial a reserved call, once; see `panda.dispatch.placing`."""
        return await self._placing.place(order)

    @ray.method
    async def hang_up(self, call_sid: str) -> None:
        """See `panda.ports.Carrier`."""
        await self._carrier.hang_up(call_sid)

    @ray.method
    async def press(
        self, call_sid: str, digits: str, resume: str, before_s: float
    ) -> None:
        """See `panda.ports.Carrier`; from `before_s` on (monotonic) it is refused.

        The call would take the end of its stream, which pressing begins with, for
        their hanging up. All actors are on one node, which has one such clock.
        """
        if asyncio.get_running_loop().time() >= before_s:
            raise CarrierError("keys have waited too long for their turn")
        await self._carrier.press(call_sid, digits, resume=resume)

    @ray.method
    async def ring(self, order: LegOrder) -> Placed:
        """See `panda.ports.Carrier`."""
        return await self._carrier.ring(order)

    @ray.method
    async def redirect(self, call_sid: str, document: str) -> None:
        """See `panda.ports.Carrier`."""
        await self._carrier.redirect(call_sid, document)

    @ray.method
    async def fetch(self, call_sid: str) -> ProviderCall:
        """See `panda.ports.Carrier`."""
        return await self._carrier.fetch(call_sid)

    @ray.method
    async def calls_to(self, number: str) -> Sequence[ProviderCall]:
        """See `panda.ports.Carrier`."""
        return await self._carrier.calls_to(number)

    @ray.method
    async def live(self) -> Sequence[ProviderCall]:
        """See `panda.ports.Carrier`."""
        return await self._carrier.live()


class CarrierAway(CarrierError):  # noqa: N818 - reads as what happened
    """The carrier's actor has died, and is being started anew or not."""

    def __init__(self) -> None:
        super().__init__("the carrier's actor is away")


class RemoteCarrier:
    """A `panda.dispatch.ports.Switchboard` over the carrier's actor, which also places.

    Every method raises `CarrierAway` when the actor dies before it has answered, and
    `CarrierError` as the carrier does.
    """

    def __init__(self, carrier: ActorProxy[CarrierActor]) -> None:
        self._carrier = carrier

    async def place(self, order: DialOrder) -> Placed | Rejected:
        """See `CarrierActor.place`; what was asked of an actor that died is unsure."""
        return await _answer(self._carrier.place.remote(order))

    async def hang_up(self, call_sid: str) -> None:
        """See `panda.ports.Carrier`."""
        await _answer(self._carrier.hang_up.remote(call_sid))

    async def press(self, call_sid: str, digits: str, *, resume: str) -> None:
        """See `panda.ports.Carrier`; what an actor was asked that died is unsure.

        Keys that wait for the actor for longer than `TURN_MS` are refused by it.
        """
        before_s = asyncio.get_running_loop().time() + TURN_MS / 1000
        await _surely(self._carrier.press.remote(call_sid, digits, resume, before_s))

    async def ring(self, order: LegOrder) -> Placed:
        """See `panda.ports.Carrier`; what an actor was asked that died is unsure."""
        return await _surely(self._carrier.ring.remote(order))

    async def redirect(self, call_sid: str, document: str) -> None:
        """See `panda.ports.Carrier`; what an actor was asked that died is unsure."""
        await _surely(self._carrier.redirect.remote(call_sid, document))

    async def fetch(self, call_sid: str) -> ProviderCall:
        """See `panda.ports.Carrier`."""
        return await _answer(self._carrier.fetch.remote(call_sid))

    async def calls_to(self, number: str) -> Sequence[ProviderCall]:
        """See `panda.ports.Carrier`."""
        return await _answer(self._carrier.calls_to.remote(number))

    async def live(self) -> Sequence[ProviderCall]:
        """See `panda.ports.Carrier`."""
        return await _answer(self._carrier.live.remote())


async def _answer(asked: Awaitable[_T]) -> _T:
    try:
        return await asked
    except RayActorError:
        raise CarrierAway from None


async def _surely(asked: Awaitable[_T]) -> _T:
    """Await what may be done once only: the actor may have done it, and then died."""
    try:
        return await _answer(asked)
    except CarrierAway as away:
        raise CarrierUnsure(str(away)) from None


def start_carrier() -> ActorProxy[CarrierActor]:
    """Start the carrier's actor, or return the one that runs; needs the store.

    Dials are not retried by Ray: an order whose answer was lost may have been placed.
    """
    carrier: ActorProxy[CarrierActor] = start_service(CarrierActor, NAME)
    return carrier


def find_carrier() -> ActorProxy[CarrierActor]:
    """Return the carrier's actor.

    Raises:
        ValueError: None runs.
    """
    carrier: ActorProxy[CarrierActor] = find_service(NAME)
    return carrier
